"""The numbers of a document, read by the rules outside the markers of its sections."""

from __future__ import annotations

from itertools import chain

from kc_extract.rules import read_numbers
from kc_extract.types import Document, Exclusion, Outline, Reading, Span

#: Stands for a marker while the rules read; no rule gives it a meaning, and offsets hold.
_MASK = "§"


def find_mentions(document: Document, outline: Outline) -> Reading:
    """Every quantity of the text and every named exclusion, sorted by span; section markers are exclusions."""
    reading = read_numbers(_masked(document.text, outline.markers))
    markers = (
        Exclusion(span=span, reason="section_marker", rule="outline")
        for span in outline.markers
        if any(char.isdigit() for char in document.text[span.start : span.end])
    )
    exclusions = sorted(chain(reading.exclusions, markers), key=lambda exclusion: exclusion.span)
    return Reading(mentions=reading.mentions, exclusions=tuple(exclusions), notes=reading.notes)


def _masked(text: str, markers: tuple[Span, ...]) -> str:
    out, at = [], 0
    for span in markers:
        out += [text[at : span.start], _MASK * len(span)]
        at = span.end
    return "".join([*out, text[at:]])
