"""What the README shows is what comes out."""

import contextlib
import io
import json
import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

import kc_extract
from kc_extract.cli import app
from kc_extract.schema import encode

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
SPECIMEN = ROOT / "corpus/07_quyet_dinh_phan_bo.pdf"


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def extraction() -> dict[str, object]:
    document = kc_extract.read(SPECIMEN.read_bytes(), SPECIMEN.name)
    found: dict[str, object] = json.loads(encode(kc_extract.extract(document)))
    return found


def test_the_quoted_passage_stands_in_the_specimen(extraction: dict[str, object]) -> None:
    quoted = " ".join(re.findall(r"^> (.*)$", README, re.MULTILINE))
    assert quoted in str(extraction["text"])


@pytest.mark.parametrize("line", blocks("json")[0].splitlines())
def test_each_record_shown_is_extracted(extraction: dict[str, object], line: str) -> None:
    shown = json.loads(line)
    records = [record for kind in ("targets", "funding") for record in extraction[kind]]  # type: ignore[attr-defined]
    assert any(all(record.get(name) == value for name, value in shown.items()) for record in records)


def test_the_commands_print_what_is_shown() -> None:
    [shown] = [block for block in blocks("console") if "explain" in block]
    command, _, output = shown.partition("\n")
    arguments = shlex.split(command.removeprefix("$ "))
    assert CliRunner().invoke(app, arguments[1:]).stdout == output


def test_the_library_example_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(blocks("python")[0], {})  # noqa: S102 - the README's own example
    assert printed.getvalue().splitlines()[0] == "Điều 1 9.180 triệu đồng unspecified"


def test_every_link_leads_somewhere() -> None:
    places = [place.partition("#")[0] for place in re.findall(r"\]\((?!http)([^)]+)\)", README)]
    assert places
    assert [place for place in places if not (ROOT / place).exists()] == []
