"""What holds of the readings of any text: exact spans, order, no crossing of paragraphs and cells, linear time."""

from __future__ import annotations

import time
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kc_extract.rules import find_quantities, read_numbers
from kc_extract.types import Reading, Span
from tests.test_rules_phrases import READ, told

SENTENCES = [(text, meaning) for text, meaning in READ if "\n" not in text and "|" not in text]
PIECES = st.sampled_from(
    ["5", "12", "1.500", "2,5", "½", "05", "2024", "30/4", "ba", "hai mươi", "năm", "một", "triệu", "tỷ", "đồng", "%",
     "mô hình", "ngày", "tháng", "đến", "-", "–", "từ", "trở lên", "không quá", "khoảng", "Điều", "khoản", "số", "(",
     ")", "/", ":", ".", ",", "\n", " | ", "m2", "đồng/hộ", "và", "của", "A", "Đ", "1.", "2)", "QĐ-UBND", "x", "#",
     "…", "  "]
)  # fmt: skip


def check(text: str, reading: Reading) -> None:
    """The invariants of every reading of a text."""
    spans = sorted([*(m.span for m in reading.mentions), *(e.span for e in reading.exclusions)])
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert list(reading.mentions) == sorted(reading.mentions, key=lambda mention: mention.span)
    assert list(reading.exclusions) == sorted(reading.exclusions, key=lambda exclusion: exclusion.span)
    for mention in reading.mentions:
        assert "\n" not in text[mention.span.start : mention.span.end]
        assert " | " not in text[mention.span.start : mention.span.end]
        assert all(mention.span.contains(span) for span in (mention.quantity, *mention.numbers))
        unit = mention.unit_span  # one that a list shares stands behind its last number
        assert unit is None or mention.span.contains(unit) or unit.start >= mention.span.end
        assert mention.numbers
        assert mention.low is not None or mention.high is not None
        assert mention.low is None or mention.high is None or mention.low <= mention.high
        assert all("E" not in str(side) for side in (mention.low, mention.high) if side is not None)


@given(st.lists(PIECES, max_size=30), st.sampled_from(["", " "]))
@example(["30/4", "triệu", "5", "triệu", "năm"], " ")
@settings(max_examples=150, deadline=None)
def test_any_mixture_of_pieces_is_read_soundly(pieces: list[str], joint: str) -> None:
    text = joint.join(pieces)
    check(text, read_numbers(text))


@given(st.text(max_size=120))
@settings(max_examples=150, deadline=None)
def test_arbitrary_text_never_raises(text: str) -> None:
    check(text, read_numbers(text))


@given(st.sampled_from(SENTENCES), st.sampled_from(SENTENCES))
@settings(max_examples=100, deadline=None)
def test_two_phrases_joined_by_a_full_stop_give_both_readings(
    first: tuple[str, list[str]], second: tuple[str, list[str]]
) -> None:
    text = f"{first[0].rstrip('. ')}. {second[0]}"
    if _stands_alone(first[0]) or _stands_alone(second[0]):
        return
    assert [told(mention) for mention in find_quantities(text)] == first[1] + second[1]


def _stands_alone(text: str) -> bool:
    """Whether the phrase is read as it is only because it fills its paragraph: no unit, a sign, a bullet."""
    is_bare = any(mention.kind in ("number", "ratio") for mention in find_quantities(text))
    return is_bare or text[0] in "-+(|<>≥≤~" or text[0].islower() or text[0].isdecimal()


AMOUNTS = st.integers(min_value=0, max_value=10**15)


@given(AMOUNTS)
@settings(max_examples=80, deadline=None)
def test_any_formatting_of_an_amount_reads_back(amount: int) -> None:
    dotted = f"{amount:,}".replace(",", ".")
    for text in (f"{amount} đồng", f"{dotted} đồng", f"{dotted}đ", f"{dotted} VNĐ", f"{dotted.replace('.', ' ')} đồng"):
        (mention,) = find_quantities(f"chi {text} cho hộ")
        assert (mention.low, mention.high, mention.currency) == (amount, amount, "VND")


