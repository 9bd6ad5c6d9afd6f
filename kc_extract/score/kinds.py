"""What is compared of each kind of record, and how closely, at the levels core, strict and whole.

Records are plain objects as decoded from JSON: an absent key of a label is unlabelled and not compared, an absent key
of an extraction is null. The levels follow the labelling conventions; *whole* is every labelled attribute, texts
equal after folding. Amounts and quantities are equal or wrong at every level.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, Literal, NamedTuple, get_args

from kc_extract.score.folding import fold, token_f1, tokens
from kc_extract.text import nfc

Plain = Mapping[str, Any]
Level = Literal["core", "strict", "whole"]
LEVELS: tuple[Level, ...] = get_args(Level)
Same = Callable[[Any, Any], bool]
Key = Callable[[object], Hashable]


class Attribute(NamedTuple):
    """One thing compared: its key, and whether two values of it are the same."""

    name: str
    same: Same


def number_key(value: object) -> Hashable:
    """The figure as a decimal, so that ``5`` and ``"5.0"`` are one; what is no figure as text, null as null."""
    return value if value is None or isinstance(value, bool) else _figure(str(value))


@lru_cache(maxsize=65536)
def _figure(text: str) -> Hashable:
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


def text_key(value: object) -> Hashable:
    """The folded text; null is a text without words."""
    return fold(_text(value))


def place_key(value: object) -> Hashable:
    """A part or a path with its white space made even; case counts (``I`` is a chapter, ``i`` an item)."""
    return _place(_text(value))


@lru_cache(maxsize=65536)
def _place(text: str) -> str:
    return " ".join(nfc(text).split())


def _by(key: Key) -> Same:
    return lambda gold, found: key(gold) == key(found)


same_number, same_text, same_place = _by(number_key), _by(text_key), _by(place_key)


def same_years(gold: object, found: object) -> bool:
    """Whether two periods are the same pair of years, or both null."""
    left, right = (None if value is None else list(_sequence(value)) for value in (gold, found))
    return left == right


def both_given(gold: object, found: object) -> bool:
    """Whether both point to another record or neither does; ids are each extractor's own."""
    return (gold is None) == (found is None)


def same_flag(gold: object, found: object) -> bool:
    """Whether two flags agree, null being false."""
    return bool(gold) == bool(found)


def alike(least: float) -> Same:
    """A comparison of texts that asks for a token F1 of ``least``."""
    return lambda gold, found: token_f1(_text(gold), _text(found)) >= least


def same_announcement(gold: object, found: object) -> bool:
    """Whether the labelled parts of an announced decision are equal; null only to null."""
    if gold is None or found is None:
        return gold is found
    return _same_parts(gold, found)


def same_people(gold: object, found: object) -> bool:
    """Whether two lists of signatories name the same people with the same titles, in the same order."""
    left, right = _sequence(gold or ()), _sequence(found or ())
    return len(left) == len(right) and all(map(_same_parts, left, right))


def _same_parts(gold: object, found: object) -> bool:
    if not isinstance(gold, dict) or not isinstance(found, dict):
        return gold == found
    return all(same_text(value, found.get(key)) for key, value in gold.items())


def _sequence(value: object) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _text(value: object) -> str:
    return "" if value is None else str(value)


class Kind(NamedTuple):
    """A kind of record: what must be equal at each level, and what a near miss must share.

    ``anchor`` holds exact core attributes by which candidates are found; where a label has null in all of them,
    ``fallback`` is compared at core too (an amount in a foreign currency). ``label`` is the record in a line.
    """

    name: str
    core: tuple[Attribute, ...]
    strict: tuple[Attribute, ...]
    whole: tuple[Attribute, ...]
    anchor: tuple[tuple[str, Key], ...]
    near: Callable[[Plain, Plain], bool]
    label: Callable[[Plain], str]
    fallback: tuple[Attribute, ...] = ()

    def core_of(self, gold: Plain) -> tuple[Attribute, ...]:
        """What must be equal for this label to count as found at all."""
        stated = any(gold.get(name) is not None for name, _ in self.anchor)
        return self.core if stated else (*self.core, *self.fallback)

    def anchored(self, record: Plain) -> tuple[Hashable, ...]:
        """What candidates for each other share."""
        return tuple(key(record.get(name)) for name, key in self.anchor)


def differing(attributes: tuple[Attribute, ...], gold: Plain, found: Plain) -> tuple[str, ...]:
    """The names of labelled attributes in which the record found is not the same."""
    return tuple(a.name for a in attributes if a.name in gold and not a.same(gold[a.name], found.get(a.name)))


def _agree(gold: Plain, found: Plain, *attributes: Attribute) -> bool:
    return not differing(attributes, gold, found)


def _attributes(same: Same, names: str) -> tuple[Attribute, ...]:
    return tuple(Attribute(name, same) for name in names.split())


