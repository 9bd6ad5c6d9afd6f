"""Figures worked out by hand, for every kind and level."""

from typing import Any

import pytest

from kc_extract.score.kinds import CITATIONS, FUNDING, SECTIONS, TARGETS, Kind
from kc_extract.score.matching import match_fields, match_records

Record = dict[str, Any]


def section(path: str, title: str | None = None, part: str = "body") -> Record:
    return {"part": part, "path": path, "title": title}


def target(value: str, indicator: str, **other: object) -> Record:
    base = {"part": "body", "section": "I/1", "action": "Hỗ trợ", "low": value, "high": value, "qualifier": "exact"}
    return {**base, "unit": "mô hình", "indicator": indicator, "period": [2021, 2025], **other}


def funding(amount: int | None, source: str = "provincial_budget", **other: object) -> Record:
    base = {"part": "body", "section": "II", "activity": None, "low_vnd": amount, "high_vnd": amount}
    rest = {"qualifier": "exact", "source": source, "role": "total", "part_of": None, "period": [2021, 2025]}
    return {**base, **rest, "amount_text": f"{amount} đồng", **other}


def counts(
    kind: Kind, gold: list[Record], found: list[Record], exempt: set[int] | None = None
) -> list[tuple[int, ...]]:
    levels, _ = match_records(kind, gold, found, exempt or set())
    return [(figures.gold, figures.found, figures.right) for figures in levels.values()]


def fates(kind: Kind, gold: list[Record], found: list[Record]) -> list[tuple[str, tuple[str, ...]]]:
    return [(outcome.fate, outcome.differs) for outcome in match_records(kind, gold, found)[1]]


def test_precision_recall_and_f1_by_hand() -> None:
    gold = [section("I"), section("I/1"), section("I/2"), section("II")]
    found = [section("I"), section("I/2"), section("III")]
    core = match_records(SECTIONS, gold, found)[0]["core"]
    assert (core.gold, core.found, core.right) == (4, 3, 2)
    assert (core.precision, core.recall, core.f1) == (0.6667, 0.5, 0.5714)
    assert (core.documents, core.documents_right) == (1, 0)


@pytest.mark.parametrize("kind", [SECTIONS, CITATIONS, TARGETS, FUNDING])
def test_silence_on_both_sides_is_right(kind: Kind) -> None:
    levels, outcomes = match_records(kind, [], [])
    assert [(t.precision, t.recall, t.f1, t.documents_right) for t in levels.values()] == [(1.0, 1.0, 1.0, 1)] * 3
    assert outcomes == []


def test_broken_silence_and_wrong_silence_are_nothing_right() -> None:
    invented = match_records(FUNDING, [], [funding(5)])[0]["core"]
    missed = match_records(FUNDING, [funding(5)], [])[0]["core"]
    assert (invented.precision, invented.recall, invented.f1, invented.documents_right) == (0.0, 0.0, 0.0, 0)
    assert (missed.precision, missed.recall, missed.f1, missed.documents_right) == (0.0, 0.0, 0.0, 0)


def test_sections_need_the_title_at_strict_and_its_every_word_at_whole() -> None:
    title = "Nguyên tắc và cơ chế phân bổ vốn ngân sách trung ương"
    gold = [section("Điều 1", title), section("Điều 2", "Phạm vi"), section("Điều 3", title)]
    found = [section("Điều 1", title.upper()), section("Điều 2"), section("Điều 3", title + " này")]
    assert counts(SECTIONS, gold, found) == [(3, 3, 3), (3, 3, 2), (3, 3, 1)]


def test_a_marker_printed_twice_is_two_sections_paired_by_title() -> None:
    gold = [section("V", "Tổ chức"), section("V", "Kinh phí")]
    assert counts(SECTIONS, gold, gold[::-1]) == [(2, 2, 2)] * 3
    assert counts(SECTIONS, gold, gold[:1]) == [(2, 1, 1)] * 3
    assert counts(SECTIONS, gold[:1], gold[:1] * 2) == [(1, 2, 1)] * 3


def test_paths_keep_their_case() -> None:
    assert fates(SECTIONS, [section("I/1")], [section("i/1")]) == [("missed", ()), ("invented", ())]


def test_a_section_in_another_part_is_a_near_miss() -> None:
    moved = section("I", "Mục tiêu", "attachment-1")
    assert fates(SECTIONS, [section("I", "Mục tiêu")], [moved]) == [("near", ("part",))]


