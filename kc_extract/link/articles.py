"""Articles and the decisions that they report: which one it is, and whether number, date and total agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import msgspec

from kc_extract.checks.slips import slip, written
from kc_extract.link.cards import Card, Figure
from kc_extract.link.places import places_in
from kc_extract.link.programmes import title_words
from kc_extract.link.resolving import Evidence, Found, Named, resolve
from kc_extract.link.works import Work
from kc_extract.references import key_of
from kc_extract.text import bare
from kc_extract.types import Announced, Check

#: So much of the decision's title stands in the headline, or the other way round.
_TITLE = 0.7


def announced(article: Work, works: Sequence[Work]) -> Found | None:
    """The decision of the set that an article reports, by its number, else by date, province and title."""
    told = article.card.document.announces
    if told is None:
        return None
    others = [work for work in works if work.id != article.id and work.card.document.kind != "article"]
    if told.number is not None:
        named = Named(
            number=told.number, key=key_of(told.number), issued_on=told.issued_on, places=(), by=_placed(article, told)
        )
        found = resolve(named, others)
        if found is not None:
            return found
    likely = [found for found in (_likely(article, told, work) for work in others) if found is not None]
    return likely[0] if len(likely) == 1 else None


def article_checks(article: Work, found: Found) -> Iterator[Check]:
    """Number, date and total of an article against the decision, each where both tell it."""
    told, document = article.card.document.announces, found.work.card.document
    places = f"{_name(article)} reports", f"{_name(found.work)} has"
    if told is not None and told.number and document.number:
        ok = key_of(told.number) == key_of(document.number)
        yield _check(ok, f"{places[0]} the number {told.number}, {places[1]} {document.number}")
    if told is not None and told.issued_on and document.issued_on:
        message = f"{places[0]} the date {told.issued_on.isoformat()}, {places[1]} {document.issued_on.isoformat()}"
        yield _check(told.issued_on == document.issued_on, message)
    yield from _total_check(article, found.work, places)


def _total_check(article: Work, decision: Work, places: tuple[str, str]) -> Iterator[Check]:
    stated, reported = _totals(decision.card), _totals(article.card)
    if not stated or not reported:
        return
    whole = max(stated, key=_value)
    same = [figure for figure in reported if (_value(figure), figure.unit) == (_value(whole), whole.unit)]
    other = (same or [max(reported, key=_value)])[0]
    expected, found = _value(whole), _value(other)
    known = slip(expected, found) if found != expected else None
    message = f"{places[0]} a total of {written(found)} {other.unit}, {places[1]} {written(expected)} {whole.unit}"
    yield Check(
        kind="article_decision",
        ok=bool(same),
        records=(f"{decision.id}/{whole.id}", f"{article.id}/{other.id}"),
        expected=expected,
        found=found,
        difference=found - expected if other.unit == whole.unit else None,
        message=f"{message} ({known})" if known else message,
    )


def _check(ok: bool, message: str) -> Check:  # noqa: FBT001 - the verdict comes first
    return Check(kind="article_decision", ok=ok, records=(), message=message)


def _totals(card: Card) -> list[Figure]:
    """The money of the whole document."""
    return [figure for figure in card.figures if figure.kind == "funding" and figure.whole and figure.is_total]


def _value(figure: Figure) -> Decimal:
    return figure.high if figure.high is not None else figure.low or Decimal(0)


def _likely(article: Work, told: Announced, work: Work) -> Found | None:
    """The work as what an article means that gives no number, or one that the work does not have."""
    document = work.card.document
    evidence: list[Evidence] = []
    if told.number is not None and document.number is not None:
        evidence.append("number_differs")
    if told.issued_on is not None and document.issued_on is not None:
        if told.issued_on != document.issued_on:
            return None
        evidence.append("date")
    if not _same_body(told, work) or article.card.document.period != document.period:
        return None
    if not _same_title(article, work):
        return None
    return Found(work, (*evidence, "issuer", "title"))


def _same_body(told: Announced, work: Work) -> bool:
    issuer, own = bare(told.issuer or ""), bare(work.card.document.issuer or "")
    return bool(issuer) and (issuer == own or own.startswith(f"{issuer} "))


def _same_title(article: Work, work: Work) -> bool:
    place = work.card.place
    one = set(title_words(article.card.document.title or "", place))
    other = set(title_words(work.card.document.title or "", place))
    return bool(one and other) and len(one & other) >= _TITLE * min(len(one), len(other))


def _placed(article: Work, told: Announced) -> Card:
    """The article's card, in the province of the body that it names."""
    named = places_in(told.issuer or "")
    return msgspec.structs.replace(article.card, place=named[0]) if named else article.card


def _name(work: Work) -> str:
    return work.card.document.number or work.names[0]
