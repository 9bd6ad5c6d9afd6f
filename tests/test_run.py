"""Runs over many documents, in real worker processes."""

import hashlib
import json
import os
import signal
import threading
import time
from pathlib import Path

import msgspec
import pytest
from samples import DECISION

from kc_extract.batch import Bounds, Report, Result, Settings, Setup, crew, find_documents, local, produced_now, run
from kc_extract.batch.outcome import Failure, Job, Outcome
from kc_extract.batch.process import Worker
from kc_extract.files import part_of, write_whole
from kc_extract.quarantine import lines_to_entries
from kc_extract.schema import decode
from kc_extract.types import Extraction


class Silent:
    """A watch that keeps what it was told."""

    def __init__(self) -> None:
        self.fresh = -1
        self.results: list[Result] = []

    def begin(self, *, fresh: int, total: int) -> None:
        self.fresh = fresh
        self.total = total

    def note(self, result: Result) -> None:
        self.results.append(result)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Four decisions, one of them twice, and an empty file."""
    folder = tmp_path / "in"
    for number, name in enumerate(("a.txt", "b/a.txt", "b/c.txt", "d.txt"), start=11):
        write_whole(folder / name, DECISION.format(number=number).encode())
    write_whole(folder / "e/copy.txt", DECISION.format(number=12).encode())
    write_whole(folder / "empty.pdf", b"")
    return folder


def settings(out: Path, **changes: object) -> Settings:
    return Settings(**{"out": out, "setup": Setup(produced_by=produced_now()), "workers": 2, **changes})


def go(source: Path, out: Path, **changes: object) -> tuple[Report, Silent]:
    watch = Silent()
    return run(find_documents([source], out=out), settings(out, **changes), watch), watch


def load(path: Path) -> Extraction:
    return decode(path.read_bytes())


def contents(folder: Path) -> dict[str, bytes]:
    """The files by their paths; the lock, which is hidden, is no result."""
    files = (path for path in folder.rglob("[!.]*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_every_document_has_its_json_where_it_stands_in_the_source(source: Path, tmp_path: Path) -> None:
    report, watch = go(source, tmp_path / "out")
    assert sorted(contents(tmp_path / "out")) == [
        "a.txt.json", "b/a.txt.json", "b/c.txt.json", "d.txt.json", "e/copy.txt.json", "failures.jsonl",
        "quarantine.jsonl",
    ]  # fmt: skip
    assert (watch.fresh, watch.total, len(watch.results)) == (5, 6, 6)
    assert [result.status for result in report.results] == ["extracted"] * 4 + ["duplicate", "failed"]
    extraction = load(tmp_path / "out/b/a.txt.json")
    assert extraction.document.id == hashlib.sha256((source / "b/a.txt").read_bytes()).hexdigest()
    assert (extraction.document.source_name, extraction.duplicate_of) == ("a.txt", None)
    assert extraction.produced_by == produced_now()


def test_the_same_bytes_under_a_second_name_say_what_they_repeat(source: Path, tmp_path: Path) -> None:
    go(source, tmp_path / "out")
    first, second = load(tmp_path / "out/b/a.txt.json"), load(tmp_path / "out/e/copy.txt.json")
    assert (second.duplicate_of, second.document.source_name) == ("b/a.txt", "copy.txt")
    assert (second.document.id, second.targets) == (first.document.id, first.targets)


def test_bytes_that_cannot_be_read_are_a_failure_that_names_the_file(source: Path, tmp_path: Path) -> None:
    go(source, tmp_path / "out")
    [failure] = map(json.loads, (tmp_path / "out/failures.jsonl").read_text("utf-8").splitlines())
    assert (failure["source"], failure["code"]) == ("empty.pdf", "empty")
    assert failure["message"].startswith("empty.pdf: ")


def test_results_are_the_same_for_any_number_of_workers(source: Path, tmp_path: Path) -> None:
    write_whole(source / "torn.pdf", b"%PDF-1.4 and no more")
    reports = [go(source, tmp_path / f"out{workers}", workers=workers)[0] for workers in (1, 3)]
    made = [contents(tmp_path / f"out{workers}") for workers in (1, 3)]
    shut = [lines_to_entries(files.pop("quarantine.jsonl")) for files in made]
    assert made[0] == made[1]
    assert list(shut[0]) == list(shut[1])
    results = [[msgspec.structs.replace(one, seconds=0.0) for one in report.results] for report in reports]
    assert results[0] == results[1]


def test_documents_done_before_are_kept_untouched(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    go(source, out)
    before, written = contents(out), (out / "a.txt.json").stat().st_mtime_ns
    write_whole(source / "d.txt", DECISION.format(number=99).encode())
    report, watch = go(source, out)
    assert [result.status for result in report.results] == ["kept"] * 3 + ["extracted", "duplicate", "quarantined"]
    assert (out / "a.txt.json").stat().st_mtime_ns == written
    assert {name for name, data in contents(out).items() if before[name] != data} == {"d.txt.json"}
    assert watch.fresh == 1


def test_force_extracts_everything_again(source: Path, tmp_path: Path) -> None:
    go(source, tmp_path / "out")
    report, _ = go(source, tmp_path / "out", force=True)
    assert report.count("extracted") == 4


def test_a_document_that_fails_now_has_no_old_result(source: Path, tmp_path: Path) -> None:
    go(source, tmp_path / "out")
    write_whole(source / "a.txt", b"")
    report, _ = go(source, tmp_path / "out")
    assert [result.status for result in report.results if result.failure] == ["quarantined"] * 2  # empty like the other
    assert not (tmp_path / "out/a.txt.json").exists()


def test_a_duplicate_of_a_failure_fails_under_its_own_name(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        write_whole(tmp_path / "in" / name, b"\xff\xd8\xff\xe0 a photograph")
    report, _ = go(tmp_path / "in", tmp_path / "out")
    assert [failure.source for failure in report.failures] == ["a.pdf", "b.pdf"]
    assert report.failures[1].message.startswith("b.pdf: ")


def test_a_result_that_cannot_be_written_costs_only_its_document(source: Path, tmp_path: Path) -> None:
    write_whole(tmp_path / "out/b", b"a file where a folder must be")
    report, _ = go(source, tmp_path / "out")
    codes = {failure.source: failure.code for failure in report.failures}
    assert codes == {
        "b/a.txt": "file_system",
        "b/c.txt": "file_system",
        "e/copy.txt": "file_system",
        "empty.pdf": "empty",
    }
    assert {result.name for result in report.results if result.status == "extracted"} == {"a.txt", "d.txt"}


def test_a_file_beyond_all_limits_is_not_even_read(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with (tmp_path / "in/huge.pdf").open("wb") as file:
        file.truncate(400_000_000)  # a hole, which takes no room on the disk
    report, _ = go(tmp_path / "in", tmp_path / "out")
    assert [(failure.code, failure.message.split(" MB")[0]) for failure in report.failures] == [
        ("too_large", "huge.pdf: 400")
    ]


def test_the_words_of_the_user_reach_the_workers(source: Path, tmp_path: Path) -> None:
    write_whole(tmp_path / "words/units.toml", 'counts = ["chòi canh"]\n'.encode())
    write_whole(source / "a.txt", DECISION.replace("mô hình trình diễn", "chòi canh").format(number=7).encode())
    words = tmp_path / "words"
    setup = Setup(produced_by=produced_now(words), lexicon=str(words))
    go(source, tmp_path / "out", setup=setup)
    extraction = load(tmp_path / "out/a.txt.json")
    assert "chòi canh" in {target.unit for target in extraction.targets}
    assert extraction.produced_by.options["lexicon"]


# --- workers that die -----------------------------------------------------------------------------------------


@pytest.fixture
def long_job(tmp_path: Path) -> Job:
    """A document that takes some seconds."""
    text = DECISION + "".join(
        f"{number}. Hỗ trợ {number} mô hình, kinh phí {number} triệu đồng.\n" for number in range(60_000)
    )
    write_whole(tmp_path / "long.txt", text.encode())
    result = tmp_path / "out/long.txt.json"
    write_whole(result, b"an older result")
    return Job(origin=local(tmp_path / "long.txt"), name="long.txt", result=os.fsencode(result))


@pytest.fixture
def worker() -> Worker:
    worker = Worker(Setup(produced_by=produced_now()))
    worker.start()
    return worker


def test_a_killed_worker_costs_the_document_in_its_hand(long_job: Job, worker: Worker, tmp_path: Path) -> None:
    part = part_of(tmp_path / "out/long.txt.json", worker.pid)
    part.write_bytes(b"half a result")
    threading.Timer(0.5, os.kill, (worker.pid, signal.SIGKILL)).start()
    failure = worker.ask(long_job)
    assert isinstance(failure, Failure)
    assert (failure.code, failure.source) == ("worker_died", "long.txt")
    assert "SIGKILL" in failure.message
    assert not worker.is_fit
    assert list((tmp_path / "out").iterdir()) == []


def test_a_document_past_its_time_is_given_up(long_job: Job) -> None:
    setup = Setup(produced_by=produced_now(), bounds=Bounds(seconds=0.5))
    [answer] = crew.work([long_job], setup, workers=1)
    assert isinstance(answer.outcome, Failure)
    assert answer.outcome.code == "time_limit"
    assert answer.seconds > 0.5


class Mortal(Worker):
    """A worker that is killed while it reads ``c.txt``."""

    def ask(self, job: Job) -> Outcome:
        if job.name == "c.txt":
            threading.Timer(0.3, os.kill, (self.pid, signal.SIGKILL)).start()
        return super().ask(job)


@pytest.mark.usefixtures("long_job")
@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_outlives_its_workers(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    monkeypatch.setattr(crew, "Worker", Mortal)
    write_whole(source / "c.txt", (tmp_path / "long.txt").read_bytes())
    report, _ = go(source, tmp_path / "out2", workers=workers)
    assert [failure.code for failure in report.failures] == ["worker_died", "empty"]
    assert report.count("extracted") == 4


def test_leaving_a_run_ends_its_workers(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workers: list[Worker] = []

    class Known(Worker):
        def __init__(self, setup: Setup) -> None:
            super().__init__(setup)
            workers.append(self)

    class Leaving(Silent):
        def note(self, result: Result) -> None:
            if result.status == "extracted":
                raise KeyboardInterrupt

    monkeypatch.setattr(crew, "Worker", Known)
    with pytest.raises(KeyboardInterrupt):
        run(find_documents([source]), settings(tmp_path / "out"), Leaving())
    deadline = time.monotonic() + 10
    while any(worker.is_fit for worker in workers) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert workers
    assert not any(worker.is_fit for worker in workers)
