"""The body that issued a document: the lowest of the top-left block, in ordinary case."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

import regex

from kc_extract.gazetteer import agencies, body_name, position_pattern, provinces
from kc_extract.header.block import MOTTO, Block
from kc_extract.header.bodies import full_name
from kc_extract.header.lines import Row
from kc_extract.lexicon import spellings
from kc_extract.text import bare, is_upper, lower
from kc_extract.types import Document

#: What joins a body to the one on the next line, both of which issue: a single dash.
_DASHED = regex.compile(r"\p{L}\s+[-–]$")
_JOINED = regex.compile(r"(?:[,–-]|\b(?:và|của|về|với|tại|các))\s*$", regex.IGNORECASE)
#: Consonants on both sides of the sign (``NN&PTNT``): initials and no words.
_INITIALS = regex.compile(r"(?<!\p{L})[BCDĐGHKLMNPQRSTVX]+(?:\s?&\s?[BCDĐGHKLMNPQRSTVX]+)+(?!\p{L})")
_NAME_LONG = 120
#: What a council prints behind its name: its term and its session.
SESSION = regex.compile(r"(?<!\p{L})(?:khóa|khoá|kỳ\s+họp|kì\s+họp|nhiệm\s+kỳ)\s", regex.IGNORECASE)
#: So many characters behind a known body are dirt.
_JUNK = 3
#: The sentence that enacts stands before the first article, within so many paragraphs.
_ENACTED_BEFORE = 80


def find_issuer(document: Document, block: Block, authority: str | None) -> str | None:
    """The full name of the issuing body, from the block, else from the line of authority below the title."""
    bodies = _bodies(block.above) if block.anchored else []
    printed = bodies[-1] if bodies and not _is_cut(bodies[-1], authority) else authority
    if printed is None:
        return _enacting(document)
    return " - ".join(in_ordinary_case(document, body) for body in _jointly(printed))


def _jointly(printed: str) -> list[str]:
    """The bodies that issue together, joined by dashes; a dash within a name has no body behind it."""
    dashes = list(regex.finditer(r"\s+[-–]\s+", printed))
    cuts = [dash for dash in dashes if _head().match(lower(printed), dash.end())]
    starts = [0, *(cut.end() for cut in cuts)]
    return [printed[start:end] for start, end in zip(starts, [*(cut.start() for cut in cuts), None], strict=True)]


def _is_cut(body: str, authority: str | None) -> bool:
    """Whether a dump cut the body of the block that the line of authority names in full."""
    whole = " ".join(lower(_without_head(authority or "")).split())
    start = " ".join(lower(body).split())
    return _head().fullmatch(start) is not None and whole.startswith(f"{start} ") and is_body(whole)


def in_ordinary_case(document: Document, printed: str) -> str:
    """The body's name in ordinary case; how the document itself writes it counts more than rules of spelling."""
    named = body_name(_without_head(printed))
    named = _by_letters(named) or _with_abbreviations(named, printed)
    if _is_known(named):
        return named
    pattern = r"\s+".join(regex.escape(word) for word in named.split())
    for found in regex.finditer(rf"(?<!\p{{L}}){pattern}(?!\p{{L}})", document.text, regex.IGNORECASE):
        if found[0][0].isupper() and not is_upper(found[0]):
            return " ".join(found[0].split())
    return named


def _with_abbreviations(named: str, printed: str) -> str:
    """The name with abbreviations around ``&`` as they are printed."""
    for initials in _INITIALS.findall(printed):
        named = regex.sub(rf"(?<!\p{{L}}){initials}(?!\p{{L}})", initials, named, flags=regex.IGNORECASE)
    return named


def _by_letters(printed: str) -> str | None:
    """The known body that the letters without accents spell, where recognition lost or changed accents."""
    text = " ".join(regex.findall(r"\p{L}+", bare(printed)))
    for name, full in _bare_bodies().items():
        if text == name or (text.startswith(f"{name} ") and len(text) - len(name) <= _JUNK):
            return full
    return None


def is_body(text: str) -> bool:
    """Whether a line names an issuing body and nothing else."""
    low = " ".join(lower(text).split())
    return _body().fullmatch(low) is not None


def is_joined(text: str) -> bool:
    """Whether a line breaks off within a phrase (``… CỦA``), so that the next line continues it."""
    return _JOINED.search(text) is not None


def _without_head(printed: str) -> str:
    """The body whose head signs: ``BỘ TRƯỞNG BỘ Y TẾ`` is the Bộ Y tế; the Prime Minister issues as himself."""
    text = " ".join(printed.split())
    found = position_pattern().match(lower(text))
    if found is None or lower(text).startswith(("thủ tướng chính phủ", "chủ tịch nước")):
        return text
    return text[found.end() :].strip() or text


