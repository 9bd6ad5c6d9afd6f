"""Files that hold several documents, and documents whose appendices are in other files."""

from __future__ import annotations

import pytest

from kc_extract.layout import compose
from kc_extract.outline import outline
from kc_extract.pipeline import extract, read
from kc_extract.readers.plain import read_plain
from kc_extract.types import Article, Extraction, Note
from kc_extract.volumes import find_volumes, outline_volumes


def head(number: str) -> str:
    return f"TỈNH MẪU\n\nSố: {number}\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nĐộc lập - Tự do - Hạnh phúc\n\n"


SIGNED = "Nơi nhận:\n\n- Như Điều 2;\n\nTM. ỦY BAN NHÂN DÂN\n\nCHỦ TỊCH\n\nLê Văn Mẫu\n\n"
BASES = "Căn cứ Luật số 72/2025/QH15;\n\nCăn cứ Nghị định số 45/2012/NĐ-CP;\n\n"


def decision(number: str, first: str = "Điều 1. Phê duyệt dự toán.") -> str:
    return f"{head(number)}QUYẾT ĐỊNH\n\nVề việc phê duyệt\n\n{BASES}{first}\n\nĐiều 2. Thi hành.\n\n{SIGNED}"


def notes(text: str) -> tuple[Note, ...]:
    document = compose(read_plain(text.encode()), identity="x", name=None)
    return find_volumes(document, outline_volumes(document, outline))


def test_each_document_behind_the_first_is_named_at_its_place() -> None:
    text = decision("12/QĐ-UBND") + decision("15/2026/QĐ-UBND") + decision("77/STC-NS")
    found = notes(text)
    assert [note.code for note in found] == ["several_documents"] * 2
    assert "15/2026/QĐ-UBND" in found[0].message
    assert "77/STC-NS" in found[1].message


def test_each_document_has_parts_of_its_own_and_the_fields_are_of_the_first() -> None:
    regulation = (
        "QUY CHẾ\n\n(Kèm theo Quyết định số {} ngày 02/02/2026)\n\nChương I\n\nQUY ĐỊNH CHUNG\n\nĐiều 1. Phạm vi\n\n"
    )
    first = decision("12/QĐ-UBND", "Điều 1. Hỗ trợ 05 mô hình.") + regulation.format("12/QĐ-UBND")
    second = decision("15/2026/QĐ-UBND", "Điều 1. Hỗ trợ 07 lớp.") + regulation.format("15/2026/QĐ-UBND")
    found = extract(read((first + second).encode()))
    assert found.document.number == "12/QĐ-UBND"
    by_part = {part: [s.path for s in found.sections if s.part == part and s.path] for part in names(found)}
    assert list(by_part) == ["body", "attachment-1", "body-2", "attachment-2"]
    assert by_part["body"] == by_part["body-2"] == ["Điều 1", "Điều 2"]
    assert by_part["attachment-1"] == by_part["attachment-2"] == ["Chương I", "Chương I/Điều 1"]
    assert [(target.part, target.section, target.low) for target in found.targets] == [
        ("body", "Điều 1", 5),
        ("body-2", "Điều 1", 7),
    ]
    ids = [section.id for section in found.sections]
    assert len(set(ids)) == len(ids)
    assert {section.parent for section in found.sections} - {None} <= set(ids)
    assert not [check for check in found.checks if check.kind == "header_attachment" and not check.ok]
    (note,) = [note for note in found.notes if note.code == "several_documents"]
    assert "body-2, attachment-2" in note.message


def test_the_block_above_the_motto_belongs_to_the_document_that_it_opens() -> None:
    text = decision("12/QĐ-UBND") + decision("15/2026/QĐ-UBND")
    document = compose(read_plain(text.encode()), identity="x", name=None)
    body, second = outline_volumes(document, outline).parts
    assert document.text[second.span.start :].startswith("TỈNH MẪU")
    assert document.text[: body.span.end].rstrip().endswith("Lê Văn Mẫu")


