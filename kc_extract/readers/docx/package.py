"""The parts of a Word package as XML trees, opened with bounds: a small archive can unpack to gigabytes.

Source: ECMA-376 (Office Open XML), part 1 chapter 11 and part 2.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, TypeAlias

import msgspec
from lxml import etree  # type: ignore[import-untyped]

from kc_extract.errors import UnreadableError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: The same vocabulary under the name that the strict form of the standard gives it.
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_MAIN = "word/document.xml"
_MAX_PART = 40_000_000  # bytes of XML: a table of 20,000 rows has some 20 MB, and takes 15 times that in memory
_BROKEN, _LARGE = "damaged", "too_large"
_DAMAGED = "the Word file is damaged ({what}); open it in Word or LibreOffice, save it anew and give that"
_TOO_LARGE = "a part of the Word file unpacks to more than {limit} MB; split the document, or save it as PDF"

Element: TypeAlias = Any  # lxml brings no types


class Package(msgspec.Struct, frozen=True, kw_only=True):
    """The trees that a reader needs; None for a part that is not there."""

    document: Element
    styles: Element | None = None
    numbering: Element | None = None
    footnotes: Element | None = None
    endnotes: Element | None = None


def open_package(data: bytes) -> Package:
    """The parts of a Word file; raises ``UnreadableError`` for a damaged archive or one that unpacks beyond bounds."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            document = _tree(archive, _MAIN)
            others = {name: _tree(archive, f"word/{name}.xml") for name in Package.__struct_fields__[1:]}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise UnreadableError(_BROKEN, _DAMAGED.format(what="its archive cannot be unpacked")) from error
    if document is None:
        raise UnreadableError(_BROKEN, _DAMAGED.format(what=f"it has no {_MAIN}"))
    return Package(document=document, **others)


def _tree(archive: zipfile.ZipFile, name: str) -> Element | None:
    if name not in archive.namelist():
        return None
    with archive.open(name) as part:
        data = part.read(_MAX_PART + 1)
    if len(data) > _MAX_PART:
        raise UnreadableError(_LARGE, _TOO_LARGE.format(limit=_MAX_PART // 1_000_000))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        return etree.fromstring(data.replace(_STRICT, W[1:-1].encode()), parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableError(_BROKEN, _DAMAGED.format(what=f"{name}: {error.msg}")) from error


def name_of(element: Element) -> str:
    """The element's name without its namespace; empty for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def value_of(element: Element | None, name: str = "val") -> str | None:
    """An attribute of the word-processing vocabulary."""
    return None if element is None else element.get(W + name)


def child(element: Element | None, *names: str) -> Element | None:
    """The first child of that name, the first child of that one, and so on; None where one is missing."""
    for name in names:
        element = None if element is None else element.find(W + name)
    return element


def children(element: Element) -> Iterator[tuple[str, Element]]:
    """The children with their names."""
    for item in element:
        yield name_of(item), item


def number_of(text: str | None) -> int | None:
    """A whole number as the format writes it, None for anything else."""
    digits = (text or "").removeprefix("-")
    return int(text or "") if digits.isascii() and digits.isdigit() and len(digits) < 10 else None  # noqa: PLR2004


def is_on(element: Element) -> bool:
    """Whether a switch is on: it is there, and does not say that it is off."""
    return value_of(element) not in {"0", "false", "off", "none"}
