"""Tables over page ends: what runs on, what begins anew, which rows repeat."""

from itertools import pairwise

from kc_extract.tables import continues_row, joins, repeated_header
from kc_extract.types import BBox, CellContent, Line, TableContent, Word


def cell(text: str, box: BBox | None = None) -> CellContent:
    words = tuple(Word(text=word) for word in text.split())
    return CellContent(lines=(Line(words=words),) if words else (), bbox=box)


def table(*rows: list[str], xs: tuple[float, ...] | None = None) -> TableContent:
    def row(texts: list[str]) -> tuple[CellContent, ...]:
        boxes = [None] * len(texts) if xs is None else [(a, 0.0, b, 9.0) for a, b in pairwise(xs)]
        return tuple(cell(text, box) for text, box in zip(texts, boxes, strict=True))

    return TableContent(rows=tuple(map(row, rows)))


HEAD = ["TT", "Nội dung", "Kinh phí"]
FIRST = table(HEAD, ["1", "Đào tạo nghề", "120"], xs=(70, 100, 300, 400))


def test_a_table_with_the_same_columns_runs_on() -> None:
    assert joins(FIRST, table(["2", "Hội chợ", "80"], xs=(71, 99, 301, 400)))


def test_a_table_with_other_columns_is_another() -> None:
    assert not joins(FIRST, table(["2", "Hội chợ", "80"], xs=(70, 200, 350, 400)))
    assert not joins(FIRST, table(["Đơn vị", "Số lượng"], xs=(70, 300, 400)))


def test_a_table_set_off_sideways_runs_on_if_its_widths_agree() -> None:
    assert joins(FIRST, table(HEAD, ["2", "Hội chợ", "80"], xs=(96, 126, 326, 426)))


def test_a_table_with_a_header_of_its_own_is_another() -> None:
    assert not joins(FIRST, table(["TT", "Tên cơ sở", "Địa chỉ"], ["1", "Cơ sở A", "Xã B"], xs=(70, 100, 300, 400)))


def test_without_pages_the_number_of_columns_decides() -> None:
    assert joins(table(["1", "a"]), table(["2", "b"]))
    assert not joins(table(["1", "a"]), table(["2", "b", "c"]))


def test_a_header_read_a_little_otherwise_is_the_same() -> None:
    first = table(["TT", "BỘ/TỈNH, THÀNH PHỐ", "KẾ HOẠCH NĂM 2010"], ["1", "Hà Giang", "80"])
    second = table(["TT", "BỌ/TỈNH, THÀNH PHÓ", "KÉ HOẠCH NĂM 2010"], ["2", "Lào Cai", "80"])
    assert joins(first, second)
    assert repeated_header(first, second) == 1
    assert not joins(first, table(["TT", "BỘ/TỈNH, THÀNH PHỐ", "KẾ HOẠCH NĂM 2011"], ["2", "Lào Cai", "80"]))


def test_a_repeated_header_is_counted() -> None:
    assert repeated_header(FIRST, table(HEAD, ["2", "Hội chợ", "80"])) == 1
    assert repeated_header(FIRST, table(["2", "Hội chợ", "80"])) == 0


def test_a_header_printed_over_other_spans_is_still_repeated() -> None:
    first = table(["TT", "Chỉ tiêu", "Kết quả", ""], ["Đơn vị", "Số liệu"], ["1", "Tỷ lệ", "%", "95"])
    again = table(["TT", "Chỉ tiêu", "Kết quả", ""], ["", "", "Đơn vị", "Số liệu"], ["2", "Số hộ", "hộ", "12"])
    assert repeated_header(first, again) == 2


def test_a_row_broken_by_the_page_end_goes_on() -> None:
    assert continues_row(FIRST, table(["", "cho lao động nông thôn", ""]))
    assert continues_row(FIRST, table(HEAD, ["", "cho lao động nông thôn", ""]))


def test_a_new_row_does_not_go_on() -> None:
    assert not continues_row(FIRST, table(["2", "hội chợ", "80"]))
    assert not continues_row(FIRST, table(["", "Cộng", "200"]))
    assert not continues_row(FIRST, table(["", "", ""]))
