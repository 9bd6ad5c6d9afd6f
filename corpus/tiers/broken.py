"""A PDF whose fonts no longer say which letters they print: Unicode maps with holes, as careless writers leave them."""

from __future__ import annotations

import re

import pymupdf

_RANGE = re.compile(rb"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]{4})> <([0-9A-Fa-f]{4})>")
_RANGES = re.compile(rb"(\d+) beginbfrange\n(.*?)endbfrange\n", re.DOTALL)
_LAST_ASCII = 0x7E
_MOST = 100  # entries of one block, by the standard
_EVERY = 3  # the share of Vietnamese letters that are lost


def break_unicode_maps(data: bytes) -> bytes:
    """The PDF, every third Vietnamese letter of its fonts mapped to a space; it prints as before."""
    document = pymupdf.open(stream=data, filetype="pdf")
    for number in range(1, document.xref_length()):
        kind, target = document.xref_get_key(number, "ToUnicode")
        if kind == "xref":
            stream = int(target.split()[0])
            document.update_stream(stream, _RANGES.sub(_holed, document.xref_stream(stream)))
    result: bytes = document.tobytes(garbage=4, deflate=True, no_new_id=True)
    return result


def _holed(block: re.Match[bytes]) -> bytes:
    """The ranges of a map written out letter by letter, a part of them lost."""
    pairs = []
    for first, last, target in _RANGE.findall(block[2]):
        start, letter = int(first, 16), int(target, 16)
        pairs += [(code, letter + code - start) for code in range(start, int(last, 16) + 1)]
    lines = [b"<%04x> <%04x>\n" % (code, 0x20 if _is_lost(letter) else letter) for code, letter in pairs]
    parts = [lines[at : at + _MOST] for at in range(0, len(lines), _MOST)]
    return b"".join(b"%d beginbfchar\n%sendbfchar\n" % (len(part), b"".join(part)) for part in parts)


def _is_lost(letter: int) -> bool:
    return letter > _LAST_ASCII and letter % _EVERY == 0
