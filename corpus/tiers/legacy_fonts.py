"""The specimen fonts with the tables of the old encodings: the byte of a letter prints that letter."""

from __future__ import annotations

import io
from copy import deepcopy
from functools import cache

from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

from corpus.page import FONTS
from kc_extract.readers.legacy import Encoding, encoding_of

_FACES = {"": "Regular", "b": "Bold", "i": "Italic", "bi": "BoldItalic"}
_STYLES = {"": "", "b": "-Bold", "i": "-Italic", "bi": "-BoldItalic"}


@cache
def legacy_font(encoding_name: str, face: str, *, capitals: bool, name: str) -> bytes:
    """A font file in which the encoding's characters print its letters; ``capitals``: small ones as capitals."""
    encoding = encoding_of(encoding_name)
    font = TTFont(FONTS / f"SpecimenSerif-{_FACES[face]}.ttf")
    known = font.getBestCmap()
    table = {code: glyph for code, glyph in known.items() if code < 0x7F or code > 0xFF}  # noqa: PLR2004
    for shown, letter in encoding.letters.items():
        if len(shown) == 1 and ord(letter) in known:
            table[ord(shown)] = known[ord(letter)]
        elif len(shown) > 1 and shown[0] in "aA":
            table[ord(shown[1])] = _mark(font, known[ord(letter)], known[ord(shown[0])])
    if capitals:
        upper = {code: known.get(ord(_letter(code, encoding).upper())) for code in table}
        table |= {code: glyph for code, glyph in upper.items() if glyph}
    _install(font, table)
    _rename(font, name + _STYLES[face])
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def _letter(code: int, encoding: Encoding) -> str:
    letter = encoding.letters.get(chr(code), chr(code))
    return letter if len(letter.upper()) == 1 else " "


def _mark(font: TTFont, whole: str, base: str) -> str:
    """A glyph without width that prints the accents of a letter over the glyph before it."""
    glyphs, widths = font["glyf"], font["hmtx"]
    source, name = glyphs[whole], f"{whole}.mark"
    mark = Glyph()
    mark.numberOfContours = -1
    mark.components = []
    for part in source.components if source.isComposite() else []:
        if part.glyphName != base:
            mark.components.append(_moved(part, -widths[base][0]))
    glyphs[name] = mark if mark.components else Glyph()
    glyphs[name].recalcBounds(glyphs)
    widths[name] = (0, getattr(glyphs[name], "xMin", 0))
    return name


def _moved(part: GlyphComponent, offset: int) -> GlyphComponent:
    moved = deepcopy(part)
    moved.x += offset
    return moved


def _install(font: TTFont, table: dict[int, str]) -> None:
    """One glyph for each character, as in the fonts of old, so that a program can tell the characters apart."""
    glyphs, widths = font["glyf"], font["hmtx"]
    cmap = {}
    for code, name in table.items():
        own = f"code{code:04X}"
        glyphs[own] = deepcopy(glyphs[name])
        widths[own] = widths[name]
        cmap[code] = own
    for part in font["cmap"].tables:
        part.cmap = {code: glyph for code, glyph in cmap.items() if code < 0x10000 and part.format != 0}  # noqa: PLR2004
    font["cmap"].tables = [part for part in font["cmap"].tables if part.format == 4]  # noqa: PLR2004
    font["post"].formatType = 3.0


def _rename(font: TTFont, name: str) -> None:
    for record in font["name"].names:
        if record.nameID in {1, 4, 6, 16}:
            record.string = name
        elif record.nameID in {2, 17}:
            record.string = "Regular"
