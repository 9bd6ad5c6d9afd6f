"""Tables of a run: what a spreadsheet sees of hand-made records."""

import csv
import datetime as dt
import typing
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from kc_extract import types
from kc_extract.export import Totals, write_records
from kc_extract.export.csv_files import csv_row, guard
from kc_extract.export.labels import label, labels
from kc_extract.export.sheets import SHEETS, Column
from kc_extract.export.workbook import Tab, workbook
from kc_extract.types import (
    Check,
    Citation,
    DocumentFields,
    Extraction,
    Funding,
    Note,
    ProducedBy,
    Section,
    Signatory,
    Span,
    Target,
)

TEXT = "I. MỤC TIÊU\n- Hỗ trợ 05 mô hình.\n=1+2 là 45.510.000.000 đồng\n"
AMOUNT = 45_510_000_000


def extraction(**changes: Any) -> Extraction:  # noqa: ANN401 - any field of an extraction
    made = Extraction(
        produced_by=ProducedBy(version="0"),
        document=DocumentFields(
            id="a" * 64,
            source_name="a.pdf",
            media_type="application/pdf",
            pages=2,
            text_source="born_digital",
            kind="decision",
            number="12/QĐ-UBND",
            title="-Ban hành Chương trình",
            issued_on=dt.date(2021, 3, 4),
            period=(2021, 2025),
            signatories=(Signatory(name="Lê Văn A", title="Chủ tịch"), Signatory(name="Trần B", title=None)),
        ),
        text=TEXT,
        pages=(),
        sections=(
            Section(id="s1", span=Span(0, 11), parent=None, part="body", path="I", marker="I", title="MỤC TIÊU",
                    level=1, extent=Span(0, 32)),
        ),
        citations=(Citation(id="c1", span=Span(0, 1), number="1/NĐ-CP", doc_type="decree", role="basis"),),
        targets=(
            Target(id="t1", span=Span(22, 31), page=1, part="appendix-1", section=None, action=None, low=Decimal(5),
                   high=None, qualifier="at_least", unit="mô hình", period=(2021, 2025), annual=True, confidence=0.9),
            Target(id="t2", span=Span(22, 31), part="body", section="I", action="Hỗ trợ", low=Decimal("12.50"),
                   high=Decimal("12.50"), unit="%"),
        ),
        funding=(
            Funding(id="f1", span=Span(33, 61), part="body", section="I", activity="I", currency="VND",
                    low=Decimal(AMOUNT), high=Decimal(AMOUNT), low_vnd=AMOUNT, high_vnd=AMOUNT,
                    amount_text="=1+2 là 45.510.000.000 đồng", source="local_promotion"),
        ),
        tables=(),
        checks=(
            Check(kind="sum_parts", ok=False, records=("f1", "f2"), expected=Decimal(10**16 + 1), found=Decimal(1),
                  difference=Decimal(-(10**16)), message="lệch"),
            Check(kind="percent_100", ok=True, records=()),
        ),
        notes=(Note(code="needs_ocr", page=2, message="no text layer"),),
        unexplained=(Span(37, 38),),
    )  # fmt: skip
    return msgspec.structs.replace(made, **changes)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """The tables of one document, of its duplicate, and of a failure."""
    documents = [("sub/a.pdf", extraction()), ("b.pdf", extraction(duplicate_of="sub/a.pdf"))]
    write_records(tmp_path, documents, [("c.pdf", "encrypted", "c.pdf: is locked")])
    return tmp_path


@pytest.fixture
def book(out: Path) -> Iterator[openpyxl.Workbook]:
    opened = openpyxl.load_workbook(out / "records.xlsx")
    yield opened
    opened.close()


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def cells(sheet: Worksheet, row: int = 2) -> dict[str, Any]:
    return {head.value: sheet.cell(row, head.column).value for head in sheet[1]}


# --- CSV ------------------------------------------------------------------------------------------------------


def test_csv_opens_in_excel_as_utf_8(out: Path) -> None:
    names = {path.name for path in out.glob("*.csv")}
    assert names == {"documents.csv", "sections.csv", "targets.csv", "funding.csv", "checks.csv"}
    assert all((out / name).read_bytes().startswith(b"\xef\xbb\xbfdocument,") for name in names)


