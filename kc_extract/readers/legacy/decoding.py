"""Legacy text to Unicode letters, each knowing the characters that it was read from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import regex

from kc_extract.readers.legacy.encodings import byte_characters
from kc_extract.readers.quality import is_syllable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kc_extract.readers.legacy.encodings import Encoding

_WORD = regex.compile(r"[\p{L}\p{M}]+")
_LINE = regex.compile(r"[^\n]+")
_PLAIN = regex.compile(r"[A-Za-zĐđ]")
_LETTERS_AT_END = regex.compile(r"[\p{L}\p{M}]*$")
_LETTERS_AT_START = regex.compile(r"[\p{L}\p{M}]*")
_SIDE = 2  # letters that may be a word by themselves


class Letter(NamedTuple):
    """A character as read, and the ``length`` characters of the source from ``start`` on that show it."""

    text: str
    start: int
    length: int = 1


def decode(text: str, encoding: Encoding, *, capitals: bool = False) -> tuple[Letter, ...]:
    """The letters of a text in that encoding; characters that it does not define stay.

    ``capitals``: the font prints small letters as capitals. Tone marks stay where they were typed.
    """
    letters = _mapped(text, encoding)
    if encoding.hyphen and "\xad" not in text:
        letters = _unhyphened(letters, encoding.hyphen)
    shown = "".join(letter.text for letter in letters)
    cased = _raised(shown) if capitals else shown if encoding.has_capitals else _even(shown)
    return tuple(letter._replace(text=char) for letter, char in zip(letters, cased, strict=True))


def _mapped(text: str, encoding: Encoding) -> list[Letter]:
    bytes_shown = byte_characters()
    source = [bytes_shown.get(char, char) for char in text]
    letters, at = [], 0
    while at < len(source):
        pair = "".join(source[at : at + 2])
        length = 2 if len(pair) > 1 and pair in encoding.letters else 1
        known = encoding.letters.get(pair[:length])
        # white space that is no letter here must stay what it was, for words to end
        letters.append(Letter(text[at] if known is None or text[at].isspace() else known, at, length))
        at += length
    return letters


def _unhyphened(letters: Sequence[Letter], hyphen: str) -> list[Letter]:
    """The letters with each hyphen that stands for a letter as that letter: inside a syllable that needs it.

    Windows' own table of characters calls byte AD a hyphen, so that PDF fonts without a Unicode table lose the letter.
    """
    shown = "".join(letter.text for letter in letters)
    return [
        letter._replace(text=hyphen) if letter.text == "-" and _completes(shown, at, hyphen) else letter
        for at, letter in enumerate(letters)
    ]


def _completes(text: str, at: int, letter: str) -> bool:
    left = _LETTERS_AT_END.search(text, max(0, at - 10), at)
    right = _LETTERS_AT_START.match(text, at + 1)
    sides = [found.group() for found in (left, right) if found and found.group()]
    if not sides or not is_syllable((left.group() if left else "") + letter + (right.group() if right else "")):
        return False
    return not all(len(side) >= _SIDE and is_syllable(side) for side in sides)


def _raised(text: str) -> str:
    """The text in capitals, of the same length (ß and its like stay)."""
    return "".join(char.upper() if len(char.upper()) == 1 else char for char in text)


def _even(text: str) -> str:
    """The text with words in capitals wholly so: TCVN3 has no capitals with tones, so writers used the small ones."""
    return _LINE.sub(lambda line: _even_line(line.group()), text)


def _even_line(line: str) -> str:
    sure = {_case(word) for word in _WORD.findall(line)} - {"open"}
    raised = {"capitals", "open"} if sure == {"capitals"} else {"capitals"}
    return _WORD.sub(lambda word: _raised(word.group()) if _case(word.group()) in raised else word.group(), line)


def _case(word: str) -> str:
    """``capitals`` where two plain letters and none small prove it, ``open`` where one or none leaves it open.

    An abbreviation says nothing of the words around it.
    """
    plain = "".join(_PLAIN.findall(word))
    if any(char.islower() for char in plain):
        return "small"
    return "capitals" if len(plain) > 1 and is_syllable(word) else "open"
