"""The tables of the old encodings as a program reads them: the characters that show their bytes, to letters.

Source of the tables: ``lexicon/encodings.toml``, which names its own.
"""

from __future__ import annotations

from functools import cache

import msgspec
import regex

from kc_extract.lexicon import load

_HIGH = range(0x80, 0x100)
#: Other characters that programs show for a byte of a font without a Unicode table: Greek mu for the micro sign, the
#: bullet operator for the middle dot (both are alternatives of the Adobe glyph list).
_ALIASES = {"\u03bc": 0xB5, "\u2219": 0xB7}
#: Symbolic fonts are shown in the private use area.
_PRIVATE = 0xF000
_SUBSET = regex.compile(r"^[A-Z]{6}\+")
_STYLE = regex.compile(
    r"(?i)(?:[ ,-]+(?:bold|italic|oblique|regular|normal|narrow|mt|ps)|(?:bold|italic|oblique)|PSMT)+$"
)


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    letters: dict[str, str]
    fonts: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()


class _Tables(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    encoding: tuple[_Table, ...]


class Encoding(msgspec.Struct, frozen=True, kw_only=True):
    """One encoding; ``letters`` maps the characters that show its bytes (one, or a letter and its mark) to a letter.

    ``hyphen`` is the letter of byte AD, which some programs show as a hyphen; None where there is none.
    ``has_capitals``: capitals with tone marks are among the letters.
    """

    name: str
    letters: dict[str, str]
    hyphen: str | None = None
    has_capitals: bool = True


class FontName(msgspec.Struct, frozen=True):
    """What the name of a font claims: an encoding, and whether its small letters print as capitals."""

    encoding: Encoding | None = None
    capitals: bool = False


@cache
def byte_characters() -> dict[str, str]:
    """For each character that shows a byte from 80 on (Latin-1, Windows-1252, private use), that byte as Latin-1."""
    shown = {chr(code): chr(code) for code in _HIGH}
    for code in _HIGH:
        shown[chr(_PRIVATE + code)] = chr(code)
        shown.setdefault(bytes([code]).decode("cp1252", "replace"), chr(code))
    shown.pop("\ufffd", None)
    return shown | {sign: chr(code) for sign, code in _ALIASES.items()}


@cache
def encodings() -> tuple[Encoding, ...]:
    """All encodings that are known."""
    return tuple(_build(table) for table in load("encodings", _Tables).encoding)


def encoding_of(name: str) -> Encoding:
    """The encoding of that name (``TCVN3``, ``VNI``, ``VISCII``); ``StopIteration`` is a slip of the caller."""
    return next(encoding for encoding in encodings() if encoding.name == name)


def _build(table: _Table) -> Encoding:
    letters = {bytes.fromhex(code).decode("latin-1"): letter for code, letter in table.letters.items()}
    # A mark is printed over its letter whatever case the mark has: the case of the letter counts.
    for shown, letter in list(letters.items()):
        if len(shown) > 1:
            letters.setdefault(shown[0] + shown[1].swapcase(), letter)
    return Encoding(
        name=table.name, letters=letters, hyphen=letters.get("\xad"), has_capitals="Á" in table.letters.values()
    )


@cache
def read_font_name(name: str) -> FontName:
    """What a font's name claims of the text set in it; the name alone proves nothing."""
    plain = _SUBSET.sub("", name).strip()
    for table, encoding in zip(load("encodings", _Tables).encoding, encodings(), strict=True):
        if _begins(plain, table.fonts):
            return FontName(encoding, capitals=_STYLE.sub("", plain).endswith(table.capitals))
    return FontName()


def _begins(name: str, starts: tuple[str, ...]) -> bool:
    """Whether the name is a start and a capital behind it (``.VnTime``, ``VNI-Times``; not ``Vnexpress``)."""
    return any(name.startswith(start) and name[len(start) :][:1].isupper() for start in starts)
