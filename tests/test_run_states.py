"""Where a run keeps what it has done until an archive holds it, and who may."""

import os
import subprocess
import tempfile
from pathlib import Path

import pytest
from archive_making import KC_EXTRACT
from samples import DECISION

from kc_extract.alone import alone
from kc_extract.files import state_folder, write_whole


@pytest.fixture
def homeless(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user without a home; the folder for temporary files."""
    (tmp_path / "tmp").mkdir()
    write_whole(tmp_path / "home", b"a file where a folder should be")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return tmp_path / "tmp"


def test_a_goal_has_one_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert state_folder("a.db") == state_folder("a.db") != state_folder("b.db")
    assert state_folder("a.db").is_relative_to(tmp_path / "kc-extract/runs")


def test_without_a_home_it_is_among_the_temporary_files(homeless: Path) -> None:
    assert state_folder("a.db") == state_folder("a.db")
    assert state_folder("a.db").is_relative_to(homeless)
    assert state_folder("a.db").parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="the folder for temporary files is the user's own")
def test_a_folder_laid_by_another_user_is_not_taken(homeless: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (homeless / "kc-extract-4711").mkdir()
    monkeypatch.setattr(os, "getuid", lambda: 4711)
    with pytest.raises(PermissionError, match="another user"):
        state_folder("a.db")


def test_a_service_without_a_home_fills_its_archive(homeless: Path, tmp_path: Path) -> None:
    write_whole(tmp_path / "in/a.txt", DECISION.format(number=1).encode())
    command = [*KC_EXTRACT, "run", tmp_path / "in", "--archive", tmp_path / "a.db", "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert [path.suffix for path in homeless.glob("kc-extract-*/*")] == [".lock"]


def test_what_is_on_its_way_is_cleared_before_another_run_may_begin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    write_whole(tmp_path / "in/a.txt", DECISION.format(number=1).encode())
    command = [*KC_EXTRACT, "run", tmp_path / "in", "--archive", tmp_path / "a.db"]
    passing = state_folder(str(tmp_path / "a.db"))
    write_whole(passing / "b.txt.json", b"{}")
    with alone(passing.with_suffix(".lock"), "a.db"):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 3
        assert "another run is at work" in done.stderr
        assert (passing / "b.txt.json").exists()
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    assert not passing.exists()