def test_citations_need_the_date_at_strict() -> None:
    gold = [{"number": "45/2012/NĐ-CP", "issued_on": "2012-05-21"}, {"number": "1/QĐ-TTg", "issued_on": None}]
    found = [{"number": "45/2012/nđ–cp", "issued_on": None}, {"number": "1/QĐ-TTg", "role": "basis"}]
    assert counts(CITATIONS, gold, found) == [(2, 2, 2), (2, 2, 1), (2, 2, 1)]


def test_a_misread_number_is_a_near_miss() -> None:
    assert fates(CITATIONS, [{"number": "45/2012/NĐ-CP"}], [{"number": "46/2012/NĐ-CP"}]) == [("near", ("number",))]


def test_targets_are_soft_on_the_indicator_and_exact_on_the_quantity() -> None:
    gold = [target("10", "mô hình trình diễn kỹ thuật sản xuất")]
    assert counts(TARGETS, gold, [target("10.0", "mô hình trình diễn")])[:2] == [(1, 1, 1), (1, 1, 0)]
    assert counts(TARGETS, gold, [target("11", "mô hình trình diễn kỹ thuật sản xuất")]) == [(1, 1, 0)] * 3
    assert counts(TARGETS, gold, [target("10", "lượt người")]) == [(1, 1, 0)] * 3


def test_the_thresholds_hold_at_their_edge() -> None:
    half, less = target("1", "a b"), target("1", "a b c d e f g")
    assert counts(TARGETS, [target("1", "a b c d e f")], [half])[0] == (1, 1, 1)
    assert counts(TARGETS, [less], [half])[0] == (1, 1, 0)
    nine = target("1", "một hai ba bốn năm sáu bảy tám chín")
    ten = target("1", "một hai ba bốn năm sáu bảy tám chín mười mốt")
    assert counts(TARGETS, [nine], [ten])[1] == (1, 1, 1)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("part", "attachment-1"),
        ("section", "I/2"),
        ("qualifier", "about"),
        ("unit", "lượt"),
        ("period", None),
        ("action", "Tổ chức"),
    ],
)
def test_strict_attributes_of_targets(name: str, value: object) -> None:
    gold = target("3", "mô hình")
    assert fates(TARGETS, [gold], [{**gold, name: value}]) == [("core", (name,))]
    assert counts(TARGETS, [gold], [{**gold, name: value}]) == [(1, 1, 1), (1, 1, 0), (1, 1, 0)]


@pytest.mark.parametrize(
    ("name", "value", "fate"),
    [
        ("low_vnd", None, "near"),
        ("source", "credit", "near"),
        ("role", "part", "near"),
        ("activity", "II", "core"),
        ("qualifier", "at_most", "core"),
        ("period", [2021, 2030], "core"),
        ("part_of", "f9", "core"),
        ("amount_text", "khác", "strict"),
    ],
)
def test_attributes_of_funding_by_level(name: str, value: object, fate: str) -> None:
    gold = funding(5_000_000)
    assert fates(FUNDING, [gold], [{**gold, name: value}]) == [(fate, (name,))]


def test_part_of_is_given_or_not() -> None:
    gold = [funding(5, part_of="f1", role="part")]
    assert counts(FUNDING, gold, [funding(5, part_of="funding-77", role="part")]) == [(1, 1, 1)] * 3


def test_what_is_not_labelled_is_not_compared() -> None:
    gold = {"low_vnd": 5, "high_vnd": 5}
    assert fates(FUNDING, [gold], [funding(5, "credit", per="tháng")]) == [("whole", ())]
    assert fates(FUNDING, [{**gold, "per": None}], [funding(5, per="tháng")]) == [("strict", ("per",))]
    assert fates(TARGETS, [{"indicator": "mô hình"}], [target("8", "mô hình")]) == [("whole", ())]


def test_an_absent_key_of_an_extraction_is_null() -> None:
    assert fates(FUNDING, [funding(5)], [{"low_vnd": "5", "high_vnd": 5.0}])[0][0] == "near"
    assert fates(CITATIONS, [{"number": "1/QĐ", "issued_on": None}], [{"number": "1/QĐ"}]) == [("whole", ())]


def test_amounts_that_are_not_vnd_are_compared_in_their_currency() -> None:
    dollars = funding(None, currency="USD", low="2000", high="2000")
    assert counts(FUNDING, [dollars], [dollars])[0] == (1, 1, 1)
    assert counts(FUNDING, [dollars], [{**dollars, "low": "3000", "high": "3000"}])[0] == (1, 1, 0)
    assert counts(FUNDING, [dollars], [{**dollars, "currency": "EUR"}])[0] == (1, 1, 0)


