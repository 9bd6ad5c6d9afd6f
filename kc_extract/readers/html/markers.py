"""The markers that a browser prints before list items, which stand in no text of the page."""

from __future__ import annotations

import regex
from selectolax.lexbor import LexborNode

from kc_extract.readers.html.dom import declarations
from kc_extract.text import int_to_roman

_STYLES = {
    "1": "decimal",
    "a": "lower-alpha",
    "A": "upper-alpha",
    "i": "lower-roman",
    "I": "upper-roman",
}
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_BULLET = "•"
#: A marker that the item's text brings along.
_OWN = regex.compile(
    r"^\s*(?:[-–—+•*·○▪►]|\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zđ]{1,2}|[IVXLC]+)\s*[.)](?:\s|$))", regex.IGNORECASE
)
_LEADING = regex.compile(r"^\s*\(?(\w{1,8}?)\s*[.)]")


class Counters:
    """The running numbers of the lists of one page."""

    def __init__(self) -> None:
        self._next: dict[int, int] = {}

    def marker_of(self, item: LexborNode) -> str | None:
        """What the browser prints before the list item: ``1.``, ``a.``, a bullet; None where the list shows nothing."""
        parent = item.parent
        if parent is None or parent.tag not in {"ol", "ul", "menu", "dir"}:
            return None
        style = _list_style(item) or _list_style(parent)
        number = self._number(item, parent)
        if style == "none":
            return None
        if parent.tag != "ol":
            return _BULLET
        kind = style or _STYLES.get(parent.attributes.get("type") or "1", "decimal")
        return f"{_numeral(number, kind)}."

    def _number(self, item: LexborNode, parent: LexborNode) -> int:
        """The ordinal of the item: its own value, else one more than the item before it."""
        start = _whole(parent.attributes.get("start"))
        own = _whole(item.attributes.get("value"))
        number = self._next.get(parent.mem_id, 1 if start is None else start) if own is None else own
        self._next[parent.mem_id] = number + 1
        return number


def is_shown_by(text: str, marker: str) -> bool:
    """Whether the item's own text already opens with the marker, so that the list prints none.

    A bullet before any marker of the text's own is dropped; a number only before itself.
    """
    if marker == _BULLET:
        return _OWN.match(text) is not None
    found = _LEADING.match(text)
    return found is not None and found[1].lower() == marker.removesuffix(".").lower()


def _list_style(node: LexborNode) -> str | None:
    css = declarations(node.attributes.get("style"))
    found = regex.search(
        r"\b(?:none|decimal|(?:lower|upper)-(?:alpha|latin|roman))\b",
        css.get("list-style-type") or css.get("list-style", ""),
    )
    return found.group().replace("latin", "alpha") if found else None


def _whole(value: str | None) -> int | None:
    return int(value) if value is not None and regex.fullmatch(r"\s*-?\d{1,6}\s*", value) else None


def _numeral(number: int, style: str) -> str:
    if style.endswith("roman") and 0 < number < 400:  # noqa: PLR2004 - beyond, browsers fall back to figures too
        roman = int_to_roman(number)
        return roman if style.startswith("upper") else roman.lower()
    if style.endswith("alpha") and 0 < number <= len(_LATIN):
        letter = _LATIN[number - 1]
        return letter.upper() if style.startswith("upper") else letter
    return str(number)
