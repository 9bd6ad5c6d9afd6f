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


class Meaning(NamedTuple):
    """What a word behind a number says: ``factor`` multiplies, ``code`` is a currency."""

    kind: WordKind
    factor: Decimal = Decimal(1)
    code: str | None = None


class Vocabulary(NamedTuple):
    """The compiled word lists. Patterns run over lower-cased text; those that look back are reversed (``(?r)``)."""

    meanings: dict[str, Meaning]
    after: regex.Pattern[str]
    currencies_before: dict[str, str]
    before_amount: regex.Pattern[str]
    currency_ends: frozenset[str]
    qualifiers_before: dict[str, Qualifier]
    qualifier_before: regex.Pattern[str]
    qualifiers_after: dict[str, Qualifier]
    qualifier_after: regex.Pattern[str]
    cues: dict[str, tuple[Cue, ...]]
    cue: regex.Pattern[str]
    capitals: frozenset[str]
    verbs: frozenset[str]
    places: frozenset[str]
    silent_units: frozenset[str]
    ordinal_before: frozenset[str]
    openers: frozenset[str]


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
        after=_forward(meanings),
        currencies_before=before,
        before_amount=_backward(before),
        currency_ends=frozenset(word[-1] for word in before),
        qualifiers_before=bounds_before,
        qualifier_before=_backward(bounds_before),
        qualifiers_after=bounds_after,
        qualifier_after=_forward(bounds_after),
        cues=cues,
        cue=_cue_pattern(cues),
        capitals=frozenset(units.capitals),
        verbs=_forms(units.verbs),
        places=_forms(units.places),
        silent_units=_forms(idioms.silent_units),
        ordinal_before=_forms(idioms.before),
        openers=_forms(idioms.openers),
    )


def _forms(words: Iterable[str]) -> frozenset[str]:
    return frozenset(form for word in words for form in spellings(word))


def _forward(words: Iterable[str]) -> regex.Pattern[str]:
    """Any of the words behind at most some blanks, whole: no letter goes on where the word ends in one."""
    return regex.compile(rf"[ \t]*(?P<word>{alternation(words)})(?!(?<=\p{{L}})[\p{{L}}\d²³])")


def _backward(words: Iterable[str]) -> regex.Pattern[str]:
    return regex.compile(rf"(?r)(?:(?<!\p{{L}})|(?!\p{{L}}))(?P<word>{alternation(words, reverse=True)})[ \t]*")


def _cue_pattern(cues: Iterable[str]) -> regex.Pattern[str]:
    words = alternation(cues, reverse=True)
    return regex.compile(rf"(?r)(?<!\p{{L}})(?P<word>{words})(?P<gap>[ \t]*[:.(+]?[ \t]*[(+]?)")


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


def is_signed(word: str) -> bool:
    """Whether a matched word is a single letter that only counts as a unit close to its figure."""
    return len(word) == 1 and word.isalpha()
