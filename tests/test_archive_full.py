"""An archive on a full disk: what was committed stays, and the next run finishes."""

import resource
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from archive_making import KC_EXTRACT, everything, extraction
from samples import DECISION

from kc_extract.archive import ArchiveError, SqlArchive, open_archive
from kc_extract.schema import decode, encode


@pytest.fixture
def file(tmp_path: Path) -> Iterator[SqlArchive]:
    with open_archive(str(tmp_path / "a.db"), create=True) as opened:
        yield opened


def test_a_full_database_says_so_and_keeps_what_it_has(file: SqlArchive) -> None:
    file.add(extraction(11))
    before = everything(file)
    file.engine.dispose()
    sa.event.listen(file.engine, "connect", _no_page_more)
    with pytest.raises(ArchiveError, match="full; make room and run again"):
        file.add(extraction(12, more="dài " * 20_000))
    sa.event.remove(file.engine, "connect", _no_page_more)
    file.engine.dispose()
    assert everything(file) == before
    file.add(extraction(12))
    assert len(list(file.extractions())) == 2


def _no_page_more(connection: sqlite3.Connection, _record: object) -> None:
    [pages] = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}")


def test_a_run_onto_a_full_disk_ends_with_a_word_and_the_next_one_finishes(tmp_path: Path) -> None:
    source, address = tmp_path / "in", tmp_path / "a.db"
    source.mkdir()
    for number in range(11, 15):
        (source / f"{number}.txt").write_text(DECISION.format(number=number) + "Ghi chú dài. " * 1_500, "utf-8")
    with open_archive(str(address), create=True):
        size = address.stat().st_size

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 150_000, size + 150_000))

    command = [*KC_EXTRACT, "run", source, "--archive", address, "-q", "--workers", "1"]
    full = subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=limit)
    assert (full.returncode, "Traceback" in full.stderr) == (1, False)
    assert "make room and run again" in full.stderr
    with open_archive(str(address)) as archive:
        assert 0 < len(list(archive.extractions())) < 4
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    with open_archive(str(address)) as archive:
        assert [decode(encode(one)) == one for one in archive.extractions()] == [True] * 4
