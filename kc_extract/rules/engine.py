"""The reading of a text: every number once, as a quantity or as a named exclusion."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from kc_extract.numerals import figure_to_decimal
from kc_extract.rules.cue import cue_before
from kc_extract.rules.inside import inside_word
from kc_extract.rules.label import before_a_name, behind_a_name, label_at
from kc_extract.rules.marker import marker_at
from kc_extract.rules.number import plain
from kc_extract.rules.phrase import phrase_at
from kc_extract.rules.run import run_at
from kc_extract.rules.scan import Candidate, scan
from kc_extract.rules.settle import bare_year, cue_wins, is_told
from kc_extract.rules.shape import Silence, is_year, shape_at
from kc_extract.rules.spelled import is_ordinal, is_quantity, is_value
from kc_extract.rules.view import View, view
from kc_extract.types import Exclusion, Mention, Reading, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kc_extract.rules.cue import Named

#: Reasons whose words and figures together leave no room for a quantity.
_CERTAIN = frozenset(
    ("date", "time", "phone", "account", "tax_code", "identity", "serial", "standard_code", "counter", "coordinate")
)
_FIGURE = regex.compile(r"\d[\d.,]*")

Found = Mention | Silence


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
    return Reading(mentions=tuple(mentions), exclusions=tuple(exclusions), notes=seen.notes)


def find_quantities(text: str) -> list[Mention]:
    """The quantities and amounts of a text, sorted by span, none overlapping."""
    return [found for found in _readings(view(text)) if isinstance(found, Mention)]


def _readings(seen: View) -> Iterator[Found]:
    """What every number in turn is; a number within something read before is passed over."""
    end = 0
    for candidate in scan(seen.text, seen.low):
        if candidate.start < end:
            continue
        if isinstance(candidate, Silence):
            yield candidate
            end = candidate.end
            continue
        read = _READERS[candidate.kind](seen, candidate, end)
        for found in read:
            yield found
            end = found.span.end if isinstance(found, Mention) else found.end
        if not read:
            end = max(end, _passed(seen, candidate))


def _passed(seen: View, candidate: Candidate) -> int:
    """Behind a figure or an ordinal that nothing reads, so that its end is not taken for another number."""
    if candidate.kind == "words":
        run = run_at(seen.low, candidate.start) if is_ordinal(seen, candidate.start) else []
        return run[-1].end if run else candidate.start
    found = _FIGURE.match(seen.low, candidate.start)
    return found.end() if found else candidate.end


def _read_figure(seen: View, candidate: Candidate, floor: int) -> Sequence[Found]:
    at = candidate.start
    if silence := (inside_word(seen, at) if at else None) or marker_at(seen, at, candidate.end):
        return (_from(seen, silence, floor),)
    cue = cue_before(seen, at)
    if cue is not None and not cue.is_weak and cue.reason in _CERTAIN:
        return (_from(seen, cue.silence, floor),)
    if silence := shape_at(seen.text, at):
        return (silence,)
    found = _settled(seen, at, phrase_at(seen, at, floor), cue)
    return (_from(seen, found, floor),) if isinstance(found, Silence) else found


def _from(seen: View, silence: Silence, floor: int) -> Silence:
    """The silence without what was read before it."""
    if silence.start >= floor:
        return silence
    while seen.text[floor] == " ":
        floor += 1
    return silence._replace(start=floor)


def _read_cell(seen: View, candidate: Candidate, floor: int) -> Sequence[Found]:
    """A table cell that holds nothing but a figure: a bare number, whose unit the table tells, or a year."""
    at = candidate.start
    if is_year(seen.text, at):
        return _read_figure(seen, candidate, floor)
    span = Span(at, candidate.end)
    value = plain(figure_to_decimal(seen.text[at : candidate.end], english=seen.english))
    return (Mention(span=span, quantity=span, kind="number", low=value, high=value, numbers=(span,), rule="number"),)


def _settled(seen: View, at: int, mentions: list[Mention], cue: Named | None) -> Sequence[Mention] | Silence:
    """The cue in front of a number against the unit behind it."""
    if not mentions:
        return () if cue is None else cue.silence
    first = mentions[0]
    if cue is not None and cue_wins(seen, first, cue):
        return cue.silence
    if year := bare_year(seen, at, first):
        return year
    if first.kind != "number":
        return behind_a_name(seen, at, first) or before_a_name(seen, at, first) or mentions
    return label_at(seen, at, first) or (mentions if is_told(seen, first) else ())


def _read_words(seen: View, candidate: Candidate, floor: int) -> Sequence[Found]:
    if is_ordinal(seen, candidate.start, floor):
        return ()
    mentions = phrase_at(seen, candidate.start, floor)
    if mentions and (is_quantity(seen, mentions[0]) or is_value(seen, mentions[0])):
        return mentions
    return ()


_READERS = {"figure": _read_figure, "cell": _read_cell, "words": _read_words}
