"""Old Word files: what LibreOffice makes of them is read, and without it the message says what to install."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path

import pytest
from word_making import paragraph, run, word_file

from kc_extract.errors import UnreadableError
from kc_extract.readers import doc, read_input
from kc_extract.readers.formats import detect
from kc_extract.types import Limits

REAL = Path(__file__).parents[2] / "shared" / "corpus" / "unlabelled" / "doc"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le")
FONT = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'


@pytest.fixture(scope="module")
def old_file(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A .doc with text in an old encoding, written by LibreOffice itself."""
    folder = tmp_path_factory.mktemp("doc")
    (folder / "a.docx").write_bytes(word_file(paragraph(run("Hç trî 12 c¬ së c«ng nghiÖp n«ng th«n", FONT))))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "doc", "--outdir", str(folder), str(folder / "a.docx")]
    if shutil.which("soffice"):
        subprocess.run(command, check=False, capture_output=True, timeout=120)
    if not (folder / "a.doc").is_file():
        pytest.skip("LibreOffice Writer, which converts .doc files, is not installed")
    return (folder / "a.doc").read_bytes()


def test_an_old_file_is_converted_and_its_legacy_text_decoded(old_file: bytes) -> None:
    assert detect(old_file) == "doc"
    found = read_input(old_file, "a.doc", Limits())
    assert found.media_type == "application/msword"
    assert [line.text for line in found.pages[0].blocks] == ["Hỗ trợ 12 cơ sở công nghiệp nông thôn"]
    assert [note.code for note in found.notes] == ["converted", "legacy_font"]


@pytest.mark.skipif(not REAL.is_dir(), reason="the shared corpus is not beside this checkout")
def test_a_real_old_file_is_read_with_its_articles(old_file: bytes) -> None:
    assert old_file  # LibreOffice is there
    for path in REAL.glob("*.doc"):
        lines = [
            line.text
            for line in read_input(path.read_bytes(), path.name, Limits()).pages[0].blocks
            if hasattr(line, "text")
        ]
        assert sum(line.startswith("Điều ") for line in lines) > 1


def test_without_libreoffice_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(UnreadableError, match=r"apt-get install.*libreoffice-writer") as error:
        read_input(OLE, "a.doc", Limits())
    assert error.value.code == "needs_libreoffice"


def stand_in(folder: Path, script: str) -> str:
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    program.chmod(0o755)
    return str(program)


def test_a_conversion_that_makes_nothing_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = stand_in(tmp_path, "exit 0")
    monkeypatch.setattr(shutil, "which", lambda _: program)
    with pytest.raises(UnreadableError, match="could not convert"):
        doc.read_doc(OLE)


def test_a_conversion_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = stand_in(tmp_path, "sleep 60 & wait")
    monkeypatch.setattr(shutil, "which", lambda _: program)
    monkeypatch.setattr(doc, "_SECONDS", 0.2)
    start = time.monotonic()
    with pytest.raises(UnreadableError, match="was stopped"):
        doc.read_doc(OLE)
    assert time.monotonic() - start < 10
