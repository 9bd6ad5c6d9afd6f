"""The documents of a set: each once, whatever the number of files that hold it."""

from __future__ import annotations

from collections.abc import Iterable

from kc_extract.link.cards import Card
from kc_extract.types import Frozen


class Work(Frozen, frozen=True, kw_only=True):
    """One document with all its files; ``card`` is the one that tells most of it."""

    id: str
    card: Card
    names: tuple[str, ...]


def gather(cards: Iterable[Card]) -> tuple[Work, ...]:
    """The works in the order of their first files.

    Files are of one work where their bytes are the same, or number, date and province, as far as both tell them.
    """
    groups: list[list[Card]] = []
    known: dict[str, list[list[Card]]] = {}
    for card in cards:
        marks = {card.document.id, *filter(None, [card.key])}
        near = [group for mark in sorted(marks) for group in known.get(mark, [])]
        group = next((group for group in near if any(_is_same(card, other) for other in group)), None)
        if group is None:
            group = []
            groups.append(group)
        group.append(card)
        for mark in marks:
            known.setdefault(mark, []).append(group)
    return tuple(
        Work(id=f"d{number}", card=max(group, key=_told), names=tuple(card.name for card in group))
        for number, group in enumerate(groups, start=1)
    )


def _is_same(one: Card, other: Card) -> bool:
    if one.document.id == other.document.id:
        return True
    if one.key is None or one.key != other.key:
        return False
    dates = {date for date in (one.document.issued_on, other.document.issued_on) if date is not None}
    places = {place for place in (one.place, other.place) if place is not None}
    return len(dates) <= 1 and len(places) <= 1


def _told(card: Card) -> tuple[int, int]:
    """How much of its header a file tells, and how many figures."""
    document = card.document
    fields = (document.number, document.issued_on, document.issuer, document.title, document.period)
    return sum(field is not None for field in fields), len(card.figures)
