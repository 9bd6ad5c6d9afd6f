"""Folders and names that few expect: loops of links, names that are no text, places where nothing may be written."""

import datetime as dt
import os
import subprocess
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path

import pytest
from samples import DECISION

from kc_extract.archive import RunCounts, open_archive
from kc_extract.files import write_whole

COUNTS = RunCounts(extracted=0, kept=0, duplicates=0, failed=0)
KC_EXTRACT = (sys.executable, "-c", "from kc_extract.cli import main; main()")


def call(*arguments: object, cwd: Path | None = None) -> "subprocess.CompletedProcess[str]":
    command = [*KC_EXTRACT, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd, timeout=120)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    write_whole(tmp_path / "in/1.txt", DECISION.format(number=1).encode())
    write_whole(tmp_path / "in/sub/2.txt", DECISION.format(number=2).encode())
    return tmp_path / "in"


def test_a_folder_whose_links_lead_round_is_walked_once(source: Path, tmp_path: Path) -> None:
    """The command is at work in it too: no library may walk through the folder of the process."""
    for name in ("self", "again", "sub/up", "sub/upper"):
        (source / name).symlink_to("." if "/" not in name else "..")
    (source / "loop").symlink_to("loop")
    done = call("run", ".", "--out", tmp_path / "out", "--workers", 1, "--quiet", cwd=source)
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(path.name for path in (tmp_path / "out").rglob("*.txt.json")) == ["1.txt.json", "2.txt.json"]


#: Reads an archive as somebody who may write nowhere, all modules loaded before.
_AS_NOBODY = """
import datetime, os, sys
from kc_extract.archive import ArchiveError, open_archive, search
address, now = sys.argv[1], datetime.datetime.now(datetime.UTC)
def read():
    with open_archive(address) as archive:
        return [hit.number for hit in search(archive, "lang nghe")]
read()
os.setgroups([]); os.setgid(65534); os.setuid(65534)
print(read())
try:
    open_archive(address, create=True).begin_run("0", now)
except ArchiveError as error:
    print(error)
"""


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become somebody else")
@pytest.mark.parametrize("is_writing", [False, True])
def test_an_archive_is_searched_by_whoever_may_not_write_it(source: Path, *, is_writing: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:  # which others may enter, as they may not that of the tests
        Path(folder).chmod(0o755)
        address = f"{folder}/a b%20?.db"
        assert call("run", source, "--archive", address, "--quiet", "--workers", 1).returncode == 0
        with open_archive(address) if is_writing else nullcontext() as held:
            if held is not None:
                held.end_run(held.begin_run("0", dt.datetime.now(dt.UTC)), COUNTS, dt.datetime.now(dt.UTC))
            command = [sys.executable, "-c", _AS_NOBODY, address]
            done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
        assert done.stdout.splitlines()[0] == "['1/QĐ-UBND', '2/QĐ-UBND']", done
        assert "where this user may write" in done.stdout


def test_a_pattern_that_meets_a_link_to_itself_tells_that_alone(source: Path, tmp_path: Path) -> None:
    (source / "loop").symlink_to("loop")
    done = call("run", f"{source}/*", "--out", tmp_path / "out", "--workers", 1, "--quiet")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert done.stderr.startswith("failed  loop: ")
    assert sorted(path.name for path in (tmp_path / "out").rglob("*.txt.json")) == ["1.txt.json", "2.txt.json"]


@pytest.mark.parametrize("end", ["\0", "\n"])
def test_a_list_names_files_whatever_their_names_hold(source: Path, tmp_path: Path, end: str) -> None:
    names = ["car\rriage.txt", "# no remark.txt", "new\nline.txt", "no text \udcff.txt"]
    for name in names:
        (source / name).write_text(DECISION.format(number=len(name)))
    if end == "\n":
        names = [name for name in names if not name.startswith("#") and end not in name]
    listed = "".join(f"{source}/{name}{end}" if not name.startswith("#") else f"{name}{end}" for name in names)
    (tmp_path / "list").write_bytes(listed.encode("utf-8", "surrogateescape"))
    done = call("run", f"@{tmp_path / 'list'}", "--out", tmp_path / "out", "--workers", 1, "--quiet", cwd=source)
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(path.name for path in (tmp_path / "out").rglob("*.txt.json")) == sorted(
        f"{name}.json" for name in names
    )
