"""What a reader sees of a Word file: its text, faces, lists, tables, notes and tracked changes."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from word_making import cell, level, listed, lists, paragraph, run, table, word_file

from kc_extract.errors import UnreadableError
from kc_extract.layout import compose
from kc_extract.readers import read_input
from kc_extract.readers.docx import read_docx
from kc_extract.readers.docx.numbering import numeral
from kc_extract.types import Limits, Line, TableContent


def blocks(body: str, **parts: str) -> tuple[Any, ...]:
    return read_docx(word_file(body, **parts)).pages[0].blocks


def texts(body: str, **parts: str) -> list[str]:
    return [block.text for block in blocks(body, **parts) if isinstance(block, Line)]


def test_paragraphs_are_lines_that_begin_paragraphs() -> None:
    read = blocks(paragraph("Điều 1. Mục tiêu") + "<w:p/>" + paragraph("Hỗ trợ ", "12 mô hình."))
    assert [line.text for line in read] == ["Điều 1. Mục tiêu", "Hỗ trợ 12 mô hình."]
    assert all(line.break_before for line in read)


def test_the_reader_is_chosen_by_the_bytes_and_says_what_it_read() -> None:
    found = read_input(word_file(paragraph("Điều 1.")), "a.pdf", Limits())
    assert found.media_type.endswith("wordprocessingml.document")
    assert [page.text_source for page in found.pages] == ["docx"]


def test_faces_come_from_runs_and_styles_and_can_be_switched_off() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Base"><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Head"><w:basedOn w:val="Base"/><w:pPr><w:jc w:val="center"/></w:pPr>'
        "</w:style>"
    )
    body = paragraph(
        run("một", "<w:i/>"), " hai ", run("ba", '<w:b w:val="0"/>'), properties='<w:pStyle w:val="Head"/>'
    )
    (line,) = blocks(body, styles=styles)
    assert [(word.text, word.bold, word.italic) for word in line.words] == [
        ("một", True, True), ("hai", True, False), ("ba", False, False),
    ]  # fmt: skip
    assert line.centred


def test_a_word_in_several_runs_is_one_word_and_capitals_by_style_are_capitals() -> None:
    assert texts(paragraph("Q", run("uyết", "<w:b/>"), " ", run("định", "<w:caps/>"))) == ["Quyết ĐỊNH"]


def test_breaks_and_tabs_part_words_and_hidden_text_is_left_out() -> None:
    body = (
        "<w:p><w:r><w:t>một</w:t><w:tab/><w:t>hai</w:t><w:br/><w:t>ba</w:t></w:r>" + run("ẩn", "<w:vanish/>") + "</w:p>"
    )
    assert texts(body) == ["một hai", "ba"]


def test_a_raised_figure_is_a_word_of_its_own_but_the_power_of_a_length() -> None:
    raised = '<w:vertAlign w:val="superscript"/>'
    assert texts(paragraph("45", run("1", raised), " m", run("2", raised))) == ["45 1 m2"]


@pytest.mark.parametrize(
    ("form", "numbers"),
    [
        ("decimal", ["1", "2", "3"]),
        ("decimalZero", ["01", "02", "03"]),
        ("lowerLetter", ["a", "b", "c"]),
        ("upperRoman", ["I", "II", "III"]),
        ("none", ["", "", ""]),
    ],
)
def test_numbers_are_written_in_the_format_of_their_level(form: str, numbers: list[str]) -> None:
    assert [numeral(count, form) for count in (1, 2, 3)] == numbers


def test_letters_go_on_doubled_behind_z() -> None:
    assert (numeral(26, "lowerLetter"), numeral(27, "upperLetter")) == ("z", "AA")


def test_numbers_of_lists_stand_as_printed_and_restart_under_each_heading() -> None:
    numbering = lists(level(0, "upperRoman", "%1."), level(1, "decimal", "%2."), level(2, "lowerLetter", "%3)"))
    places = [0, 1, 1, 2, 2, 0, 1]
    body = "".join(paragraph("mục", properties=listed(1, place)) for place in places)
    assert texts(body, numbering=numbering) == [
        "I. mục", "1. mục", "2. mục", "a) mục", "b) mục", "II. mục", "1. mục",
    ]  # fmt: skip


def test_a_level_can_show_those_above_it_in_figures_of_its_own() -> None:
    numbering = lists(level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2.", "<w:isLgl/>"))
    body = paragraph("mục", properties=listed(1, 0)) + paragraph("mục", properties=listed(1, 1))
    assert texts(body, numbering=numbering) == ["I. mục", "1.1. mục"]


def test_a_second_list_of_a_definition_goes_on_unless_it_starts_anew() -> None:
    numbers = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride>'
        "</w:num>"
    )
    body = "".join(paragraph("mục", properties=listed(number)) for number in (1, 2, 3, 3))
    shown = texts(body, numbering=lists(level(0, "decimal", "%1."), numbers=numbers))
    assert shown == ["1. mục", "2. mục", "1. mục", "2. mục"]


def test_a_list_can_come_from_the_style_and_be_refused_by_the_paragraph() -> None:
    styles = f'<w:style w:type="paragraph" w:styleId="L"><w:pPr>{listed(1)}</w:pPr></w:style>'
    style = '<w:pStyle w:val="L"/>'
    body = paragraph("mục", properties=style) + paragraph("đoạn", properties=style + listed(0))
    assert texts(body, styles=styles, numbering=lists(level(0, "decimal", "Điều %1."))) == ["Điều 1. mục", "đoạn"]


def test_bullets_of_symbol_fonts_are_dashes_and_dashes_stay() -> None:
    for shown, meant in (("\uf0b7", "- mục"), ("+", "+ mục"), ("o", "- mục"), ("", "mục")):
        numbering = lists(level(0, "bullet", shown))
        assert texts(paragraph("mục", properties=listed(1)), numbering=numbering) == [meant]


def test_the_label_has_the_face_of_the_text_behind_it() -> None:
    (line,) = blocks(
        paragraph(run("Mục tiêu", "<w:b/>"), properties=listed(1)), numbering=lists(level(0, "decimal", "%1."))
    )
    assert all(word.bold for word in line.words)


def test_cells_know_the_columns_and_rows_that_they_cover() -> None:
    (read,) = blocks(
        table(
            (
                cell("TT", properties='<w:vMerge w:val="restart"/>'),
                cell("Kinh phí", properties='<w:gridSpan w:val="2"/>'),
            ),
            (cell("", properties="<w:vMerge/>"), "Tỉnh", "Xã"),
            ("1", "480", "200"),
        )
    )
    assert isinstance(read, TableContent)
    assert [[(field.lines[0].text, field.colspan, field.rowspan) for field in row] for row in read.rows] == [
        [("TT", 1, 2), ("Kinh phí", 2, 1)],
        [("Tỉnh", 1, 1), ("Xã", 1, 1)],
        [("1", 1, 1), ("480", 1, 1), ("200", 1, 1)],
    ]


def test_a_table_in_a_cell_is_read_in_its_place() -> None:
    (read,) = blocks(table((cell("trước", table(("trong",)), "sau"), "x")))
    assert [line.text for line in read.rows[0][0].lines] == ["trước", "trong", "sau"]


def test_the_header_block_in_a_table_is_read_column_by_column() -> None:
    left = cell("ỦY BAN NHÂN DÂN", "Số: 12/QĐ-UBND")
    right = cell("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
    document = compose(read_docx(word_file(table((left, right)))), identity="x", name=None)
    assert document.tables == ()
    assert document.text.split("\n")[:2] == ["ỦY BAN NHÂN DÂN", "Số: 12/QĐ-UBND"]


def test_insertions_are_kept_and_deletions_dropped_with_a_note() -> None:
    gone = "<w:del><w:r><w:delText>45</w:delText></w:r></w:del>"
    moved = f"<w:moveFrom>{run('cũ ')}</w:moveFrom><w:moveTo>{run(' mới')}</w:moveTo>"
    data = word_file(paragraph("Hỗ trợ ", gone, f"<w:ins>{run('54')}</w:ins>", " tỷ đồng", moved))
    found = read_docx(data)
    assert [line.text for line in found.pages[0].blocks] == ["Hỗ trợ 54 tỷ đồng mới"]
    assert [note.code for note in found.notes] == ["tracked_changes", "tracked_changes"]


def test_a_paragraph_whose_end_is_deleted_runs_on_into_the_next() -> None:
    body = paragraph("Hỗ trợ ", properties="<w:rPr><w:del/></w:rPr>") + paragraph("12 mô hình")
    assert texts(body) == ["Hỗ trợ 12 mô hình"]


def test_deleted_rows_are_left_out() -> None:
    rows = (
        "<w:tr><w:trPr><w:del/></w:trPr>" + cell("1") + cell("2") + "</w:tr><w:tr>" + cell("3") + cell("4") + "</w:tr>"
    )
    (read,) = blocks(f"<w:tbl>{rows}</w:tbl>")
    assert len(read.rows) == 1


def test_footnotes_follow_their_paragraph_and_bear_its_mark() -> None:
    notes = f'<w:footnote w:id="7">{paragraph("Theo giá năm 2010.")}</w:footnote><w:footnote w:id="0"/>'
    body = paragraph("45 tỷ đồng", '<w:r><w:footnoteReference w:id="7"/></w:r>', " mỗi năm") + paragraph("Sau")
    read = blocks(body, footnotes=notes)
    assert [(line.text, line.footnote) for line in read] == [
        ("45 tỷ đồng 1 mỗi năm", False), ("1 Theo giá năm 2010.", True), ("Sau", False),
    ]  # fmt: skip
    assert read[0].words[3].superscript


def test_text_boxes_are_read_once_behind_their_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph('DỰ THẢO')}</w:txbxContent>"
    shape = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert texts(paragraph("Số: 12", shape)) == ["Số: 12", "DỰ THẢO"]


def test_content_controls_links_and_fields_are_read_and_field_codes_are_not() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE 99</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("3")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    shown = paragraph("trang ", field, f"<w:hyperlink>{run(' tiếp')}</w:hyperlink>")
    control = f"<w:sdt><w:sdtContent>{shown}</w:sdtContent></w:sdt>"
    assert texts(control) == ["trang 3 tiếp"]


FONT = '<w:rFonts w:ascii="{0}" w:hAnsi="{0}"/>'.format


def test_legacy_runs_are_read_as_unicode_and_the_others_stay() -> None:
    body = paragraph(
        run("ñy ban nh©n d©n ", FONT(".VnTimeH")), run("hç trî c¬ së c«ng nghiÖp n«ng th«n ", FONT(".VnTime")),
        run("và các xã", FONT("Times New Roman")),
    )  # fmt: skip
    found = read_docx(word_file(body))
    assert found.pages[0].blocks[0].text == "ỦY BAN NHÂN DÂN hỗ trợ cơ sở công nghiệp nông thôn và các xã"
    assert [note.code for note in found.notes] == ["legacy_font"]
    assert "2 runs" in found.notes[0].message


def test_a_letter_and_its_mark_in_two_runs_are_one_letter() -> None:
    vni = FONT("VNI-Times")
    body = paragraph(run("hoã trôï cô sôû coâng nghie", vni), run("äp", vni))
    assert texts(body) == ["hỗ trợ cơ sở công nghiệp"]


def test_unicode_in_a_legacy_font_stays_as_it_is() -> None:
    found = read_docx(word_file(paragraph(run("và các xã có nhà máy", FONT(".VnTime")))))
    assert found.pages[0].blocks[0].text == "và các xã có nhà máy"
    assert found.notes == ()


def test_decomposed_text_is_composed() -> None:
    assert texts(paragraph("hô\u0303 trơ\u0323")) == ["hỗ trợ"]


def test_a_file_of_pictures_alone_says_that_it_needs_recognition() -> None:
    (note,) = read_docx(word_file("<w:p><w:r><w:drawing><a:blip/></w:drawing></w:r></w:p>")).notes
    assert note.code == "needs_ocr"
    assert "1 picture" in note.message


@pytest.mark.parametrize("part", [b"<w:document", b"not xml", b'<!DOCTYPE d [<!ENTITY a "b">]><d>&a;</d'])
def test_a_damaged_file_says_so(part: bytes) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", part)
    with pytest.raises(UnreadableError, match="damaged"):
        read_docx(out.getvalue())


def test_a_cut_archive_says_so() -> None:
    with pytest.raises(UnreadableError, match="unpacked"):
        read_docx(word_file(paragraph("Điều 1."))[:-40])


def test_an_archive_that_unpacks_beyond_bounds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kc_extract.readers.docx.package._MAX_PART", 10_000)
    with pytest.raises(UnreadableError, match="unpacks to more than"):
        read_docx(word_file(paragraph("a" * 20_000)))
