"""How worker processes come up, and how they end."""

import select
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from samples import DECISION

from kc_extract.batch import Bounds, Report, Settings, Setup, find_documents, produced_now, run
from kc_extract.files import write_whole


class Silent:
    def begin(self, *, fresh: int, total: int) -> None:
        self.fresh, self.total = fresh, total

    def note(self, result: object) -> None:
        self.last = result


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Four decisions and an empty file."""
    for number in range(1, 5):
        write_whole(tmp_path / f"in/{number}.txt", DECISION.format(number=number).encode())
    write_whole(tmp_path / "in/empty.pdf", b"")
    return tmp_path / "in"


def go(source: Path, out: Path, setup: Setup) -> Report:
    return run(find_documents([source]), Settings(out=out, setup=setup, workers=2), Silent())


def test_what_a_worker_takes_to_come_up_is_not_the_documents(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_whole(tmp_path / "slow/sitecustomize.py", b"import time; time.sleep(2)")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "slow"))
    report = go(source, tmp_path / "out", Setup(produced_by=produced_now(), bounds=Bounds(seconds=1.5)))
    assert [failure.code for failure in report.failures] == ["empty"]
    assert all(result.seconds < 1.5 for result in report.results)


def test_a_worker_that_cannot_come_up_is_no_fault_of_the_document(source: Path, tmp_path: Path) -> None:
    write_whole(tmp_path / "words/units.toml", b"counts = [")
    setup = Setup(produced_by=produced_now(), lexicon=str(tmp_path / "words"))
    report = go(source, tmp_path / "out", setup)
    assert {failure.code for failure in report.failures} == {"no_worker"}
    assert "LexiconError" in report.failures[0].message
    assert not (tmp_path / "out/quarantine.jsonl").exists()


@pytest.mark.skipif(not hasattr(select, "poll"), reason="this system cannot tell a worker that its run is gone")
def test_a_worker_ends_with_its_run_whatever_it_has_in_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent / "poison"))
    write_whole(tmp_path / "in/a.txt", b"%POISON hangs")
    command = [sys.executable, "-c", "from kc_extract.cli import main; main()", "run", tmp_path / "in"]
    program = subprocess.Popen([*command, "--out", tmp_path / "out"], stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while not (below := psutil.Process(program.pid).children()) and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(3)
    program.kill()
    program.wait()
    _, alive = psutil.wait_procs(below, timeout=20)
    assert below
    assert not alive
