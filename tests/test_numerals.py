"""Numbers written and spelled out, exactly."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kc_extract.numerals import figure_to_decimal, number_to_words, parse_number


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1.234.567", "1234567"), ("1.234,56", "1234.56"), ("1,5", "1.5"), ("1.5 tỷ", "1500000000"),
        ("1.500 tỷ", "1500000000000"), ("12 000 000", "12000000"), ("1,234,567", "1234567"), ("1,234.5", "1234.5"),
        ("05", "5"), ("0.125", "0.125"), ("½", "0.5"), ("¾", "0.75"), ("1/4", "0.25"), ("-5", "-5"), ("−5", "-5"),
        ("(1.234)", "-1234"), ("-", "0"), ("100k", "100000"), ("3M", "3000000"), ("15tr", "15000000"), (",77", "0.77"),
        ("không", "0"), ("mười", "10"), ("mười một", "11"), ("mười lăm", "15"), ("mười nhăm", "15"),
        ("hai mươi mốt", "21"), ("hai mốt", "21"), ("hai mươi tư", "24"), ("hai mươi bốn", "24"), ("hai lăm", "25"),
        ("chín mươi chín", "99"), ("một trăm", "100"), ("một trăm linh năm", "105"), ("một trăm lẻ năm", "105"),
        ("một trăm mười", "110"), ("một trăm hai", "120"), ("hai trăm rưỡi", "250"), ("bẩy trăm bẩy mươi bẩy", "777"),
        ("một nghìn", "1000"), ("một ngàn không trăm linh một", "1001"), ("một nghìn linh năm", "1005"),
        ("hai nghìn ba", "2300"), ("một vạn", "10000"), ("ba vạn rưỡi", "35000"), ("một triệu hai", "1200000"),
        ("ba triệu rưỡi", "3500000"), ("ba triệu rưởi", "3500000"), ("hai tỷ năm trăm triệu", "2500000000"),
        ("hai tỷ, năm trăm triệu", "2500000000"), ("một nghìn tỷ", "1000000000000"),
        ("hai nghìn ba trăm tỷ", "2300000000000"), ("một tỷ tỷ", "1000000000000000000"),
        ("bảy trăm triệu không nghìn hai trăm ba mươi mốt", "700000231"), ("2 tỷ 500 triệu", "2500000000"),
        ("1,2 nghìn tỷ", "1200000000000"), ("3 trăm triệu", "300000000"), ("nửa triệu", "500000"),
        ("ba phẩy mười bốn", "3.14"), ("ba phẩy một bốn", "3.14"), ("ba chấm năm", "3.5"),
        ("không phẩy không hai mươi lăm", "0.025"), ("ba phẩy năm tỷ", "3500000000"), ("ba phần tư", "0.75"),
        ("hai phần trăm", "0.02"), ("năm phần nghìn", "0.005"), ("ba chục", "30"), ("ba chục rưỡi", "35"),
        ("hai tá", "24"), ("âm mười", "-10"), ("trừ năm", "-5"), ("Mười Lăm Triệu", "15000000"),
        ("ba nghìn tỷ sáu trăm chín mươi hai tỷ", "3692000000000"), ("2 nghìn tỷ 500 tỷ", "2500000000000"),
        ("1 phẩy 5", "1.5"), ("1 phẩy 05", "1.05"), ("2 phẩy 5 triệu", "2500000"), ("1 trăm lẻ 1", "101"),
        ("chín trăm chín chín", "999"), ("1'234'567", "1234567"), ("1’234.5", "1234.5"),
        ("hai muoi mot trieu", "21000000"), ("mot tram muoi lam", "115"), ("Hai mươi tỉ", "20000000000"),
    ],
)  # fmt: skip
def test_a_number_is_read(written: str, value: str) -> None:
    assert parse_number(written) == Decimal(value)


def test_a_fraction_that_no_decimal_holds_is_rounded() -> None:
    assert parse_number("1/3") == Decimal(1) / Decimal(3)
    assert parse_number("một phần ba") == Decimal(1) / Decimal(3)


@pytest.mark.parametrize(
    "written",
    ["", " ", "mô hình", "mươi", "trăm", "triệu", "mười năm", "hai mươi năm", "lăm", "mốt", "linh năm",
     "hai ba bốn", "ba năm", "1.2.3", "một trăm hai năm", "hai tỷ ba tỷ", "\U00016130", "phẩy năm", "ba phẩy",
     "một phần", "1/0", "5 mô hình", "(", "năm triệu tỷ triệu"],
)  # fmt: skip
def test_what_is_no_number_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        parse_number(written)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"), (1, "một"), (10, "mười"), (15, "mười lăm"), (20, "hai mươi"), (21, "hai mươi mốt"),
        (24, "hai mươi tư"), (25, "hai mươi lăm"), (100, "một trăm"), (105, "một trăm linh năm"),
        (115, "một trăm mười lăm"), (1000, "một nghìn"), (1005, "một nghìn không trăm linh năm"),
        (1_005_000, "một triệu không trăm linh năm nghìn"), (15_000_000, "mười lăm triệu"),
        (2_345_678_901, "hai tỷ ba trăm bốn mươi lăm triệu sáu trăm bảy mươi tám nghìn chín trăm linh một"),
        (10**12, "một nghìn tỷ"), (10**18, "một tỷ tỷ"), (-5, "âm năm"), (Decimal("1.05"), "một phẩy không năm"),
        (Decimal("2500000.50"), "hai triệu năm trăm nghìn phẩy năm không"),
    ],
)  # fmt: skip
def test_a_number_is_spelled_out(number: int | Decimal, words: str) -> None:
    assert number_to_words(number) == words


@given(st.integers(min_value=-(10**18), max_value=10**18))
@settings(max_examples=500, deadline=None)
def test_what_is_spelled_out_reads_back(number: int) -> None:
    assert parse_number(number_to_words(number)) == number


@given(st.decimals(min_value=0, max_value=10**9, places=4))
@settings(max_examples=200, deadline=None)
def test_decimals_spelled_out_read_back(number: Decimal) -> None:
    assert parse_number(number_to_words(number)) == number


@given(st.text(max_size=40))
@settings(max_examples=500, deadline=None)
def test_arbitrary_text_is_read_or_refused(text: str) -> None:
    with suppress(ValueError):
        assert parse_number(text).is_finite()


def test_the_english_convention_is_read_where_it_is_asked_for() -> None:
    assert figure_to_decimal("1,234") == Decimal("1.234")
    assert figure_to_decimal("1,234", english=True) == Decimal(1234)
    assert figure_to_decimal("1.234") == Decimal(1234)
    assert figure_to_decimal("1.234", english=True) == Decimal("1.234")
