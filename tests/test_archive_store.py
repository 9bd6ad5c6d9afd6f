"""A dataset whose store goes away in mid-run: it is waited for, and what was extracted is not extracted again."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import fsspec
import pytest
from archive_making import extraction
from s3_server import s3_service, stopped
from samples import DECISION

from kc_extract.archive import ArchiveError, DatasetArchive, dataset, open_archive
from kc_extract.batch import Report, Settings, Setup, find_documents, produced_now, run
from kc_extract.files import part_of, write_whole

COUNT = 12


class Silent:
    def begin(self, *, fresh: int, total: int) -> None:
        """Say nothing."""

    def note(self, result: object) -> None:
        """Say nothing."""


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    with s3_service(monkeypatch) as address:
        fsspec.filesystem("s3", skip_instance_cache=True).mkdir("decisions")
        yield address


def test_a_store_that_comes_back_is_waited_for(bucket: str) -> None:
    with DatasetArchive("s3://decisions/set/", create=True) as archive:
        archive.add(extraction(1))
        with stopped(bucket):
            back = threading.Event()
            threading.Thread(target=lambda: (archive.flush(), back.set()), daemon=True).start()
            time.sleep(1)
            assert not back.is_set()
        assert back.wait(30)
    with open_archive("s3://decisions/set/") as archive:
        assert [one.document.number for one in archive.extractions()] == ["1/QĐ-UBND"]


def test_a_store_that_stays_away_is_told_once_it_is_sure(bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dataset, "PAUSES", (0.1, 0.1))
    archive = DatasetArchive("s3://decisions/set/", create=True)
    archive.add(extraction(1))
    with stopped(bucket):
        with pytest.raises(ArchiveError, match="check address, credentials and network"):
            archive.flush()
        with pytest.raises(ArchiveError, match=r"^s3://decisions/set/: (?!s3://)"):
            archive.close()
    with open_archive("s3://decisions/set/", create=True) as again:
        assert list(again.extractions()) == []


def test_a_refusal_is_not_waited_for(bucket: str) -> None:
    begun = time.monotonic()
    with DatasetArchive("s3://decisions/set/", create=True) as archive, pytest.raises(ArchiveError):
        archive.store.get("none")
    assert time.monotonic() - begun < 5
    assert bucket


def test_a_dataset_in_object_storage_is_compacted_and_indexed(bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kc_extract.archive.index.FILE_ROWS", 2)
    for number in range(1, 6):
        with DatasetArchive("s3://decisions/set/", create=True) as archive:
            archive.add(extraction(number))
    with DatasetArchive("s3://decisions/set/") as archive:
        archive.claim()
        assert archive.compact() > 0
    files = fsspec.filesystem("s3", skip_instance_cache=True)
    assert len(files.ls("decisions/set/documents")) == len(files.ls("decisions/set/commits")) == 1
    assert len(files.glob("decisions/set/index/*-documents-*.parquet")) == 16
    with DatasetArchive("s3://decisions/set/") as archive:
        ids = [extraction(number).document.id for number in range(1, 7)]
        assert set(archive.made(ids)) == set(ids[:5])
        assert all(archive.stored(each) for each in ids[:5])
    assert bucket


def test_compaction_sweeps_what_a_killed_process_had_begun_to_write(tmp_path: Path) -> None:
    with DatasetArchive(f"{tmp_path}/set/", create=True) as archive:
        archive.add(extraction(1))
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    halves = [
        part_of(tmp_path / "set" / name, process.pid) for name in ("commits/a.json", "funding/a.parquet", "m.json")
    ]
    mine = tmp_path / "set/funding/.note"
    for path in (*halves, mine):
        path.write_bytes(b"half")
    with DatasetArchive(f"{tmp_path}/set/") as archive:
        archive.claim()
        archive.compact()
    assert [path for path in (*halves, mine) if path.exists()] == [mine]


def go(source: Path, address: str, spool: Path) -> Report:
    settings = Settings(out=spool, setup=Setup(produced_by=produced_now()), workers=1, archive=address, files=False)
    return run(find_documents([source]), settings, Silent())


@pytest.mark.skipif(os.name == "nt", reason="the folder of a table stands for a full disk")
def test_what_was_extracted_when_a_flush_failed_is_kept_for_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dataset, "SHARD_DOCUMENTS", 5)
    for number in range(COUNT):
        write_whole(tmp_path / f"in/{number:02}.txt", DECISION.format(number=number + 1).encode())
    address, spool = f"{tmp_path}/set/", tmp_path / "spool"
    go(tmp_path / "in", f"{tmp_path}/plain/", tmp_path / "other")
    write_whole(tmp_path / "set/extractions", b"a file where the folder should be")
    with pytest.raises(OSError, match="extractions"):
        go(tmp_path / "in", address, spool)
    left = sorted(path.name for path in spool.glob("*.txt.json"))
    assert len(left) >= 5
    (tmp_path / "set/extractions").unlink()
    report = go(tmp_path / "in", address, spool)
    assert (report.count("kept"), report.count("extracted")) == (len(left), COUNT - len(left))
    assert list(spool.glob("*.txt.json")) == []
    with DatasetArchive(address) as archive, DatasetArchive(f"{tmp_path}/plain/") as plain:
        for table in ("documents", "names", "funding", "targets", "extractions"):
            assert sorted(map(repr, archive.table(table).to_pylist())) == sorted(
                map(repr, plain.table(table).to_pylist())
            )
