"""Marks of sections: each form of the list by the lines that show it, and what may stand first on a line by chance."""

import pytest
import regex

from kc_extract.layout.flow import flow
from kc_extract.marks import heading, line_opening, marks
from kc_extract.outline.markers import find_marker
from kc_extract.readers.wrapping import breaks
from kc_extract.types import Line, Page, Word


@pytest.mark.parametrize(("name", "line"), [(system.name, line) for system in marks().system for line in system.shown])
def test_a_shown_line_begins_with_a_mark_of_its_system(name: str, line: str) -> None:
    assert heading(name).match(line)
    assert find_marker(line) is not None


@pytest.mark.parametrize(("name", "line"), [(system.name, line) for system in marks().system for line in system.silent])
def test_a_silent_line_does_not(name: str, line: str) -> None:
    assert heading(name).match(line) is None


def test_every_form_is_shown() -> None:
    for system in marks().system:
        for form in system.forms:
            alone = regex.compile(system.number + form.sign + marks().follows[form.section] + system.ahead)
            assert any(alone.match(line) for line in system.shown), (system.name, form.sign)


OPENING = [
    "- Hỗ trợ", "-Hỗ trợ", "+ 05 lớp", "1. Mục tiêu", "2) Tổ chức", "3/ Đào tạo", "4/- Đào tạo", "5/Đào tạo",
    "a) Hỗ trợ", "b/ Hỗ trợ", "I. MỤC TIÊU", "II-NỘI DUNG", "III/ Kinh phí", "A. KẾT QUẢ", "2.3. Kinh phí",
    "2.3 Kinh phí", "(ii) cơ sở", "iv) cơ sở", "1.a) Hỗ trợ", "3.", "b)",
]  # fmt: skip
CHANCE = [
    "12/QĐ-UBND ngày 5 tháng 6", "05/2031/NQ-HĐND", "2.3 ha đất", "1.200 đồng", "5 mô hình", "2031 - 2035",
    "V/v khuyến công", "ban hành", "vi phạm", "a Hỗ trợ", "15.000.000. Trong đó",
]  # fmt: skip


@pytest.mark.parametrize("line", OPENING)
def test_a_mark_opens_a_paragraph_in_wrapped_text_and_on_a_page(line: str) -> None:
    above = "Ủy ban nhân dân các xã có trách nhiệm tổ chức thực hiện."
    assert breaks([above, line], "spaced") == [True, True]
    page = Page(number=1, width=1, height=1, text_source="plain", blocks=(_line(above), _line(line)))
    assert len(list(flow([page]))) == 2


@pytest.mark.parametrize("line", CHANCE)
def test_what_stands_first_on_a_line_by_chance_opens_none(line: str) -> None:
    assert regex.compile(line_opening()).match(line) is None


def test_the_pattern_of_a_line_has_no_groups() -> None:
    assert regex.compile(line_opening()).groups == 0


def _line(text: str) -> Line:
    return Line(words=tuple(Word(text=word) for word in text.split()))
