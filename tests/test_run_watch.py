"""Folders that are watched, by a process of its own, until it is asked to end."""

import json
import os
import signal
import subprocess
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from archive_making import KC_EXTRACT
from samples import DECISION

from kc_extract.alone import alone
from kc_extract.cli.watching import look
from kc_extract.files import write_whole

EVERY = 0.5
PATIENCE = 90
Event = dict[str, object]


def heed_hangups() -> None:
    """For a started process, since these tests may themselves run where a hangup is ignored."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


class Watching:
    """A process that watches ``in`` and writes to ``out``, and the events that it logs."""

    def __init__(self, place: Path, *more: object) -> None:
        arguments = ("run", place / "in", "--watch", "--every", EVERY, "--json-logs", "--workers", 1, *more)
        self._process = subprocess.Popen(
            [*KC_EXTRACT, *map(str, arguments)],
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=heed_hangups,  # noqa: PLW1509 - the command loads nothing before
        )
        self.events: list[Event] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    def _read(self) -> None:
        assert self._process.stderr is not None
        for line in self._process.stderr:
            self.events.append(json.loads(line) if line.startswith("{") else {"event": "said", "line": line})

    def named(self, event: str) -> list[Event]:
        return [one for one in self.events if one["event"] == event]

    def extracted(self) -> list[object]:
        return [one["name"] for one in self.named("document") if one["status"] == "extracted"]

    def wait(self, condition: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not condition():
            assert self._process.poll() is None, self.events
            assert time.monotonic() < end, self.events
            time.sleep(0.05)

    def ask_to_end(self, number: signal.Signals = signal.SIGTERM) -> int:
        self._process.send_signal(number)
        code = self._process.wait(timeout=PATIENCE)
        self._reader.join(timeout=PATIENCE)
        return code

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    write_whole(tmp_path / "in/11.txt", DECISION.format(number=11).encode())
    return tmp_path


@pytest.fixture
def watch(place: Path) -> Iterator[Callable[..., Watching]]:
    """Starts a process that watches; what still runs at the end is killed."""
    started: list[Watching] = []

    def start(*more: object) -> Watching:
        started.append(Watching(place, *(more or ("--out", place / "out"))))
        return started[-1]

    yield start
    for one in started:
        one.kill()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_what_is_new_or_changed_is_read_and_the_end_is_clean(
    place: Path, watch: Callable[..., Watching], number: signal.Signals
) -> None:
    watching = watch()
    watching.wait(lambda: len(watching.named("end")) == 1)
    write_whole(place / "in/sub/12.txt", DECISION.format(number=12).encode())
    watching.wait(lambda: len(watching.named("end")) == 2)
    write_whole(place / "in/11.txt", DECISION.format(number=13).encode())
    watching.wait(lambda: len(watching.named("end")) == 3)
    assert watching.extracted() == ["11.txt", "sub/12.txt", "11.txt"]
    assert watching.ask_to_end(number) == 0
    assert watching.events[-1]["event"] == "stopped"
    assert "sub/12.txt" in (place / "out/documents.csv").read_text("utf-8-sig")


def test_nothing_new_is_no_pass(place: Path, watch: Callable[..., Watching]) -> None:
    watching = watch()
    watching.wait(lambda: len(watching.named("end")) == 1)
    write_whole(place / "in/table.csv", b"a,b")  # beside the documents, and none
    time.sleep(6 * EVERY)
    assert len(watching.named("begin")) == 1
    assert watching.ask_to_end() == 0


def test_a_file_that_grows_is_read_once_when_it_is_whole(place: Path, watch: Callable[..., Watching]) -> None:
    watching = watch()
    watching.wait(lambda: len(watching.named("end")) == 1)
    text = DECISION.format(number=12) + "".join(f"{n}. Hỗ trợ {n} mô hình.\n" for n in range(1, 21))
    lines = text.encode().splitlines(keepends=True)
    with (place / "in/12.txt").open("wb") as file:
        for line in lines:
            file.write(line)
            file.flush()
            time.sleep(EVERY / 4)
        write_whole(place / "in/13.txt", DECISION.format(number=13).encode())
        for _ in range(40):  # the other one is read while this one still grows
            file.write(b"\n")
            file.flush()
            time.sleep(EVERY / 4)
        file.write("Nơi nhận: Như Điều 3.\n".encode())
    watching.wait(lambda: "12.txt" in watching.extracted())
    time.sleep(4 * EVERY)
    assert watching.extracted() == ["11.txt", "13.txt", "12.txt"]
    assert "Nơi nhận" in json.loads((place / "out/12.txt.json").read_bytes())["text"]
    assert watching.ask_to_end() == 0


def test_half_a_zip_archive_is_no_failure(place: Path, watch: Callable[..., Watching]) -> None:
    watching = watch()
    watching.wait(lambda: len(watching.named("end")) == 1)
    with zipfile.ZipFile(place / "whole.zip", "w") as bundle:
        bundle.writestr("a/12.txt", DECISION.format(number=12))
    data = (place / "whole.zip").read_bytes()
    write_whole(place / "in/13.txt", DECISION.format(number=13).encode())
    with (place / "in/b.zip").open("wb") as file:
        for start in range(0, len(data), 40):
            file.write(data[start : start + 40])
            file.flush()
            time.sleep(EVERY / 3)
    watching.wait(lambda: "b.zip/a/12.txt" in watching.extracted())
    assert [one for one in watching.named("document") if one["status"] == "failed"] == []
    assert watching.ask_to_end() == 0


def test_a_pass_in_hand_is_settled_before_the_end(place: Path, watch: Callable[..., Watching]) -> None:
    text = DECISION + "".join(f"{n}. Hỗ trợ {n} mô hình, kinh phí {n} triệu đồng.\n" for n in range(6_000))
    write_whole(place / "in/long.txt", text.encode())
    watching = watch()
    watching.wait(lambda: bool(watching.named("begin")))
    time.sleep(0.5)
    workers = psutil.Process(watching.pid).children(recursive=True)
    assert watching.ask_to_end() == 0
    assert set(watching.extracted()) == {"11.txt", "long.txt"}
    assert (place / "out/records.xlsx").exists()
    assert not any(worker.is_running() and worker.status() != psutil.STATUS_ZOMBIE for worker in workers)


def test_a_second_signal_ends_at_once(place: Path, watch: Callable[..., Watching]) -> None:
    text = DECISION + "".join(f"{n}. Hỗ trợ {n} mô hình, kinh phí {n} triệu đồng.\n" for n in range(60_000))
    write_whole(place / "in/long.txt", text.encode())
    watching = watch()
    watching.wait(lambda: "11.txt" in watching.extracted())
    os.kill(watching.pid, signal.SIGTERM)
    time.sleep(0.5)
    assert watching.ask_to_end() == 130
    assert not (place / "out/long.txt.json").exists()


def test_a_lock_in_other_hands_is_told_once_and_waited_for(place: Path, watch: Callable[..., Watching]) -> None:
    with alone(place / "out/.lock", "the goal"):
        watching = watch()
        watching.wait(lambda: bool(watching.named("trouble")))
        time.sleep(4 * EVERY)
        assert len(watching.named("trouble")) == 1
    watching.wait(lambda: watching.extracted() == ["11.txt"])
    assert watching.ask_to_end() == 0


def test_an_archive_that_is_away_is_told_and_tried_again(place: Path, watch: Callable[..., Watching]) -> None:
    write_whole(place / "away", b"a file where the folder of the archive must be")
    watching = watch("--archive", place / "away/a.db", "--report", place / "r.json")
    watching.wait(lambda: bool(watching.named("trouble")) and (place / "r.json").exists())
    (place / "away").unlink()
    watching.wait(lambda: watching.extracted() == ["11.txt"])
    watching.wait(lambda: bool(watching.named("end")))
    assert watching.ask_to_end() == 0
    assert json.loads((place / "r.json").read_bytes())["state"] == "done"


def test_a_folder_that_goes_away_is_told_and_followed_when_it_is_back(
    place: Path, watch: Callable[..., Watching]
) -> None:
    watching = watch()
    watching.wait(lambda: len(watching.named("end")) == 1)
    (place / "in").rename(place / "elsewhere")
    watching.wait(lambda: bool(watching.named("trouble")))
    write_whole(place / "elsewhere/12.txt", DECISION.format(number=12).encode())
    (place / "elsewhere").rename(place / "in")
    watching.wait(lambda: watching.extracted() == ["11.txt", "12.txt"])
    assert watching.ask_to_end() == 0


@pytest.mark.parametrize("source", ["nowhere", "s3://bucket/folder/", "@list.txt"])
def test_what_cannot_be_watched_is_wrong_usage(place: Path, source: str) -> None:
    command = [*KC_EXTRACT, "run", source, "--watch", "--out", "out"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=place, timeout=PATIENCE)
    assert (done.returncode, (place / "out").exists()) == (2, False)


def test_a_look_takes_what_a_run_takes(place: Path) -> None:
    for name in (
        ".hidden",
        "README.md",
        "a.csv",
        "shut/.no-documents",
        "shut/a.txt",
        "out/a.txt",
        ".git/a.txt",
        "b/c.pdf",
    ):
        write_whole(place / "in" / name, b"x")
    (place / "in/broken.txt").symlink_to("nowhere")
    found = {os.fsdecode(path) for path in look([str(place / "in")], place / "in/out")}
    assert found == {str(place / "in/11.txt"), str(place / "in/b/c.pdf")}
    assert set(look([str(place / "in/*.txt")], None)) == {os.fsencode(place / "in/11.txt")}


def test_a_look_at_thousands_of_files_is_quick(place: Path) -> None:
    for number in range(3000):
        (place / f"in/{number}.txt").write_bytes(b"")
    begun = time.process_time()
    assert len(look([str(place / "in")], None)) == 3000
    assert time.process_time() - begun < 1.0
