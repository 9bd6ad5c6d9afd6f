"""Citations: once each, with date and role, mended only from the document itself."""

import datetime as dt

import pytest

from kc_extract.citations import find_citations
from kc_extract.header import read_header
from kc_extract.types import Announced, Citation, Header, Note
from tests.documents import document, tree

_HEAD = """ỦY BAN NHÂN DÂN
TỈNH LAM THÀNH

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 55/QĐ-UBND

Lam Thành, ngày 8 tháng 9 năm 2022

QUYẾT ĐỊNH

{title}

Căn cứ Nghị định số 12/2019/NĐ-CP ngày 3/4/2019 của Chính phủ;

QUYẾT ĐỊNH:

"""


def cited(text: str, header: Header | None = None) -> tuple[tuple[Citation, ...], tuple[Note, ...]]:
    made = document(text)
    return find_citations(made, tree(text), header or read_header(made, tree(text)))


def roles(body: str, title: str = "Ban hành Quy chế quản lý chợ") -> dict[str, str]:
    citations, _ = cited(_HEAD.format(title=title) + body)
    return {citation.number: citation.role for citation in citations}


def test_each_document_is_named_once_with_the_date_that_stands_beside_it_anywhere() -> None:
    citations, notes = cited(
        "Thực hiện Nghị định số 12/2019/NĐ-CP của Chính phủ và Nghị định số 12/2019/NĐ-CP ngày 3/4/2019."
    )
    assert [(citation.id, citation.number, citation.issued_on) for citation in citations] == [
        ("c1", "12/2019/NĐ-CP", dt.date(2019, 4, 3))
    ]
    assert citations[0].doc_type == "decree"
    assert notes == ()


def test_the_span_is_the_first_mention() -> None:
    text = "Theo Chỉ thị số 7/CT-UBND. Chỉ thị số 07/CT-UBND nêu rõ."
    citations, _ = cited(text, Header())
    made = document(text).text
    assert [made[citation.span.start : citation.span.end] for citation in citations] == ["7/CT-UBND"]


def test_the_documents_own_number_is_no_citation() -> None:
    assert roles("Điều 1. Ban hành Quy chế kèm theo Quyết định số 55/QĐ-UBND.") == {"12/2019/NĐ-CP": "basis"}


def test_its_own_number_without_the_year_is_none_either() -> None:
    header = Header(number="55/2022/QĐ-UBND", issued_on=dt.date(2022, 9, 8))
    citations, _ = cited("(Kèm theo Quyết định số 55/QĐ-UBND ngày 8/9/2022 của Ủy ban nhân dân tỉnh)", header)
    assert citations == ()


def test_another_number_in_the_attachment_is_a_citation() -> None:
    header = Header(number="55/QĐ-UBND", issued_on=dt.date(2022, 9, 8))
    citations, _ = cited("(Kèm theo Quyết định số 56/QĐ-UBND ngày 8/9/2022 của Ủy ban nhân dân tỉnh)", header)
    assert [citation.number for citation in citations] == ["56/QĐ-UBND"]


def test_what_an_article_announces_is_no_citation() -> None:
    header = Header(kind="article", announces=Announced(number="55/QĐ-UBND", issued_on=None, issuer=None))
    citations, _ = cited("UBND tỉnh ban hành Quyết định số 55/QĐ-UBND theo Nghị định số 12/2019/NĐ-CP.", header)
    assert [citation.number for citation in citations] == ["12/2019/NĐ-CP"]


def test_laws_named_by_date_alone_are_left_out() -> None:
    assert cited("Căn cứ Luật Đầu tư ngày 17 tháng 6 năm 2020;", Header()) == ((), ())


