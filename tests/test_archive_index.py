"""The index of a dataset: an open that reads few markers, and an archive that loses nothing by it."""

import contextlib
import itertools
import shutil
from collections import Counter
from pathlib import Path

import pytest
from archive_making import extraction

from kc_extract.archive import DatasetArchive, holdings, index
from kc_extract.archive.dataset import TABLES
from kc_extract.archive.shards import COMMITS, listed_commits, live, read_commits, write_documents
from kc_extract.archive.store import Store

Rows = dict[str, list[str]]


class Killed(BaseException):
    """The process is gone."""


def rows(address: str) -> Rows:
    """Every row but those of runs, in any order, as a reader finds them."""
    archive = DatasetArchive(address)
    found = {name: sorted(map(repr, archive.table(name).to_pylist())) for name in TABLES if name != "runs"}
    assert sorted(one.document.id for one in archive.extractions()) == sorted(
        row["id"] for row in archive.table("documents").to_pylist()
    )
    return found


def put(address: str, *numbers: int, version: str = "0.1.0") -> None:
    with DatasetArchive(address, create=True) as archive:
        for number in numbers:
            archive.add(extraction(number, version=version))


def compact(address: str) -> int:
    with DatasetArchive(address) as archive:
        archive.claim()
        return archive.compact()


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Indexes of many files, written often."""
    monkeypatch.setattr(index, "FILE_ROWS", 2)
    monkeypatch.setattr(holdings, "FRESH_DOCUMENTS", 3)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How many files are read, by folder."""
    counts: Counter[str] = Counter()
    get, opened = Store.get, Store.open

    def counted_get(store: Store, path: str) -> bytes:
        counts[path.partition("/")[0]] += 1
        return get(store, path)

    def counted_open(store: Store, path: str) -> object:
        counts[path.partition("/")[0]] += 1
        return opened(store, path)

    monkeypatch.setattr(Store, "get", counted_get)
    monkeypatch.setattr(Store, "open", counted_open)
    return counts


def test_an_open_reads_the_markers_that_came_after_the_index_alone(tmp_path: Path, asked: Counter[str]) -> None:
    address = f"{tmp_path}/set/"
    for number in (1, 2, 3, 4):
        put(address, number)
    before = rows(address)
    asked.clear()
    DatasetArchive(address)
    assert asked[COMMITS] == 4
    compact(address)
    put(address, 5)
    asked.clear()
    with DatasetArchive(address) as archive:
        assert asked == {COMMITS: 1, "index": 1}
        assert set(archive.made([extraction(number).document.id for number in (1, 5, 6)])) == {
            extraction(number).document.id for number in (1, 5)
        }
        assert asked == {COMMITS: 1, "index": 2}
    assert all(set(before[name]) < set(found) for name, found in rows(address).items() if before[name])


@pytest.mark.usefixtures("small")
def test_an_index_is_written_on_the_way_and_repeats_what_the_markers_tell(tmp_path: Path) -> None:
    address = f"{tmp_path}/set/"
    for start in range(1, 20, 2):
        put(address, start, start + 1)
    put(address, 7, 8, version="0.2.0")
    found = rows(address)
    assert len(found["documents"]) == 20
    assert len(list((tmp_path / "set/index").glob("*-documents-*.parquet"))) >= 16
    assert len(list((tmp_path / "set/index").glob("*.json"))) == 2
    store = Store(address)
    marked = live(read_commits(store, sorted(listed_commits(store))))  # as a reader that knows of no index
    held = holdings.Holdings(store).find([entry.id for commit in marked.values() for entry in commit.documents])
    assert held == {entry.id: (entry, commit.name) for commit in marked.values() for entry in commit.documents}
    assert DatasetArchive(address).files("documents") == [f"documents/{name}.parquet" for name in sorted(marked)]


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("harm", ["all", "head", "file"])
def test_an_index_that_is_gone_costs_nothing(tmp_path: Path, harm: str) -> None:
    address = f"{tmp_path}/set/"
    for number in range(1, 9):
        put(address, number)
    compact(address)
    put(address, 9)
    before = rows(address)
    files = sorted((tmp_path / "set/index").iterdir())
    newest = max((tmp_path / "set/index").glob("*.json"))
    for file in {"all": files, "head": [newest], "file": files[-1:]}[harm]:
        file.unlink()
    assert rows(address) == before
    put(address, 1, 9, 10)
    assert len(rows(address)["documents"]) == 10