@given(st.decimals(min_value=0, max_value=10**6, places=2), st.sampled_from([("nghìn", 3), ("triệu", 6), ("tỷ", 9)]))
@settings(max_examples=80, deadline=None)
def test_any_scaled_amount_reads_back(value: Decimal, scale: tuple[str, int]) -> None:
    whole, _, cents = f"{value:,f}".partition(".")
    text = f"chi {whole.replace(',', '.')},{cents} {scale[0]} đồng cho hộ"
    (mention,) = find_quantities(text)
    assert mention.low == value * 10 ** scale[1]
    assert text[mention.quantity.start : mention.quantity.end] == text[len("chi ") : -len(" cho hộ")]


def test_nothing_is_read_across_paragraphs_and_cells() -> None:
    assert [told(m) for m in find_quantities("tổng 5\nmô hình")] == []
    assert [told(m) for m in find_quantities("tổng | 5 | mô hình")] == ["number 5"]
    assert [told(m) for m in find_quantities("hộ | 10 triệu\nđồng")] == ["money 10000000 VND"]
    assert [told(m) for m in find_quantities("không quá\n12 hộ")] == ["count 12 hộ"]
    assert read_numbers("Điều\n12 hộ").exclusions == ()


def test_no_break_spaces_are_spaces() -> None:
    text = "Chi 15\u00a0triệu\u00a0đồng cho 12\u202f000\u202f000 hộ"
    assert [told(m) for m in find_quantities(text)] == ["money 15000000 VND", "count 12000000 hộ"]


def test_a_mention_tells_its_places() -> None:
    text = "Chi từ 03 (ba) đến dưới 5 triệu đồng/hộ."
    (mention,) = find_quantities(text)
    assert text[mention.span.start : mention.span.end] == "từ 03 (ba) đến dưới 5 triệu đồng/hộ"
    assert text[mention.quantity.start : mention.quantity.end] == "03 (ba) đến dưới 5 triệu đồng"
    assert [text[span.start : span.end] for span in mention.numbers] == ["03", "ba", "5"]
    (counted,) = find_quantities("Mở 12 lớp nghề")
    assert counted.unit_span == Span(6, 9)


def test_conflicting_conventions_are_noted() -> None:
    (note,) = read_numbers("Thu 1,234,567 đồng, chi 1.234.567,5 đồng").notes
    assert note.code == "number_convention"
    assert "1,234,567" in note.message
    assert read_numbers("Thu 1,234,567 đồng").notes == ()


def test_the_english_convention_is_the_documents_own() -> None:
    english = "Total 1,234,567 USD; fee 1,500 USD; share 1.250 ha"
    assert [mention.low for mention in find_quantities(english)] == [1234567, 1500, Decimal("1.25")]
    assert [mention.low for mention in find_quantities("share 1.250 ha")] == [1250]


def test_one_foreign_figure_does_not_change_the_convention_of_a_text() -> None:
    text = "Quy đổi 1,234,567 USD; mục tiêu 20.000 lao động"
    assert [mention.low for mention in find_quantities(text)] == [1234567, 20000]
    assert [note.code for note in read_numbers(text).notes] == ["number_convention"]
    assert [mention.low for mention in find_quantities(f"{text}; phí 1,500 USD")] == [1234567, 20, 1500]


@pytest.mark.parametrize(
    "unit",
    [
        "1.", "1,", "1.1", "12 ", "9" * 3 + ".", "một ", "hai mươi ", "(", "1/", "5 - ", "từ 5 đến ", "1 | ",
        "Điều 1, ", "khoản 1 và ", "ngày 1, ", "không quá ", "0 0 ", "đồng/", "a-1", "http://a.vn/1 ", "5 mô hình và ",
        "1x", "\n1", "…1", "năm 2024, ", "trở lên ", "5 tỷ 5 ", "triệu ", "5 hộ/", "0270 ", "5 triệu ",
        "hai phẩy ", "5 tỷ tỷ ", "13 trên 15 ", "2 đô 5 ", "mỗi năm ", "1'000 ", "không ai quá 5 ", "( 5 m) ",
    ],
)  # fmt: skip
def test_adversarial_repetition_costs_linear_time(unit: str) -> None:
    def cost(length: int) -> float:
        text = unit * (length // len(unit))
        best = float("inf")
        for _ in range(2):
            start = time.process_time()
            read_numbers(text)
            best = min(best, time.process_time() - start)
        return best

    short, long = cost(2_000), cost(16_000)
    assert long < 8 * short * 3 + 0.02, f"8 times the text cost {long / short:.1f} times as much"