_PLACE = _attributes(same_place, "part section")
_PART, _PATH = _attributes(same_place, "part path")
_TITLE = Attribute("title", alike(0.9))
_QUANTITY = _attributes(same_number, "low high")
_VND = _attributes(same_number, "low_vnd high_vnd")
_INDICATOR = Attribute("indicator", alike(0.5))
_OPEN = _attributes(same_flag, "low_open high_open")
_PERIOD = Attribute("period", same_years)
_AMOUNT_TEXT = Attribute("amount_text", same_text)
#: Whole numbers of a document (``26/2020/NĐ-CP``) that share this much of their parts are misread, not invented.
_NEAR_NUMBER = 0.6


def _near_section(gold: Plain, found: Plain) -> bool:
    if same_place(gold.get("path"), found.get("path")):
        return True
    return bool(gold.get("title")) and _agree(gold, found, _PART, _TITLE)


def _near_citation(gold: Plain, found: Plain) -> bool:
    left, right = (" ".join(_text(record.get("number")).split("/")) for record in (gold, found))
    return token_f1(left, right) >= _NEAR_NUMBER


def _near_target(gold: Plain, found: Plain) -> bool:
    return _agree(gold, found, *_QUANTITY) or (
        bool(tokens(_text(gold.get("indicator")))) and _agree(gold, found, _INDICATOR)
    )


def _near_funding(gold: Plain, found: Plain) -> bool:
    return _agree(gold, found, *_VND) or ("amount_text" in gold and _agree(gold, found, _AMOUNT_TEXT))


def _line(*parts: object) -> str:
    return " ".join(str(part) for part in parts if part is not None)


def _range(low: object, high: object) -> str:
    if low == high:
        return str(low)
    return f"{'' if low is None else low}..{'' if high is None else high}"


def _label_target(record: Plain) -> str:
    figure = _range(record.get("low"), record.get("high"))
    words = _line(record.get("action"), "|", record.get("indicator"))
    return _line(record.get("part"), record.get("section"), figure, record.get("unit"), words)


def _label_funding(record: Plain) -> str:
    figure = _range(record.get("low_vnd"), record.get("high_vnd"))
    nature = _line(record.get("source"), record.get("role"))
    return _line(record.get("part"), record.get("section"), figure, nature, record.get("amount_text"))


SECTIONS = Kind(
    name="sections",
    core=(_PART, _PATH),
    strict=(_TITLE,),
    whole=(Attribute("title", same_text), Attribute("marker", same_text), Attribute("level", same_number)),
    anchor=(("path", place_key),),
    near=_near_section,
    label=lambda record: _line(record.get("part"), record.get("path"), record.get("title")),
)
CITATIONS = Kind(
    name="citations",
    core=(Attribute("number", same_text),),
    strict=(Attribute("issued_on", same_text),),
    whole=_attributes(same_text, "doc_type role"),
    anchor=(("number", text_key),),
    near=_near_citation,
    label=lambda record: _line(record.get("number"), record.get("issued_on")),
)
TARGETS = Kind(
    name="targets",
    core=(*_QUANTITY, _INDICATOR),
    strict=(
        *_PLACE,
        *_attributes(same_text, "qualifier unit"),
        _PERIOD,
        Attribute("indicator", alike(0.9)),
        Attribute("action", alike(0.8)),
    ),
    whole=(
        *_attributes(same_text, "indicator action per direction"),
        *_OPEN,
        Attribute("annual", same_flag),
        Attribute("baseline", same_number),
        Attribute("same_as", both_given),
    ),
    anchor=(("low", number_key), ("high", number_key)),
    near=_near_target,
    label=_label_target,
)
FUNDING = Kind(
    name="funding",
    core=(*_VND, *_attributes(same_text, "source role")),
    strict=(
        *_PLACE,
        Attribute("activity", same_place),
        Attribute("qualifier", same_text),
        _PERIOD,
        Attribute("part_of", both_given),
    ),
    whole=(
        *_attributes(same_text, "currency amount_text breakdown per condition beneficiary nature row column"),
        *_QUANTITY,
        *_OPEN,
        Attribute("share", same_number),
        Attribute("table", both_given),
    ),
    anchor=(("low_vnd", number_key), ("high_vnd", number_key)),
    near=_near_funding,
    label=_label_funding,
    fallback=(*_QUANTITY, Attribute("currency", same_text)),
)
KINDS = (SECTIONS, CITATIONS, TARGETS, FUNDING)

FIELDS = (
    *_attributes(same_text, "kind number issuer place issued_on published_on"),
    _TITLE,
    _PERIOD,
    Attribute("signatories", same_people),
    Attribute("announces", same_announcement),
)
#: Every name that figures are given for, in the order of the report.
KIND_NAMES = ("fields", *(kind.name for kind in KINDS))
