"""Who signed: the names below the positions at the end of the document, each with its own position."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import regex

from kc_extract.gazetteer import agencies, find_provinces, position_name, position_pattern
from kc_extract.header.block import BODY
from kc_extract.header.lines import Row, right_column
from kc_extract.text import is_upper, lower
from kc_extract.types import Document, Outline, Signatory, Span

_NAME = regex.compile(r"\p{Lu}(?:\p{Ll}+|['’]?\p{Lu}?\p{Ll}*)(?:[\s-]+\p{Lu}(?:['’]\p{L}+|\p{Ll}*)){1,5}")
_WORD = regex.compile(r"\p{Lu}\p{Ll}+")
#: So many lines may stand between a position and the name below it (room for the seal, recipients beside it).
_ROOM = 12
#: Signatures of one document stand within so many lines of each other.
_TOGETHER = 12
_WORDS = 7


_DEPUTY = regex.compile(r"(?<![\p{L}.])P\. ?(?P<position>\p{Lu}{2,}(?: \p{Lu}{2,})*)")


def find_signatories(document: Document, outline: Outline) -> tuple[Signatory, ...]:
    """Names and positions of the first signature block of the decision itself, else of the whole text."""
    body = outline.parts[0].span if outline.parts else Span(0, len(document.text))
    return _within(document, body) or _within(document, Span(0, len(document.text)))


def _within(document: Document, span: Span) -> tuple[Signatory, ...]:
    words = [word for word in document.words if span.contains(word.span)]
    rows = right_column(document, words)
    begun = next((index for index, row in enumerate(rows) if BODY.match(row.text)), 0)
    signed = list(_signed(rows[begun:]))
    return tuple(who for at, who in signed if at - signed[0][0] <= _TOGETHER)


def _signed(rows: Sequence[Row]) -> Iterator[tuple[int, Signatory]]:
    pending, at = "", 0
    for index, row in enumerate(rows):
        capitals, rest = _split(_unmarked(_beside_recipients(row)))
        if capitals and pending and _is_capital_name(capitals) and not rest:
            capitals, rest = "", " ".join(word.capitalize() for word in capitals.split())
        if capitals and _is_position(capitals):
            pending, at = (f"{pending} {capitals}".strip() if index - at <= 1 else capitals), index
        elif capitals and pending and index - at == 1:
            pending, at = f"{pending} {capitals}", index
        if pending and index - at <= _ROOM and (name := _whole_name(rest, row, rows[index + 1 : index + 2])):
            yield index, Signatory(name=name, title=_title(pending))
            pending = ""


def _beside_recipients(row: Row) -> str:
    """What stands right of the recipients on a line without boxes, where a text sets both blocks side by side."""
    if row.x0 is not None or not row.text.startswith(_RECIPIENTS):
        return row.text
    held = _prefix().search(row.text, 1)
    if held is not None and is_upper(row.text[held.start() :]):
        return row.text[held.start() :]
    for found in position_pattern().finditer(lower(row.text)):
        if is_upper(row.text[found.start() :]):
            return row.text[found.start() :]
    name = _LAST_NAME.search(row.text)
    is_person = name is not None and lower(name["name"].split()[0]) in agencies().signing.surnames
    return name["name"] if name is not None and is_person else row.text


#: How the lines of the recipients begin.
_RECIPIENTS = ("Nơi nhận", "-", "–", "+", "•")
_LAST_NAME = regex.compile(r"[;.,:]\s+(?P<name>\p{Lu}\p{Ll}+(?:\s\p{Lu}\p{Ll}*){1,4})$")


def _whole_name(rest: str, row: Row, following: Sequence[Row]) -> str | None:
    """The name on the rest of a line, joined with the next line of its block where it was broken."""
    name = _name(rest)
    if not following or not (_WORD.fullmatch(rest) or name):
        return name
    below = following[0]
    near = below.paragraph == row.paragraph or below.x0 is not None
    if name is None:
        return _name(f"{rest} {below.text}") if near else None
    return f"{name} {below.text}" if near and len(name.split()) == 2 and _WORD.fullmatch(below.text) else name  # noqa: PLR2004


def _unmarked(text: str) -> str:
    """The line without marks of a signed copy, and without ranks and degrees before a name."""
    for mark in agencies().signing.marks:
        text = text.replace(mark, " ")
    text = _DEPUTY.sub(_deputy, " ".join(text.split()))
    for title in sorted(agencies().signing.titles, key=len, reverse=True):
        if text.startswith(f"{title} ") or (title.endswith(".") and text.startswith(title)):
            text = text[len(title) :].strip()
    return text


def _deputy(found: regex.Match[str]) -> str:
    """``P. CHỦ TỊCH`` spelled out, where there is such a deputy."""
    full = f"PHÓ {found['position']}"
    return full if position_pattern().match(lower(full)) else found[0]


def _split(text: str) -> tuple[str, str]:
    """The leading words in capitals, and the rest of a line; a single letter goes with what follows it."""
    words = text.split()
    count = 0
    while count < len(words) and is_upper(words[count].strip(".,()")):
        count += 1
    if count and len(words[count - 1].strip(".,")) == 1 and count < len(words):
        count -= 1
    return " ".join(words[:count]), " ".join(words[count:])


def _is_position(capitals: str) -> bool:
    return len(capitals.split()) <= 3 * _WORDS and (
        _prefix().match(capitals) is not None or position_pattern().match(lower(capitals)) is not None
    )


def _is_capital_name(capitals: str) -> bool:
    words = capitals.split()
    return 2 <= len(words) <= 5 and lower(words[0]) in agencies().signing.surnames and not _is_position(capitals)  # noqa: PLR2004


def _name(rest: str) -> str | None:
    """The name, or None where the rest of the line is none."""
    if not _NAME.fullmatch(rest) or len(rest.split()) > _WORDS or _is_other(rest):
        return None
    return rest


def _is_other(rest: str) -> bool:
    """Whether capitalised words name a place or head a section, and no person."""
    place = next(find_provinces(rest), None)
    return (place is not None and place[0] == 0 and len(rest) <= len(place[1].name)) or rest.startswith(_HEADINGS)


_HEADINGS = (
    "Chương ", "Phần ", "Mục ", "Điều ", "Phụ lục", "Nơi nhận", "Số ", "Như ", "Ngày ", "Xã ", "Phường ", "Tỉnh ",
    "Thành phố",
)  # fmt: skip


def _title(pending: str) -> str | None:
    """The signer's own position: the last one named, behind those he signs for (``KT. CHỦ TỊCH PHÓ CHỦ TỊCH``)."""
    text = _prefix().sub(" ", pending)
    found = list(position_pattern().finditer(lower(text)))
    if not found:
        return None
    return position_name(text[found[-1].start() :].strip())


@cache
def _prefix() -> regex.Pattern[str]:
    either = "|".join(regex.escape(prefix) for prefix in sorted(agencies().signing.prefixes, key=len, reverse=True))
    return regex.compile(rf"(?<!\p{{L}})(?:{either})(?:(?<=\.)|(?!\p{{L}}))\s*")
