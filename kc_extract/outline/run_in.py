"""A heading that lost the line break behind it: where its words end and its first sentence begins.

``2. Mục tiêu cụ thể Tổ chức 13 cuộc hội nghị, …`` is a heading and a sentence: in Vietnamese a capital inside a phrase
is a name, so that a capital verb or opener that no name holds begins a sentence.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import msgspec
import regex

from kc_extract.lexicon import alternation, load, spellings
from kc_extract.text import lower


class _Sentences(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words around the first capital of a sentence: see ``lexicon/sentences.toml``."""

    openers: tuple[str, ...]
    acts: tuple[str, ...]
    joints: tuple[str, ...]
    name_heads: tuple[str, ...]
    heads: tuple[str, ...]


class _Verbs(msgspec.Struct, frozen=True):
    """The verbs that may open a sentence."""

    actions: tuple[str, ...]


#: A heading on one line with its sentence has no more words, and ends within so many characters; the sentence behind
#: it has no fewer words.
_MOST, _REACH, _LEAST = 45, 400, 3
_CAPITAL = regex.compile(r"(?<=[\p{L}\d)”]\s+)(?=\p{Lu}\p{Ll})")
#: A sentence that says a heading again says so of a short one.
_SHORT = 8
_NUMBER = regex.compile(r"\d/\S*\p{L}")
_STOP = regex.compile(r"[.:!?…](?=\s|$)")


def heading_end(body: str) -> int | None:
    """Where the heading ends in a paragraph that goes on with its sentence; None where it is no such paragraph."""
    body = body[:_REACH]
    low = lower(body)
    stop = _STOP.search(body)
    for capital in _CAPITAL.finditer(body, 0, stop.start() if stop else len(body)):
        at = capital.start()
        if len(body[at:].split()) >= _LEAST and _opens_sentence(low, at):
            return len(body[:at].rstrip()) if is_heading(body[:at]) else None
    return None


def opens_with_deed(words: str) -> bool:
    """Whether the words open with what somebody is to do (``Tham mưu …``), as most sentences of a plan do."""
    return _openers().match(lower(words)) is not None or _acts().match(lower(words)) is not None


def _opens_sentence(low: str, at: int) -> bool:
    """Whether the capital word at an offset opens a sentence, or says again what the heading says (``Phạm vi``)."""
    if _behind("joints").search(low[:at]):
        return False
    if _openers().match(low, at) or (_pair(low) == _pair(low[at:]) and _is_short(low[:at])):
        return True
    return _acts().match(low, at) is not None and not _behind("name_heads").search(low[:at])


def _pair(words: str) -> list[str]:
    return regex.split(r"\s+", words, maxsplit=2)[:2]


def _is_short(words: str) -> bool:
    return "," not in words and len(words.split()) <= _SHORT


def is_heading(words: str) -> bool:
    """Whether the words open like a heading and name no document by its number."""
    opens = words[:1].isupper() and len(words.split()) <= _MOST and _NUMBER.search(words) is None
    return opens and (_heads().match(lower(words)) is not None or _acts().match(lower(words)) is not None)


@cache
def _openers() -> regex.Pattern[str]:
    return regex.compile(_either(load("sentences", _Sentences).openers))


@cache
def _heads() -> regex.Pattern[str]:
    return regex.compile(_either(load("sentences", _Sentences).heads))


@cache
def _acts() -> regex.Pattern[str]:
    """The verbs of two syllables: one of one syllable may be the first half of a noun (``Chi cục``)."""
    verbs = [verb for verb in load("verbs", _Verbs).actions if " " in verb and verb not in _NOUNS]
    return regex.compile(_either([*load("sentences", _Sentences).acts, *verbs]))


#: Verbs that are as often what a plan is called, or a body.
_NOUNS = frozenset({"quy hoạch", "thanh tra", "biên chế"})


@cache
def _behind(name: str) -> regex.Pattern[str]:
    return regex.compile(rf"(?<!xã\s){_either(getattr(load('sentences', _Sentences), name))}\s+$")


def _either(words: Iterable[str]) -> str:
    forms = {form for word in words for form in spellings(word)}
    return rf"(?<![\p{{L}}\d]){alternation(forms)}(?![\p{{L}}\d])"
