"""Markdown marks of portal dumps to styled words: ``**bold**``, ``*italic*``, ``# heading``."""

from __future__ import annotations

import regex

from kc_extract.types import Word

_MARK = regex.compile(r"\*\*|\*|[^*\s]+|\s+")
_HEADING = regex.compile(r"^\s*#{1,6}\s+")
_RULE = regex.compile(r"^[\s*_=\-–—\\]*$")


class Style:
    """Whether bold and italic are open; a reader's cursor, which lives for one block of lines."""

    def __init__(self) -> None:
        self.bold = False
        self.italic = False


def is_blank(line: str) -> bool:
    """Whether a line carries marks, rules or nothing, and no words."""
    return _RULE.match(line) is not None


def line_to_words(line: str, style: Style, *, marked: bool) -> tuple[Word, ...]:
    """The words of one line; with ``marked``, asterisks switch ``style`` and vanish, else they are text."""
    if not marked:
        return tuple(Word(text=text) for text in line.split())
    heading = _HEADING.match(line) is not None
    words: list[Word] = []
    pending, first = "", (False, False)
    for sign in [*_MARK.findall(_HEADING.sub("", line)), " "]:
        if sign in {"*", "**"}:
            _switch(style, sign)
        elif sign.isspace():
            if pending:
                words.append(Word(text=pending, bold=first[0] or heading, italic=first[1]))
            pending = ""
        else:
            first = (style.bold, style.italic) if not pending else first
            pending += sign
    return tuple(words)


def _switch(style: Style, sign: str) -> None:
    if sign == "**":
        style.bold = not style.bold
    else:
        style.italic = not style.italic
