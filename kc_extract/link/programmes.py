"""The same programme in successive periods, by title, province and years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import msgspec
import regex

from kc_extract.lexicon import load
from kc_extract.likeness import alike, likeness, words_of
from kc_extract.link.places import places_in, successor
from kc_extract.link.resolving import day_of
from kc_extract.link.works import Work
from kc_extract.text import bare, lower

_TITLES = 0.75
_BODIES = 0.5
_YEARS = regex.compile(r"\d{4}")


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    common: tuple[str, ...]
    kinds: tuple[str, ...]


def successive(works: Sequence[Work]) -> Iterator[tuple[Work, Work]]:
    """Pairs of a programme and the one before it, the earlier first.

    The titles are alike without years and places, the bodies are of one kind, the earlier period ends before the later
    begins, and the earlier province is the later one or was merged into it by then. Of several earlier ones the nearest
    of each province is taken.
    """
    by_place: dict[str, list[Work]] = {}
    for work in works:
        document = work.card.document
        if document.kind in _words().kinds and document.period and work.card.place:
            by_place.setdefault(successor(work.card.place), []).append(work)
    for group in by_place.values():
        yield from _successive(group)


def _successive(works: Sequence[Work]) -> Iterator[tuple[Work, Work]]:
    """The pairs among the programmes of one province of today."""
    nearest: dict[tuple[str, str | None], tuple[Work, Work]] = {}
    for pair in alike([_title(work) for work in works], _TITLES):
        earlier, later = sorted((works[pair.earlier], works[pair.later]), key=_period)
        if not _follows(earlier, later):
            continue
        key = later.id, earlier.card.place
        if key not in nearest or _period(nearest[key][0]) < _period(earlier):
            nearest[key] = earlier, later
    yield from nearest.values()


def title_words(title: str, place: str | None) -> tuple[str, ...]:
    """The words of a title that name its programme, without years, places and what all titles share."""
    text = lower(title)
    for name in (*places_in(title), place or ""):
        text = regex.sub(regex.escape(lower(name)), " ", text) if name else text
    words = words_of(_YEARS.sub(" ", _common().sub(" ", text)))
    own = set(words_of(place or ""))
    return tuple(word for word in words if word not in own)


def _title(work: Work) -> tuple[str, ...]:
    return title_words(work.card.document.title or "", work.card.place)


def _period(work: Work) -> tuple[int, int]:
    return work.card.document.period or (0, 0)


def _follows(earlier: Work, later: Work) -> bool:
    one, other = earlier.card, later.card
    if _period(earlier)[1] >= _period(later)[0]:
        return False
    if one.place is None or other.place is None or successor(one.place, day_of(other)) != other.place:
        return False
    return likeness(_body(earlier), _body(later)) >= _BODIES


def _body(work: Work) -> tuple[str, ...]:
    """The words of the issuer without its province."""
    issuer = bare(work.card.document.issuer or "")
    return words_of(issuer.replace(bare(work.card.place or "\n"), " "))


@cache
def _words() -> _Words:
    words: _Words = load("programmes", _Words)
    return words


@cache
def _common() -> regex.Pattern[str]:
    either = "|".join(regex.escape(word) for word in sorted(_words().common, key=len, reverse=True))
    return regex.compile(rf"(?<!\p{{L}})(?:{either})(?!\p{{L}})")
