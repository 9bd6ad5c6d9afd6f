"""Figures that look back: what they measure stands before them (``tỷ lệ … đạt 80%``, ``số … là 400 người``)."""

from __future__ import annotations

from functools import cache

import regex

from kc_extract.targets.clause import Clause
from kc_extract.targets.times import trim_times, without_times
from kc_extract.targets.words import any_of, ending, pattern, words
from kc_extract.text import lower
from kc_extract.types import Mention

_BRACKET = regex.compile(r"\s*\([^()]*\)?\s*")
_PER = regex.compile(r"^\s*/\s*\d[\d.]*\s+\p{L}[\p{L} ]*")
_RATE = regex.compile(r"\s*/\s*(?:năm|tháng|quý)")
_STOP = regex.compile(r"\s*(?:[/,.;):–-]|$)")
_BULLET_LABEL = regex.compile(r"[-–—+•*]?\s*(?P<label>[^:.;\d]{2,80}):\s*(?:\d[^:;()]{0,40}\()?$")


#: What joins a measure to the one that it is told with (``trong đó số năm sống khỏe``).
_AMONG = regex.compile(r"^(?:trong đó|và)\s+")


def looks_back(mention: Mention, before: str, after: str) -> bool:
    """Whether the clause measures what stands before the figure."""
    folded = _AMONG.sub("", lower(before))
    verb = last_result(folded)
    if verb in words("backward") or (verb is not None and pattern("ratio_nouns").match(folded)):
        return True
    if mention.kind == "percent" and pattern("ratio_nouns").match(folded) and opens_base(after):
        return True
    names_figure = pattern("figure_nouns").match(folded) is not None
    is_last = not without_times(_PER.sub("", _BRACKET.sub("", lower(after)))).strip(" .,;:)")
    if ending("actions").search(without_times(folded)):
        return names_figure and is_last and mention.kind in {"measure", "count"}
    if mention.kind == "percent":
        return bool(folded.strip()) if opens_base(after) else verb is None and names_figure
    is_bare = mention.kind in {"measure", "money"} or mention.unit in words("person_units") or names_figure
    return is_bare and is_last and (verb is not None or names_figure)


def opens_base(after: str) -> bool:
    """Whether the words behind a share are its base, its rate or its time, and not what it is a share of."""
    if _STOP.match(after) or _RATE.match(after):
        return True
    return pattern("bases").match(lower(after.lstrip())) is not None


def last_result(folded: str) -> str | None:
    """The result verb right before the figure, time expressions and auxiliaries left out."""
    phrase = without_times(folded).rstrip(" :,")
    found = None
    for match in pattern("results").finditer(phrase):
        found = match
    if found is None or pattern("auxiliaries").sub("", phrase[found.end() :]).strip(" ,:"):
        return None
    return regex.sub(r"\s+", " ", found[0])


@cache
def _changes() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    change, arrival = any_of("changes"), any_of("arrivals")
    ahead = rf"(?:(?:[^,;:]{{0,60}}\s)?phấn đấu\s+)?(?P<verb>{change})\s+(?P<subject>.+?)\s+(?:từ\s.+\s)?{arrival}\s*$"
    behind = rf"(?P<subject>.+?)\s+(?P<verb>{change})\s+từ\s.+\s{arrival}\s*$"
    return regex.compile(ahead), regex.compile(behind)


@cache
def _changed() -> regex.Pattern[str]:
    """A verb with the quantity that it changes or reaches, which the figure says (``giảm tỷ lệ hộ nghèo 1%``)."""
    verb, subject = any_of("changes", "reached"), rf"{any_of('figure_nouns')}\s.+?"
    return regex.compile(rf"(?P<verb>{verb})\s+(?P<subject>{subject})(?:\s+{any_of('auxiliaries')})*\s*$")


def split_subject(before: str) -> tuple[str | None, str | None]:
    """Subject and verb of a clause that looks back; the verb None where only a colon or ``là`` joins them."""
    folded = lower(before)
    for change in _changes():
        if (found := change.match(folded)) is not None:
            return subject_of(before[slice(*found.span("subject"))]), before[slice(*found.span("verb"))]
    found = None
    for match in pattern("results").finditer(folded):
        found = match
    if found is None or pattern("auxiliaries").sub("", without_times(folded[found.end() :])).strip(" ,:"):
        changed = _changed().search(folded)
        if changed is not None:
            return subject_of(before[slice(*changed.span("subject"))]), before[slice(*changed.span("verb"))]
        return subject_of(before), None
    return subject_of(before[: found.start()]), before[found.start() : found.end()]


#: The value that a change starts from belongs to no subject (``thu nhập từ 45 triệu đồng tăng lên``); bounds do,
#: which say of whom a share is told (``dân số từ 15 tuổi trở lên``, ``phụ nữ từ 15 đến 49 tuổi``).
_STARTING = regex.compile(r"\s+từ(?:\s+mức)?\s+\d[\d.,]*(?:(?!\s(?:trở\s+(?:lên|xuống)|đến|tuổi)(?!\p{L}))[^,;:()])*$")


def subject_of(text: str) -> str | None:
    """The noun phrase measured: times, openers and auxiliaries stripped from its ends."""
    out = trim_times(text)
    opener = pattern("subject_openers").match(lower(out))
    out = out[opener.end() :].lstrip(" ,:") if opener else out
    closer = ending("subject_closers").search(lower(out))
    out = out[: closer.start()] if closer else out
    out = _STARTING.sub("", out).strip(" ,:-–")
    return out.strip("() ") or None if out.count("(") != out.count(")") else out or None


def result_in(words_before: str) -> str | None:
    """The result verb among the words, as written."""
    found = pattern("reached").search(lower(words_before))
    return words_before[found.start() : found.end()] if found else None


def is_adjunct(subject: str) -> bool:
    """Whether the words only say for or from what, so that the subject stands further before."""
    return pattern("adjuncts").match(lower(subject)) is not None


def label_of(text: str, clause: Clause) -> str | None:
    """The words between a bullet and the colon before the clause (``- Ngân sách địa phương: … chiếm 10%``)."""
    line = text[text.rfind("\n", 0, clause.before.start) + 1 : clause.before.start]
    found = _BULLET_LABEL.match(line)
    return found["label"].strip() if found else None
