"""The word lists of the funding rules, compiled once: what money is for, where it comes from, what headings say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal, NamedTuple

import msgspec
import regex

from kc_extract.lexicon import alternation, load, spellings
from kc_extract.types import Source

Purpose = Literal["spend", "charge", "fine", "prize", "aim", "worth", "market", "silent"]


class _Data(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of what people write by hand: unknown keys are refused."""


class _PurposeWords(_Data, frozen=True):
    name: Purpose
    words: tuple[str, ...]
    weak: bool = False
    bounds: bool = False
    value: bool = False
    turns: bool = False
    neutral: bool = False


class _Purposes(_Data, frozen=True):
    purpose: tuple[_PurposeWords, ...]
    giving: tuple[str, ...]
    works: tuple[str, ...]


class _SourceWords(_Data, frozen=True):
    name: Source
    words: tuple[str, ...]


class _Budget(_Data, frozen=True):
    heads: tuple[str, ...]
    level: tuple[_SourceWords, ...]


class _Payer(_Data, frozen=True):
    name: Source
    heads: tuple[str, ...]
    words: tuple[str, ...]


class _Promotion(_Data, frozen=True):
    heads: tuple[str, ...]
    word: str


class _Sources(_Data, frozen=True):
    promotion: _Promotion
    source: tuple[_SourceWords, ...]
    budget: _Budget
    payer: _Payer


class _Headings(_Data, frozen=True):
    money: tuple[str, ...]
    rates: tuple[str, ...]
    container: tuple[str, ...]
    recipient: tuple[str, ...]
    activity: tuple[str, ...]
    whole: tuple[str, ...]
    duty: tuple[str, ...]


class Cue(NamedTuple):
    """A word that tells what money is for, at its place in the text."""

    start: int
    end: int
    purpose: Purpose
    weak: bool
    bounds: bool
    value: bool
    turns: bool
    neutral: bool


class Hit(NamedTuple):
    """A word that names a source, at its place in the text."""

    start: int
    end: int
    source: Source


def phrases(words: Iterable[str]) -> str:
    """A pattern for whole words in every spelling, the longest first; expects lower-cased text."""
    every = sorted({spelling for word in words for spelling in spellings(word)})
    return rf"(?<![\p{{L}}\d]){alternation(every)}(?![\p{{L}}\d])"


def squeeze(word: str) -> str:
    """The word with single spaces between its syllables."""
    return " ".join(word.split())


@cache
def _cue_names() -> tuple[regex.Pattern[str], dict[str, _PurposeWords]]:
    data = load("purposes", _Purposes)
    names = {form: entry for entry in data.purpose for word in entry.words for form in spellings(word)}
    return regex.compile(phrases(names)), names


#: A price by which something else is reckoned (``hỗ trợ tiền đi lại theo giá vé``).
_BY = regex.compile(r"(?r)(?<!\p{L})theo\s+(?:mức\s+|đúng\s+)?")
#: What a share is taken of (``hỗ trợ 50% giá mua máy``).
_SHARE = regex.compile(r"(?r)\d\s*%\s*(?:của\s+)?(?:tổng\s+|mức\s+)?")


def _is_base(low: str, start: int, at: int, purpose: Purpose) -> bool:
    """Whether a word only names what a payment is reckoned by."""
    if purpose == "charge" and _BY.match(low, start, at) is not None:
        return True
    return purpose in {"charge", "market", "aim", "worth"} and _SHARE.match(low, start, at) is not None


def cues(low: str, start: int, end: int) -> Iterator[Cue]:
    """The purpose words between two offsets of the lower-cased text, in order."""
    pattern, names = _cue_names()
    for found in pattern.finditer(low, start, end):
        entry = names[squeeze(found[0])]
        if entry.name != "silent" and not _is_base(low, start, found.start(), entry.name):
            yield Cue(*found.span(), entry.name, entry.weak, entry.bounds, entry.value, entry.turns, entry.neutral)


@cache
def giving() -> regex.Pattern[str]:
    """Words that say that a thing is given away, so that somebody pays what it is worth."""
    return regex.compile(phrases(load("purposes", _Purposes).giving))


