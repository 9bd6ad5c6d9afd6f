"""Words of underthesea laid back on the text, and records laid on a text that is set otherwise."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kc_extract.spacy.laying import Laying
from kc_extract.spacy.words import word_spans
from kc_extract.types import Span


def words(text: str, *edges: int) -> list[str]:
    return [text[span.start : span.end] for span in word_spans(text, edges)]


def test_words_hold_several_syllables() -> None:
    assert words("Chương trình khuyến công tỉnh Vĩnh Long") == ["Chương trình", "khuyến công", "tỉnh", "Vĩnh Long"]


def test_letters_that_the_segmenter_changes_stay_as_they_are_in_the_text() -> None:
    text = "UỶ BAN và Toà án quyết định"
    assert "".join(words(text)).replace(" ", "") == text.replace(" ", "")
    assert "Toà án" in words(text)


def test_no_word_goes_over_a_line() -> None:
    assert words("khuyến\ncông") == ["khuyến", "công"]


def test_an_edge_cuts_the_word_that_holds_it() -> None:
    assert words("người dân") == ["người dân"]
    assert words("người dân", 5) == ["người", "dân"]
    assert words("người dân", 0, 9) == ["người dân"]


@given(st.text(alphabet="ab đồngỦYủỷoàóạ 12.,/%-|\n\t\u0300", max_size=60), st.sets(st.integers(0, 60), max_size=4))
def test_words_are_in_order_and_hold_every_letter(text: str, edges: set[int]) -> None:
    spans = word_spans(text, edges)
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))
    assert "".join("".join(text[span.start : span.end].split()) for span in spans) == "".join(text.split())
    assert not any(span.start < edge < span.end for span in spans for edge in edges)


MADE = "Điều 1. Hỗ trợ 05 mô hình cho cơ sở. | Kinh phí: 1.200 triệu đồng."
SET = "MENU\nTrang chủ\n**Điều 1.** Hỗ trợ 05 mô\nhình cho cơ sở.\n\nKinh phí: 1.200 triệu\nđồng.\nTrang chủ"


@pytest.mark.parametrize("phrase", ["Điều 1.", "05 mô hình", "1.200 triệu đồng", "Kinh phí: 1.200 triệu đồng."])
def test_a_span_is_laid_on_the_same_words(phrase: str) -> None:
    start = MADE.index(phrase)
    found = Laying(MADE, SET).place(Span(start, start + len(phrase)))
    assert found is not None
    assert SET[found.start : found.end].replace("**", "").split() == phrase.split()


def test_a_span_inside_a_word_is_laid_letter_by_letter() -> None:
    start = MADE.index("200")
    found = Laying(MADE, SET).place(Span(start, start + 3))
    assert found is not None
    assert SET[found.start : found.end] == "200"


def test_equal_texts_keep_their_offsets_and_other_words_have_no_place() -> None:
    assert Laying(MADE, MADE).place(Span(3, 8)) == Span(3, 8)
    assert Laying("một hai ba", "bốn năm").place(Span(0, 3)) is None


@given(st.lists(st.sampled_from("abcde"), max_size=30), st.lists(st.sampled_from("abcde"), max_size=30))
def test_what_is_laid_is_the_same_word(one: list[str], other: list[str]) -> None:
    made, given_ = " ".join(one), " ".join(other)
    laying = Laying(made, given_)
    places = [laying.place(Span(at, at + 1)) for at in range(0, len(made), 2)]
    found = [place for place in places if place is not None]
    assert found == sorted(set(found))
    assert all(given_[p.start : p.end] == made[2 * n] for n, p in enumerate(places) if p is not None)
