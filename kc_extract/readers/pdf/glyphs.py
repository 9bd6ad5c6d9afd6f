"""Printed characters to words: white space ends a word, doubled and private-use glyphs are mended, figures kept.

Coordinates leave here in the reading frame: the page as displayed, turned so that most of its text runs left to right.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Any

import msgspec

from kc_extract.readers.pdf.opening import mupdf
from kc_extract.text import nfc

if TYPE_CHECKING:
    from kc_extract.types import BBox

#: Symbol and Wingdings glyphs that Word leaves in the private use area: bullets print as a dash, signs as themselves.
_PRIVATE = {code: "-" for code in (0xF02D, 0xF0B7, 0xF0A7, 0xF0A8, 0xF0D8, 0xF076, 0xF0FC, 0xF0D2, 0xF06E, 0xF0BE)} | {
    0xF02B: "+", 0xF0B1: "±", 0xF0B4: "×", 0xF0A3: "≤", 0xF0B3: "≥", 0xF0B0: "°", 0xF025: "%", 0xF03D: "=", 0xF0DE: "⇒",
    0xF0AE: "→", 0xF0E0: "→", 0xF0A0: "€", 0xF02A: "*",
}  # fmt: skip
#: A glyph printed again within this part of its size is the same glyph (bold made by printing twice).
_TWICE = 0.12
_BOLD, _ITALIC, _SUPERSCRIPT = 16, 2, 1  # span flags of the engine
_FILLED, _STROKED = 8, 16  # character flags: how the glyph is painted
_LEVEL = 0.05  # a direction this close to the reading direction is level


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A word at its place in the reading frame; ``base`` its baseline, ``middles`` the centre of each character.

    ``strip`` numbers the run of glyphs that it comes from; ``hidden``: not painted; ``level``: not turned.
    """

    text: str
    box: BBox
    base: float
    size: float
    middles: tuple[float, ...]
    strip: int
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    level: bool = True
    raised: bool = False


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """The reading frame of a page: matrices into it and from it to the page as displayed (None: the same)."""

    width: float
    height: float
    into: Any = None
    back: Any = None


class Glyphs(msgspec.Struct, frozen=True, kw_only=True):
    """Everything printed as text on a page, in the order of its content stream."""

    frame: Frame
    pieces: tuple[Piece, ...]
    odd_spaces: int = 0


def read_glyphs(page: Any) -> Glyphs:  # noqa: ANN401 - the engine has no type stubs
    """The words of a page in its reading frame, with the number of glyphs that claim to be spaces and are not."""
    engine = mupdf()
    flags = engine.TEXT_PRESERVE_WHITESPACE | engine.TEXT_MEDIABOX_CLIP | engine.TEXT_CID_FOR_UNKNOWN_UNICODE
    raw = page.get_text("rawdict", flags=flags)
    strips = [line for block in raw["blocks"] for line in block.get("lines", ())]
    frame = _frame(page, strips)
    pieces: list[Piece] = []
    for number, strip in enumerate(strips):
        pieces.extend(_strip_words(strip, number, frame))
    return Glyphs(frame=frame, pieces=tuple(pieces), odd_spaces=_odd_spaces(strips))


def _frame(page: Any, strips: list[Any]) -> Frame:  # noqa: ANN401
    """The reading frame: the page as displayed, and a quarter turn more where most of its text stands on its side."""
    engine = mupdf()
    rotation = page.rotation_matrix
    width, height = page.rect.width, page.rect.height
    directions: Counter[tuple[int, int]] = Counter()
    for strip in strips:
        x, y = strip["dir"]
        turned = (x * rotation.a + y * rotation.c, x * rotation.b + y * rotation.d)
        directions[round(turned[0]), round(turned[1])] += sum(len(span["chars"]) for span in strip["spans"])
    main = directions.most_common(1)[0][0] if directions else (1, 0)
    turn = {(0, -1): (0, 1, -1, 0, height, 0), (0, 1): (0, -1, 1, 0, 0, width), (-1, 0): (-1, 0, 0, -1, width, height)}
    if main not in turn:
        return Frame(width=width, height=height, into=rotation if page.rotation else None)
    matrix = engine.Matrix(*turn[main])
    if main[1]:
        width, height = height, width
    return Frame(width=width, height=height, into=rotation * matrix, back=~matrix)


