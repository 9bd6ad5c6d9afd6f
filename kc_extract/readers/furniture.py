"""What kind of line a web site's own line is: menus, tools, counters, addresses, and the day of publication."""

from __future__ import annotations

import datetime as dt
from functools import cache

import msgspec
import regex

from kc_extract import lexicon
from kc_extract.text import bare


class Phrases(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Phrases that open a line, lines that show each of them, and lines that none may match."""

    phrases: tuple[str, ...]
    examples: tuple[str, ...]
    silent: tuple[str, ...]


class Furniture(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The word list ``boilerplate``."""

    related: Phrases
    tail: Phrases
    contact: Phrases
    menus: Phrases
    tools: Phrases
    counters: Phrases
    published: Phrases
    portal: Phrases
    properties: Phrases


#: Bullets, marks and bars before the first word of a line.
_MARKS = r"^[\s*#>|•»«·+\-–—_]*"
#: A line of more words than these is a sentence, whatever it opens with.
_SHORT = 14
_TOOL = 8
_TOOLS = 20


@cache
def furniture() -> Furniture:
    """The word list, decoded once."""
    loaded: Furniture = lexicon.load("boilerplate", Furniture)
    return loaded


@cache
def _opening(name: str, ending: str) -> regex.Pattern[str]:
    phrases: Phrases = getattr(furniture(), name)
    words = lexicon.alternation(bare(phrase) for phrase in phrases.phrases)
    return regex.compile(f"{_MARKS}(?:{words}){ending}")


def is_tail(line: str) -> bool:
    """Whether nothing below the line belongs to the text: related news, counters, the site's imprint."""
    return is_related(line) or (_words(line) <= _SHORT and _opening("tail", r"(?!\w)").match(bare(line)) is not None)


def is_related(line: str) -> bool:
    """Whether the line heads a list of other texts, or comments."""
    return _words(line) <= _SHORT and _opening("related", r"(?!\w)").match(bare(line)) is not None


def is_contact(line: str) -> bool:
    """Whether the line gives an address or a number to call."""
    return _opening("contact", r"\s*:").match(bare(line)) is not None


def is_counter(line: str) -> bool:
    """Whether the line is a visit counter: its phrase and a number."""
    return _opening("counters", r"\s*:?\s*[\d.,]+\s*$").match(bare(line)) is not None


_ADDRESS = regex.compile(_MARKS + r"(?:https?://|www\.)\S+\s*$")


def is_menu(line: str) -> bool:
    """Whether the line is a menu entry, a row of them, a path of them, or a bare web address."""
    if _ADDRESS.match(line):
        return True
    return _words(line) <= _SHORT and _opening("menus", r"\s*(?:[|>/»:….]|$)").match(bare(line)) is not None


def is_tool(line: str) -> bool:
    """Whether the line is a button around the text, or tells who posted it and how often it was read."""
    folded = bare(line)
    if _words(line) <= _TOOL:
        return _opening("tools", r"(?!\w)").match(folded) is not None
    return _words(line) <= _TOOLS and _opening("tools", r"\s*:").match(folded) is not None


def is_portal(line: str) -> bool:
    """Whether the line is one that legal portals print around a decision."""
    return _words(line) <= _SHORT and _opening("portal", r"\s*(?:$|[-–:(\[.…*])").match(bare(line)) is not None


def is_property(line: str) -> bool:
    """Whether the line names a property that portals list of a document, with or without its value."""
    return _words(line) <= _SHORT and _opening("properties", r"(?!\w)").match(bare(line)) is not None


def is_furniture(line: str) -> bool:
    """Whether the line is the site's own, of any kind."""
    return is_menu(line) or is_tool(line) or is_tail(line) or is_counter(line) or is_contact(line) or is_portal(line)


def _words(line: str) -> int:
    return len(line.split())


# --- days -------------------------------------------------------------------------------------------------

_DAY = regex.compile(
    r"(?<![\d/.-])(?:ngay\s+)?(?:(?P<d>[0-3]?\d)\s*(?:[/.-]|\s+thang\s+)\s*(?P<m>[01]?\d)\s*(?:[/.-]|\s+nam\s+)\s*(?P<y>(?:19|20)\d\d)"
    r"|(?P<Y>(?:19|20)\d\d)-(?P<M>[01]\d)-(?P<D>[0-3]\d))(?![\d/])"
)
_TIME = r"\d{1,2}\s*[:hg]\s*\d{0,2}(?::\d\d)?(?:\s*(?:am|pm|sa|ch))?"
_WEEKDAY = r"(?:thu\s+(?:hai|ba|tu|nam|sau|bay|[2-7])|t[2-7]|chu\s+nhat|cn)"
_CLOCK = regex.compile(rf"\b{_WEEKDAY}\b|\bgmt\b|\bhom nay\b|\bbay gio\b")
_FILLER = regex.compile(rf"\b{_WEEKDAY}\b|\bngay\b|\bgmt\s*[+-]?\d*|\(?utc[^)]*\)?|\b{_TIME}|\bluc\b|[^\w]+")
#: Words that may stand beside the day on its line: a rubric, an author, a counter.
_BESIDE = 4


def day_in(line: str) -> dt.date | None:
    """The first calendar day written in the line, else None."""
    for found in _DAY.finditer(bare(line)):
        parts = [found[name] for name in ("y", "m", "d")] if found["y"] else [found[name] for name in ("Y", "M", "D")]
        try:
            return dt.date(*map(int, parts))
        except ValueError:
            continue
    return None


def is_day_line(line: str) -> bool:
    """Whether the line is a day, with a time, a weekday or a few words beside it, and no sentence."""
    folded = bare(" ".join(part for part in line.split("|") if not is_tool(part)))
    rest = _FILLER.sub(" ", _DAY.sub(" ", folded)).split()
    return _DAY.search(folded) is not None and len([word for word in rest if word.isalpha()]) <= _BESIDE


def is_clock(line: str) -> bool:
    """Whether the line names a weekday or a time zone, as the running clock of a site's head does."""
    return _CLOCK.search(bare(line)) is not None


_UPDATED = "cap nhat"


def published_day(line: str) -> tuple[dt.date, bool] | None:
    """The day behind a label of publication, and whether the label says no more than `updated`."""
    folded = bare(line)
    label = _label().search(folded)
    if label is None:
        return None
    day = day_in(line[label.end() : label.end() + _REACH])
    return None if day is None else (day, _UPDATED in label.group())


#: A label reaches as far as a time and a weekday between it and its day need.
_REACH = 45


@cache
def _label() -> regex.Pattern[str]:
    words = lexicon.alternation(bare(phrase) for phrase in furniture().published.phrases)
    return regex.compile(rf"(?<!\w)(?:{words})(?!\w)\s*:?")
