"""Documents that kill, choke or hang their workers, among good ones."""

from pathlib import Path

import pytest
from samples import DECISION

from kc_extract.batch import Bounds, Report, Settings, Setup, find_documents, produced_now, run
from kc_extract.files import write_whole
from kc_extract.quarantine import lines_to_entries

POISON = Path(__file__).parent / "poison"
GOOD = 200
#: What each poison is to be quarantined for.
REASONS = {
    "segfault": "worker_died", "killed": "worker_died", "memory": "memory_limit", "hangs": "time_limit",
    "recurses": "too_deep",
}  # fmt: skip
SETUP = Setup(produced_by=produced_now(), bounds=Bounds(seconds=6, megabytes=600))


class Quiet:
    def begin(self, *, fresh: int, total: int) -> None:
        self.fresh, self.total = fresh, total

    def note(self, result: object) -> None:
        self.last = result


@pytest.fixture(autouse=True)
def poisoned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(POISON))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    for number in range(GOOD):
        write_whole(tmp_path / f"in/{number:03}.txt", DECISION.format(number=number + 1).encode())
    for word in REASONS:
        write_whole(tmp_path / f"in/100 {word}.txt", f"%POISON {word}".encode())
    return tmp_path / "in"


def go(source: Path, out: Path, **changes: object) -> tuple[Report, int]:
    watch = Quiet()
    settings = Settings(**{"out": out, "setup": SETUP, "workers": 2, **changes})
    return run(find_documents([source]), settings, watch), watch.fresh


def test_each_poison_costs_itself_alone_and_is_quarantined_for_its_reason(source: Path, tmp_path: Path) -> None:
    report, _ = go(source, tmp_path / "out")
    assert report.count("extracted") == GOOD
    failures = {failure.source: failure.code for failure in report.failures}
    assert failures == {f"100 {word}.txt": code for word, code in REASONS.items()}
    shut = lines_to_entries((tmp_path / "out/quarantine.jsonl").read_bytes())
    assert {entry.name: entry.code for entry in shut.values()} == failures
    messages = {failure.source: failure.message for failure in report.failures}
    assert "SIGSEGV" in messages["100 segfault.txt"]
    assert "SIGKILL" in messages["100 killed.txt"]

    again, fresh = go(source, tmp_path / "out")
    assert (fresh, again.count("kept"), again.count("quarantined")) == (0, GOOD, len(REASONS))

    wider = Setup(produced_by=SETUP.produced_by, bounds=Bounds(seconds=7, megabytes=600))
    again, fresh = go(source, tmp_path / "out", setup=wider)
    assert (fresh, again.count("quarantined")) == (1, len(REASONS) - 1)  # more time speaks for the one that hung

    (source / "100 recurses.txt").write_bytes(DECISION.format(number=7000).encode())
    again, fresh = go(source, tmp_path / "out", retry=True)
    assert (fresh, again.count("extracted"), again.count("failed")) == (len(REASONS), 1, len(REASONS) - 1)
