"""The patterns that the word lists compile to, and what each matched word means. Built once, at import of the rules."""

from decimal import Decimal

import regex

from kc_extract.lexicon import Currencies, Qualifiers, Scales, Units, alternation, load, spellings
from kc_extract.types import Qualifier

GAP = r"[ \t]*"
WORD_END = r"(?![\p{L}\d])"


def squeeze(words: str) -> str:
    """The matched words with single spaces, as the word lists have them."""
    return " ".join(words.split())


def _pattern(words: list[str]) -> str:
    return alternation([form for word in words for form in spellings(word)])


# --- scales and currencies ------------------------------------------------------------------------------------

_SCALES = load("scales", Scales).scale
_CURRENCIES = load("currencies", Currencies)

SCALE_WORDS: dict[str, Decimal] = {word: scale.factor for scale in _SCALES for word in scale.words}
GLUED_SCALES: dict[str, Decimal] = {word: scale.factor for scale in _SCALES for word in scale.glued}
SCALED_CURRENCIES = {word: (entry.code, entry.factor) for entry in _CURRENCIES.scaled for word in entry.words}
CURRENCY_WORDS = {word: entry.code for entry in _CURRENCIES.currency for word in (*entry.words, *entry.signs)}
CURRENCY_BEFORE = {word: entry.code for entry in _CURRENCIES.currency for word in entry.before}

SCALE = regex.compile(rf"{GAP}(?:(?P<scale>{_pattern(list(SCALE_WORDS))}){WORD_END}|(?P<glued>{_pattern(list(GLUED_SCALES))})(?!\p{{L}}))")
CURRENCY = regex.compile(rf"{GAP}(?P<word>{_pattern([*CURRENCY_WORDS, *SCALED_CURRENCIES])})(?!\p{{L}})")
BEFORE_AMOUNT = regex.compile(rf"(?r)(?<!\p{{L}})(?P<word>{alternation(CURRENCY_BEFORE, reverse=True)}){GAP}")

# --- units ----------------------------------------------------------------------------------------------------

_UNITS = load("units", Units)
MEASURES = frozenset(form for word in _UNITS.measures for form in spellings(word))
UNIT = regex.compile(rf"{GAP}(?P<unit>{_pattern([*_UNITS.measures, *_UNITS.counts])})(?![\p{{L}}\d²³])")

# --- qualifiers -------------------------------------------------------------------------------------------------

_BOUNDS = load("qualifiers", Qualifiers).qualifier
BEFORE: dict[str, Qualifier] = {form: bound.name for bound in _BOUNDS for word in bound.before for form in spellings(word)}
AFTER: dict[str, Qualifier] = {form: bound.name for bound in _BOUNDS for word in bound.after for form in spellings(word)}
QUALIFIER_BEFORE = regex.compile(rf"(?r)(?<!\p{{L}})(?P<word>{alternation(BEFORE, reverse=True)})[ \t]*")
QUALIFIER_AFTER = regex.compile(rf"{GAP}(?P<word>{alternation(AFTER)}){WORD_END}")
