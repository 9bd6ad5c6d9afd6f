"""Provinces before and after the mergers of 1 July 2025."""

import datetime as dt

import pytest

from kc_extract.gazetteer import provinces
from kc_extract.link.places import place_of, places_in, predecessors, successor
from kc_extract.types import Header

BEFORE, AFTER = dt.date(2025, 6, 30), dt.date(2025, 7, 1)


@pytest.mark.parametrize(
    ("name", "on", "expected"),
    [
        ("Bến Tre", BEFORE, "Bến Tre"),
        ("Bến Tre", AFTER, "Vĩnh Long"),
        ("Bến Tre", None, "Vĩnh Long"),
        ("Vĩnh Long", BEFORE, "Vĩnh Long"),
        ("Vĩnh Long", AFTER, "Vĩnh Long"),
        ("Bà Rịa - Vũng Tàu", AFTER, "Hồ Chí Minh"),
        ("Vĩnh Phúc", AFTER, "Phú Thọ"),
        ("Hà Tây", BEFORE, "Hà Nội"),
        ("Hà Tây", dt.date(2008, 7, 31), "Hà Tây"),
        ("Lam Thành", AFTER, "Lam Thành"),
    ],
)
def test_what_stands_in_the_place_of_a_province(name: str, on: dt.date | None, expected: str) -> None:
    assert successor(name, on) == expected


def test_the_provinces_that_were_merged_into_one() -> None:
    assert predecessors("Vĩnh Long") == {"Vĩnh Long", "Bến Tre", "Trà Vinh"}
    assert predecessors("Lam Thành") == {"Lam Thành"}


def test_every_province_of_the_day_before_has_its_place_on_the_day() -> None:
    after = {unit.name for unit in provinces(AFTER)}
    assert len(provinces(BEFORE)) == 63
    assert len(after) == 34
    assert {successor(unit.name, AFTER) for unit in provinces(BEFORE)} == after


def test_places_are_found_as_they_are_named() -> None:
    assert places_in("UBND tỉnh Bến Tre và UBND TỈNH TRÀ VINH") == ("Bến Tre", "Trà Vinh")
    assert places_in("của Chính phủ") == ()


@pytest.mark.parametrize(
    ("issuer", "place", "expected"),
    [
        ("Ủy ban nhân dân tỉnh Bến Tre", "Bến Tre", "Bến Tre"),
        ("Sở Công Thương", "Trà Vinh", "Trà Vinh"),
        ("Ủy ban nhân dân tỉnh Lam Thành", "Lam Thành", "lam thanh"),
        ("Chính phủ", None, None),
    ],
)
def test_the_province_of_a_document(issuer: str, place: str | None, expected: str | None) -> None:
    assert place_of(Header(issuer=issuer, place=place)) == expected
