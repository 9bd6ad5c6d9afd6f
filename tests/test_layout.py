"""Pages to one text: paragraphs, footnotes, tables over pages, boxes."""

import msgspec

from kc_extract.layout import compose
from kc_extract.layout.grid import header_rows
from kc_extract.tracing import Tracer
from kc_extract.types import CellContent, Document, Input, Line, Page, Span, TableContent, Word
from tests.documents import document


def line(text: str, *, top: float = 0.0, **flags: bool) -> Line:
    words, x = [], 10.0
    for word in text.split():
        words.append(Word(text=word, bbox=(x, top, x + 5.0 * len(word), top + 10.0)))
        x += 5.0 * len(word) + 3.0
    return Line(words=tuple(words), **flags)


def cell(text: str) -> CellContent:
    return CellContent(lines=(line(text),) if text else ())


def table(*rows: tuple[str, ...]) -> TableContent:
    return TableContent(rows=tuple(tuple(cell(text) for text in row) for row in rows))


def made(*pages: tuple[Line | TableContent, ...]) -> Document:
    read = tuple(
        Page(number=number, width=595.0, height=842.0, text_source="born_digital", blocks=blocks)
        for number, blocks in enumerate(pages, start=1)
    )
    return compose(Input(media_type="application/pdf", pages=read), identity="0" * 64, name=None)


def texts(document: Document) -> list[str]:
    return [document.text[paragraph.span.start : paragraph.span.end] for paragraph in document.paragraphs]


def test_a_paragraph_runs_on_over_a_page_and_around_its_footnote() -> None:
    document = made(
        (line("Hỗ trợ xây dựng mô hình", break_before=True), line("1 Chú thích.", footnote=True, break_before=True)),
        (line("trình diễn kỹ thuật."),),
    )
    assert texts(document) == ["Hỗ trợ xây dựng mô hình trình diễn kỹ thuật.", "1 Chú thích."]
    assert [paragraph.role for paragraph in document.paragraphs] == ["body", "footnote"]


def test_a_number_broken_at_the_end_of_a_line_is_one_word() -> None:
    document = made((line("theo Thông tư số 46/2012/TT-"), line("BCT ngày 28/12/2012.")))
    assert "46/2012/TT-BCT ngày" in document.text


def test_a_lone_roman_at_the_end_of_a_sentence_opens_no_paragraph() -> None:
    document = made((line("áp dụng đối với diễn viên hạng"), line("II.", break_before=True)))
    assert texts(document) == ["áp dụng đối với diễn viên hạng II."]


def test_a_table_over_two_pages_is_one_with_its_header_once() -> None:
    document = made(
        (table(("TT", "Nội dung"), ("1", "Tập huấn")),),
        (table(("TT", "Nội dung"), ("2", "Hội chợ")),),
    )
    assert len(document.tables) == 1
    assert [[cell.text for cell in row] for row in document.tables[0].rows] == [["1", "Tập huấn"], ["2", "Hội chợ"]]
    assert document.tables[0].rows[1][1].boxes[0].page == 2


def test_the_header_block_is_text_and_no_table() -> None:
    document = made((table(("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), ("Số: 1/QĐ-UBND", "ngày 1")),))
    assert document.tables == ()
    assert texts(document)[:2] == ["ỦY BAN NHÂN DÂN", "Số: 1/QĐ-UBND"]


def test_boxes_are_one_a_line_around_the_words_alone() -> None:
    document = made((line("Hỗ trợ 05", top=100.0), line("mô hình mới", top=120.0)))
    start = document.text.index("05 mô hình")
    found = Tracer(document).boxes(Span(start, start + len("05 mô hình")))
    assert [box.bbox[1] for box in found] == [100.0, 120.0]
    assert found[0].bbox[0] > 10.0
    assert found[1].bbox[2] < document.words[-1].bbox[2]  # type: ignore[index]


def test_spans_of_words_are_exact_and_text_is_nfc() -> None:
    document = made((line("Đồng bằng"), line("sông")))
    assert [document.text[word.span.start : word.span.end] for word in document.words] == ["Đồng", "bằng", "sông"]


def test_plain_text_has_no_boxes() -> None:
    found = document("Hỗ trợ 05 mô hình.")
    assert Tracer(found).boxes(Span(0, 5)) == ()


def test_a_row_of_column_numbers_belongs_to_the_header() -> None:
    document = made((table(("TT", "Nội dung", "Kinh phí"), ("(1)", "(2)", "(3)"), ("1", "Tập huấn", "250")),))
    assert len(document.tables[0].header) == 2
    assert header_rows(document.tables[0].rows) == 0


def test_everything_round_trips_through_json() -> None:
    document = made((line("Hỗ trợ 05 mô hình."),))
    assert msgspec.json.decode(msgspec.json.encode(document), type=Document) == document
