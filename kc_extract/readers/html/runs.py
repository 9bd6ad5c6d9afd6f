"""Runs of styled text to the words of one line: tags inside a word do not break it."""

from __future__ import annotations

import unicodedata

import regex

from kc_extract.readers.html.dom import Style
from kc_extract.text import typed
from kc_extract.types import Line, Word

_PARTS = regex.compile(r"\s+|\S+")
#: A unit of length, so that a raised 2 or 3 behind it is its power and belongs to the word (``m2``).
_LENGTH = regex.compile(r"(?:^|[^\p{L}])(?:[kcdm]|da|h)?m$", regex.IGNORECASE)
_POWER_OF_TEN = regex.compile(r"(?:^|\D)10$")
_RAISE = str.maketrans("0123456789-−+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻⁺")
#: A line of nothing but rules: the strokes under the issuer and the motto.
_RULE = regex.compile(r"^[-_=*~.–—−\s]{3,}$")

Run = tuple[str, Style]


class Words:
    """Collects the runs of one line; ``line`` gives it and starts the next."""

    def __init__(self) -> None:
        self._runs: list[Run] = []
        self._words: list[Word] = []

    def add(self, text: str, style: Style) -> None:
        """Take a run of text, white space as in the source."""
        for part in _PARTS.findall(typed(text)):
            if part.isspace():
                self._close()
            else:
                self._join(part, style)

    def is_empty(self) -> bool:
        """Whether nothing printable has come since the last line."""
        return not self._runs and not self._words

    def line(self, *, break_before: bool, centred: bool, footnote: bool) -> Line | None:
        """The words so far as a line, None where there are none or rules alone."""
        self._close()
        words, self._words = tuple(self._words), []
        if not words or _RULE.match(" ".join(word.text for word in words)):
            return None
        return Line(words=words, break_before=break_before, centred=centred, footnote=footnote)

    def _join(self, part: str, style: Style) -> None:
        before = "".join(text for text, _ in self._runs)
        if self._runs and style.raised != self._runs[-1][1].raised:
            if style.raised and part.isdecimal() and _LENGTH.search(before):
                style = self._runs[-1][1]
            elif style.raised and _POWER_OF_TEN.search(before) and part.translate(_RAISE) != part:
                part, style = part.translate(_RAISE), self._runs[-1][1]
            else:
                self._close()
        self._runs.append((part, style))

    def _close(self) -> None:
        if not self._runs:
            return
        text = unicodedata.normalize("NFC", "".join(part for part, _ in self._runs))
        size = sum(len(part) for part, _ in self._runs)
        self._words.append(
            Word(
                text=text,
                bold=2 * sum(len(part) for part, style in self._runs if style.bold) > size,
                italic=2 * sum(len(part) for part, style in self._runs if style.italic) > size,
                superscript=self._runs[0][1].raised,
            )
        )
        self._runs = []