def test_csv_holds_exact_figures_codes_and_iso_dates(out: Path) -> None:
    document, _ = table(out / "documents.csv")
    assert (document["issued_on"], document["period_from"], document["kind"]) == ("2021-03-04", "2021", "decision")
    assert document["signatories"] == "Lê Văn A (Chủ tịch); Trần B"
    first, second = table(out / "targets.csv")
    assert (first["low"], first["high"], first["annual"], first["qualifier"]) == ("5", "", "true", "at_least")
    assert (second["low"], second["section_title"], second["passage"]) == ("12.50", "MỤC TIÊU", "'- Hỗ trợ 05 mô hình.")
    [record] = table(out / "funding.csv")
    assert (record["low_vnd"], record["source"], record["activity_title"]) == (
        str(AMOUNT),
        "local_promotion",
        "MỤC TIÊU",
    )


def test_a_duplicate_is_listed_but_its_records_are_counted_once(out: Path) -> None:
    assert [row["duplicate_of"] for row in table(out / "documents.csv")] == ["", "sub/a.pdf"]
    assert {row["document"] for row in table(out / "targets.csv")} == {"sub/a.pdf"}


def test_no_cell_runs_as_a_formula(out: Path) -> None:
    assert table(out / "documents.csv")[0]["title"] == "'-Ban hành Chương trình"
    [record] = table(out / "funding.csv")
    assert record["amount_text"].startswith("'=1+2")
    assert record["passage"].startswith("'=1+2")


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "＋1", "－1", "＠a"])
def test_text_that_a_spreadsheet_would_run_is_guarded(text: str) -> None:
    assert guard(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=1", "12/QĐ-UBND", "–1", "a\n=1"])
def test_other_text_is_left_alone(text: str) -> None:
    assert guard(text) == text


def test_negative_figures_stay_figures() -> None:
    assert csv_row([Decimal("-1.50"), -3, Decimal("1E+3"), None, False]) == ["-1.50", "-3", "1000", "", "false"]


# --- Excel ----------------------------------------------------------------------------------------------------


def test_every_sheet_has_vietnamese_headings_a_frozen_header_and_a_filter(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == [
        "Tóm tắt", "Văn bản", "Bố cục", "Chỉ tiêu", "Kinh phí", "Kiểm tra", "Viện dẫn", "Ghi chú", "Lỗi",
    ]  # fmt: skip
    for sheet in book:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert all(head.value and head.font.bold for head in sheet[1])


def test_money_is_whole_numbers_that_sum(book: openpyxl.Workbook) -> None:
    sheet = book["Kinh phí"]
    [place] = [head.column for head in sheet[1] if head.value == "Số tiền từ (đồng)"]
    cell = sheet.cell(2, place)
    assert (cell.value, cell.data_type, cell.number_format) == (AMOUNT, "n", "#,##0")


def test_quantities_show_the_decimals_that_the_document_gives(book: openpyxl.Workbook) -> None:
    sheet = book["Chỉ tiêu"]
    [place] = [head.column for head in sheet[1] if head.value == "Giá trị từ"]
    assert [(sheet.cell(row, place).value, sheet.cell(row, place).number_format) for row in (2, 3)] == [
        (5, "#,##0"),
        (12.5, "#,##0.0"),
    ]


def test_a_figure_too_long_for_excel_is_text_and_keeps_its_digits(book: openpyxl.Workbook) -> None:
    assert cells(book["Kiểm tra"])["Phải là"] == "10000000000000001"
    assert cells(book["Kiểm tra"])["Chênh lệch"] == -(10**16)


def test_codes_flags_and_dates_are_what_a_vietnamese_reader_expects(book: openpyxl.Workbook) -> None:
    document = cells(book["Văn bản"])
    assert (document["Loại văn bản"], document["Nguồn chữ"]) == ("Quyết định", "Chữ gốc")
    assert document["Ngày ban hành"] == dt.datetime(2021, 3, 4)  # noqa: DTZ001 - Excel knows no time zones
    target = cells(book["Chỉ tiêu"])
    assert (target["Mức độ"], target["Phần"], target["Hằng năm"]) == ("ít nhất", "Phụ lục 1", "có")
    assert cells(book["Kiểm tra"])["Phép kiểm tra"] == "Tổng các thành phần"
    assert [cells(book["Kiểm tra"], row)["Khớp"] for row in (2, 3)] == ["không khớp", "khớp"]
    assert cells(book["Chỉ tiêu"], 3)["Hằng năm"] is None


def test_text_is_never_a_formula_in_excel(book: openpyxl.Workbook) -> None:
    assert {cell.data_type for sheet in book for row in sheet for cell in row} <= {"s", "n", "d", "inlineStr"}
    assert cells(book["Kinh phí"])["Nguyên văn số tiền"] == "=1+2 là 45.510.000.000 đồng"


def test_the_summary_and_the_failures_stand_in_the_workbook(book: openpyxl.Workbook) -> None:
    summary = {row[0].value: row[1].value for row in book["Tóm tắt"].iter_rows(min_row=2)}
    assert (summary["Tệp đã đọc"], summary["Tệp trùng nội dung"], summary["Tệp không đọc được"]) == (1, 1, 1)
    assert (summary["Chỉ tiêu"], summary["Phép kiểm tra không khớp"], summary["Con số chưa giải thích"]) == (2, 1, 1)
    assert list(cells(book["Lỗi"]).values()) == ["c.pdf", "encrypted", "c.pdf: is locked"]


def test_rows_past_the_limit_go_on_in_another_sheet(tmp_path: Path) -> None:
    columns = [Column(name="n", heading="Số", width=5, kind="integer")]
    with workbook(tmp_path / "a.xlsx") as made:
        tab = Tab(made, "Số", columns, last_row=2)
        for number in range(5):
            tab.add([number])
        tab.close()
    opened = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert [[row[0].value for row in sheet.iter_rows(min_row=2)] for sheet in opened] == [[0, 1], [2, 3], [4]]
    assert opened.sheetnames == ["Số", "Số (2)", "Số (3)"]


# --- both -----------------------------------------------------------------------------------------------------


def test_totals_count_a_duplicate_once(tmp_path: Path) -> None:
    documents = [("a", extraction()), ("b", extraction(duplicate_of="a"))]
    totals = write_records(tmp_path, documents)
    assert totals == Totals(
        documents=1, decisions=1, duplicates=1, pages=2, sections=1, citations=1, targets=2, funding=1, checks=2,
        failed_checks=1, notes=1, unexplained=1,
    )  # fmt: skip


def test_equal_runs_give_equal_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_records(tmp_path / name, [("a", extraction())])
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_a_run_that_breaks_off_leaves_the_old_tables(tmp_path: Path) -> None:
    write_records(tmp_path, [("a", extraction())])
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def documents() -> Iterator[tuple[str, Extraction]]:
        yield "b", extraction()
        raise OSError

    with pytest.raises(OSError):  # noqa: PT011 - the one that was raised
        write_records(tmp_path, documents())
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_every_word_of_the_vocabularies_has_its_vietnamese() -> None:
    vocabularies = {
        "kind": types.DocumentKind, "text_source": types.TextSource, "qualifier": types.Qualifier,
        "direction": types.Direction, "source": types.Source, "nature": types.Nature, "breakdown": types.Breakdown,
        "check": types.CheckKind,
    }  # fmt: skip
    words = {name: set(typing.get_args(vocabulary)) for name, vocabulary in vocabularies.items()}
    words["role"] = {*typing.get_args(types.Role), *typing.get_args(types.CitationRole)}
    words["part"] = {"body", "attachment", "appendix"}
    assert {name: set(found) for name, found in labels().items()} == words
    assert label("part", "attachment-2") == "Kèm theo 2"


def test_columns_have_names_and_headings_of_their_own() -> None:
    for sheet in SHEETS:
        assert len({column.name for column in sheet.columns}) == len(sheet.columns)
        assert len({column.heading for column in sheet.columns}) == len(sheet.columns)
