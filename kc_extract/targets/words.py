"""The word lists of the targets stage, compiled once into patterns over lower-cased text."""

from __future__ import annotations

from functools import cache

import msgspec
import regex

from kc_extract.lexicon import alternation, load, spellings


class Verbs(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    actions: tuple[str, ...]
    results: tuple[str, ...]
    backward: tuple[str, ...]
    auxiliaries: tuple[str, ...]
    predicates: tuple[str, ...]


class Drops(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    durations: tuple[str, ...]
    ages: tuple[str, ...]
    multiplier_units: tuple[str, ...]
    multiplier_before: tuple[str, ...]
    multiplier_after: tuple[str, ...]
    condition_before: tuple[str, ...]
    text_units: tuple[str, ...]
    procedure_units: tuple[str, ...]
    procedure_words: tuple[str, ...]
    offices: tuple[str, ...]


def verbs() -> Verbs:
    return load("verbs", Verbs)


def drops() -> Drops:
    return load("drops", Drops)


@cache
def pattern(*lists: str) -> regex.Pattern[str]:
    """A pattern that matches any word of the named lists, whole, longest first, in either tone placement."""
    words = {form for name in lists for word in _list(name) for form in spellings(word)}
    return regex.compile(rf"(?<![\p{{L}}\d])(?:{alternation(words)})(?![\p{{L}}\d])")


def _list(name: str) -> tuple[str, ...]:
    source = verbs() if name in Verbs.__struct_fields__ else drops()
    words: tuple[str, ...] = getattr(source, name)
    return words
