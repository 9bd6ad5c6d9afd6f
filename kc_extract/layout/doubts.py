"""Words with figures that recognition is not sure of: each has a note over its place, none is changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kc_extract.types import Note, PlacedWord

#: On real and made scans every misread figure was under it, and three in a hundred of those read right.
_SURE = 0.85


def note_doubts(words: Sequence[PlacedWord], text: str) -> Iterator[Note]:
    """A note for each word with a digit that was read with less confidence than figures read right have."""
    for word in words:
        said = text[word.span.start : word.span.end]
        if word.confidence < _SURE and any(char.isdigit() for char in said):
            message = f"“{said}” was read with confidence {word.confidence:.2f}: compare it with the page image"
            yield Note(code="low_confidence", page=word.page, span=word.span, message=message)
