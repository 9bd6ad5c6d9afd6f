"""Runs on a real Dask cluster on loopback, whose parts are killed; all results equal those of the local run."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import fsspec
import psutil
import pytest
from archive_making import contents
from dask_cluster import Cluster, kill
from s3_server import s3_service
from samples import DECISION

from kc_extract.batch import Bounds, Report, Settings, Setup, find_documents, produced_now, run
from kc_extract.batch.cluster import ClusterError
from kc_extract.errors import ExtractError
from kc_extract.files import write_whole

POISON = Path(__file__).parent / "poison"
COUNT = 60
SETUP = Setup(produced_by=produced_now(), bounds=Bounds(seconds=30))


class Watching:
    """Calls ``act`` when so many documents are done."""

    def __init__(self, act: Callable[[], object] = lambda: None, after: int = 10) -> None:
        self._act, self._left = act, after

    def begin(self, *, fresh: int, total: int) -> None:
        self.fresh = (fresh, total)

    def note(self, result: object) -> None:
        self.last = result
        self._left -= 1
        if self._left == 0:
            self._act()


@pytest.fixture
def cluster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cluster]:
    monkeypatch.setenv("PYTHONPATH", str(POISON))
    (tmp_path / "cluster").mkdir()
    with Cluster(tmp_path / "cluster") as cluster:
        cluster.add_worker()
        cluster.add_worker()
        yield cluster


@pytest.fixture
def source(tmp_path: Path) -> Path:
    for number in range(COUNT):
        write_whole(tmp_path / f"in/{number:03}.txt", DECISION.format(number=number + 1).encode())
    write_whole(tmp_path / "in/copy.txt", DECISION.format(number=7).encode())
    write_whole(tmp_path / "in/010 fatal.txt", b"%POISON segfault")
    write_whole(tmp_path / "in/empty.pdf", b"")
    return tmp_path / "in"


def go(source: Path, address: str, spool: Path, watch: Watching | None = None, **changes: object) -> Report:
    given = {"out": spool, "setup": SETUP, "workers": 2, "archive": address, "files": False, **changes}
    return run(find_documents([source]), Settings(**given), watch or Watching())


@pytest.mark.parametrize("kind", ["archive.db", "archive/"])
def test_a_cluster_leaves_the_archive_that_one_machine_leaves(
    source: Path, tmp_path: Path, cluster: Cluster, kind: str
) -> None:
    local, remote = f"{tmp_path}/local/{kind}", f"{tmp_path}/remote/{kind}"
    here = go(source, local, tmp_path / "s1")
    there = go(source, remote, tmp_path / "s2", cluster=cluster.address)
    assert [(one.name, one.status) for one in here.results] == [(one.name, one.status) for one in there.results]
    assert [one.code for one in there.failures] == ["worker_died", "empty"]
    assert contents(remote) == contents(local)


def test_files_come_back_from_a_cluster(source: Path, tmp_path: Path, cluster: Cluster) -> None:
    outs = [tmp_path / "here", tmp_path / "there"]
    for out, scheduler in zip(outs, (None, cluster.address), strict=True):
        settings = Settings(out=out, setup=SETUP, workers=2, cluster=scheduler)
        run(find_documents([source]), settings, Watching())
    made = [{path.name: path.read_bytes() for path in out.glob("*.json")} for out in outs]
    assert len(made[0]) == COUNT + 1
    assert made[0] == made[1]


@pytest.mark.parametrize("kind", ["archive.db", "archive/"])
def test_a_killed_worker_costs_nothing(source: Path, tmp_path: Path, cluster: Cluster, kind: str) -> None:
    go(source, f"{tmp_path}/local/{kind}", tmp_path / "s1")
    watch = Watching(lambda: kill(cluster.workers[0]))
    report = go(source, f"{tmp_path}/remote/{kind}", tmp_path / "s2", watch, cluster=cluster.address)
    assert report.count("extracted") == COUNT
    assert contents(f"{tmp_path}/remote/{kind}") == contents(f"{tmp_path}/local/{kind}")


@pytest.mark.parametrize("kind", ["archive.db", "archive/"])
def test_a_document_that_kills_machines_fails_alone(
    source: Path, tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_whole(source / "020 machine.txt", b"%POISON machine")
    monkeypatch.setenv("PYTHONPATH", str(POISON))
    monkeypatch.setenv("DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES", "0")
    (tmp_path / "cluster").mkdir()
    with Cluster(tmp_path / "cluster") as cluster:
        cluster.add_worker(nursed=True)
        cluster.add_worker(nursed=True)
        report = go(source, f"{tmp_path}/{kind}", tmp_path / "s", cluster=cluster.address)
    assert [(one.source, one.code) for one in report.failures] == [
        ("010 fatal.txt", "worker_died"),
        ("020 machine.txt", "worker_died"),
        ("empty.pdf", "empty"),
    ]
    assert report.count("extracted") == COUNT


def test_a_run_that_ends_leaves_the_workers_of_another_alone(source: Path, tmp_path: Path, cluster: Cluster) -> None:
    def other() -> None:
        go(source / "000.txt", f"{tmp_path}/other.db", tmp_path / "s2", cluster=cluster.address)

    report = go(source, f"{tmp_path}/a.db", tmp_path / "s1", Watching(other, after=20), cluster=cluster.address)
    assert [one.code for one in report.failures] == ["worker_died", "empty"]
    assert report.count("extracted") == COUNT


def test_a_run_that_is_broken_off_leaves_no_worker_behind(source: Path, tmp_path: Path, cluster: Cluster) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        go(source, f"{tmp_path}/a.db", tmp_path / "s", Watching(interrupt), cluster=cluster.address)
    end = time.monotonic() + 30
    while any(psutil.Process(worker.pid).children() for worker in cluster.workers):
        assert time.monotonic() < end
        time.sleep(0.2)
    go(source, f"{tmp_path}/a.db", tmp_path / "s", cluster=cluster.address)
    go(source, f"{tmp_path}/b.db", tmp_path / "s1")
    assert contents(f"{tmp_path}/a.db") == contents(f"{tmp_path}/b.db")


@pytest.mark.parametrize("kind", ["archive.db", "archive/"])
def test_a_killed_scheduler_ends_the_run_and_the_next_does_the_rest(
    source: Path, tmp_path: Path, cluster: Cluster, kind: str
) -> None:
    go(source, f"{tmp_path}/local/{kind}", tmp_path / "s1")
    remote = f"{tmp_path}/remote/{kind}"
    watch = Watching(lambda: kill(cluster.scheduler), after=5)
    with pytest.raises(ClusterError, match="what was done stays"):
        go(source, remote, tmp_path / "s2", watch, cluster=cluster.address)
    go(source, remote, tmp_path / "s2")
    assert contents(remote) == contents(f"{tmp_path}/local/{kind}")


def test_a_slow_worker_delays_its_own_documents_only(source: Path, tmp_path: Path, cluster: Cluster) -> None:
    slow = cluster.workers[0]

    def pause() -> None:
        os.kill(slow.pid, signal.SIGSTOP)
        threading.Timer(4, os.kill, (slow.pid, signal.SIGCONT)).start()

    report = go(source, f"{tmp_path}/a.db", tmp_path / "s", Watching(pause), cluster=cluster.address)
    assert report.count("extracted") == COUNT
    go(source, f"{tmp_path}/b.db", tmp_path / "s1")
    assert contents(f"{tmp_path}/a.db") == contents(f"{tmp_path}/b.db")


def test_workers_read_from_and_write_to_object_storage(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(POISON))
    with s3_service(monkeypatch):
        store = fsspec.filesystem("s3", skip_instance_cache=True)
        store.mkdir("decisions")
        store.put(f"{source}/", "decisions/in/", recursive=True)
        (tmp_path / "cluster").mkdir()
        with Cluster(tmp_path / "cluster") as cluster:
            cluster.add_worker()
            cluster.add_worker()
            found = find_documents(["s3://decisions/in/"])
            given = {"setup": SETUP, "workers": 2, "files": False}
            away = Settings(out=tmp_path / "s", archive="s3://decisions/archive/", cluster=cluster.address, **given)
            report = run(found, away, Watching())
        assert report.count("extracted") == COUNT
        here = Settings(out=tmp_path / "s1", archive=f"{tmp_path}/archive/", **given)
        run(found, here, Watching())
        assert contents("s3://decisions/archive/") == contents(f"{tmp_path}/archive/")


def test_no_scheduler_and_no_workers_are_told(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kc_extract.batch.cluster._PATIENCE", 1)
    with pytest.raises(ClusterError, match="no Dask scheduler answers"):
        go(source, f"{tmp_path}/a.db", tmp_path / "s", cluster="tcp://127.0.0.1:9")
    (tmp_path / "cluster").mkdir()
    with Cluster(tmp_path / "cluster") as empty, pytest.raises(ClusterError, match="has no workers"):
        go(source, f"{tmp_path}/a.db", tmp_path / "s", cluster=empty.address)


def test_a_cluster_that_would_give_other_results_is_refused(source: Path, tmp_path: Path, cluster: Cluster) -> None:
    other = Setup(produced_by=type(SETUP.produced_by)(version="9.9", options={}, engines=()))
    with pytest.raises(ExtractError, match="would give other results"):
        go(source, f"{tmp_path}/a.db", tmp_path / "s", setup=other, cluster=cluster.address)
