"""Runs into an archive, in real processes that are also killed."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import sqlalchemy as sa
from archive_making import KC_EXTRACT, everything, view
from postgres_server import server
from samples import DECISION

from kc_extract.archive import SqlArchive, open_archive
from kc_extract.batch import Report, Settings, Setup, find_documents, produced_now, run
from kc_extract.files import write_whole
from kc_extract.schema import decode, encode
from kc_extract.types import ProducedBy

Plain = dict[str, object]


class Quiet:
    def begin(self, *, fresh: int, total: int) -> None:
        self.fresh = (fresh, total)

    def note(self, result: object) -> None:
        self.last = result


def go(source: Path, address: Path, out: Path, **changes: object) -> Report:
    given: Plain = {"out": out, "setup": Setup(produced_by=produced_now()), "workers": 1, "archive": str(address)}
    settings = Settings(**{**given, "files": False, **changes})
    return run(find_documents([source], out=out), settings, Quiet())


def older() -> Setup:
    now = produced_now()
    return Setup(produced_by=ProducedBy(version="0.0.1", options=now.options, engines=now.engines))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Three decisions, one of them twice, the corrected publication of one, and an empty file."""
    folder = tmp_path / "in"
    for number, name in enumerate(("a.txt", "b.txt", "c.txt"), start=11):
        write_whole(folder / name, DECISION.format(number=number).encode())
    write_whole(folder / "copy.txt", DECISION.format(number=11).encode())
    write_whole(folder / "d.txt", DECISION.format(number=12).replace("1.200", "1.300").encode())
    write_whole(folder / "empty.pdf", b"")
    return folder


def test_a_run_fills_the_archive_and_the_next_finds_all_done(source: Path, tmp_path: Path) -> None:
    address, spool = tmp_path / "a.db", tmp_path / "spool"
    report = go(source, address, spool)
    assert [result.status for result in report.results] == ["extracted"] * 3 + ["duplicate", "extracted", "failed"]
    assert list(spool.rglob("*.json")) == []  # what is in the archive does not pile up on the way to it
    with open_archive(str(address)) as archive:
        first = everything(archive)
        assert [name for _, name in sorted(first["names"], key=lambda row: row[1])] == [
            "a.txt", "b.txt", "c.txt", "copy.txt", "d.txt",
        ]  # fmt: skip
        assert view(archive, "SELECT count(*) FROM v_versions WHERE former IS NOT NULL") == [(1,)]
        again = go(source, address, spool)
        assert everything(archive) == first
        runs = view(archive, "SELECT extracted, kept, duplicates, failed, quarantined FROM runs ORDER BY id")
    assert runs == [(4, 0, 1, 1, 0), (0, 4, 1, 0, 1)]
    assert again.count("kept") == 4


def test_files_and_archive_side_by_side(source: Path, tmp_path: Path) -> None:
    address, out = tmp_path / "a.db", tmp_path / "out"
    run(find_documents([source]), Settings(out=out, setup=Setup(produced_by=produced_now()), workers=1), Quiet())
    report = go(source, address, out, files=True)
    assert report.count("kept") == 4  # nothing is extracted again for the archive's sake
    with open_archive(str(address)) as archive:
        for made in archive.extractions():
            assert encode(made) + b"\n" in {path.read_bytes() for path in out.glob("*.json")}
        assert view(archive, "SELECT count(*) FROM documents") == [(4,)]
        assert len(decode((out / "copy.txt.json").read_bytes()).duplicate_of or "") == 5


def test_what_an_older_version_made_stays_until_upgrade(source: Path, tmp_path: Path) -> None:
    address, spool = tmp_path / "a.db", tmp_path / "spool"
    go(source, address, spool, setup=older())
    with open_archive(str(address)) as archive:
        before = everything(archive)
        assert go(source, address, spool).count("kept") == 4
        shut = everything(archive).pop("quarantine"), before.pop("quarantine")
        assert [[row[:4] for row in rows] for rows in shut] == [[row[:4] for row in shut[0]]] * 2  # tried by another
        assert {**everything(archive), "quarantine": None} == {**before, "quarantine": None}
        assert go(source, address, spool, upgrade=True).count("extracted") == 4
        versions = view(archive, "SELECT DISTINCT version FROM documents")
        assert versions == [(produced_now().version,)]
        assert view(archive, "SELECT count(*) FROM v_versions WHERE former IS NOT NULL") == [(1,)]


