"""A database that goes away in mid-run and comes back, and runs that meet each other."""

import subprocess
import time
from pathlib import Path

import pytest
from archive_making import KC_EXTRACT, everything, view
from chaos import start, undisturbed, write_documents
from postgres_server import server, stopped

from kc_extract.alone import alone
from kc_extract.archive import SqlArchive, open_archive
from kc_extract.errors import BusyError

COUNT = 150


def test_a_run_outlasts_the_restart_of_its_database(tmp_path: Path) -> None:
    source = write_documents(tmp_path / "in", COUNT)
    plain, address = server().new(), server().new()
    undisturbed(source, plain)
    process = start(source, address)
    with SqlArchive(address) as archive:
        while view(archive, "SELECT count(*) FROM documents")[0][0] < COUNT // 10:
            time.sleep(0.05)
    with stopped(server()):
        time.sleep(2)
    _, said = process.communicate()
    assert process.returncode == 1, said.decode()  # the empty file failed, and nothing else
    assert b"Traceback" not in said
    with SqlArchive(address) as disturbed, SqlArchive(plain) as archive:
        assert everything(disturbed) == everything(archive)


@pytest.mark.parametrize("kind", ["archive.db", "archive/", "postgresql"])
def test_a_second_run_on_an_archive_is_turned_away(tmp_path: Path, kind: str) -> None:
    source = write_documents(tmp_path / "in", 4)
    address = server().new() if kind == "postgresql" else f"{tmp_path}/{kind}"
    with open_archive(address, create=True) as archive:
        archive.claim()
        with open_archive(address, create=True) as second, pytest.raises(BusyError):
            second.claim()
        done = subprocess.run([*KC_EXTRACT, "run", str(source), "--archive", address], capture_output=True, check=False)
        assert done.returncode == 3
        assert b"another run is at work" in done.stderr
        assert b"Traceback" not in done.stderr
    with open_archive(address, create=True) as archive:
        archive.claim()  # closing the first one has let go of it


def test_a_second_run_into_a_folder_is_turned_away(tmp_path: Path) -> None:
    source, out = write_documents(tmp_path / "in", 4), tmp_path / "out"
    command = [*KC_EXTRACT, "run", str(source), "--out", str(out), "--quiet"]
    with alone(out / ".lock", str(out)):
        assert subprocess.run(command, capture_output=True, check=False).returncode == 3
        assert [path.name for path in out.iterdir()] == [".lock"]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 1
