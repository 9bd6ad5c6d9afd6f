"""Text set in fonts of the old 8-bit encodings, read as Unicode before words are made of it.

The fonts of a page are judged by what is set in them: many PDFs name such a font and hold proper Unicode.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import msgspec

from kc_extract.readers.legacy import Choice, choose_run, conversion_note, decode, pool

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kc_extract.readers.legacy import Letter
    from kc_extract.types import Note


class Recoded(msgspec.Struct, frozen=True, kw_only=True):
    """The runs that were read as Unicode, counted by font, and what each font was judged to be in."""

    runs: dict[str, int] = {}
    choices: dict[str, Choice] = {}

    def note(self, page: int) -> Note | None:
        """What was converted on the page; None where nothing was."""
        return conversion_note(self.runs, self.choices, page)


def recode(lines: Sequence[Any]) -> Recoded:
    """Replace the legacy characters of the engine's lines in place, a letter and its mark made one, and say where."""
    choices = {font: choice for font, choice in pool(_texts(lines)).items() if choice.encoding is not None}
    runs: Counter[str] = Counter()
    for span in _spans(lines) if choices else ():
        text = "".join(char["c"] for char in span["chars"])
        choice = choose_run(text, span["font"], choices)
        if choice.encoding is not None and text.strip():
            span["chars"] = _recoded(span["chars"], decode(text, choice.encoding, capitals=choice.capitals))
            runs[span["font"]] += 1
    return Recoded(runs=dict(runs), choices=choices)


def _spans(lines: Iterable[Any]) -> Iterable[Any]:
    return (span for line in lines for span in line["spans"])


def _texts(lines: Iterable[Any]) -> dict[str, str]:
    """The text of each font, spans apart."""
    parts: dict[str, list[str]] = {}
    for span in _spans(lines):
        parts.setdefault(span["font"], []).append("".join(char["c"] for char in span["chars"]))
    return {font: "\n".join(texts) for font, texts in parts.items()}


def _recoded(chars: Sequence[Any], letters: Sequence[Letter]) -> list[Any]:
    """A character for each letter, in the box of those that show it."""
    out = []
    for letter in letters:
        first = chars[letter.start]
        boxes = [char["bbox"] for char in chars[letter.start : letter.start + letter.length]]
        x0, y0, x1, y1 = zip(*boxes, strict=True)
        out.append({**first, "c": letter.text, "bbox": (min(x0), min(y0), max(x1), max(y1))})
    return out
