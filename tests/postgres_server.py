"""A PostgreSQL server of the tests' own: in a folder of its own, on a socket there, gone when the tests end."""

import functools
import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from kc_extract.archive import open_archive

_COUNTER = itertools.count(1)
_SETTINGS = "-c listen_addresses= -c fsync=off -c max_connections=20 -c shared_buffers=16MB"


class Server:
    """A running server; databases are copies of one that holds the tables already."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs, self._folder = programs, folder
        self._run(
            "initdb", "-D", folder / "data", "-U", "tester", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C"
        )
        self.start()
        self.execute("CREATE DATABASE prepared")
        open_archive(self.address("prepared"), create=True).close()

    def address(self, database: str) -> str:
        return f"postgresql://tester@/{database}?host={self._folder}"

    def new(self) -> str:
        """The address of a new archive."""
        name = f"archive_{next(_COUNTER)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE prepared")
        return self.address(name)

    def execute(self, statement: str) -> None:
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())

    def start(self) -> None:
        options = f"{_SETTINGS} -c unix_socket_directories={self._folder}"
        self._run("pg_ctl", "-D", self._folder / "data", "-w", "-l", self._folder / "log", "-o", options, "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", self._folder / "data", "-w", "-m", "immediate", "stop")

    def end(self) -> None:
        self.stop()
        shutil.rmtree(self._folder)

    def _run(self, program: str, *arguments: object) -> None:
        command = [self._programs / program, *map(str, arguments)]
        if os.geteuid() == 0:  # the server refuses to run as root
            command = ["runuser", "-u", "postgres", "--", *command]
        subprocess.run(command, check=True, cwd=self._folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def server() -> Server:
    """The server of this test process; the test is skipped where there is no PostgreSQL and none may be installed."""
    found = _started()
    if isinstance(found, str):
        pytest.skip(found)
    return found


@functools.cache
def _started() -> Server | str:
    programs = _programs()
    if programs is None:
        return "PostgreSQL is not installed: apt-get install postgresql (make test does so as root)"
    folder = Path(tempfile.mkdtemp(prefix="kc-extract-postgresql-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    return Server(programs, folder)


def end() -> None:
    """End the server of this test process, if it was started."""
    if _started.cache_info().currsize and isinstance(found := _started(), Server):
        found.end()


def _programs() -> Path | None:
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    beside = shutil.which("initdb")
    found = installed[-1] if installed else Path(beside).resolve() if beside else None
    return found.parent if found else None


@contextmanager
def stopped(running: Server) -> Iterator[None]:
    """The server is away within the block."""
    running.stop()
    try:
        yield
    finally:
        running.start()
