"""Printed characters to words: white space ends a word, doubled and private-use glyphs are mended, figures kept.

Coordinates leave here in the reading frame: the page as displayed, turned so that most of its text runs left to right.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import msgspec

from kc_extract.readers.pdf.legacy_fonts import Recoded, recode
from kc_extract.readers.pdf.opening import mupdf
from kc_extract.text import nfc

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kc_extract.types import BBox

#: Glyphs whose code is not the letter that they print: old fonts of Word give ư as ƣ and Đ as the Icelandic letter,
#: Symbol and Wingdings leave bullets (printed as a dash here) and signs in the private use area.
_LOOK_ALIKES = {0x01A2: "Ư", 0x01A3: "ư", 0x00D0: "Đ", 0x00F0: "đ"} | dict.fromkeys(
    (0xF02D, 0xF0B7, 0xF0A7, 0xF0A8, 0xF0D8, 0xF076, 0xF0FC, 0xF0D2, 0xF06E, 0xF0BE), "-"
) | {
    0xF02B: "+", 0xF0B1: "±", 0xF0B4: "×", 0xF0A3: "≤", 0xF0B3: "≥", 0xF0B0: "°", 0xF025: "%", 0xF03D: "=", 0xF0DE: "⇒",
    0xF0AE: "→", 0xF0E0: "→", 0xF02A: "*",
}  # fmt: skip
#: A glyph printed again within this part of its size is the same glyph (bold made by printing twice).
_TWICE = 0.12
_BOLD, _ITALIC = 16, 2  # span flags of the engine
_FILLED, _STROKED = 8, 16  # character flags: how the glyph is painted
_LEVEL = 0.05  # a direction this close to the reading direction is level
_SMALL, _RAISED = 0.9, 0.15  # of the type size beside it: how small and how far off the line a superscript is
_LEAP = 0.5  # of the type size: white so wide between two glyphs of a run has another run in it
_SLANT = 0.1  # a direction this far from both axes is slanted
_APART = 0.02  # of the type size: widths that differ by more are two glyphs


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A word at its place in the reading frame; ``base`` its baseline, ``middles`` the centre of each character.

    ``strip`` and ``block`` number the run of glyphs and the block of runs that it comes from; ``font``: that of the
    first glyph; ``hidden``: not painted;
    ``level``: runs from left to right; ``slanted``: runs neither along nor across the page.
    """

    text: str
    box: BBox
    base: float
    size: float
    middles: tuple[float, ...]
    strip: int
    block: int = 0
    font: str = ""
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    level: bool = True
    slanted: bool = False
    raised: bool = False
    confidence: float = 1.0


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """The reading frame of a page: matrices into it and from it to the page as displayed (None: the same)."""

    width: float
    height: float
    into: Any = None
    back: Any = None

    def place(self, box: BBox) -> BBox:
        """The box of the engine's own frame (unrotated, from the crop box) in the reading frame."""
        return box if self.into is None else _mapped(box, self.into)

    def show(self, box: BBox) -> BBox:
        """The box of the reading frame on the page as displayed."""
        return box if self.back is None else _mapped(box, self.back)


def _mapped(box: BBox, matrix: Any) -> BBox:  # noqa: ANN401
    x0, y0, x1, y1 = mupdf().Rect(box) * matrix
    return x0, y0, x1, y1


class Glyphs(msgspec.Struct, frozen=True, kw_only=True):
    """Everything printed as text on a page, in the order of its content stream."""

    frame: Frame
    pieces: tuple[Piece, ...]
    odd_spaces: int = 0
    legacy: Recoded = Recoded()


class Strip(msgspec.Struct, frozen=True, kw_only=True):
    """A run of glyphs as the engine gives it, with the direction that it takes in the reading frame."""

    number: int
    block: int
    spans: Any
    level: bool
    slanted: bool


def read_glyphs(page: Any) -> Glyphs:  # noqa: ANN401 - the engine has no type stubs
    """The words of a page in its reading frame, with the number of glyphs that claim to be spaces and may not be."""
    engine = mupdf()
    flags = engine.TEXT_PRESERVE_WHITESPACE | engine.TEXT_MEDIABOX_CLIP | engine.TEXT_CID_FOR_UNKNOWN_UNICODE
    blocks = page.get_text("rawdict", flags=flags)["blocks"]
    raw = [(number, line) for number, block in enumerate(blocks) for line in block["lines"]]
    legacy = recode([line for _, line in raw])
    frame = _frame(page, [line for _, line in raw])
    strips = [_strip(number, block, line, frame) for number, (block, line) in enumerate(raw)]
    pieces = tuple(piece for strip in strips for piece in _strip_words(strip, frame))
    odd = sum(map(_odd, _space_widths(strips).values()))
    return Glyphs(frame=frame, pieces=pieces, odd_spaces=odd, legacy=legacy)


def _strip(number: int, block: int, line: Any, frame: Frame) -> Strip:  # noqa: ANN401
    x, y = _turned(line["dir"], frame.into)
    slanted = min(abs(x), abs(y)) > _SLANT
    return Strip(number=number, block=block, spans=line["spans"], level=x > 1 - _LEVEL, slanted=slanted)


def _turned(direction: tuple[float, float], matrix: Any) -> tuple[float, float]:  # noqa: ANN401
    x, y = direction
    if matrix is None:
        return x, y
    return x * matrix.a + y * matrix.c, x * matrix.b + y * matrix.d


