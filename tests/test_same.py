"""Targets stated twice in one document, and how the two statements differ."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kc_extract.checks.same import same_checks
from kc_extract.likeness import alike, likeness, words_of
from kc_extract.pipeline import extract, read
from kc_extract.targets.same import link_same
from kc_extract.types import Span, Target

SEED = Path(__file__).parent.parent.parent / "shared" / "corpus" / "seeds" / "002_630f426578ce83be.txt"

MODEL = "mô hình trình diễn kỹ thuật sản xuất sản phẩm mới"
FAIR = "hội chợ triển lãm hàng công nghiệp nông thôn"
LEAFLET = "tài liệu tuyên truyền thông tin thị trường, phổ biến kinh nghiệm"


def target(section: str, number: int, indicator: str, unit: str = "mô hình", **more: object) -> Target:
    words = {"action": "Hỗ trợ xây dựng", "period": (2021, 2025), **more}
    value = Decimal(number)
    place = {"id": f"{section}:{indicator}", "span": Span(0, 1), "part": "body", "section": section}
    return Target(**place, low=value, high=value, unit=unit, indicator=indicator, **words)  # type: ignore[arg-type]


def links(*targets: Target) -> list[tuple[str, str]]:
    """Where each target that is stated again stands, and where it stood first."""
    linked = link_same(targets)
    by_id = {one.id: one for one in linked}
    return [(str(by_id[one.same_as].section), str(one.section)) for one in linked if one.same_as is not None]


def test_a_target_of_the_goals_is_found_again_in_the_results() -> None:
    assert links(target("I/2", 5, MODEL), target("III/2", 5, MODEL)) == [("I/2", "III/2")]


def test_the_later_one_names_the_earlier_and_nothing_else_is_changed() -> None:
    first, second = target("I/2", 5, MODEL), target("III/2", 5, MODEL)
    linked = link_same([first, second])
    assert linked[0] == first
    assert linked[1].same_as == first.id
    assert [one.indicator for one in linked] == [MODEL, MODEL]


def test_wording_and_spelling_may_differ() -> None:
    again = "mô hình trình diễn về kĩ thuật sản xuất sản phẩm mới hoặc công nghệ mới"
    assert links(target("I/2", 5, MODEL), target("III/2", 5, again)) == [("I/2", "III/2")]


def test_each_target_is_in_one_pair() -> None:
    twice = [target("I/2", 5, MODEL), target("III/2", 5, MODEL), target("IV/2", 5, f"{MODEL} nữa")]
    assert links(*twice) == [("I/2", "III/2")]


def test_another_unit_is_the_same_target_where_all_else_is() -> None:
    first = target("I/2", 17, f"số {LEAFLET}", "số")
    assert links(first, target("III/5", 17, f"lượt {LEAFLET}", "lượt")) == [("I/2", "III/5")]


def test_another_quantity_is_the_same_target_where_the_words_are_many_and_the_same() -> None:
    assert links(target("I/2", 5, MODEL), target("III/2", 7, MODEL)) == [("I/2", "III/2")]


def test_another_quantity_of_other_words_is_the_same_target_where_its_section_repeats_the_other() -> None:
    goals = [target("I/2", 5, MODEL), target("I/2", 3, FAIR, "hội chợ"), target("I/2", 17, LEAFLET, "số")]
    again = [target("III/2", 5, MODEL), target("III/2", 3, FAIR, "hội chợ")]
    changed = target("III/5", 19, LEAFLET.replace("phổ biến", "chia sẻ"), "số")
    assert links(goals[2], changed) == []
    assert links(*goals, *again, changed) == [("I/2", "III/2"), ("I/2", "III/2"), ("I/2", "III/5")]


@pytest.mark.parametrize(
    "other",
    [
        target("I/2", 5, f"{MODEL} khác"),  # the same section
        target("III/2", 5, MODEL, period=(2026, 2026)),  # other years
        target("III/2", 5, MODEL, per="năm"),  # a rate
        target("III/2", 5, MODEL, annual=True),
        target("III/2", 5, "mô hình thí điểm áp dụng sản xuất sạch hơn"),  # another thing of the same number
        target("III/2", 7, "mô hình trình diễn kỹ thuật"),  # another number, and few words
        target("III/2", 7, MODEL, action="Thanh lý"),  # another number and another deed
        target("III/2", 50, MODEL, "lượt"),  # another number and another unit
    ],
)
def test_what_is_another_target(other: Target) -> None:
    assert links(target("I/2", 5, MODEL), other) == []


def test_clauses_of_one_article_set_cases_apart() -> None:
    assert links(target("Chương I/Điều 8/1/b", 5, MODEL), target("Chương I/Điều 8/1/d", 5, MODEL)) == []
    assert links(target("Điều 4/1/d", 5, MODEL), target("Điều 4/2/d", 7, MODEL)) == []
    assert len(links(target("Điều 4/1/d", 5, MODEL), target("Điều 5/1", 5, MODEL))) == 1


def test_a_programme_within_an_article_is_apart_by_its_own_sections() -> None:
    assert len(links(target("Điều 1/I/2", 5, MODEL), target("Điều 1/III/2", 5, MODEL))) == 1


def test_shares_are_told_apart_by_their_words() -> None:
    roads = target("I/2", 100, "xã có đường ô tô đến trung tâm", "%")
    assert links(roads, target("III/2", 100, "xã có trạm y tế đạt chuẩn", "%")) == []
    assert links(roads, target("III/2", 98, "xã có đường ô tô đến trung tâm", "%")) == []


def test_a_unit_alone_tells_no_target() -> None:
    assert links(target("I/2", 5, "mô hình"), target("III/2", 5, "mô hình")) == []


def test_a_column_of_figures_is_no_target_said_again() -> None:
    assert links(*(target(f"I/{row}", 5, MODEL) for row in range(1, 12))) == []


def test_statements_that_agree_pass() -> None:
    (check,) = same_checks(link_same([target("I/2", 5, MODEL), target("III/2", 5, MODEL)]))
    assert (check.ok, check.records) == (True, (f"I/2:{MODEL}", f"III/2:{MODEL}"))
    assert (check.expected, check.found, check.difference) == (5, 5, 0)


def test_another_quantity_fails_and_names_the_slip() -> None:
    (check,) = same_checks(link_same([target("I/2", 15, MODEL), target("III/2", 51, MODEL)]))
    assert (check.ok, check.expected, check.found, check.difference) == (False, 15, 51, 36)
    assert "I/2 states 15 mô hình, III/2 51 mô hình" in check.message
    assert "each other's place" in check.message


def test_another_unit_fails() -> None:
    pair = [target("I/2", 17, f"số {LEAFLET}", "số"), target("III/5", 17, f"lượt {LEAFLET}", "lượt")]
    (check,) = same_checks(link_same(pair))
    assert (check.ok, check.difference) == (False, 0)
    assert "17 số, III/5 17 lượt" in check.message


def test_wording_is_told_and_fails_nothing() -> None:
    pair = [target("I/2", 5, MODEL), target("III/2", 5, f"{MODEL} hoặc công nghệ mới", action="Xây dựng")]
    (check,) = same_checks(link_same(pair))
    assert check.ok
    assert "only I/2 has “Hỗ trợ”" in check.message
    assert "only III/2 has “hoặc công nghệ mới”" in check.message


def test_targets_stated_once_are_not_checked() -> None:
    assert list(same_checks([target("I/2", 5, MODEL)])) == []


def test_likeness_counts_words_as_often_as_they_stand() -> None:
    assert likeness(words_of("sản xuất sản phẩm"), words_of("SẢN PHẨM")) == pytest.approx(4 / 6)
    assert likeness((), ()) == 0


@given(st.lists(st.lists(st.sampled_from("abcdef"), max_size=6), max_size=12), st.sampled_from([0.5, 0.6, 0.8]))
def test_no_pair_is_lost_by_looking_at_rare_words_only(phrases: list[list[str]], floor: float) -> None:
    every = {
        (one, other)
        for other in range(len(phrases))
        for one in range(other)
        if likeness(phrases[one], phrases[other]) >= floor
    }
    assert {(pair.earlier, pair.later) for pair in alike(phrases, floor)} == every


@pytest.mark.skipif(not SEED.exists(), reason="the shared documents are not beside this repository")
def test_the_programme_that_states_its_targets_twice() -> None:
    extraction = extract(read(SEED.read_bytes(), SEED.name))
    pairs = [check for check in extraction.checks if check.kind == "same_target"]
    assert len(extraction.targets) == 42
    assert len(pairs) == 21
    assert [check.message.split(" of the same")[0] for check in pairs if not check.ok] == [
        "I/2 states 17 số, III/5/5.2 17 lượt"
    ]
