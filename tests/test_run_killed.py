"""What a run that was killed with all its workers leaves behind, and what it may not take away."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from samples import DECISION
from typer.testing import CliRunner

from kc_extract.cli import app
from kc_extract.files import part_of, sweep_parts, write_whole


@pytest.fixture
def dead() -> int:
    """The id of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_what_a_killed_run_had_begun_to_write_is_swept(tmp_path: Path, dead: int) -> None:
    write_whole(tmp_path / "in/sub/1.txt", DECISION.format(number=1).encode())
    write_whole(tmp_path / "in/2.txt", DECISION.format(number=2).encode())
    out = tmp_path / "out"
    halves = [part_of(out / name, dead) for name in ("sub/1.txt.json", "2.txt.json", "failures.jsonl", "funding.csv")]
    others = [
        part_of(out / "others/1.json", dead),
        part_of(tmp_path / "1.json", dead),
        part_of(tmp_path / "in/2.txt", dead),
        part_of(out / "2.txt.json", os.getppid()),
        out / f".{dead}-0123.part",
        out / f"{dead}-01234567.part",
        out / f".{dead}-01234567.parts",
    ]
    for path in (*halves, *others):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"half")
    done = CliRunner().invoke(app, ["run", str(tmp_path / "in"), "--out", str(out), "--quiet", "--workers", "1"])
    assert done.exit_code == 0, done.output
    assert [path for path in (*halves, *others) if not path.exists()] == halves
    assert (out / "sub/1.txt.json").is_file()


def test_a_run_that_is_turned_away_sweeps_nothing(tmp_path: Path, dead: int) -> None:
    from kc_extract.alone import alone

    write_whole(tmp_path / "in/1.txt", DECISION.format(number=1).encode())
    out = tmp_path / "out"
    half = part_of(out / "1.txt.json", dead)
    half.parent.mkdir()
    half.write_bytes(b"half")
    with alone(out / ".lock", str(out)):
        code = "from kc_extract.cli import main; main()"
        command = [sys.executable, "-c", code, "run", tmp_path / "in", "--out", out, "--quiet"]
        assert subprocess.run(command, capture_output=True, check=False).returncode == 3
    assert half.exists()


def test_a_folder_that_is_not_there_is_swept_too(tmp_path: Path) -> None:
    sweep_parts(tmp_path / "none")
    (tmp_path / ".1-01234567.part").mkdir()
    sweep_parts(tmp_path)
    assert (tmp_path / ".1-01234567.part").is_dir()
