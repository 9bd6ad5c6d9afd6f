"""Each decision once in the totals of a run, and the same in the views of an archive."""

import datetime as dt
import random
import tracemalloc
from pathlib import Path

import msgspec
import pytest
from archive_making import extraction, view
from postgres_server import server

from kc_extract.archive import SqlArchive, open_archive
from kc_extract.export.counting import Tally, Totals
from kc_extract.types import Announced, Extraction

DAY, OTHER_DAY = dt.date(2021, 3, 4), dt.date(2021, 3, 5)
BASE = extraction(11)
ISSUER = "Ủy ban nhân dân tỉnh An Bình"


def told(
    number: str | None = "12/QĐ-UBND", day: dt.date | None = DAY, issuer: str | None = ISSUER, place: int = 0
) -> Extraction:
    """A file of a decision with this header."""
    return with_header(place, number=number, issued_on=day, issuer=issuer, kind="decision", announces=None)


def article(
    number: str | None = "12/QĐ-UBND", day: dt.date | None = DAY, issuer: str | None = ISSUER, place: int = 0
) -> Extraction:
    """An article about a decision."""
    about = Announced(number=number, issued_on=day, issuer=issuer)
    return with_header(place, number=None, issued_on=None, issuer=None, kind="article", announces=about)


def with_header(place: int, **header: object) -> Extraction:
    targets = tuple(msgspec.structs.replace(BASE.targets[0], id=f"t{number}") for number in range(place + 1))
    document = msgspec.structs.replace(BASE.document, id=f"{place:064x}", **header)
    return msgspec.structs.replace(BASE, document=document, targets=targets)


def count(*extractions: Extraction) -> Totals:
    tally = Tally()
    for one in extractions:
        tally.add(one)
    return tally.totals(0)


@pytest.mark.parametrize(
    "files",
    [
        (told(), told()),
        (told(), told(), article()),
        (article(), told()),  # in whatever order they come
        (told(), article(day=None, issuer=None)),
        (told(issuer=None), told()),
        (told(issuer=None), told(issuer=None)),
        (article(), article()),
        (article(), article(issuer=None)),
        (told(day=None), article()),
    ],
)
def test_files_that_tell_one_decision_count_once(files: tuple[Extraction, ...]) -> None:
    totals = count(*files)
    assert (totals.documents, totals.decisions) == (len(files), 1)


@pytest.mark.parametrize(
    "files",
    [
        (told(), told("13/QĐ-UBND")),
        (told(), told(day=OTHER_DAY)),
        (told(), told(issuer="Ủy ban nhân dân tỉnh Lam Thành")),
        (told(), article(day=OTHER_DAY)),
        (told(), article(issuer="Ủy ban nhân dân tỉnh Lam Thành")),
        (told(), article("13/QĐ-UBND")),
        (told(day=None), told(day=None)),  # no date: nothing says that they are one
        (told(number=None), told(number=None)),
        (article(None), article(None)),
    ],
)
def test_what_may_be_two_decisions_counts_twice(files: tuple[Extraction, ...]) -> None:
    assert count(*files).decisions == 2


def test_a_file_without_issuer_that_two_may_have_issued_counts_for_itself() -> None:
    files = told(), told(issuer="Ủy ban nhân dân tỉnh Lam Thành"), told(issuer=None)
    assert count(*files).decisions == 3


def test_the_last_publication_is_the_one_whose_records_count() -> None:
    totals = count(told(place=4), article(place=8), told(place=2))
    assert totals.targets == 3


def test_the_bytes_of_another_are_neither_file_nor_decision() -> None:
    totals = count(told(), msgspec.structs.replace(told(number=None), duplicate_of="a"))
    assert (totals.documents, totals.decisions, totals.duplicates) == (1, 1, 1)


@pytest.mark.parametrize("system", ["sqlite", "postgresql"])
def test_an_archive_counts_what_a_run_counts(system: str, tmp_path: Path) -> None:
    chance = random.Random(6)  # noqa: S311 - a mixture, no secret
    mixture = [
        chance.choice([told, told, article])(
            chance.choice([None, "1/QĐ-UBND", "2/QĐ-UBND", "3/QĐ-UBND", "4/QĐ-UBND"]),
            chance.choice([None, DAY, DAY, OTHER_DAY]),
            chance.choice([None, ISSUER, "Ủy ban nhân dân tỉnh Lam Thành"]),
            place,
        )
        for place in range(60)
    ]
    address = str(tmp_path / "a.db") if system == "sqlite" else server().new()
    with open_archive(address, create=True) as archive:
        assert isinstance(archive, SqlArchive)
        for one in mixture:
            archive.add(one)
        counted = view(archive, "SELECT count(*) FROM v_counted")
        records = view(archive, "SELECT count(*) FROM targets t JOIN v_counted d ON d.key = t.document")
    totals = count(*mixture)
    assert 20 < totals.decisions < 60
    assert [(totals.decisions,), (totals.targets,)] == counted + records


def test_what_is_held_of_a_document_is_small() -> None:
    tally = Tally()
    tracemalloc.start()
    for number in range(2000):
        tally.add(told(f"{number}/QĐ-UBND"))
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held / 2000 < 800  # bytes, of an extraction that takes many thousands
