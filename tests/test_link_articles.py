"""Articles, the decisions that they report, and what of it does not agree."""

import pytest

from kc_extract.link import Links, link
from kc_extract.types import Extraction
from tests.link_making import announces, made, money

TITLE = "Ban hành Chương trình khuyến công tỉnh Vĩnh Long giai đoạn 2021 - 2025"
HEADLINE = "Vĩnh Long: Phê duyệt Chương trình khuyến công giai đoạn 2021 - 2025"
BODY = "Ủy ban nhân dân tỉnh Vĩnh Long"
DECISION = made(
    "decision.txt", "3082/QĐ-UBND", "2020-11-12", title=TITLE, period=(2021, 2025),
    funding=(money("f20", 74_975_000_000), money("f1", 250_000_000, activity="III/1")),
)  # fmt: skip


def article(
    number: str | None, on: str | None, issuer: str | None = BODY, *totals: int, **more: object
) -> tuple[str, Extraction]:
    funding = tuple(money(f"f{at}", total) for at, total in enumerate(totals))
    words = {"kind": "article", "issuer": None, "place": None, "title": HEADLINE, "period": (2021, 2025), **more}
    return made("article.html", None, None, funding=funding, announces=announces(number, on, issuer), **words)


def reported(links: Links) -> list[tuple[str, ...]]:
    return [edge.evidence for edge in links.edges if edge.relation == "announces"]


@pytest.mark.parametrize(
    ("told", "evidence"),
    [
        (article("3082/QĐ-UBND", "2020-11-12"), ("number", "date", "place")),
        (article("3082/QĐ-UBND", None), ("number", "place")),
        (article(None, "2020-11-12"), ("date", "issuer", "title")),
        (article(None, None), ("issuer", "title")),
        (article("3028/QĐ-UBND", "2020-11-12"), ("number_differs", "date", "issuer", "title")),
    ],
)
def test_an_article_finds_its_decision(told: tuple[str, Extraction], evidence: tuple[str, ...]) -> None:
    assert reported(link([DECISION, told])) == [evidence]


@pytest.mark.parametrize(
    "told",
    [
        article(None, None, "Ủy ban nhân dân tỉnh Trà Vinh"),
        article(None, "2020-11-13"),
        article(None, None, period=(2016, 2020)),
        article(None, None, title="Vĩnh Long: Phê duyệt Kế hoạch chuyển đổi số"),
        article("3082/QĐ-UBND", "2019-11-12"),  # a number of another year, and another date
        article("3082/QĐ-UBND", None, "Ủy ban nhân dân tỉnh Trà Vinh"),
    ],
)
def test_an_article_on_something_else_finds_none(told: tuple[str, Extraction]) -> None:
    assert reported(link([DECISION, told])) == []


def test_an_article_that_may_mean_two_decisions_is_left() -> None:
    other = made("other.txt", "77/QĐ-UBND", "2020-12-12", title=TITLE, period=(2021, 2025))
    assert reported(link([DECISION, other, article(None, None)])) == []


def checks(told: tuple[str, Extraction]) -> list[tuple[bool, str]]:
    found = link([DECISION, told]).checks
    assert {check.kind for check in found} <= {"article_decision"}
    return [(check.ok, check.message) for check in found]


def test_number_date_and_total_that_agree_pass() -> None:
    assert [ok for ok, _ in checks(article("3082/QĐ-UBND", "2020-11-12", BODY, 5_000, 74_975_000_000))] == [True] * 3


def test_what_the_article_does_not_tell_is_not_checked() -> None:
    assert len(checks(article("3082/QĐ-UBND", None))) == 1


def test_another_number_fails() -> None:
    assert checks(article("3028/QĐ-UBND", "2020-11-12"))[0] == (
        False, "article.html reports the number 3028/QĐ-UBND, 3082/QĐ-UBND has 3082/QĐ-UBND",
    )  # fmt: skip


def test_another_total_fails_and_names_the_slip() -> None:
    (check,) = [c for c in link([DECISION, article("3082/QĐ-UBND", None, BODY, 74_957_000_000)]).checks if not c.ok]
    assert (check.expected, check.found, check.difference) == (74_975_000_000, 74_957_000_000, -18_000_000)
    assert check.records == ("d1/f20", "d2/f0")
    assert "each other's place" in check.message


def test_another_date_fails() -> None:
    decision = made("decision.txt", "30/2020/QĐ-UBND", "2020-11-12", title=TITLE, period=(2021, 2025))
    (number, date) = link([decision, article("30/2020/QĐ-UBND", "2020-11-21")]).checks
    assert number.ok
    assert not date.ok
    assert "2020-11-21" in date.message
