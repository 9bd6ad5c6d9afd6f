"""The user's own words in the lists of pages, and what an extraction says of its making."""

import subprocess
import sys
from pathlib import Path

import pytest

import kc_extract
from kc_extract.batch import produced_now
from kc_extract.files import write_whole

#: Patterns are built once in a process, so that words of one's own need a fresh one.
_EXTENDED = "from pathlib import Path; from kc_extract.lexicon import extend; extend(Path({folder!r}))\n"


def after_extending(folder: Path, code: str) -> str:
    script = _EXTENDED.format(folder=str(folder)) + code
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60).stdout


@pytest.mark.parametrize(
    ("name", "words", "code", "shown"),
    [
        (
            "syllables",
            'onsets = ["z"]',
            "from kc_extract.readers.quality import is_syllable as f; print(f('zô'))",
            "True",
        ),
        (
            "furniture",
            'page_words = ["Tờ số"]',
            "from kc_extract.readers.words import page_words as f; print(f().page_words[-1], f().page_words[0])",
            "Tờ số Trang",
        ),
        (
            "blocks",
            'offices = ["TỔ TRƯỞNG"]',
            "from kc_extract.readers.words import blocks as f; print(f().offices[-1], f().mottos[1])",
            "TỔ TRƯỞNG Độc lập - Tự do - Hạnh phúc",
        ),
    ],
)
def test_own_words_lengthen_the_lists_of_pages(tmp_path: Path, name: str, words: str, code: str, shown: str) -> None:
    write_whole(tmp_path / f"{name}.toml", words.encode())
    assert after_extending(tmp_path, code).strip() == shown


def test_a_syllable_that_nobody_added_is_none(tmp_path: Path) -> None:
    write_whole(tmp_path / "syllables.toml", b'onsets = ["z"]')
    assert (
        after_extending(tmp_path, "from kc_extract.readers.quality import is_syllable as f; print(f('wô'))")
        == "False\n"
    )


@pytest.mark.parametrize("name", ["syllables", "furniture", "blocks"])
def test_faulty_words_of_pages_are_wrong_usage_and_named(tmp_path: Path, name: str) -> None:
    write_whole(tmp_path / f"{name}.toml", b"strange = ['a']")
    command = [
        sys.executable,
        "-c",
        "from kc_extract.cli import main; main()",
        "explain",
        "12 ha",
        "--lexicon",
        str(tmp_path),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2
    assert f"{name}.toml" in "".join(done.stderr.split())


def test_the_library_names_the_same_engines_as_a_run() -> None:
    made = kc_extract.extract(kc_extract.read("Điều 1. Hỗ trợ 02 mô hình.".encode()))
    assert made.produced_by == produced_now()
    assert "pymupdf" in {engine.name for engine in made.produced_by.engines}
