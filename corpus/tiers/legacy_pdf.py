"""A PDF set again in fonts of an old encoding: the page looks the same, its text layer holds the old characters."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

import pymupdf

from corpus.tiers.legacy_fonts import legacy_font
from kc_extract.readers.legacy import encoding_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAMES = {"TCVN3": (".VnTime", ".VnTimeH"), "VNI": ("VNI-Times", "VNI-Times")}
_FACES = {(False, False): "", (True, False): "b", (False, True): "i", (True, True): "bi"}
Char = dict[str, Any]


def set_in_legacy_fonts(data: bytes, encoding: str) -> bytes:
    """The PDF with every word at its place in a font of that encoding, its lines as they were."""
    source, made = pymupdf.open(stream=data, filetype="pdf"), pymupdf.open()
    for page in source:
        copy = made.new_page(width=page.rect.width, height=page.rect.height)
        _draw(page, copy)
        writer = pymupdf.TextWriter(copy.rect)
        for span in _spans(page):
            for part in _parts(span["chars"], encoding):
                text, capitals = _encoded("".join(char["c"] for char in part), encoding)
                writer.append(part[0]["origin"], text, _font(encoding, _face(span), capitals=capitals), span["size"])
        writer.write_text(copy)
    made.set_metadata({})
    result: bytes = made.tobytes(garbage=4, deflate=True, deflate_fonts=True, no_new_id=True)
    return result


def _spans(page: pymupdf.Page) -> Iterator[Any]:
    for block in page.get_text("rawdict")["blocks"]:
        for line in block["lines"]:
            yield from line["spans"]


def _draw(page: pymupdf.Page, copy: pymupdf.Page) -> None:
    for drawing in page.get_drawings():
        for kind, *places in drawing["items"]:
            if kind == "l":
                copy.draw_line(*places, width=drawing["width"])
            elif kind == "re":
                copy.draw_rect(places[0], width=drawing["width"])


def _face(span: Any) -> str:  # noqa: ANN401 - the engine's own dictionary
    name = span["font"].lower()
    return _FACES["bold" in name, "italic" in name]


def _parts(chars: list[Char], encoding: str) -> Iterator[list[Char]]:
    """The words, and within a word what one font can print: TCVN3 has no capitals with tone marks."""
    for blank, word in groupby(chars, key=lambda char: char["c"].isspace()):
        if not blank:
            members = list(word)
            whole = _needs_capitals("".join(char["c"] for char in members), encoding)
            for _, part in groupby(members, key=lambda char: whole or _needs_capitals(char["c"], encoding)):
                yield list(part)


def _needs_capitals(text: str, encoding: str) -> bool:
    """Whether the text is in capitals that only the font of capitals has."""
    return text.upper() == text and not all(map(_plain(encoding).__contains__, text)) and encoding == "TCVN3"


@cache
def _plain(encoding: str) -> dict[str, str]:
    letters = {
        letter: shown for shown, letter in encoding_of(encoding).letters.items() if shown[1:] == "" or _even(shown)
    }
    return letters | {chr(code): chr(code) for code in range(0x20, 0x7F)} | {sign: sign for sign in "–—‘’“”•…₫−≤≥"}


def _even(shown: str) -> bool:
    """Whether a letter and its mark are of one case, as the keyboards of old wrote them."""
    return shown[0].isupper() == shown[1].isupper()


def _encoded(text: str, encoding: str) -> tuple[str, bool]:
    """The characters that show the text, and whether in the font of capitals."""
    capitals = _needs_capitals(text, encoding)
    table = _plain(encoding)
    return "".join(table.get(char, char) for char in (text.lower() if capitals else text)), capitals


@cache
def _font(encoding: str, face: str, *, capitals: bool) -> pymupdf.Font:
    data = legacy_font(encoding, face, capitals=capitals, name=_NAMES[encoding][capitals])
    return pymupdf.Font(fontbuffer=data)
