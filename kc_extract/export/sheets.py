"""What the tables hold: their columns, each with its name in CSV, its heading in Excel and its value."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Literal

from kc_extract.export.values import (
    Entry,
    Getter,
    checked_records,
    failed_checks,
    number_of,
    of_document,
    of_record,
    passage,
    signatories,
    title_of,
    year_of,
)
from kc_extract.types import Extraction, Frozen

Kind = Literal["text", "code", "integer", "year", "decimal", "vnd", "date", "flag", "verdict", "share"]


class Column(Frozen, frozen=True, kw_only=True):
    """A column: ``name`` in CSV, ``heading`` and ``width`` (characters) in Excel, and what its cells are.

    A ``code`` is a word of one of the contract's vocabularies: as it is in CSV, in Vietnamese in Excel, where
    ``labels.toml`` has the ``vocabulary``.
    """

    name: str
    heading: str
    width: int
    kind: Kind = "text"
    vocabulary: str = ""


class Field(Column, frozen=True, kw_only=True):
    """A column with the value that it takes from an entry."""

    value: Getter


class Sheet(Frozen, frozen=True, kw_only=True):
    """A table of records: the name of its CSV file (None: in Excel only), its title in Excel, records and columns."""

    file: str | None
    title: str
    records: Callable[[Extraction], Iterable[Any]]
    columns: tuple[Field, ...]
    repeats: bool = False  # whether a duplicate has rows here too


def rows(sheet: Sheet, name: str, extraction: Extraction) -> Iterable[Entry]:
    """The rows of one document in a sheet; what a duplicate repeats is counted once, under the first name."""
    if extraction.duplicate_of is not None and not sheet.repeats:
        return
    sections = {(section.part, section.path): section for section in extraction.sections if section.path is not None}
    for record in sheet.records(extraction):
        yield Entry(name=name, extraction=extraction, record=record, sections=sections)


def _column(  # noqa: PLR0913, PLR0917 - a row of the tables below, read across
    name: str, heading: str, width: int, kind: Kind = "text", value: Getter | None = None, vocabulary: str = ""
) -> Field:
    value = value or of_record(name)
    return Field(name=name, heading=heading, width=width, kind=kind, value=value, vocabulary=vocabulary or name)


_DOCUMENT = (
    _column("document", "Tệp", 30, value=lambda entry: entry.name),
    _column("document_number", "Số hiệu văn bản", 20, value=of_document("number")),
)
_ISSUER = _column("issuer", "Cơ quan ban hành", 28, value=of_document("issuer"))
_PLACE = (
    _column("part", "Phần", 13, "code"),
    _column("section", "Mục", 14),
    _column("section_title", "Tiêu đề mục", 32, value=title_of("section")),
)
_PERIOD = (
    _column("period_from", "Từ năm", 9, "year", year_of("record.period", 0)),
    _column("period_to", "Đến năm", 9, "year", year_of("record.period", 1)),
)
_SOURCE_TEXT = (
    _column("page", "Trang", 7, "integer"),
    _column("passage", "Trích văn bản", 60, value=passage),
)
_TRACE = (
    _column("confidence", "Độ tin cậy", 10, "share"),
    _column("rule", "Quy tắc đọc", 18),
    _column("id", "Mã bản ghi", 14),
)

DOCUMENTS = Sheet(
    file="documents",
    title="Văn bản",
    records=lambda extraction: (extraction,),
    repeats=True,
    columns=(
        _column("document", "Tệp", 30, value=lambda entry: entry.name),
        _column("number", "Số hiệu", 20, value=of_document("number")),
        _column("kind", "Loại văn bản", 14, "code", of_document("kind")),
        _ISSUER,
        _column("title", "Trích yếu", 60, value=of_document("title")),
        _column("place", "Nơi ban hành", 14, value=of_document("place")),
        _column("issued_on", "Ngày ban hành", 13, "date", of_document("issued_on")),
        _column("published_on", "Ngày đăng", 13, "date", of_document("published_on")),
        _column("period_from", "Từ năm", 9, "year", year_of("extraction.document.period", 0)),
        _column("period_to", "Đến năm", 9, "year", year_of("extraction.document.period", 1)),
        _column("signatories", "Người ký", 30, value=signatories),
        _column("announces_number", "Đưa tin về số hiệu", 18, value=of_document("announces.number")),
        _column("announces_issued_on", "Đưa tin về ngày", 13, "date", of_document("announces.issued_on")),
        _column("announces_issuer", "Đưa tin về cơ quan", 24, value=of_document("announces.issuer")),
        _column("pages", "Số trang", 9, "integer", of_document("pages")),
        _column("text_source", "Nguồn chữ", 14, "code", of_document("text_source")),
        _column("sections", "Số mục", 9, "integer", number_of("sections")),
        _column("citations", "Số viện dẫn", 9, "integer", number_of("citations")),
        _column("targets", "Số chỉ tiêu", 9, "integer", number_of("targets")),
        _column("funding", "Số khoản kinh phí", 10, "integer", number_of("funding")),
        _column("failed_checks", "Kiểm tra không khớp", 11, "integer", failed_checks),
        _column("unexplained", "Số chưa giải thích", 11, "integer", number_of("unexplained")),
        _column("notes", "Ghi chú", 9, "integer", number_of("notes")),
        _column("duplicate_of", "Trùng với tệp", 30, value=lambda entry: entry.extraction.duplicate_of),
        _column("media_type", "Kiểu tệp", 18, value=of_document("media_type")),
        _column("id", "Mã băm (SHA-256)", 20, value=of_document("id")),
    ),
)

SECTIONS = Sheet(
    file="sections",
    title="Bố cục",
    records=lambda extraction: extraction.sections,
    columns=(
        *_DOCUMENT,
        _column("part", "Phần", 13, "code"),
        _column("path", "Mục", 20),
        _column("marker", "Ký hiệu", 12),
        _column("title", "Tiêu đề", 70),
        _column("level", "Cấp", 7, "integer"),
        _column("bullet", "Gạch đầu dòng", 10, "flag"),
        _column("parent", "Thuộc mục (mã)", 14),
        _column("page", "Trang", 7, "integer"),
        *_TRACE,
    ),
)

TARGETS = Sheet(
    file="targets",
    title="Chỉ tiêu",
    records=lambda extraction: extraction.targets,
    columns=(
        *_DOCUMENT,
        _ISSUER,
        _column("indicator", "Chỉ tiêu", 50),
        _column("qualifier", "Mức độ", 10, "code"),
        _column("low", "Giá trị từ", 12, "decimal"),
        _column("high", "Giá trị đến", 12, "decimal"),
        _column("unit", "Đơn vị tính", 14),
        _column("per", "Tính theo", 12),
        *_PERIOD,
        _column("action", "Hành động", 22),
        *_PLACE,
        *_SOURCE_TEXT,
        _column("annual", "Hằng năm", 9, "flag"),
        _column("baseline", "Giá trị ban đầu", 12, "decimal"),
        _column("direction", "Chiều", 8, "code"),
        _column("low_open", "Không gồm cận dưới", 11, "flag"),
        _column("high_open", "Không gồm cận trên", 11, "flag"),
        _column("same_as", "Trùng chỉ tiêu (mã)", 12),
        *_TRACE,
    ),
)

FUNDING = Sheet(
    file="funding",
    title="Kinh phí",
    records=lambda extraction: extraction.funding,
    columns=(
        *_DOCUMENT,
        _ISSUER,
        _column("activity_title", "Hoạt động", 36, value=title_of("activity")),
        _column("role", "Vai trò", 12, "code"),
        _column("source", "Nguồn vốn", 22, "code"),
        _column("qualifier", "Mức độ", 10, "code"),
        _column("low_vnd", "Số tiền từ (đồng)", 18, "vnd"),
        _column("high_vnd", "Số tiền đến (đồng)", 18, "vnd"),
        _column("amount_text", "Nguyên văn số tiền", 22),
        _column("per", "Định mức cho một", 14),
        *_PERIOD,
        *_PLACE,
        *_SOURCE_TEXT,
        _column("row", "Dòng của bảng", 24),
        _column("column", "Cột của bảng", 20),
        _column("nature", "Tính chất", 12, "code"),
        _column("share", "Tỷ lệ (%)", 9, "decimal"),
        _column("condition", "Điều kiện", 30),
        _column("beneficiary", "Đối tượng hưởng", 30),
        _column("activity", "Hoạt động (mục)", 12),
        _column("breakdown", "Chia theo", 12, "code"),
        _column("part_of", "Thuộc khoản (mã)", 12),
        _column("table", "Bảng (mã)", 10),
        _column("currency", "Loại tiền", 8),
        _column("low", "Nguyên tệ từ", 18, "decimal"),
        _column("high", "Nguyên tệ đến", 18, "decimal"),
        _column("low_open", "Không gồm cận dưới", 11, "flag"),
        _column("high_open", "Không gồm cận trên", 11, "flag"),
        *_TRACE,
    ),
)

CHECKS = Sheet(
    file="checks",
    title="Kiểm tra",
    records=lambda extraction: extraction.checks,
    columns=(
        *_DOCUMENT,
        _column("kind", "Phép kiểm tra", 30, "code", vocabulary="check"),
        _column("ok", "Khớp", 12, "verdict"),
        _column("expected", "Phải là", 20, "decimal"),
        _column("found", "Tính được", 20, "decimal"),
        _column("difference", "Chênh lệch", 20, "decimal"),
        _column("message", "Diễn giải", 70),
        _column("records", "Các bản ghi (mã)", 30, value=checked_records),
    ),
)

CITATIONS = Sheet(
    file=None,
    title="Viện dẫn",
    records=lambda extraction: extraction.citations,
    columns=(
        *_DOCUMENT,
        _column("number", "Văn bản được dẫn", 26),
        _column("issued_on", "Ngày ban hành", 13, "date"),
        _column("doc_type", "Loại văn bản", 14, "code", vocabulary="kind"),
        _column("role", "Quan hệ", 14, "code"),
        *_SOURCE_TEXT,
        *_TRACE,
    ),
)

NOTES = Sheet(
    file=None,
    title="Ghi chú",
    records=lambda extraction: extraction.notes,
    columns=(
        *_DOCUMENT,
        _column("code", "Mã", 20),
        _column("page", "Trang", 8, "integer"),
        _column("message", "Nội dung", 90),
        _column("passage", "Trích văn bản", 60, value=passage),
    ),
)

SHEETS = (DOCUMENTS, SECTIONS, TARGETS, FUNDING, CHECKS, CITATIONS, NOTES)

FAILURES_TITLE = "Lỗi"
FAILURES_COLUMNS = (
    Column(name="source", heading="Tệp", width=40),
    Column(name="code", heading="Mã", width=20),
    Column(name="message", heading="Nội dung", width=100),
)

SUMMARY_TITLE = "Tóm tắt"
SUMMARY_COLUMNS = (
    Column(name="what", heading="Toàn bộ lần chạy", width=62),
    Column(name="count", heading="Số lượng", width=14, kind="integer"),
)
#: The lines of the summary, each with the total that it shows.
SUMMARY_LINES = (
    ("Tệp đã đọc", "documents"),
    ("Tệp trùng nội dung", "duplicates"),
    ("Tệp không đọc được", "failures"),
    ("Văn bản khác nhau (số liệu dưới đây tính mỗi văn bản một lần)", "decisions"),
    ("Trang", "pages"),
    ("Mục", "sections"),
    ("Văn bản được viện dẫn", "citations"),
    ("Chỉ tiêu", "targets"),
    ("Khoản kinh phí", "funding"),
    ("Phép kiểm tra", "checks"),
    ("Phép kiểm tra không khớp", "failed_checks"),
    ("Ghi chú", "notes"),
    ("Con số chưa giải thích", "unexplained"),
)
