"""PDF pages set in fonts of the old encodings give the text of their twins in Unicode."""

from __future__ import annotations

from typing import Any

import pytest

from corpus.build import SOURCES
from corpus.pdf import render_pdf
from corpus.source import read_specimen
from corpus.tiers.legacy_pdf import set_in_legacy_fonts
from kc_extract.layout import compose
from kc_extract.readers.pdf import read_pdf
from kc_extract.readers.pdf.legacy_fonts import recode
from kc_extract.types import Document

PLAN = "hç trî c¬ së c«ng nghiÖp n«ng th«n trªn ®Þa bµn tØnh"


@pytest.fixture(scope="module")
def twin() -> bytes:
    return render_pdf(read_specimen(SOURCES / "07_quyet_dinh_phan_bo.txt"))


def document(data: bytes) -> Document:
    return compose(read_pdf(data), identity="x", name=None)


@pytest.mark.parametrize("encoding", ["TCVN3", "VNI"])
def test_a_page_in_legacy_fonts_reads_as_its_twin(twin: bytes, encoding: str) -> None:
    legacy, plain = document(set_in_legacy_fonts(twin, encoding)), document(twin)
    assert legacy.text == plain.text
    assert legacy.text_source == "legacy_font"
    assert {note.page for note in legacy.notes if note.code == "legacy_font"} == {1, 2}
    assert [word.bbox for word in legacy.words][:3] == [
        pytest.approx(word.bbox, abs=3) for word in plain.words[:3]
    ]  # boxes are those of the printed letters


def test_a_page_in_unicode_stays_and_has_no_note(twin: bytes) -> None:
    plain = document(twin)
    assert plain.text_source == "born_digital"
    assert not [note for note in plain.notes if note.code == "legacy_font"]


def line(*spans: tuple[str, str]) -> dict[str, Any]:
    return {
        "spans": [
            {"font": font, "chars": [{"c": c, "bbox": (i, 0, i + 1, 1), "origin": (i, 1)} for i, c in enumerate(text)]}
            for font, text in spans
        ]
    }


def test_fonts_are_judged_each_by_its_own_text() -> None:
    page = [line((".VnTime", PLAN), ("VNI-Times", "và các xã có nhà máy"))]
    found = recode(page)
    shown = ["".join(char["c"] for char in span["chars"]) for span in page[0]["spans"]]
    assert shown == ["hỗ trợ cơ sở công nghiệp nông thôn trên địa bàn tỉnh", "và các xã có nhà máy"]
    assert found.runs == {".VnTime": 1}


def test_a_letter_takes_the_box_of_its_mark_too() -> None:
    page = [line(("VNI-Times", "hoã trôï cô sôû"))]
    recode(page)
    assert [char["bbox"] for char in page[0]["spans"][0]["chars"]][:3] == [(0, 0, 1, 1), (1, 0, 3, 1), (3, 0, 4, 1)]


def test_an_empty_page_is_left_alone() -> None:
    assert recode([]).note(1) is None