def test_documents_come_in_the_order_of_their_names(source: Path, tmp_path: Path) -> None:
    slow = DECISION.format(number=10) + "Ghi thêm 12 mô hình. " * 200
    write_whole(source / "0.txt", slow.encode())
    go(source, tmp_path / "a.db", tmp_path / "spool", workers=3)
    with open_archive(str(tmp_path / "a.db")) as archive:
        found = view(archive, "SELECT source_name FROM documents ORDER BY arrived")
    assert found == [("0.txt",), ("a.txt",), ("b.txt",), ("c.txt",), ("d.txt",)]


@pytest.mark.parametrize("arguments", [[], ["--out", "o", "--upgrade"]])
def test_a_run_to_nowhere_is_wrong_usage(source: Path, tmp_path: Path, arguments: list[str]) -> None:
    command = [*KC_EXTRACT, "run", source, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert (done.returncode, "--archive" in done.stderr) == (2, True)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty decisions and the corrected publication of one of them."""
    folder = tmp_path_factory.mktemp("many")
    for number in range(10, 50):
        write_whole(folder / f"{number}.txt", DECISION.format(number=number).encode())
    write_whole(folder / "14-again.txt", DECISION.format(number=14).replace("1.200", "1.300").encode())
    return folder


def kill_and_finish(source: Path, address: str, litter: Path, *, kills: int, seed: int) -> int:
    """How many of the runs were killed at random moments, before the last one that is left to end.

    What the killed ones leave lying about stands in ``litter``.
    """
    chance = random.Random(seed)  # noqa: S311 - moments, no secrets
    command = [*KC_EXTRACT, "run", source, "--archive", address, "-q", "--workers", "2"]
    surroundings = {**os.environ, "TMPDIR": str(litter)}
    killed = 0
    for _ in range(kills):
        process = subprocess.Popen(command, start_new_session=True, env=surroundings)
        time.sleep(chance.uniform(1.0, 3.0))
        killed += process.poll() is None
        os.killpg(process.pid, signal.SIGKILL) if process.poll() is None else None
        process.wait()
    subprocess.run(command, check=True)
    return killed


@pytest.fixture(scope="module")
def undisturbed(many: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[object, ...]]]:
    """What an archive holds after a run over them that nothing disturbed."""
    folder = tmp_path_factory.mktemp("whole")
    go(many, folder / "whole.db", folder / "spool")
    with open_archive(str(folder / "whole.db")) as archive:
        return everything(archive)


def test_a_run_that_is_killed_again_and_again_leaves_the_same_archive(
    many: Path, undisturbed: dict[str, list[tuple[object, ...]]], tmp_path: Path
) -> None:
    assert kill_and_finish(many, str(tmp_path / "a.db"), tmp_path, kills=2, seed=6) > 0
    with open_archive(str(tmp_path / "a.db")) as archive:
        assert everything(archive) == undisturbed
        assert is_sound(archive)


def test_a_killed_run_leaves_the_same_archive_in_postgresql(
    many: Path, undisturbed: dict[str, list[tuple[object, ...]]], tmp_path: Path
) -> None:
    address = server().new()
    assert kill_and_finish(many, address, tmp_path, kills=2, seed=7) > 0
    with open_archive(address) as archive:
        assert everything(archive) == undisturbed


def is_sound(archive: SqlArchive) -> bool:
    """Whether SQLite finds its file in order, the search index with it."""
    with archive.engine.execution_options(writing=True).begin() as connection:
        connection.execute(sa.text("INSERT INTO passages_search (passages_search) VALUES ('integrity-check')"))
        checks = [
            connection.exec_driver_sql(f"PRAGMA {name}").all() for name in ("integrity_check", "foreign_key_check")
        ]
    return checks == [[("ok",)], []]


@pytest.mark.parametrize("command", ["run", "search"])
def test_help_loads_no_database(command: str) -> None:
    code = f"import sys; from kc_extract.cli import main; sys.argv = ['kc-extract', '{command}', '--help']; main()"
    script = f"import atexit, sys; atexit.register(lambda: print('LOADED', *sys.modules)); {code}"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split("LOADED")[-1].split())
    assert loaded.isdisjoint({"sqlalchemy", "alembic", "psycopg", "pyarrow", "kc_extract.archive"})


def test_without_the_libraries_a_run_says_what_to_install(source: Path, tmp_path: Path) -> None:
    code = "import sys; sys.modules['sqlalchemy'] = None; from kc_extract.cli import main; main()"
    command = [sys.executable, "-c", code, "run", source, "--archive", tmp_path / "a.db", "-q"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert "pip install 'kc-extract[archive]'" in done.stderr
