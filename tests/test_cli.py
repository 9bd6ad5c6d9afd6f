"""The commands as a user meets them: what they print where, and their exit codes."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from samples import DECISION

from kc_extract.files import write_whole

ROOT = Path(__file__).parent.parent


def call(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run ``kc-extract`` as its own process, outside a terminal."""
    command = [sys.executable, "-c", "from kc_extract.cli import main; main()", *map(str, arguments)]
    environment = {**os.environ, "COLUMNS": "200", "NO_COLOR": "1"}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment, cwd=cwd)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Two decisions."""
    for number in (11, 12):
        write_whole(tmp_path / f"in/{number}.txt", DECISION.format(number=number).encode())
    return tmp_path / "in"


# --- extract ----------------------------------------------------------------------------------------------------


def test_extract_prints_one_json_object_per_document(source: Path) -> None:
    done = call("extract", source)
    assert (done.returncode, done.stderr) == (0, "")
    assert [json.loads(line)["document"]["number"] for line in done.stdout.splitlines()] == ["11/QĐ-UBND", "12/QĐ-UBND"]


def test_extract_tells_failures_and_prints_the_others(source: Path) -> None:
    write_whole(source / "0.pdf", b"%PDF-1.4\nnothing more")
    done = call("extract", source)
    assert (done.returncode, len(done.stdout.splitlines())) == (1, 2)
    assert done.stderr.startswith("failed  0.pdf: ")


def test_an_extraction_is_valid_under_the_schema_that_is_printed(source: Path) -> None:
    schema = json.loads(call("schema").stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    for line in call("extract", source).stdout.splitlines():
        jsonschema.validate(json.loads(line), schema)


# --- run --------------------------------------------------------------------------------------------------------


def test_run_in_a_pipe_prints_plain_lines_and_a_summary(source: Path, tmp_path: Path) -> None:
    done = call("run", source, "--out", tmp_path / "out")
    assert done.returncode == 0
    assert done.stderr.splitlines()[0] == "2 documents, 2 to extract"
    assert all(line.startswith("extracted  1") for line in done.stderr.splitlines()[1:])
    assert "\x1b" not in done.stdout + done.stderr
    summary = dict(line.split(": ", 1) for line in done.stdout.splitlines())
    assert (summary["documents"], summary["failed"], summary["kept from before"]) == ("2", "0", "0")
    assert {path.name for path in (tmp_path / "out").glob("[!.]*")} == {
        "11.txt.json", "12.txt.json", "documents.csv", "sections.csv", "targets.csv", "funding.csv", "checks.csv",
        "records.xlsx", "failures.jsonl",
    }  # fmt: skip


def test_run_again_keeps_what_was_done(source: Path, tmp_path: Path) -> None:
    call("run", source, "--out", tmp_path / "out")
    first = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    done = call("run", source, "--out", tmp_path / "out")
    assert "kept from before: 2" in done.stdout.splitlines()
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == first


def test_run_with_failures_ends_with_1_and_names_them(source: Path, tmp_path: Path) -> None:
    write_whole(source / "photo.pdf", b"\xff\xd8\xff\xe0 a photograph")
    done = call("run", source, "--out", tmp_path / "out", "--quiet")
    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(r"failed  photo\.pdf: [^\n]+\n", done.stderr)


def test_run_logs_json(source: Path, tmp_path: Path) -> None:
    done = call("run", source, "--out", tmp_path / "out", "--json-logs")
    events = [json.loads(line) for line in done.stderr.splitlines()]
    assert [event["event"] for event in events] == ["begin", "document", "document", "end"]
    assert events[-1]["totals"]["documents"] == 2
    assert done.stdout == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ["run", "in"],
        ["run", "nowhere", "--out", "out"],
        ["run", "in", "--out", "in/11.txt"],
        ["run", "in", "--out", "out", "--workers", "-1"],
        ["run", "in", "--out", "out", "--lexicon", "nowhere"],
        ["run", "hollow", "--out", "out"],
        ["extract"],
        ["extract", "in", "--unknown"],
        ["score", "in"],
        ["explain"],
        ["show", "nowhere"],
        ["unknown"],
    ],
)
def test_wrong_usage_ends_with_2_and_writes_nothing(source: Path, arguments: list[str]) -> None:
    (source.parent / "hollow").mkdir()
    done = call(*arguments, cwd=source.parent)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert not (source.parent / "out").exists()


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("words.toml", "", "there is no such word list"),
        ("units.toml", "counts = [", "units.toml"),
        ("units.toml", "count = ['a']", "count"),
        ("units.toml", "counts = [1]", "units.toml"),
        ("units.toml", "counts = 'a'", "units.toml"),
        ("sources.toml", "[payer]\nwho = []", "who"),
        ("words.txt", "", "no such word list"),
    ],
)
def test_faulty_words_of_the_user_are_wrong_usage_and_named(source: Path, name: str, text: str, fault: str) -> None:
    write_whole(source.parent / "own" / name, text.encode())
    done = call("run", source, "--out", source.parent / "out", "--lexicon", source.parent / "own")
    assert done.returncode == 2
    assert fault in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


# --- explain, show, score -----------------------------------------------------------------------------------------


def test_explain_names_the_rule_of_a_quantity_and_the_reason_of_a_silence() -> None:
    done = call("explain", "Hỗ trợ không quá 300 triệu đồng/mô hình theo Quyết định số 12/QĐ-UBND")
    assert done.stdout.splitlines() == [
        "money “không quá 300 triệu đồng/mô hình” at 7-39",
        "    low none, high 300000000, qualifier at_most, currency VND, per mô hình",
        "    read by money",
        "no quantity “12/QĐ-UBND” at 59-69",
        "    document_number, by number_and_issuer",
    ]


def test_explain_says_so_where_there_is_no_number() -> None:
    assert call("explain", "Hỗ trợ các cơ sở").stdout == "no number is read here\n"


def test_explain_reads_the_words_of_the_user(tmp_path: Path) -> None:
    write_whole(tmp_path / "units.toml", 'counts = ["chòi canh"]\n'.encode())
    assert "unit chòi canh" in call("explain", "xây 12 chòi canh", "--lexicon", tmp_path).stdout


def test_show_prints_the_same_of_a_document_and_of_its_extraction(source: Path, tmp_path: Path) -> None:
    call("run", source, "--out", tmp_path / "out")
    shown = call("show", source / "11.txt")
    assert shown.returncode == 0
    assert shown.stdout == call("show", tmp_path / "out/11.txt.json").stdout
    for piece in ("11/QĐ-UBND", "Outline", "Điều 1", "Targets", "mô hình", "Funding", "1 200 000 000 VND"):
        assert piece in shown.stdout


def test_show_unused_lists_the_numbers_that_nothing_explains(source: Path) -> None:
    shown = call("show", source / "11.txt", "--unused")
    [line] = call("extract", source / "11.txt").stdout.splitlines()
    unexplained = json.loads(line)["unexplained"]
    assert len(shown.stdout.splitlines()) == len(unexplained) + 1
    assert shown.stdout.splitlines()[-1] == f"{len(unexplained)} numbers unexplained"


@pytest.mark.parametrize("data", [b"", b"{}", b"{", b"\xff\xd8\xff"])
def test_show_tells_in_one_line_what_it_cannot_read(tmp_path: Path, data: bytes) -> None:
    write_whole(tmp_path / "a.pdf", data)
    done = call("show", tmp_path / "a.pdf")
    assert (done.returncode, done.stdout) == (1, "")
    assert "a.pdf" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_score_measures_saves_and_holds_against_floors(source: Path, tmp_path: Path) -> None:
    call("run", source, "--out", tmp_path / "out")
    label = {"schema": "kc-extract/1", "document": {"source_name": "11.txt", "number": "11/QĐ-UBND"}}
    write_whole(tmp_path / "gold/11.json", json.dumps(label).encode())
    floors = {"gold": None, "f1": {"all": {"fields": {"core": 1.0}, "funding": {"core": 0.5}}}}
    write_whole(tmp_path / "floors.json", json.dumps(floors).encode())
    done = call(
        "score",
        tmp_path / "gold",
        tmp_path / "out",
        "--floors",
        tmp_path / "floors.json",
        "--save",
        tmp_path / "s.json",
    )
    assert done.returncode == 1
    assert done.stderr == "below the floor: all: funding has a floor, but none was scored\n"
    assert "All documents" in done.stdout
    again = call("score", tmp_path / "gold", tmp_path / "out", "--against", tmp_path / "s.json", "--brief")
    assert again.returncode == 0


def test_score_names_a_gold_file_that_is_none(source: Path, tmp_path: Path) -> None:
    call("run", source, "--out", tmp_path / "out")
    write_whole(tmp_path / "gold/11.json", b"{}")
    done = call("score", tmp_path / "gold", tmp_path / "out")
    assert done.returncode == 1
    assert "11.json" in done.stderr
    assert "Traceback" not in done.stderr
