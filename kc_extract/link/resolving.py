"""A named document to the one of the set that it is, by number, date and province."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Literal

import regex

from kc_extract.link.cards import Card
from kc_extract.link.places import successor
from kc_extract.link.works import Work
from kc_extract.types import Frozen

Evidence = Literal["number", "date", "issuer", "place", "title", "date_differs", "number_differs"]

#: Numbers that hold their year are given once in a year by one body; others begin again every year.
_YEAR = regex.compile(r"/(?:19|20)\d\d/")
#: Bodies of provinces, each with numbers of its own.
_LOCAL = regex.compile(r"(?<!\p{L})(?:UBND|HĐND|TU|HU|S\p{Lu}{1,7})(?!\p{L})")


class Named(Frozen, frozen=True, kw_only=True):
    """A document as another names it: ``places`` beside the number, ``by`` who names it."""

    number: str
    key: str
    issued_on: dt.date | None
    places: tuple[str, ...]
    by: Card


class Found(Frozen, frozen=True):
    """The work that was named, and what agrees."""

    work: Work
    evidence: tuple[Evidence, ...]


def resolve(named: Named, works: Iterable[Work]) -> Found | None:
    """The one work that a name can mean; None where there is none, or where the name leaves more than one.

    A number without its year needs its date or its province beside it, for it is given again every year.
    """
    found = [_compare(named, work) for work in works if work.card.key == named.key]
    possible = [one for one in found if one is not None]
    dated = [one for one in possible if "date" in one.evidence]
    chosen = dated or possible
    return chosen[0] if len(chosen) == 1 else None


def has_year(number: str) -> bool:
    """Whether a number holds its year and so is given once (``45/2012/NĐ-CP``)."""
    return _YEAR.search(number) is not None


def _compare(named: Named, work: Work) -> Found | None:
    evidence: list[Evidence] = ["number"]
    unique = has_year(named.number)
    issued = work.card.document.issued_on
    if named.issued_on is not None and issued is not None:
        if named.issued_on == issued:
            evidence.append("date")
        elif unique:
            evidence.append("date_differs")
        else:
            return None
    if _LOCAL.search(named.number):
        place = _place_evidence(named, work)
        if place is None and (named.places or "date" not in evidence):
            return None
        evidence += [place] if place else []
    return Found(work, tuple(evidence)) if unique or len(evidence) > 1 else None


def _place_evidence(named: Named, work: Work) -> Evidence | None:
    """Whether the province is the one named beside the number, or, where none is, that of whoever names it."""
    place = work.card.place
    if place is None:
        return None
    if named.places:
        return "issuer" if place in named.places else None
    by = named.by
    return "place" if by.place is not None and by.place in {place, successor(place, day_of(by))} else None


def day_of(card: Card) -> dt.date | None:
    """The day of a document: of its issue, of its publication, or the first of the years it plans for."""
    document = card.document
    if document.issued_on or document.published_on:
        return document.issued_on or document.published_on
    return dt.date(document.period[0], 1, 1) if document.period else None