def test_equal_amounts_are_assigned_so_that_most_are_right() -> None:
    """Two labels share an amount; the greedy choice for the first would leave the second without its partner."""
    gold = [target("5", "lớp đào tạo nghề"), target("5", "lớp đào tạo")]
    found = [target("5", "lớp đào tạo nghề cho lao động"), target("5", "lớp nghề đào tạo lao động nông thôn mới nay")]
    assert counts(TARGETS, gold, found)[0] == (2, 2, 2)


def test_core_comes_before_strict_in_the_choice_of_partners() -> None:
    """By hand: label 0 fits both, strictly the first; label 1 fits the first alone. Two at core, so none strict."""
    gold = [target("5", "a b c d"), target("5", "a b e f g h")]
    found = [target("5", "a b c d"), target("5", "c d x y")]
    assert counts(TARGETS, gold, found)[0] == (2, 2, 1)
    gold[1]["indicator"] = "a b e f"
    assert counts(TARGETS, gold, found)[:2] == [(2, 2, 2), (2, 2, 0)]


def test_ties_go_by_place_and_each_record_serves_once() -> None:
    gold = [funding(7), funding(7), funding(7)]
    outcomes = match_records(FUNDING, gold, [funding(7), funding(7)])[1]
    assert [outcome.fate for outcome in outcomes] == ["whole", "whole", "missed"]
    assert match_records(FUNDING, gold, [funding(7), funding(7)])[1] == outcomes


def test_exempt_records_count_only_where_they_match() -> None:
    gold, found = [funding(1), funding(2)], [funding(1), funding(3), funding(4)]
    assert counts(FUNDING, gold, found, {0, 1})[0] == (2, 2, 1)
    assert counts(FUNDING, gold, found)[0] == (2, 3, 1)
    assert counts(FUNDING, [], found, {0, 1, 2})[0] == (0, 0, 0)


HEADER = {
    "kind": "decision",
    "number": "12/QĐ-UBND",
    "issuer": "Ủy ban nhân dân tỉnh Sông Vàng",
    "place": None,
    "issued_on": "2024-03-01",
    "title": "Ban hành Chương trình khuyến công tỉnh Sông Vàng giai đoạn 2024 - 2028",
    "period": [2024, 2028],
    "signatories": [{"name": "Lê Văn An", "title": "Phó Chủ tịch"}],
    "announces": None,
}


def test_fields_equal_with_a_correct_silence_among_them() -> None:
    found = HEADER | {"issuer": "UỶ BAN NHÂN DÂN TỈNH SÔNG VÀNG", "period": (2024, 2028), "id": "x"}
    levels, outcomes = match_fields(HEADER, found)
    assert (levels["core"].gold, levels["core"].found, levels["core"].right, levels["core"].f1) == (9, 9, 9, 1.0)
    assert {outcome.fate for outcome in outcomes} == {"whole"}


def test_fields_wrong_missed_and_invented_by_hand() -> None:
    found = HEADER | {"number": "21/QĐ-UBND", "issued_on": None, "place": "Sông Vàng"}
    levels, outcomes = match_fields(HEADER, found)
    core = levels["core"]
    assert (core.gold, core.found, core.right, core.f1) == (8, 8, 6, 0.75)
    wrong = {o.key: (o.fate, o.wanted, o.found) for o in outcomes if o.fate != "whole"}
    assert wrong == {
        "number": ("near", "12/QĐ-UBND", "21/QĐ-UBND"),
        "issued_on": ("missed", "2024-03-01", None),
        "place": ("invented", None, "Sông Vàng"),
    }


def test_a_title_may_differ_in_a_word_up_to_strict() -> None:
    levels, _ = match_fields(HEADER, HEADER | {"title": HEADER["title"] + " này"})
    assert [levels[level].right for level in ("core", "strict", "whole")] == [9, 9, 8]


@pytest.mark.parametrize(
    "people", [[], [{"name": "Lê Văn An", "title": "Chủ tịch"}], [*HEADER["signatories"], {"name": "B", "title": None}]]
)
def test_signatories_are_all_or_nothing(people: list[Record]) -> None:
    assert match_fields(HEADER, HEADER | {"signatories": people})[0]["core"].right == 8


def test_announcement_compares_what_is_labelled() -> None:
    gold = {"announces": {"number": "3/QĐ-UBND", "issuer": None}}
    assert match_fields(gold, {"announces": {"number": "3/QĐ-UBND", "issued_on": "2024-01-01"}})[0]["core"].right == 1
    assert match_fields(gold, {"announces": {"number": "3/QĐ-UBND", "issuer": "Bộ"}})[0]["core"].right == 0
    assert match_fields(gold, {"announces": None})[0]["core"].right == 0