@pytest.mark.usefixtures("small")
def test_an_older_index_than_the_markers_is_right_all_the_same(tmp_path: Path) -> None:
    address = f"{tmp_path}/set/"
    for number in range(1, 6):
        put(address, number)
    compact(address)
    shutil.copytree(tmp_path / "set/index", tmp_path / "kept")
    put(address, 6, 7)
    put(address, 2, version="0.2.0")
    compact(address)  # takes markers away that the kept index counts
    before = rows(address)
    shutil.rmtree(tmp_path / "set/index")
    shutil.copytree(tmp_path / "kept", tmp_path / "set/index")
    assert rows(address) == before
    put(address, *range(1, 8))
    assert len(rows(address)["documents"]) == 7


@pytest.mark.usefixtures("small")
def test_a_marker_that_comes_late_is_joined_with_what_the_index_knows(tmp_path: Path) -> None:
    address = f"{tmp_path}/set/"
    put(address, 1, 2, 3, 4)
    compact(address)
    write_documents(Store(address), [("late.txt", extraction(3)), ("5.txt", extraction(5))])
    with DatasetArchive(address) as archive:
        archive.claim()
    found = rows(address)
    assert len(found["documents"]) == 5
    assert sum("late.txt" in name for name in found["names"]) == 1
    put(address, *range(1, 6))
    assert rows(address) == found


def test_a_kill_at_any_step_of_a_compaction_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"{tmp_path}/set/"
    put(address, 1, 2, 3)
    compact(address)
    for number in (4, 5):
        put(address, number)
    put(address, 2, version="0.2.0")
    whole = rows(address)
    shutil.copytree(tmp_path / "set", tmp_path / "plain")
    for last in itertools.count():
        shutil.rmtree(tmp_path / "set")
        shutil.copytree(tmp_path / "plain", tmp_path / "set")
        with monkeypatch.context() as context:
            done = _die_after(last, context)
            with contextlib.suppress(Killed):
                DatasetArchive(address).compact()
        assert rows(address) == whole, last
        compact(address)
        assert rows(address) == whole, last
        assert len(list((tmp_path / "set/documents").iterdir())) == 1
        assert len(list((tmp_path / "set/commits").iterdir())) == 1
        if next(done) <= last:
            break
    assert last > 20  # every file written, every file removed


def _die_after(last: int, context: pytest.MonkeyPatch) -> "itertools.count[int]":
    """Let so many files be written or removed, and none after them."""
    done = itertools.count()
    for name in ("put", "remove"):
        act = getattr(Store, name)

        def counted(*arguments: object, act: object = act) -> None:
            if next(done) >= last:
                raise Killed
            act(*arguments)  # type: ignore[operator]

        context.setattr(Store, name, counted)
    return done


def test_a_flush_reads_no_names_but_those_that_came_since(tmp_path: Path, asked: Counter[str]) -> None:
    address = f"{tmp_path}/set/"
    for number in range(1, 7):
        put(address, number)
    with DatasetArchive(address) as archive:
        archive.flush()
        asked.clear()
        for number in range(7, 12):
            archive.add(extraction(number))
            archive.add_names([(extraction(1).document.id, f"again {number}.txt")])
            archive.flush()
        archive.add_names([(extraction(1).document.id, "1.txt"), (extraction(7).document.id, "again 7.txt")])
        archive.flush()
        assert asked["names"] <= 6 + 2 * 5 + 1
    compact(address)
    asked.clear()
    with DatasetArchive(address) as archive:
        archive.add_names([(extraction(1).document.id, name) for name in ("1.txt", "again 7.txt", "new.txt")])
        archive.flush()
        assert asked["names"] == 0
        names = [(row["id"], row["name"]) for row in archive.table("names").to_pylist()]
    assert len(names) == len(set(names)) == 11 + 5 + 1 + 1
