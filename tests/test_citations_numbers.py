"""Numbers of documents as they are printed, and number-like strings that must yield nothing."""

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kc_extract.gazetteer import doc_types
from kc_extract.references import find_references, key_of


def numbers(text: str) -> list[str]:
    return [reference.number for reference in find_references(text)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Nghị định số 12/2019/NĐ-CP ngày 3/4/2019", "12/2019/NĐ-CP"),
        ("Quyết định 845/QĐ-UBND", "845/QĐ-UBND"),
        ("Quyết định số 845 /QĐ-UBND", "845/QĐ-UBND"),
        ("Quyết định số 845      /QĐ-UBND", "845/QĐ-UBND"),
        ("Tờ trình số845/TTr-SCT", "845/TTr-SCT"),
        ("Số:845/KH-UBND", "845/KH-UBND"),
        ("Luật Ngân sách nhà nước số 10/2021/QH15;", "10/2021/QH15"),
        ("Nghị quyết số 10/2021/QH 15 của Quốc hội", "10/2021/QH15"),
        ("Nghị quyết số 11/2024/UBTVQH15", "11/2024/UBTVQH15"),
        ("Kết luận số 21-KL/TW", "21-KL/TW"),
        ("Kết luận số 21- KL/TW", "21-KL/TW"),
        ("Kế hoạch số 30-KH/TU", "30-KH/TU"),
        ("Kết luận số 8/KL-LNTPTW", "8/KL-LNTPTW"),
        ("Công văn số 5120/BTC-NSNN", "5120/BTC-NSNN"),
        ("văn bản 5120/VPCP-KTTH", "5120/VPCP-KTTH"),
        ("Công văn số 17/KCTV", "17/KCTV"),
        ("Thông tư liên tịch số 6/2013/TTLT-BCT-BTC", "6/2013/TTLT-BCT-BTC"),
        ("Báo cáo số 91/BC- QHKT-HTKT", "91/BC-QHKT-HTKT"),
        ("Thông tư số 5a/2020/TT-BTC", "5a/2020/TT-BTC"),
        ("Nghị quyết số 66.3/2025/NQ-CP", "66.3/2025/NQ-CP"),
        ("Quyết định số 1.204/QĐ-UBND", "1.204/QĐ-UBND"),
        ("Văn bản hợp nhất số 9/VBHN-BCT", "9/VBHN-BCT"),
        ("Quyết định số 15/2004/QĐ-UB", "15/2004/QĐ-UB"),
        ("Quyết định số 77/QĐ-UBND.TM của", "77/QĐ-UBND.TM"),
        ("Nghị định số 64-CP", "64-CP"),
        ("Phiếu lấy ý kiến số 88/PLYK/2024", "88/PLYK/2024"),
        ("Quyết định số 41 QĐ/UBND", "41QĐ/UBND"),
        ("Quyết định số 40/QÐ-UBND", "40/QĐ-UBND"),
        ("Nghị định số 40/2024/NĐ-CР", "40/2024/NĐ-CP"),
        ("Nghị định số 40/2024/NĐ–CP", "40/2024/NĐ-CP"),
        ("Nghị định số 40/2024/NĐ-CPngày 5/6/2024", "40/2024/NĐ-CP"),
        ("Luật người lao động đi làm việc theo hợp đồng số 69/2020/QH14", "69/2020/QH14"),
        ("số 12/QĐ-UBND - UBND tỉnh", "12/QĐ-UBND"),
        ("số 12/QĐ-UBND. Quyết định này", "12/QĐ-UBND"),
    ],
)
def test_a_number_is_read(text: str, number: str) -> None:
    assert numbers(text) == [number]


@pytest.mark.parametrize(
    "text",
    [
        "huyết áp 120/80",
        "vận tốc 60 km/h",
        "đạt 3/6 tiêu chí",
        "tỷ lệ 1/500",
        "24/7",
        "25.000đ/USD",
        "01/HTX",
        "5 triệu đồng/HTX",
        "QCVN 41:2019/BGTVT",
        "QCVN 06:2022/BXD",
        "TCVN 5575:2012",
        "Mẫu số 01/KCĐP",
        "Mẫu 02/BC-KC",
        "Giấy phép số 12/GP-TTĐT",
        "hợp đồng số 15/HĐ-KC",
        "Số:        /QĐ-UBND",
        "Quyết định số ... /2021/QĐ-UBND",
        "ô đất ký hiệu K4/CQ2",
        "điện thoại 0270.3823.456",
        "ngày 12/11/2020",
        "xăng E5 Ron 92-II",
        "mã 1.013871",
        "K0+000-K9+200",
        "Điều 5 khoản 3",
        "giai đoạn 2021-2025",
    ],
)
def test_no_number_is_read(text: str) -> None:
    assert numbers(text) == []


def test_the_kind_comes_from_the_code_else_from_the_noun() -> None:
    text = (
        "Luật số 10/2021/QH15; Nghị quyết số 11/2021/QH15; số 12/QĐ-UBND; Công văn số 17/KCTV; 5120/BTC-NSNN; "
        "Pháp lệnh số 3/2020/UBTVQH14"
    )
    assert [reference.kind for reference in find_references(text)] == [
        "law",
        "resolution",
        "decision",
        "letter",
        "letter",
        "ordinance",
    ]


def test_the_date_beside_the_number_is_its_own() -> None:
    text = "Tờ trình số 3/TTr-CP và Đề án số 4/ĐA-CP ngày 9 tháng 5 năm 2024; Nghị định số 5/2024/NĐ-CP của Chính phủ"
    dates = [reference.dated.date if reference.dated else None for reference in find_references(text)]
    assert dates == [None, dt.date(2024, 5, 9), None]


@pytest.mark.parametrize("word", doc_types().not_documents.words)
def test_what_stands_behind_these_words_is_no_document(word: str) -> None:
    assert numbers(f"theo {word} số 15/KCLT kèm theo") == []


def test_equal_numbers_share_a_key() -> None:
    assert key_of("05/2020/TT-BTC") == key_of("5/2020/TT–BTC") == key_of("05/2020/TT- BTC")
    assert key_of("15/2020/TT-BTC") != key_of("5/2020/TT-BTC")


@given(st.text(alphabet="0123456789/-. QĐNCPUBTtrsố:\n", max_size=80))
def test_spans_are_exact_and_no_text_raises(text: str) -> None:
    for reference in find_references(text):
        printed = text[reference.span.start : reference.span.end]
        assert "".join(printed.split()) == reference.number
        assert all(0 < gap < len(reference.number) for gap in reference.gaps)


@pytest.mark.parametrize("unit", ["1/", "12/QĐ-", "số 1 ", "9" * 50 + "/", "QĐ-UBND/", " " * 50 + "/Q"])
def test_time_grows_with_the_length_alone(unit: str) -> None:
    start = time.perf_counter()
    find_references(unit * (200_000 // len(unit)))
    assert time.perf_counter() - start < 10
