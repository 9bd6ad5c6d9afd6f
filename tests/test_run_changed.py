"""Documents that change between the plan of a run and the work on them."""

from pathlib import Path

import pytest
from archive_making import view
from samples import DECISION

from kc_extract.archive import open_archive
from kc_extract.batch import Report, Settings, Setup, find_documents, produced_now, run
from kc_extract.files import write_whole

OLD, NEW = (DECISION.format(number=number).encode() for number in (1, 2))


class Changing:
    """Writes other bytes to a file once the run is planned."""

    def __init__(self, path: Path, now: bytes) -> None:
        self._path, self._now = path, now

    def begin(self, *, fresh: int, total: int) -> None:
        self.fresh, self.total = fresh, total
        write_whole(self._path, self._now)

    def note(self, result: object) -> None:
        self.last = result


@pytest.fixture
def source(tmp_path: Path) -> Path:
    for name in ("a.txt", "copy.txt"):
        write_whole(tmp_path / "in" / name, OLD)
    return tmp_path / "in"


def go(source: Path, out: Path, now: bytes, **changes: object) -> Report:
    settings = Settings(**{"out": out, "setup": Setup(produced_by=produced_now()), "workers": 1, **changes})
    return run(find_documents([source]), settings, Changing(source / "a.txt", now))


@pytest.mark.parametrize("files", [True, False])
def test_a_copy_of_what_was_changed_is_not_given_the_new_records(source: Path, tmp_path: Path, files: bool) -> None:  # noqa: FBT001
    given = {"archive": f"{tmp_path}/a.db", "files": files}
    report = go(source, tmp_path / "out", NEW, **given)
    assert [(result.name, result.status) for result in report.results] == [
        ("a.txt", "extracted"), ("copy.txt", "failed")
    ]  # fmt: skip
    assert [failure.code for failure in report.failures] == ["changed"]
    with open_archive(f"{tmp_path}/a.db") as archive:
        assert view(archive, "SELECT number, name FROM documents NATURAL JOIN names") == [("2/QĐ-UBND", "a.txt")]
        assert go(source, tmp_path / "out", NEW, **given).failures == ()
        query = "SELECT number, name FROM documents JOIN names USING (id) ORDER BY name"
        assert view(archive, query) == [("2/QĐ-UBND", "a.txt"), ("1/QĐ-UBND", "copy.txt")]


@pytest.mark.parametrize("goal", [{}, {"archive": "a.db", "files": False}, {"archive": "set/", "files": False}])
def test_a_document_cut_for_the_moment_is_not_held_to_be_bad(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, goal: dict[str, object]
) -> None:
    monkeypatch.chdir(tmp_path)
    report = go(source, tmp_path / "out", b"", **goal)
    assert [failure.code for failure in report.failures] == ["changed", "changed"]
    again = go(source, tmp_path / "out", OLD, **goal)
    write_whole(source / "a.txt", OLD)
    again = go(source, tmp_path / "out", OLD, **goal)
    assert [result.status for result in again.results] in (["extracted", "duplicate"], ["kept", "duplicate"])


def test_a_document_that_is_gone_by_now_is_told(source: Path, tmp_path: Path) -> None:
    class Taking(Changing):
        def begin(self, *, fresh: int, total: int) -> None:
            self.fresh, self.total = fresh, total
            (source / "a.txt").unlink()

    settings = Settings(out=tmp_path / "out", setup=Setup(produced_by=produced_now()), workers=1)
    report = run(find_documents([source]), settings, Taking(source / "a.txt", b""))
    assert [failure.code for failure in report.failures] == ["file_system", "file_system"]
    assert not (tmp_path / "out/quarantine.jsonl").exists()