def _bodies(rows: Iterable[Row]) -> list[str]:
    """The bodies of the block from the top, each on one or several lines."""
    bodies: list[str] = []
    continues = open_dash = False
    for row in rows:
        text = _cleaned(row.text)
        if not text:
            continue
        if SESSION.match(text):
            continues = False
            continue
        if not is_upper(text) or regex.match(r"S[ốỐ]\s*[:\d]|V/[vV]", text):
            continues = False
            continue
        if open_dash and bodies and continues:
            bodies[-1] = f"{bodies[-1]} - {text}"
        elif _begins(text) and not (bodies and continues and _is_one(bodies[-1], text)):
            bodies.append(text)
        elif bodies and continues:
            bodies[-1] = f"{bodies[-1]} {text}"
        continues, open_dash = True, _DASHED.search(row.text) is not None
    return [body for printed in bodies for body in _parted(printed)]


def _cleaned(text: str) -> str:
    """The text without the quốc hiệu and a number that stand on the same line."""
    text = MOTTO.sub(" ", text)
    text = regex.split(r"\s*S[ốỐ]\s*:", text, maxsplit=1)[0] if not regex.match(r"S[ốỐ]\s*:", text) else text
    return text.strip(" -–—_*.=|\t")


def _begins(text: str) -> bool:
    low = " ".join(lower(text).split())
    return _head().match(low) is not None or (" " in low and _agency().fullmatch(low, partial=True) is not None)


def _is_one(body: str, text: str) -> bool:
    """Whether a line that could begin a body continues the one above it."""
    whole = lower(f"{body} {text}")
    bare_head = _head().fullmatch(lower(body)) is not None and not is_body(body)
    return is_joined(body) or bare_head or _body().fullmatch(" ".join(whole.split())) is not None


def _parted(printed: str) -> Sequence[str]:
    """Two bodies that stand on one line (``UBND TỈNH … SỞ …``), told apart where the first is complete."""
    low = lower(printed)
    starts = [found.start() for found in _head().finditer(low) if is_body(low[: found.start()].strip())]
    if is_body(printed) or not starts:
        return (printed,)
    return (printed[: starts[-1]].strip(), printed[starts[-1] :].strip())


def _is_known(name: str) -> bool:
    return _agency().fullmatch(lower(name)) is not None or lower(name).startswith(
        ("ủy ban nhân dân", "hội đồng nhân dân")
    )


def _enacting(document: Document) -> str | None:
    """The body of the sentence that enacts (``Thủ tướng Chính phủ ban hành Quyết định …``)."""
    for paragraph in document.paragraphs[:_ENACTED_BEFORE]:
        text = document.text[paragraph.span.start : paragraph.span.end]
        found = _enacts().match(lower(text[:_NAME_LONG]))
        if found:
            return full_name(document, _without_head(text[: found.end("body")]))
    return None


@cache
def _bare_bodies() -> dict[str, str]:
    """Central bodies, and the committees and councils of every province, by their letters without accents."""
    local = (f"{body} {unit.full_name}" for unit in provinces() for body in _LOCAL[:2])
    central = (agency.name for agency in agencies().agency if agency.name not in _LOCAL)
    return {" ".join(regex.findall(r"\p{L}+", bare(name))): name for name in (*local, *central)}


@cache
def _head() -> regex.Pattern[str]:
    words = agencies()
    shorts = [entry.short for entry in words.short if entry.long in words.heads.names]
    return regex.compile(rf"(?<!\p{{L}})(?:{_either([*words.heads.names, *shorts])})(?!\p{{L}})")


@cache
def _agency() -> regex.Pattern[str]:
    return regex.compile(_either(agency.name for agency in agencies().agency if agency.name not in _LOCAL))


#: Bodies of which every territory has one: their names alone are not complete.
_LOCAL = ("Ủy ban nhân dân", "Hội đồng nhân dân", "Tỉnh ủy")


@cache
def _body() -> regex.Pattern[str]:
    """People's committees and councils with their territory, and the bodies known by name."""
    places = _either([form for unit in provinces() for form in (unit.name, *unit.spellings)])
    levels = "|".join(agencies().territories.names)
    people = _either(["ủy ban nhân dân", "hội đồng nhân dân", "ubnd", "hđnd"])
    province = rf"(?:tỉnh|thành\s+phố|tp\.?)\s+(?:{places})"
    under = rf"(?:{levels})(?:(?:\s+(?!ban\s)\p{{L}}+){{1,3}}|\s+\d{{1,2}})"
    return regex.compile(rf"(?:(?:{people})\s+(?:{province}|{under})|{_agency().pattern})")


@cache
def _enacts() -> regex.Pattern[str]:
    positions = position_pattern().pattern
    people = _either(["ủy ban nhân dân", "hội đồng nhân dân"])
    body = rf"{_body().pattern}|(?:{people})\s+(?:tỉnh|thành\s+phố)|bộ[\p{{L}}, -]+?"
    return regex.compile(rf"(?P<body>(?:{positions}\s+)?(?:{body}))\s+(?:ban\s+hành|quyết\s+định)(?!\p{{L}})")


def _either(names: Iterable[str]) -> str:
    forms = {form for name in names for form in spellings(lower(name))}
    longest = sorted(forms, key=lambda form: (-len(form), form))
    return "|".join(regex.escape(form).replace(r"\ ", r"\s+").replace(r"\-", "[-–]") for form in longest)