def _frame(page: Any, lines: list[Any]) -> Frame:  # noqa: ANN401
    """The reading frame: the page as displayed, and a quarter turn more where most of its text stands on its side."""
    engine = mupdf()
    rotation = page.rotation_matrix
    width, height = page.rect.width, page.rect.height
    directions: Counter[tuple[int, int]] = Counter()
    for line in lines:
        x, y = _turned(line["dir"], rotation)
        directions[round(x), round(y)] += sum(len(span["chars"]) for span in line["spans"])
    main = directions.most_common(1)[0][0] if directions else (1, 0)
    turn = {(0, -1): (0, 1, -1, 0, height, 0), (0, 1): (0, -1, 1, 0, 0, width), (-1, 0): (-1, 0, 0, -1, width, height)}
    if main not in turn:
        return Frame(width=width, height=height, into=rotation if page.rotation else None)
    matrix = engine.Matrix(*turn[main])
    if main[1]:
        width, height = height, width
    return Frame(width=width, height=height, into=rotation * matrix, back=~matrix)


def _strip_words(strip: Strip, frame: Frame) -> Iterator[Piece]:
    """The words of one run of glyphs: broken at white space, a change of style stays inside its word."""
    chars: list[tuple[Any, Any]] = []
    for span in strip.spans:
        for char in span["chars"]:
            sign = char["c"]
            if chars and (sign.isspace() or _changes_level(chars[-1], char, span) or _leaps(strip, chars[-1], char)):
                yield _piece(chars, strip, frame)
                chars = []
            if not sign.isspace() and not (chars and _printed_twice(chars[-1][0], char, span["size"])):
                chars.append((char, span))
    if chars:
        yield _piece(chars, strip, frame)


def _changes_level(last: tuple[Any, Any], char: Any, span: Any) -> bool:  # noqa: ANN401
    """Whether a superscript begins or ends here (a footnote mark behind a figure is no part of it)."""
    before, style = last
    if style is span or min(style["size"], span["size"]) > _SMALL * max(style["size"], span["size"]):
        return False
    (x0, y0), (x1, y1) = before["origin"], char["origin"]
    return bool(min(abs(x1 - x0), abs(y1 - y0)) > _RAISED * max(style["size"], span["size"]))


def _leaps(strip: Strip, last: tuple[Any, Any], char: Any) -> bool:  # noqa: ANN401
    """Whether something else is printed between the two: a glyph of another font, which comes in a run of its own."""
    before, style = last
    return strip.level and bool(char["bbox"][0] - before["bbox"][2] > _LEAP * style["size"])


def _printed_twice(last: Any, char: Any, size: float) -> bool:  # noqa: ANN401
    (x0, y0), (x1, y1) = last["origin"], char["origin"]
    return bool(last["c"] == char["c"]) and abs(x1 - x0) + abs(y1 - y0) < _TWICE * size


def _piece(chars: list[tuple[Any, Any]], strip: Strip, frame: Frame) -> Piece:
    first, style = chars[0]
    corners = [char["bbox"] for char, _ in chars]
    origin = first["origin"]
    if frame.into is not None:
        corners, origin = [_mapped(box, frame.into) for box in corners], tuple(mupdf().Point(origin) * frame.into)
    left, top, right, bottom = zip(*corners, strict=True)
    return Piece(
        text=mended("".join(char["c"] for char, _ in chars)),
        box=(min(left), min(top), max(right), max(bottom)),
        base=origin[1],
        size=style["size"] if chars[-1][1] is style else max(span["size"] for _, span in chars),
        middles=tuple((x0 + x1) / 2 for x0, x1 in zip(left, right, strict=True)),
        strip=strip.number,
        block=strip.block,
        font=style["font"],
        bold=_is_bold(style),
        italic=_is_italic(style),
        hidden=not style["char_flags"] & (_FILLED | _STROKED) or style["alpha"] == 0,
        level=strip.level,
        slanted=strip.slanted,
    )


def mended(text: str) -> str:
    """The text in NFC without private-use bullets, with look-alike letters of old fonts as the letters they print."""
    return nfc(text.translate(_LOOK_ALIKES))


def _is_bold(span: Any) -> bool:  # noqa: ANN401
    return bool(span["flags"] & _BOLD) or "bold" in span["font"].lower()


def _is_italic(span: Any) -> bool:  # noqa: ANN401
    name = span["font"].lower()
    return bool(span["flags"] & _ITALIC) or "italic" in name or "oblique" in name


def _space_widths(strips: list[Strip]) -> dict[str, Counter[float]]:
    """For each font the advance widths of its spaces, in parts of the type size.

    Fonts whose Unicode map lost letters print them and give a space to copy; a page of them reads with holes.
    """
    widths: dict[str, Counter[float]] = {}
    for strip in strips:
        for span in strip.spans:
            for char in span["chars"]:
                if char["c"] == " " and not char["synthetic"] and span["size"] > 0:
                    advance = round((char["bbox"][2] - char["bbox"][0]) / span["size"], 2)
                    widths.setdefault(span["font"], Counter())[advance] += 1
    return widths


def _odd(widths: Counter[float]) -> int:
    usual = widths.most_common(1)[0][0]
    return sum(count for width, count in widths.items() if abs(width - usual) > _APART)
