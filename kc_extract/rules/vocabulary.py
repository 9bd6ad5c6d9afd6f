"""The patterns that the word lists compile to, and what each matched word means."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

import regex

from kc_extract.lexicon import alternation, spellings
from kc_extract.rules import lists

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kc_extract.rules.lists import Cue
    from kc_extract.types import Qualifier

WordKind = Literal["scale", "currency", "percent", "measure", "count", "decoy"]


#: How far back words in front of a number may begin.
_REACH = 48


class Meaning(NamedTuple):
    """What a word behind a number says: ``factor`` multiplies, ``code`` is a currency."""

    kind: WordKind
    factor: Decimal = Decimal(1)
    code: str | None = None


class Behind:
    """Words that may stand behind a number: patterns by their first letter, so that most places cost no match."""

    def __init__(self, words: Iterable[str]) -> None:
        self._patterns = {
            char: regex.compile(rf"{alternation(group)}(?!(?<=\p{{L}})[\p{{L}}\d²³])")
            for char, group in _grouped(words, 0).items()
        }

    def match(self, low: str, at: int) -> regex.Match[str] | None:
        """The longest word at ``at`` or behind some blanks, whole: no letter goes on where it ends in one."""
        char = low[at : at + 1]
        while char in (" ", "\t"):
            at += 1
            char = low[at : at + 1]
        pattern = self._patterns.get(char)
        return pattern.match(low, at) if pattern else None


class Before:
    """Words that may stand before a number: reversed patterns by their last letter."""

    def __init__(self, words: Iterable[str]) -> None:
        self._patterns = {
            char: regex.compile(rf"(?r)(?:(?<!\p{{L}})|(?!\p{{L}})){alternation(group, reverse=True)}")
            for char, group in _grouped(words, -1).items()
        }

    def match(self, low: str, floor: int, at: int) -> regex.Match[str] | None:
        """The longest word that ends at ``at`` or before some blanks, and does not begin before ``floor``."""
        while at > floor and low[at - 1] in " \t":
            at -= 1
        pattern = self._patterns.get(low[at - 1]) if at > floor else None
        return pattern.match(low, max(floor, at - _REACH), at) if pattern else None


def _grouped(words: Iterable[str], place: int) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(word[place], []).append(word)
    return groups


class Vocabulary(NamedTuple):
    """The compiled word lists, over lower-cased text."""

    meanings: dict[str, Meaning]
    after: Behind
    currencies_before: dict[str, str]
    currency_before: Before
    qualifiers_before: dict[str, Qualifier]
    qualifier_before: Before
    qualifiers_after: dict[str, Qualifier]
    qualifier_after: Behind
    cues: dict[str, tuple[Cue, ...]]
    cue: Before
    capitals: frozenset[str]
    verbs: frozenset[str]
    subjects: frozenset[str]
    places: frozenset[str]
    paired: frozenset[str]
    silent_units: frozenset[str]
    ordinal_before: frozenset[str]
    openers: frozenset[str]
    giving: frozenset[str]

    def kind_of(self, word: str) -> WordKind:
        """What a word that ``after`` matched is."""
        return self.meanings[squeeze(word)].kind


def squeeze(words: str) -> str:
    """The matched words with single spaces, as the word lists have them."""
    return words if " " not in words and "\t" not in words else " ".join(words.split())


@cache
def vocabulary() -> Vocabulary:
    """The word lists, with the user's own words, compiled once."""
    meanings, before = _meanings(), _currencies_before()
    bounds_before, bounds_after = _bounds("before"), _bounds("after")
    cues = _cues()
    units, idioms = lists.units(), lists.idioms()
    return Vocabulary(
        meanings=meanings,
        after=Behind(meanings),
        currencies_before=before,
        currency_before=Before(before),
        qualifiers_before=bounds_before,
        qualifier_before=Before(bounds_before),
        qualifiers_after=bounds_after,
        qualifier_after=Behind(bounds_after),
        cues=cues,
        cue=Before(cues),
        capitals=frozenset(units.capitals),
        verbs=_forms(units.verbs),
        subjects=_forms(units.subjects),
        places=_forms(units.places),
        paired=frozenset(units.paired),
        silent_units=_forms(idioms.silent_units),
        ordinal_before=_forms(idioms.before),
        openers=_forms(idioms.openers),
        giving=_forms(idioms.giving),
    )


def _forms(words: Iterable[str]) -> frozenset[str]:
    """The words in their spellings: the tone mark in either place, i and y for each other (kỳ / kì, sĩ / sỹ)."""
    toned = {form for word in words for form in spellings(word)}
    return frozenset(toned | {_Y.sub(_as_i, form) for form in toned} | {_I.sub(_as_y, form) for form in toned})


_TO_I = str.maketrans("yỳýỷỹỵ", "iìíỉĩị")
_TO_Y = str.maketrans("iìíỉĩị", "yỳýỷỹỵ")
_Y = regex.compile(r"(?<!\p{L})[hklmst][yỳýỷỹỵ](?!\p{L})")
_I = regex.compile(r"(?<!\p{L})[hklmst][ìíỉĩị](?!\p{L})")


def _as_i(found: regex.Match[str]) -> str:
    return found[0].translate(_TO_I)


def _as_y(found: regex.Match[str]) -> str:
    return found[0].translate(_TO_Y)


def _meanings() -> dict[str, Meaning]:
    units, money = lists.units(), lists.currencies()
    found: dict[str, Meaning] = {}
    for words, kind in ((units.decoys, "decoy"), (units.counts, "count"), (units.measures, "measure"),
                        ((*units.signs, *units.capitals), "measure"), (units.percents, "percent")):  # fmt: skip
        found.update((form, Meaning(kind)) for form in _forms(words))  # type: ignore[arg-type]
    for currency in money.currency:
        found.update((form, Meaning("currency", code=currency.code)) for form in _forms(currency.words))
    for entry in money.scaled:
        found.update((form, Meaning("currency", entry.factor, entry.code)) for form in _forms(entry.words))
    for scale in lists.scales():
        found.update((form, Meaning("scale", scale.factor)) for form in _forms(scale.words))
    return found


def _currencies_before() -> dict[str, str]:
    return {word: currency.code for currency in lists.currencies().currency for word in currency.before}


def _bounds(side: Literal["before", "after"]) -> dict[str, Qualifier]:
    return {form: bound.name for bound in lists.bounds() for form in _forms(getattr(bound, side))}


def _cues() -> dict[str, tuple[Cue, ...]]:
    found: dict[str, tuple[Cue, ...]] = {}
    for cue in lists.cues():
        for form in _forms(cue.words):
            for word in (form, f"{form} số") if cue.numbered else (form,):
                found[word] = (*found.get(word, ()), cue)
    return found
