"""Tables that are written again only where something under them has changed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from archive_making import extraction

from kc_extract.export import Totals, keep_records
from kc_extract.export.standing import MADE_OF
from kc_extract.files import write_whole
from kc_extract.schema import decode, encode
from kc_extract.types import Extraction

FAILED = [("c.pdf", "empty", "c.pdf: is empty")]


class Folder:
    """A results folder with two extractions, and how often they were read."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.reads = 0
        for number in (11, 12):
            write_whole(out / f"{number}.txt.json", encode(extraction(number)))

    def places(self) -> list[tuple[str, Path]]:
        return [(path.stem, path) for path in sorted(self.out.glob("*.txt.json"))]

    def read(self) -> Iterator[tuple[str, Extraction]]:
        for name, path in self.places():
            self.reads += 1
            yield name, decode(path.read_bytes())

    def keep(self, failures: list[tuple[str, str, str]] = FAILED) -> Totals:
        self.reads = 0
        return keep_records(self.out, self.places(), self.read(), failures)

    def written(self) -> dict[str, int]:
        return {path.name: path.stat().st_mtime_ns for path in self.out.iterdir()}


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = Folder(tmp_path)
    made.keep()
    return made


def test_tables_stand_where_nothing_has_changed(folder: Folder) -> None:
    before, totals = folder.written(), folder.keep()
    assert (folder.reads, folder.written()) == (0, before)
    assert (totals.documents, totals.decisions, totals.failures) == (2, 2, 1)


def rewrite(out: Path) -> None:
    write_whole(out / "11.txt.json", encode(extraction(13)))


def add(out: Path) -> None:
    write_whole(out / "13.txt.json", encode(extraction(13)))


def take_away(out: Path) -> None:
    (out / "12.txt.json").unlink()


def lose_a_table(out: Path) -> None:
    (out / "checks.csv").unlink()


def lose_the_workbook(out: Path) -> None:
    (out / "records.xlsx").unlink()


def edit_a_table(out: Path) -> None:
    with (out / "targets.csv").open("a", encoding="utf-8") as file:
        file.write("mine\n")


def forget(out: Path) -> None:
    (out / MADE_OF).unlink()


def spoil(out: Path) -> None:
    (out / MADE_OF).write_bytes(b"{half")


@pytest.mark.parametrize(
    "change", [rewrite, add, take_away, lose_a_table, lose_the_workbook, edit_a_table, forget, spoil]
)
def test_tables_are_made_anew_where_anything_has_changed(folder: Folder, change: Callable[[Path], None]) -> None:
    change(folder.out)
    totals = folder.keep()
    assert folder.reads == totals.documents == len(folder.places())
    assert "mine" not in (folder.out / "targets.csv").read_text("utf-8")
    assert folder.keep() == totals
    assert folder.reads == 0


def test_tables_are_made_anew_for_another_failure(folder: Folder) -> None:
    assert folder.keep([]).failures == 0
    assert folder.reads == 2


def test_the_mark_beside_the_tables_is_strict_json(folder: Folder) -> None:
    told = msgspec.json.decode((folder.out / MADE_OF).read_bytes())
    assert set(told) == {"made_of", "files", "totals"}
