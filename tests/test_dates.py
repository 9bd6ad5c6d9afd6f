"""Dates in every form that documents print, and what must be none."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kc_extract.dates import date_at, date_behind, find_dates


def read(text: str) -> list[dt.date]:
    return [dated.date for dated in find_dates(text)]


@pytest.mark.parametrize(
    "text",
    [
        "ngày 05 tháng 3 năm 2021",
        "NGÀY 05 THÁNG 3 NĂM 2021",
        "ngày 5 tháng03 năm 2021",
        "ngày 05 tháng 3, năm 2021",
        "ngày 05 tháng 3 năm 20 21",
        "ngày 5/3/2021",
        "ngày05/3/2021",
        "05/03/2021",
        "5-3-2021",
        "05.03.2021",
        "5/3 2021",
        "5/3 năm 2021",
        "5 /3/2021",
        "5 / 3 / 2021",
    ],
)
def test_every_form_is_the_same_day(text: str) -> None:
    assert read(text) == [dt.date(2021, 3, 5)]


@pytest.mark.parametrize(
    "text",
    [
        "31/02/2021",
        "00/3/2021",
        "12/13/2021",
        "ngày tháng năm 2021",
        "ngày 5 tháng 3",
        "tháng 3/2021",
        "5/3",
        "năm 2021",
        "12/2021/QĐ-UBND",
        "số 5/3/20211",
        "1.05.03.2021",
        "tỷ lệ 1/500",
        "2021",
    ],
)
def test_no_date_is_read(text: str) -> None:
    assert read(text) == []


def test_dates_come_in_the_order_of_the_text_with_their_spans() -> None:
    text = "từ ngày 1/2/2020 đến ngày 15 tháng 8 năm 2021."
    assert [text[found.span.start : found.span.end] for found in find_dates(text)] == [
        "1/2/2020",
        "15 tháng 8 năm 2021",
    ]


def test_a_blank_behind_a_single_digit_makes_a_day_doubtful() -> None:
    assert [found.doubtful for found in find_dates("ngày 2 /11/2019; ngày 02 /11/2019; ngày 2/11/2019")] == [
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    "between", [" ngày ", ", ngày ", " , ngày ", " (ngày ", " ban hành ngày ", " được ký ngày ", " "]
)
def test_the_date_behind_a_place_is_found_past_what_joins_it(between: str) -> None:
    text = f"12/2020/NĐ-CP{between}7/6/2020"
    found = date_behind(text, len("12/2020/NĐ-CP"))
    assert found is not None
    assert found.date == dt.date(2020, 6, 7)


def test_a_date_further_on_is_not_behind() -> None:
    assert date_behind("12/2020/NĐ-CP của Chính phủ ngày 7/6/2020", len("12/2020/NĐ-CP")) is None


def test_a_date_is_read_only_where_it_begins() -> None:
    text = "ngày 7/6/2020"
    assert date_at(text, 0) is None
    assert date_at(text, 5) is not None


@given(st.dates(min_value=dt.date(1945, 1, 1), max_value=dt.date(2099, 12, 31)))
def test_every_day_reads_back_from_both_forms(day: dt.date) -> None:
    assert read(f"ngày {day.day:02d} tháng {day.month} năm {day.year}") == [day]
    assert read(f"({day.day}/{day.month:02d}/{day.year})") == [day]


@given(st.text(alphabet="0123456789/.- ngàythánm", max_size=60))
def test_no_text_raises(text: str) -> None:
    for found in find_dates(text):
        assert 0 <= found.span.start < found.span.end <= len(text)
