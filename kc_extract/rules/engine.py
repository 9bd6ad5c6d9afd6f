"""The reading of a text: every number once, as a quantity or as a named exclusion."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from kc_extract.numerals import SIGNS
from kc_extract.rules.cue import Named, cue_before
from kc_extract.rules.label import label_at
from kc_extract.rules.marker import marker_at
from kc_extract.rules.phrase import phrase_at
from kc_extract.rules.shape import Silence, is_year, shape_at
from kc_extract.rules.spelled import is_quantity, is_whole_text
from kc_extract.rules.view import View, convention_notes, view
from kc_extract.types import Exclusion, Mention, Reading, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_CANDIDATE = regex.compile(
    rf"\d|[{SIGNS}]|(?<![\p{{L}}\d])(?:một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín|mười|nửa|không|âm)(?!\p{{L}})"
)
#: Reasons whose words and figures together leave no room for a quantity.
_CERTAIN = frozenset(("date", "phone", "account", "tax_code", "identity", "serial", "standard_code", "counter"))
_FIGURE = regex.compile(r"\d[\d.,]*")
_VALUE_CUE = regex.compile(
    r"(?r)(?:(?<!\p{L})(?:đạt|là|còn|lên|xuống|bằng|tăng|giảm|gấp|có|được|tổng số|tổng cộng|cộng|hệ số|điểm số|trị giá|x|×|nhân|chia)[ \t]+(?:khoảng |trên |gần )?"
    r"|[:=≥≤<>×x*+][ \t]*)"
)


def read_numbers(text: str) -> Reading:
    """All numbers of a text that are read: quantities and named exclusions, sorted, none overlapping.

    Line feeds separate paragraphs and `` | `` table cells; no reading crosses either. A number in neither list is one
    that no rule explains. The text is expected in NFC. Takes time linear in its length and never raises.
    """
    seen = view(text)
    mentions: list[Mention] = []
    exclusions: list[Exclusion] = []
    for found in _readings(seen):
        if isinstance(found, Mention):
            mentions.append(found)
        else:
            exclusions.append(Exclusion(span=Span(found.start, found.end), reason=found.reason, rule=found.rule))
    return Reading(mentions=tuple(mentions), exclusions=tuple(exclusions), notes=convention_notes(text))


def _readings(seen: View) -> Iterator[Mention | Silence]:
    """What every number in turn is; a number within something read before is passed over."""
    end = 0
    for candidate in _CANDIDATE.finditer(seen.low):
        at = candidate.start()
        if at < end:
            continue
        read = _read(seen, at, end)
        if not read and (figure := _FIGURE.match(seen.low, at)):
            end = figure.end()
        for found in read:
            if isinstance(found, Mention):
                yield found
                end = found.span.end
            else:
                start = max(found.start, end)
                yield found._replace(start=start + (seen.text[start] == " "))
                end = found.end


def _read(seen: View, at: int, floor: int) -> list[Mention] | list[Silence]:
    if not seen.low[at].isdecimal():
        return _read_words(seen, at, floor)
    if silence := marker_at(seen, at):
        return [silence]
    cue = cue_before(seen, at)
    if cue is not None and not cue.is_weak and cue.reason in _CERTAIN:
        return [cue.silence]
    if silence := shape_at(seen.text, at):
        return [silence]
    mentions = phrase_at(seen, at, floor)
    if not mentions:
        return [cue.silence] if cue else []
    return _settle(seen, at, mentions, cue)


def _settle(seen: View, at: int, mentions: list[Mention], cue: Named | None) -> list[Mention] | list[Silence]:
    """The cue in front of a number against the unit behind it."""
    first = mentions[0]
    if cue is not None and _cue_wins(seen, first, cue):
        return [cue.silence]
    if year := _bare_year(seen, at, first):
        return [year]
    if first.kind == "number" and (label := label_at(seen, at, first)):
        return [label]
    if first.kind == "number" and not _is_told(seen, first):
        return []
    return mentions


def _cue_wins(seen: View, mention: Mention, cue: Named) -> bool:
    if _is_named_place(seen, mention):
        return True
    if mention.kind in ("money", "percent"):
        return cue.reason == "year" and mention.rule == "money_without_currency"
    if not cue.is_weak or mention.kind in ("number", "ratio") or mention.rule == "count_of_a_noun":
        return True
    unit = (mention.unit or "").lower()
    if cue.reason == "address":
        return unit in seen.words.places
    if cue.reason == "year":
        return mention.kind == "count"
    return unit in seen.words.verbs


def _is_named_place(seen: View, mention: Mention) -> bool:
    """``đề án 06 tỉnh Vĩnh Long``: behind a cue, a place with its name is no count of places."""
    if mention.unit_span is None or (mention.unit or "").lower() not in seen.words.places:
        return False
    return seen.text[mention.unit_span.end + 1 : mention.unit_span.end + 2].isupper()


def _bare_year(seen: View, at: int, mention: Mention) -> Silence | None:
    """A four-digit number of the last or this century without a unit is a year."""
    if mention.kind in ("money", "percent", "measure", "ratio") or (mention.kind == "count" and not _is_proper(seen, mention)):
        return None
    return Silence(at, at + len("2025"), "year", "bare_year") if is_year(seen.text, at) else None


def _is_proper(seen: View, mention: Mention) -> bool:
    """Whether the counted noun is a name rather (``2023 Sở Công Thương``, ``2024 tổ chức``)."""
    unit = mention.unit or ""
    return unit[:1].isupper() or unit in seen.words.verbs or mention.rule == "count_of_a_noun"


def _is_told(seen: View, mention: Mention) -> bool:
    """Whether a number without unit is a value: written as one, behind a word that gives one, or alone in its cell."""
    low, start, end = seen.low, mention.quantity.start, mention.quantity.end
    if mention.qualifier != "exact" or len(mention.numbers) > 1 or any(sign in low[start:end] for sign in ".,"):
        return True
    if _VALUE_CUE.match(low, max(0, start - 16), start):
        return True
    before, after = low[max(0, start - 4) : start].rstrip(" \t(-−*"), low[end : end + 4].lstrip(" \t)*.")
    return before[-1:] in ("", "|", "\n") and after[:1] in ("", "|", "\n") and (start < 4 or bool(before))


def _read_words(seen: View, at: int, floor: int) -> list[Mention] | list[Silence]:
    mentions = phrase_at(seen, at, floor)
    if mentions and (is_quantity(seen, mentions[0]) or is_whole_text(seen, mentions[0])):
        return mentions
    return []