def _strip_words(strip: Any, number: int, frame: Frame) -> list[Piece]:  # noqa: ANN401
    """The words of one run of glyphs: broken at white space, a change of style stays inside its word."""
    words: list[Piece] = []
    chars: list[tuple[Any, Any]] = []
    for span in strip["spans"]:
        for char in span["chars"]:
            if char["c"].isspace():
                if chars and not (char["synthetic"] and _continues(strip, span, char)):
                    words.append(_piece(chars, strip["dir"], number, frame))
                    chars = []
            elif not (chars and _printed_twice(chars[-1][0], char, span["size"])):
                chars.append((char, span))
    if chars:
        words.append(_piece(chars, strip["dir"], number, frame))
    return [word for word in words if word.text]


def _continues(strip: Any, span: Any, space: Any) -> bool:  # noqa: ANN401
    """Whether the engine put a space before a combining mark that is printed over the letter before it."""
    chars = span["chars"]
    after = next((chars[i + 1]["c"] for i, char in enumerate(chars[:-1]) if char is space), None)
    if after is None:
        spans = strip["spans"]
        after = next((s["chars"][0]["c"] for r, s in zip(spans, spans[1:], strict=False) if r is span and s["chars"]), "")
    return bool(after) and unicodedata.combining(after[0]) > 0


def _printed_twice(last: Any, char: Any, size: float) -> bool:  # noqa: ANN401
    (x0, y0), (x1, y1) = last["origin"], char["origin"]
    return bool(last["c"] == char["c"]) and abs(x1 - x0) + abs(y1 - y0) < _TWICE * size


def _piece(chars: list[tuple[Any, Any]], direction: tuple[float, float], number: int, frame: Frame) -> Piece:
    first, style = chars[0]
    boxes = [char["bbox"] for char, _ in chars]
    box = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    middles = [((b[0] + b[2]) / 2, (b[1] + b[3]) / 2) for b in boxes]
    base, level = first["origin"][1], direction[0] > 1 - _LEVEL
    if frame.into is not None:
        box, middles, base, level = _turned(box, middles, first["origin"], direction, frame.into)
    widest = max((span for _, span in chars), key=lambda span: span["size"]) if len(chars) > 1 else style
    return Piece(
        text=nfc("".join(char["c"] for char, _ in chars)).translate(_PRIVATE),
        box=box,
        base=base,
        size=widest["size"],
        middles=tuple(x for x, _ in middles),
        strip=number,
        bold=_is_bold(style),
        italic=_is_italic(style),
        hidden=not style["char_flags"] & (_FILLED | _STROKED) or style["alpha"] == 0,
        level=level,
        raised=bool(style["flags"] & _SUPERSCRIPT),
    )


def _turned(
    box: BBox,
    middles: list[tuple[float, float]],
    origin: tuple[float, float],
    direction: tuple[float, float],
    matrix: Any,  # noqa: ANN401
) -> tuple[BBox, list[tuple[float, float]], float, bool]:
    engine = mupdf()
    rect = engine.Rect(box) * matrix
    points = [tuple(engine.Point(point) * matrix) for point in middles]
    level = direction[0] * matrix.a + direction[1] * matrix.c > 1 - _LEVEL
    return tuple(rect), points, (engine.Point(origin) * matrix).y, level


def _is_bold(span: Any) -> bool:  # noqa: ANN401
    return bool(span["flags"] & _BOLD) or "bold" in span["font"].lower()


def _is_italic(span: Any) -> bool:  # noqa: ANN401
    name = span["font"].lower()
    return bool(span["flags"] & _ITALIC) or "italic" in name or "oblique" in name


def _odd_spaces(strips: list[Any]) -> int:
    """How many glyphs are mapped to a space and yet have another width than the space of their font.

    Fonts whose Unicode map lost letters print them and give a space to copy; a page of them reads with holes.
    """
    widths: dict[str, Counter[float]] = {}
    for strip in strips:
        for span in strip["spans"]:
            for char in span["chars"]:
                if char["c"] == " " and not char["synthetic"] and span["size"] > 0:
                    advance = round((char["bbox"][2] - char["bbox"][0]) / span["size"], 2)
                    widths.setdefault(span["font"], Counter())[advance] += 1
    return sum(_odd(found) for found in widths.values())


def _odd(widths: Counter[float]) -> int:
    usual = widths.most_common(1)[0][0]
    return sum(count for width, count in widths.items() if abs(width - usual) > 0.02)  # noqa: PLR2004 - rounding
