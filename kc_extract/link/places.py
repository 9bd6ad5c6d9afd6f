"""Provinces before and after their mergers, by the days on which each existed."""

from __future__ import annotations

import datetime as dt
from functools import cache

from kc_extract.gazetteer import Province, find_provinces, provinces
from kc_extract.text import bare
from kc_extract.types import Header


def successor(name: str, on: dt.date | None = None) -> str:
    """The province that stood in the place of the named one on a day, or that stands there today.

    ``Bến Tre`` gives ``Bến Tre`` before 1 July 2025 and ``Vĩnh Long`` from then on; a name that is no province's stays.
    """
    unit = _units().get(name)
    while unit is not None and unit.into is not None and unit.until is not None and (on is None or unit.until <= on):
        name, unit = unit.into, _units().get(unit.into)
    return name


def predecessors(name: str) -> frozenset[str]:
    """The provinces in whose place the named one stands, itself among them."""
    return frozenset(unit.name for unit in provinces() if successor(unit.name) == name) | {name}


def places_in(text: str) -> tuple[str, ...]:
    """The provinces that a text names, in its order, as they are named there."""
    return tuple(unit.name for _, unit in find_provinces(text))


def place_of(header: Header) -> str | None:
    """The province of a document by its issuer, or by the place where it was signed; in plain letters where unknown."""
    for words in (header.issuer, header.place):
        named = places_in(words or "")
        if named:
            return named[0]
    return bare(header.place) if header.place else None


@cache
def _units() -> dict[str, Province]:
    return {unit.name: unit for unit in provinces()}
