"""Which encoding a text is in: the font's name is evidence, the statistics of Vietnamese syllables are proof."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import regex

from kc_extract.readers.legacy.decoding import decode
from kc_extract.readers.legacy.encodings import Encoding, byte_characters, encodings, read_font_name
from kc_extract.readers.quality import is_syllable

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Letters of Vietnamese that Latin-1 lacks, and combining marks: a word with one of them is Unicode already.
_UNICODE = regex.compile(r"[\u0100-\u0131\u0160-\u01B0\u0300-\u0323\u1EA0-\u1EF9]")
_BYTES = regex.compile(f"[{regex.escape(''.join(byte_characters()))}]")
_TOKEN = regex.compile(r"[\p{L}\p{M}]+")
_SIGNS = regex.compile(r"[^\p{L}\p{M}\p{P}\p{N}]|[¡§«¶·»¿]")
_NAMED_SHARE, _UNNAMED_SHARE = 0.7, 0.85
_UNNAMED_WORDS = 5
_UNICODE_SHARE = 0.1
_SAMPLE = 400  # telling words are enough to judge a font


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """What a text is in: None for Unicode (or nothing to tell); ``words`` that told, ``capitals``: it prints so."""

    encoding: Encoding | None = None
    capitals: bool = False
    words: int = 0


def choose(text: str, font: str = "") -> Choice:
    """The encoding of a text set in one font.

    A font that names an encoding needs most telling words to become syllables; any other needs nearly all of several,
    and few that are words already. Text with letters that only Unicode has stays as it is: of a font that names an
    encoding those lines, since writers went on in Unicode without leaving their font, of any other all of it.
    """
    claim = read_font_name(font)
    named = claim.encoding is not None
    lines = [line for line in text.split("\n") if not (named and _UNICODE.search(line))]
    words = [word for line in lines for word in line.split() if _BYTES.search(word)]
    telling = [word for word in words if not _UNICODE.search(word)][:_SAMPLE]
    modern = 0 if named else len(_UNICODE.findall(text))
    if not telling or modern > _UNICODE_SHARE * len(telling):
        return Choice()
    if not named and len(telling) < _UNNAMED_WORDS:
        return Choice()
    best = _best(telling, claim.encoding)
    if best is None or not _is_proof(telling, best, named=named):
        return Choice()
    return Choice(encoding=best, capitals=claim.capitals and best is claim.encoding, words=len(telling))


def pool(texts: Mapping[str, str]) -> dict[str, Choice]:
    """The choice for each font of a page or a document; one with little text follows proven ones of its sort.

    ``texts``: the text of each font by the font's name.
    """
    choices = {font: choose(text, font) for font, text in texts.items()}
    proven = {choice.encoding.name: choice.encoding for choice in choices.values() if choice.encoding is not None}
    for font, choice in choices.items():
        claim = read_font_name(font)
        if choice.encoding is not None or not _is_open(texts[font]):
            continue
        if claim.encoding and claim.encoding.name in proven:
            choices[font] = Choice(encoding=claim.encoding, capitals=claim.capitals)
        elif not claim.encoding and len(proven) == 1 and _is_like(texts[font], *proven.values()):
            choices[font] = Choice(encoding=next(iter(proven.values())))
    return choices


def _is_like(text: str, encoding: Encoding) -> bool:
    """Whether each telling word of a short text is a syllable in that encoding, and none is one as it stands."""
    words = [word for word in text.split() if _BYTES.search(word)]
    return bool(words) and _share(words, encoding)[0] == 1 and not any(map(_is_word, words))


def choose_run(text: str, font: str, fonts: Mapping[str, Choice]) -> Choice:
    """The encoding of one run: that of its font, unless the run itself shows that it is Unicode."""
    choice = fonts.get(font, Choice())
    if choice.encoding is None:
        return choice
    telling = sum(1 for word in text.split() if _BYTES.search(word))
    if _UNICODE.search(text):
        return Choice()
    return choice if telling < _UNNAMED_WORDS else choose(text, font)


def _is_open(text: str) -> bool:
    """Whether a text is too short to tell its encoding, and has nothing that only Unicode has."""
    return not _UNICODE.search(text) and sum(1 for word in text.split() if _BYTES.search(word)) < _UNNAMED_WORDS


def _best(words: list[str], claimed: Encoding | None) -> Encoding | None:
    """The encoding in which most words are syllables; of equals the one that the font claims."""
    order = sorted(encodings(), key=lambda encoding: encoding is not claimed)
    return max(order, key=lambda encoding: _share(words, encoding)[0], default=None)


def _is_proof(words: list[str], encoding: Encoding, *, named: bool) -> bool:
    decoded, judged = _share(words, encoding)
    as_is = sum(map(_is_word, words)) / len(words)
    if not judged:
        return False
    if named:
        return decoded >= _NAMED_SHARE and decoded > as_is
    return decoded >= _UNNAMED_SHARE and as_is < 1 - decoded / 2


def _share(words: list[str], encoding: Encoding) -> tuple[float, int]:
    """The share of words that the encoding makes syllables, and how many were judged: abbreviations are not."""
    read = ["".join(letter.text for letter in decode(word, encoding)) for word in words]
    judged = [word for word in read if _is_word(word) or not word.isupper()]
    return (sum(map(_is_word, judged)) / len(judged) if judged else 0.0), len(judged)


def _is_word(word: str) -> bool:
    tokens = _TOKEN.findall(word)
    return bool(tokens) and not _SIGNS.search(word) and all(map(is_syllable, tokens))
