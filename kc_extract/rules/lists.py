"""The word lists of the grammar, decoded strictly: what people write by hand in ``lexicon/*.toml``."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Literal

import msgspec

from kc_extract.lexicon import load
from kc_extract.types import Qualifier


class _Data(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of what people write by hand: unknown keys are refused."""


class Scale(_Data, frozen=True):
    """A multiplier: words behind the number, and short forms that touch the figure (``15tr``)."""

    factor: Decimal
    words: tuple[str, ...] = ()
    glued: tuple[str, ...] = ()


class Scales(_Data, frozen=True):
    """All scales."""

    scale: tuple[Scale, ...]


class Currency(_Data, frozen=True):
    """A currency by ISO 4217 code: words and signs behind the amount and before it."""

    code: str
    words: tuple[str, ...]
    before: tuple[str, ...] = ()


class ScaledCurrency(_Data, frozen=True):
    """A currency abbreviation that carries a scale (``trđ``)."""

    code: str
    factor: Decimal
    words: tuple[str, ...]


class Currencies(_Data, frozen=True):
    """All currencies; ``cents`` are the hundredths that are said behind a foreign one."""

    currency: tuple[Currency, ...]
    scaled: tuple[ScaledCurrency, ...]
    cents: tuple[str, ...]


class Bound(_Data, frozen=True):
    """A qualifier's words in front of the number and behind its unit."""

    name: Qualifier
    before: tuple[str, ...]
    after: tuple[str, ...] = ()


class Qualifiers(_Data, frozen=True):
    """All qualifiers."""

    qualifier: tuple[Bound, ...]


class Units(_Data, frozen=True):
    """Counted nouns and measures, and the words that only look like them (see the file's own comments)."""

    percents: tuple[str, ...]
    signs: tuple[str, ...]
    capitals: tuple[str, ...]
    paired: tuple[str, ...]
    measures: tuple[str, ...]
    counts: tuple[str, ...]
    verbs: tuple[str, ...]
    subjects: tuple[str, ...]
    places: tuple[str, ...]
    decoys: tuple[str, ...]


class Cue(_Data, frozen=True):
    """Words in front of a number that make it no quantity, and the reason; without one they only look like a cue."""

    name: str
    words: tuple[str, ...]
    tail: str
    sample: str
    reason: str | None = None
    strength: Literal["weak", "strong"] = "weak"
    numbered: bool = False
    colon: bool = False


class Cues(_Data, frozen=True):
    """All cues."""

    cue: tuple[Cue, ...]


class Idioms(_Data, frozen=True):
    """Where number words count nothing: in front of these units, behind these words; words that open no noun."""

    silent_units: tuple[str, ...]
    giving: tuple[str, ...]
    before: tuple[str, ...]
    openers: tuple[str, ...]


@cache
def scales() -> tuple[Scale, ...]:
    """The scale words."""
    found: Scales = load("scales", Scales)
    return found.scale


@cache
def currencies() -> Currencies:
    """The currencies and their scaled abbreviations."""
    found: Currencies = load("currencies", Currencies)
    return found


@cache
def bounds() -> tuple[Bound, ...]:
    """The qualifiers."""
    found: Qualifiers = load("qualifiers", Qualifiers)
    return found.qualifier


@cache
def units() -> Units:
    """The units and their decoys."""
    found: Units = load("units", Units)
    return found


@cache
def cues() -> tuple[Cue, ...]:
    """The cues of silence."""
    found: Cues = load("cues", Cues)
    return found.cue


@cache
def idioms() -> Idioms:
    """The idioms of number words."""
    found: Idioms = load("idioms", Idioms)
    return found