@pytest.mark.parametrize(
    ("body", "number", "role"),
    [
        ("Điều 1. Sửa đổi, bổ sung một số điều của Quy chế kèm theo Quyết định số 9/QĐ-UBND.", "9/QĐ-UBND", "amends"),
        ("Điều 2. Quyết định này có hiệu lực từ ngày ký và thay thế Quyết định số 9/QĐ-UBND.", "9/QĐ-UBND", "replaces"),
        ("Điều 2. Quyết định này thay thế Quyết định số 9/QĐ-UBND.", "9/QĐ-UBND", "replaces"),
        ("Điều 2. Bãi bỏ Quyết định số 9/QĐ-UBND ngày 1/2/2020.", "9/QĐ-UBND", "replaces"),
        ("Điều 2. Quyết định số 9/QĐ-UBND hết hiệu lực kể từ ngày ký.", "9/QĐ-UBND", "replaces"),
        ("Điều 2. Bãi bỏ:\n\na) Quyết định số 9/QĐ-UBND;\n\nb) Quyết định số 10/QĐ-UBND.", "10/QĐ-UBND", "replaces"),
        ("Điều 2. Thực hiện theo Quyết định số 9/QĐ-UBND đã được sửa đổi, bổ sung.", "9/QĐ-UBND", "mentions"),
        ("Điều 2. Luật được sửa đổi, bổ sung bởi Luật số 8/2021/QH15.", "8/2021/QH15", "mentions"),
        ("Điều 2. Áp dụng Thông tư số 4/2020/TT-BTC sửa đổi Thông tư số 3/2018/TT-BTC.", "3/2018/TT-BTC", "mentions"),
        ("Điều 2. Sở Tài chính điều chỉnh dự toán theo Quyết định số 9/QĐ-UBND.", "9/QĐ-UBND", "mentions"),
    ],
)  # fmt: skip
def test_the_role_is_the_documents_own_deed(body: str, number: str, role: str) -> None:
    assert roles(body)[number] == role


def test_the_title_tells_what_is_amended_and_the_strongest_role_is_kept() -> None:
    title = "Sửa đổi, bổ sung Quy chế ban hành kèm theo Quyết định số 9/QĐ-UBND"
    assert roles("Điều 1. Quyết định số 9/QĐ-UBND còn hiệu lực.", title)["9/QĐ-UBND"] == "amends"


def test_a_damaged_number_is_mended_from_its_twin_of_the_same_date() -> None:
    citations, notes = cited(
        "Theo Quyết định số 2 /2018/ Đ-UBND ngày 5/6/2018; Quyết định số 27/2018/QĐ-UBND ngày 5/6 2018.", Header()
    )
    assert [citation.number for citation in citations] == ["27/2018/QĐ-UBND"]
    assert [note.code for note in notes] == ["number_repaired"]


def test_a_damaged_number_of_another_date_is_kept() -> None:
    citations, _ = cited(
        "Theo Quyết định số 2 /2018/QĐ-UBND ngày 5/6/2018; Quyết định số 27/2018/QĐ-UBND ngày 7/8/2018.", Header()
    )
    assert [citation.number for citation in citations] == ["2/2018/QĐ-UBND", "27/2018/QĐ-UBND"]


def test_a_letter_lost_behind_a_blank_is_mended_from_the_same_number() -> None:
    citations, _ = cited(
        "Thông tư số 9/2015/TT- CT, ngày 1 /12/2015; Thông tư số 9/2015/TT-BCT ngày 11/12/2015.", Header()
    )
    assert [(citation.number, citation.issued_on) for citation in citations] == [
        ("9/2015/TT-BCT", dt.date(2015, 12, 11))
    ]


def test_a_lost_type_is_mended_from_the_noun_before_it() -> None:
    citations, notes = cited("Theo Quyết định 14/2021/ Đ-UBND ngày 4/5/2021.", Header())
    assert [(citation.number, citation.rule) for citation in citations] == [("14/2021/QĐ-UBND", "number_repaired")]
    assert "quyết định" in notes[0].message


def test_what_cannot_be_mended_is_kept_and_noted() -> None:
    citations, notes = cited("Theo văn bản số 14/2021/ Đ-UBND.", Header())
    assert [citation.number for citation in citations] == ["14/2021/Đ-UBND"]
    assert [note.code for note in notes] == ["number_doubtful"]


def test_the_date_met_most_often_is_kept_and_the_quarrel_noted() -> None:
    number = "Nghị định số 12/2019/NĐ-CP ngày"
    citations, notes = cited(f"{number} 3/4/2019; {number} 4/3/2019; {number} 3/4/2019.", Header())
    assert [citation.issued_on for citation in citations] == [dt.date(2019, 4, 3)]
    assert [note.code for note in notes] == ["citation_dates_differ"]