@cache
def works() -> regex.Pattern[str]:
    """Verbs of the work that an amount ahead of them pays for, with the space before them."""
    return regex.compile(rf"\s*{phrases(load('purposes', _Purposes).works)}")


@cache
def _source_names() -> tuple[regex.Pattern[str], dict[str, Source]]:
    data = load("sources", _Sources)
    names: dict[str, Source] = {word: entry.name for entry in data.source for word in entry.words}
    promotion = [(word, name) for word, name in names.items() if name.endswith("_promotion")]
    promotion.append((data.promotion.word, "unspecified"))
    names |= {f"{head} {word}": name for head in data.promotion.heads for word, name in promotion}
    names |= {
        f"{head} {word}": level.name
        for head in data.budget.heads
        for level in data.budget.level
        for word in level.words
    }
    names |= {f"{head} {word}": data.payer.name for head in data.payer.heads for word in data.payer.words}
    forms = {form: name for word, name in names.items() for form in spellings(word)}
    return regex.compile(phrases(forms)), forms


@cache
def _level_names() -> tuple[regex.Pattern[str], dict[str, Source]]:
    levels = load("sources", _Sources).budget.level
    names = {form: level.name for level in levels for word in level.words for form in spellings(word)}
    return regex.compile(rf"\s*(?:,|và|hoặc|\+|/|-)\s*(?:các\s+)?(?:cấp\s+)?(?P<word>{phrases(names)})"), names


#: Money that goes to a budget does not come from it.
_RECIPIENT = regex.compile(r"(?r)(?:cho|vào|nộp|về|bổ sung cho|thu)\s+(?:các\s+)?(?:quỹ\s+)?")


#: What is only called after a source: a plan for local promotion says nothing of the money.
_NAMESAKE = regex.compile(
    r"(?r)(?<!\p{L})(?:kế hoạch|chương trình|hoạt động|công tác|đề án|phát triển|nhiệm vụ|cán bộ|viên|dự án|về|quy chế"
    r"|nội dung|hệ thống|chính sách|trung tâm|đề tài)\s+"
)


#: Money that an amount does not hold (``không bao gồm vốn ngân sách trung ương``).
_LEFT_OUT = regex.compile(r"(?<!\p{L})(?:không|chưa)\s+(?:bao\s+)?(?:gồm|kể|tính)(?!\p{L})[^.;)]*$")


def source_hits(low: str, start: int, end: int) -> Iterator[Hit]:
    """The source words between two offsets of the lower-cased text, with the further levels that a list adds."""
    pattern, names = _source_names()
    for found in pattern.finditer(low, start, end):
        source = names[squeeze(found[0])]
        floor = max(start, found.start() - 20)
        if _RECIPIENT.match(low, floor, found.start()):
            continue
        if _LEFT_OUT.search(low, start, found.start()):
            continue
        if found[0].startswith("khuyến") and _NAMESAKE.match(low, floor, found.start()):
            continue
        yield Hit(found.start(), found.end(), source)
        if source.endswith("_budget"):
            yield from _further_levels(low, found.end(), end)


def _further_levels(low: str, at: int, end: int) -> Iterator[Hit]:
    pattern, names = _level_names()
    while found := pattern.match(low, at, end):
        name = names[squeeze(found["word"])]
        yield Hit(*found.span("word"), "district_budget" if found["word"].startswith(("thành", "tp")) else name)
        at = found.end()


class Headings(NamedTuple):
    """Patterns over lower-cased headings and clauses, one for each list of the lexicon."""

    money: regex.Pattern[str]
    rates: regex.Pattern[str]
    container: regex.Pattern[str]
    recipient: regex.Pattern[str]
    activity: regex.Pattern[str]
    whole: regex.Pattern[str]
    duty: regex.Pattern[str]


@cache
def headings() -> Headings:
    """The heading words; all but ``whole`` and ``duty`` match at its start only."""
    data = load("headings", _Headings)
    begin = [
        regex.compile(rf"\W*{phrases(words)}")
        for words in (data.money, data.rates, data.container, data.recipient, data.activity)
    ]
    return Headings(*begin, *(regex.compile(phrases(words)) for words in (data.whole, data.duty)))
