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


READ = "hỗ trợ cơ sở công nghiệp nông thôn trên địa bàn tỉnh"
MODERN = "Ủy ban nhân dân tỉnh quyết định giao kế hoạch vốn đầu tư"


@pytest.mark.parametrize(
    ("runs", "shown"),
    [
        # units beside figures
        ([(".VnTime", "Kinh phÝ 3.450 triÖu ®ång")], ["Kinh phí 3.450 triệu đồng"]),
        ([(".VnTime", PLAN), (".VnTime", "2,5 tû ®ång")], [READ, "2,5 tỷ đồng"]),
        ([(".VnTime", PLAN), (".VnTime", "120.000 ®ång/m2/th¸ng")], [READ, "120.000 đồng/m2/tháng"]),
        (
            [("VNI-Times", "Kinh phí hoã trôï 3.450 trieäu ñoàng"), ("VNI-Times", "2,5 tyû ñoàng")],
            ["Kinh phí hỗ trợ 3.450 triệu đồng", "2,5 tỷ đồng"],
        ),
        # capitals
        ([(".VnTimeH", "kinh phÝ 3.450 triÖu ®ång")], ["KINH PHÍ 3.450 TRIỆU ĐỒNG"]),
        ([("VNI-Times", "UÛY BAN NHAÂN DAÂN TÆNH")], ["ỦY BAN NHÂN DÂN TỈNH"]),
        # a font of another name, and a short run in one beside it
        ([("ABCDEE+TimesNewRoman", f"{PLAN} 1.250 triÖu ®ång")], [f"{READ} 1.250 triệu đồng"]),
        ([("TimesNewRoman", PLAN), ("TimesNewRoman,Bold", "®ång")], [READ, "đồng"]),
        ([(".VnTime", PLAN), ("TimesNewRoman,Bold", "QuyÕt ®Þnh")], [READ, "Quyết định"]),
        # Unicode and the old letters in one font
        ([(".VnTime", PLAN), (".VnTime", MODERN)], [READ, MODERN]),
        ([(".VnTime", MODERN), (".VnTime", "3.450 triÖu ®ång")], [MODERN, "3.450 triệu đồng"]),
    ],
)
def test_mixed_runs_are_read_each_as_it_is_set(runs: list[tuple[str, str]], shown: list[str]) -> None:
    page = [line(run) for run in runs]
    recode(page)
    assert ["".join(char["c"] for char in found["spans"][0]["chars"]) for found in page] == shown


@pytest.mark.parametrize(
    "runs",
    [
        [(".VnTime", MODERN), (".VnTime", "và các xã có nhà máy")],
        [(".VnTime", "Café Société Générale")],
        [("Arial", MODERN), ("Arial,Bold", "và các xã"), ("Times", "±5%, 25°C, 500 m²")],
        [("TimesNewRoman,Bold", "QuyÕt ®Þnh")],  # two words, and nothing beside them that proves an encoding
    ],
)
def test_runs_that_nothing_proves_stay_as_they_are(runs: list[tuple[str, str]]) -> None:
    page = [line(run) for run in runs]
    assert not recode(page).runs


@pytest.mark.parametrize("text", ["Café Noël", "500 m² ± 5%", "và các xã", "Total: 3,450 USD"])
def test_foreign_and_modern_runs_stay_beside_a_proven_font(text: str) -> None:
    page = [line((".VnTime", PLAN)), line(("Arial", text))]
    recode(page)
    assert "".join(char["c"] for char in page[1]["spans"][0]["chars"]) == text