def test_the_outline_of_one_document_is_as_it_was() -> None:
    document = compose(read_plain(decision("12/QĐ-UBND").encode()), identity="x", name=None)
    assert outline_volumes(document, outline) == outline(document)


def names(found: Extraction) -> list[str]:
    return list(dict.fromkeys(section.part for section in found.sections))


def test_a_second_document_without_a_number_is_known_by_its_legal_bases() -> None:
    assert [note.code for note in notes(decision("12/QĐ-UBND") + decision("   /QĐ-UBND"))] == ["several_documents"]


@pytest.mark.parametrize(
    "more",
    [
        "",
        "QUY CHẾ\n\n(Kèm theo Quyết định số 12/QĐ-UBND)\n\nĐiều 1. Phạm vi\n\n" + SIGNED,
        "PHỤ LỤC\n\nMẪU ĐƠN\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nĐộc lập - Tự do - Hạnh phúc\n\nĐƠN ĐỀ NGHỊ\n\n",
        f"PHỤ LỤC I\n\nMẪU QUYẾT ĐỊNH\n\n{head('…/QĐ-…')}QUYẾT ĐỊNH\n\n{BASES}Điều 1. …\n\n",
        decision("12/QĐ-UBND"),  # the same again
    ],
)
def test_what_belongs_to_a_document_is_no_other(more: str) -> None:
    assert notes(decision("12/QĐ-UBND") + more) == ()


@pytest.mark.parametrize(
    "first",
    [
        "Điều 1. Phân bổ kinh phí (chi tiết theo Phụ lục đính kèm).",
        "Điều 1. Mức chi theo Phụ lục I kèm theo Quyết định này.",
        "Điều 1. Ban hành kèm theo Quyết định này Quy chế quản lý.",
        "Điều 1. Giao kế hoạch cho các xã (có các phụ lục kèm theo).",
    ],
)
def test_a_decision_that_names_an_appendix_it_does_not_hold_says_so(first: str) -> None:
    (note,) = notes(decision("12/QĐ-UBND", first))
    assert note.code == "separate_appendix"
    assert note.span is not None


@pytest.mark.parametrize(
    "first",
    [
        "Điều 1. Thực hiện theo Phụ lục I ban hành kèm theo Nghị định số 30/2020/NĐ-CP.",
        "Điều 1. Hồ sơ gồm hợp đồng, phụ lục kèm theo hợp đồng.",
        "Điều 1. Bãi bỏ Quy chế ban hành kèm theo Quyết định số 5/QĐ-UBND.",
    ],
)
def test_appendices_of_other_documents_are_not_missing(first: str) -> None:
    assert notes(decision("12/QĐ-UBND", first)) == ()


def test_an_appendix_in_the_file_is_not_missing() -> None:
    text = decision("12/QĐ-UBND", "Điều 1. Phân bổ kinh phí (theo Phụ lục đính kèm).")
    assert notes(text + "PHỤ LỤC I\n\nPHÂN BỔ KINH PHÍ\n\n1. Xã Mẫu: 45 triệu đồng.\n\n") == ()


def test_an_appendix_by_itself_says_what_it_belongs_to() -> None:
    (note,) = notes("PHỤ LỤC\n\nGIÁ ĐẤT\n\n(Kèm theo Nghị quyết số 213/2019/NQ-HĐND ngày 13/12/2019)\n\n1. Đất ở\n\n")
    assert note.code == "separate_appendix"
    assert "213/2019/NQ-HĐND" in note.message


def test_an_article_about_decisions_is_one_document() -> None:
    document = compose(read_plain(decision("12/QĐ-UBND").encode()), identity="x", name=None)
    import msgspec

    article = msgspec.structs.replace(document, article=Article(headline="Tin"))
    assert find_volumes(article, outline(article)) == ()
