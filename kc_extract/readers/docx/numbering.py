"""The numbers that Word prints before the paragraphs of a list, which stand in no text of the file.

Source: ECMA-376 part 1, 17.9 (numbering) and 17.18.59 (number formats).
"""

from __future__ import annotations

import msgspec
import regex

from kc_extract.readers.docx.package import Element, W, child, is_on, number_of, value_of
from kc_extract.text import int_to_roman

_LATIN = "abcdefghijklmnopqrstuvwxyz"
_LEVELS = 9
_PLACE = regex.compile(r"%([1-9])")
_KEPT_BULLETS = frozenset("-–—+*•")
_DASH = "-"
_MAX_ROMAN = 400


class Level(msgspec.Struct, frozen=True, kw_only=True):
    """One level of a list: the first number, its format, the text around it, the level whose step restarts it."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None
    style: str | None = None


class Numbering:
    """The lists of a document with their running numbers."""

    def __init__(self, root: Element | None) -> None:
        parts = {} if root is None else {value_of(i, "abstractNumId"): i for i in root.findall(W + "abstractNum")}
        links = {value_of(child(i, "styleLink")): i for i in parts.values() if child(i, "styleLink") is not None}
        self._lists: dict[str, str] = {}
        self._levels: dict[str, dict[int, Level]] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, list[int | None]] = {}
        for item in [] if root is None else root.findall(W + "num"):
            self._read_list(item, parts, links)

    def _read_list(self, item: Element, parts: dict[str | None, Element], links: dict[str | None, Element]) -> None:
        name, abstract = value_of(item, "numId"), parts.get(value_of(child(item, "abstractNumId")))
        if name is None or abstract is None:
            return
        linked = links.get(value_of(child(abstract, "numStyleLink")))
        abstract = abstract if linked is None else linked
        self._lists[name] = value_of(abstract, "abstractNumId") or ""
        levels = {_place(level): _level(level) for level in abstract.findall(W + "lvl")}
        for override in item.findall(W + "lvlOverride"):
            own, start = child(override, "lvl"), number_of(value_of(child(override, "startOverride")))
            if own is not None:
                levels[_place(override)] = _level(own)
            if start is not None:
                self._starts[name, _place(override)] = start
        self._levels[name] = levels

    def level_of_style(self, list_id: str, style: str | None) -> int:
        """The level of a list that a paragraph style stands for, 0 where none says so."""
        levels = self._levels.get(list_id, {})
        return next((place for place, level in levels.items() if style and level.style == style), 0)

    def label(self, list_id: str, place: int) -> str:
        """The label that the next paragraph of that list and level shows (``1.``, ``a)``, ``-``), empty where none."""
        level = self._levels.get(list_id, {}).get(place)
        if level is None:
            return ""
        counts = self._counts.setdefault(self._lists[list_id], [None] * _LEVELS)
        self._step(list_id, place, level, counts)
        if level.form == "bullet":
            return level.text if level.text in _KEPT_BULLETS else _DASH if level.text.strip() else ""
        return _PLACE.sub(lambda found: self._figure(list_id, int(found[1]) - 1, level, counts), level.text).strip()

    def _step(self, list_id: str, place: int, level: Level, counts: list[int | None]) -> None:
        start = self._starts.pop((list_id, place), None)
        count = counts[place]
        counts[place] = start if start is not None else level.start if count is None else count + 1
        for deeper in range(place + 1, _LEVELS):
            restart = self._levels[list_id].get(deeper, level).restart
            if restart is None or (restart and place < restart):
                counts[deeper] = None
        for above in range(place):
            if counts[above] is None:
                counts[above] = self._levels[list_id].get(above, level).start

    def _figure(self, list_id: str, place: int, level: Level, counts: list[int | None]) -> str:
        count, own = counts[place], self._levels[list_id].get(place)
        if count is None or own is None:
            return ""
        return numeral(count, "decimal" if level.legal else own.form)


def _place(item: Element) -> int:
    return min(max(number_of(value_of(item, "ilvl")) or 0, 0), _LEVELS - 1)


def _level(item: Element) -> Level:
    start, legal = number_of(value_of(child(item, "start"))), child(item, "isLgl")
    return Level(
        start=0 if start is None else start,
        form=value_of(child(item, "numFmt")) or "decimal",
        text=value_of(child(item, "lvlText")) or "",
        legal=legal is not None and is_on(legal),
        restart=number_of(value_of(child(item, "lvlRestart"))),
        style=value_of(child(item, "pStyle")),
    )


def numeral(number: int, form: str) -> str:
    """The number as Word prints it in that format; formats of words and of other scripts as figures."""
    if form == "none":
        return ""
    if form in {"lowerRoman", "upperRoman"} and 0 < number < _MAX_ROMAN:
        roman = int_to_roman(number)
        return roman if form == "upperRoman" else roman.lower()
    if form in {"lowerLetter", "upperLetter"} and number > 0:
        letter = _LATIN[(number - 1) % len(_LATIN)] * ((number - 1) // len(_LATIN) + 1)
        return letter if form == "lowerLetter" else letter.upper()
    return f"{number:02d}" if form == "decimalZero" else str(number)
