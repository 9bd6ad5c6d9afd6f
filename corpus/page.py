"""Pages of text: lines broken to a width, justified, and set one below the other on A4 paper."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

import pymupdf

from corpus.source import SPECIMEN_MARK, Face, Run, parse_runs

FONTS = Path(__file__).parent / "fonts"
_FILES: dict[Face, str] = {"": "Regular", "b": "Bold", "i": "Italic", "bi": "BoldItalic"}

A4 = (595.28, 841.89)
LEFT, RIGHT, TOP, BOTTOM = 85.0, 51.0, 60.0, 60.0  # 30, 18, 21, 21 mm: within Nghị định 30/2020/NĐ-CP
GREY = (0.45, 0.45, 0.45)

Align = Literal["left", "right", "centre", "justify"]
Word = tuple[Run, ...]


@dataclass(frozen=True)
class Style:
    """How a paragraph is set; sizes and distances in points."""

    size: float = 13.5
    align: Align = "justify"
    indent: float = 0.0
    before: float = 0.0
    leading: float = 1.22
    face: Face = ""

    @property
    def height(self) -> float:
        """The height of one line."""
        return self.size * self.leading


@cache
def load_font(face: Face) -> pymupdf.Font:
    """The specimen font in that face."""
    return pymupdf.Font(fontbuffer=(FONTS / f"SpecimenSerif-{_FILES[face]}.ttf").read_bytes())


@cache
def measure(text: str, face: Face, size: float) -> float:
    """The width of a text in points."""
    return float(load_font(face).text_length(text, size))


def split_words(text: str, face: Face = "") -> list[Word]:
    """The words of a marked text, each a tuple of runs (a word can change its face in the middle)."""
    words: list[Word] = []
    glued = False
    for piece, run_face in parse_runs(text):
        shown = run_face or face
        for at, part in enumerate(piece.split(" ")):
            if at == 0 and glued and part:
                words[-1] = (*words[-1], (part, shown))
            elif part:
                words.append(((part, shown),))
        glued = not piece.endswith(" ")
    return words


def word_width(word: Word, size: float) -> float:
    """The width of a word in points."""
    return sum(measure(part, face, size) for part, face in word)


def break_lines(words: list[Word], width: float, style: Style) -> list[list[Word]]:
    """The words in lines that fit the width, the first one shortened by the indent."""
    space = measure(" ", "", style.size)
    lines: list[list[Word]] = [[]]
    room = width - style.indent
    for word in words:
        need = word_width(word, style.size)
        if lines[-1] and need + space > room:
            lines.append([])
            room = width
        room -= need + (space if lines[-1] else 0)
        lines[-1].append(word)
    return lines


@dataclass
class Sheet:
    """The document being set: the current page and how far down it is filled."""

    pdf: pymupdf.Document = field(default_factory=pymupdf.open)
    size: tuple[float, float] = A4
    y: float = 0.0
    page: pymupdf.Page = field(init=False)
    writer: pymupdf.TextWriter = field(init=False)

    def __post_init__(self) -> None:
        self._open()

    @property
    def width(self) -> float:
        """The width between the margins."""
        return self.size[0] - LEFT - RIGHT

    @property
    def floor(self) -> float:
        """The height at which the page is full."""
        return self.size[1] - BOTTOM

    def turn(self, size: tuple[float, float] | None = None) -> None:
        """Ends the page and starts a new one, with its number from the second on."""
        self.close()
        self.size = size or self.size
        self._open()

    def _open(self) -> None:
        self.page = self.pdf.new_page(width=self.size[0], height=self.size[1])
        self.writer = pymupdf.TextWriter(self.page.rect)
        self.y = TOP
        if self.pdf.page_count > 1:
            self.line([((str(self.pdf.page_count), ""),)], (0.0, 42.0, self.size[0]), Style(13, "centre"))

    def close(self) -> None:
        """Writes what was set on the current page, and the specimen mark at its foot."""
        self.writer.write_text(self.page)
        mark = pymupdf.TextWriter(self.page.rect, color=GREY)
        start = (self.size[0] - measure(SPECIMEN_MARK, "", 8)) / 2
        mark.append((start, self.size[1] - 26), SPECIMEN_MARK, load_font(""), 8)
        mark.write_text(self.page)

    def room(self, height: float) -> None:
        """Turns the page unless there is room for that height."""
        if self.y + height > self.floor:
            self.turn()

    def line(self, words: list[Word], place: tuple[float, float, float], style: Style, *, last: bool = True) -> None:
        """Sets one line at ``place`` (left, baseline, width); a justified line is stretched unless it is the last."""
        left, base, width = place
        space = measure(" ", "", style.size)
        slack = width - sum(word_width(word, style.size) for word in words) - space * (len(words) - 1)
        if style.align == "justify" and not last and len(words) > 1:
            space += slack / (len(words) - 1)
        x = left + {"centre": slack / 2, "right": slack}.get(style.align, 0.0)
        for at, word in enumerate(words):
            for piece, (part, face) in enumerate(word, 1):
                ends = piece == len(word) and at < len(words) - 1
                self.writer.append((x, base), part + " " * ends, load_font(face), style.size)
                x += measure(part, face, style.size)
            x += space

    def paragraph(self, text: str, style: Style) -> None:
        """Sets a paragraph over the width of the page, turning pages as needed."""
        lines = break_lines(split_words(text, style.face), self.width, style)
        self.y += style.before
        together = 4 if len(parse_runs(text)) == 1 and text.startswith("*") else 2  # a heading keeps what follows it
        self.room(style.height * min(together, len(lines) + together - 2))
        for at, words in enumerate(lines):
            self.room(style.height)
            indent = style.indent if at == 0 else 0.0
            place = (LEFT + indent, self.y + style.size, self.width - indent)
            self.line(words, place, style, last=at == len(lines) - 1)
            self.y += style.height

    def column(self, texts: list[tuple[str, Style]], left: float, width: float) -> float:
        """Sets paragraphs in a column from the current height and returns the height below them, ``y`` unchanged."""
        y = self.y
        for text, style in texts:
            y += style.before
            lines = break_lines(split_words(text, style.face), width, style)
            for at, words in enumerate(lines):
                self.line(words, (left, y + style.size, width), style, last=at == len(lines) - 1)
                y += style.height
        return y

    def rule(self, middle: float, length: float, y: float) -> None:
        """Draws a short horizontal line around a middle."""
        self.page.draw_line((middle - length / 2, y), (middle + length / 2, y), width=0.6)
