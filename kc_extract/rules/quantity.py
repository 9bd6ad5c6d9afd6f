"""A number with what it counts: its currency, percent, measure or noun, and what it is counted by."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

import regex

from kc_extract.numerals import FIGURE, canonical, figure_to_decimal, tokens_to_decimal
from kc_extract.rules.cents import with_cents
from kc_extract.rules.noun import head_noun
from kc_extract.rules.number import Number, number_at
from kc_extract.rules.per import per_at, per_one
from kc_extract.rules.run import WORD
from kc_extract.rules.view import is_in_brackets
from kc_extract.rules.vocabulary import squeeze
from kc_extract.types import MentionKind, Span

if TYPE_CHECKING:
    from kc_extract.rules.view import View
    from kc_extract.rules.vocabulary import Meaning, WordKind

_KINDS: dict[WordKind, MentionKind] = {"count": "count", "measure": "measure", "percent": "percent"}
_THOUSAND = 1000
_MILLION = 10**6
_NEXT_WORD = regex.compile(r"[ \t]+(?P<word>\p{Ll}+)(?![\p{L}\d]|-\p{L})")
_IN_WORDS = regex.compile(
    r"[ \t]*[(;,]?[ \t]*(?:số tiền )?(?:(?:viết )?bằng chữ|chữ)?[ \t]*(?::|là)?[ \t]*"
    r"(?P<words>\p{L}+(?:,?[ \t]+\p{L}+)*?)[ \t]+(?:đồng|đô la)(?:[ \t]+(?:việt nam|chẵn|mỹ))*[ \t./]*[)]?"
)
_IN_BARE_WORDS = regex.compile(rf"[ ]?\([ ]?(?P<words>{WORD}(?:,?[ ]{WORD})+)[ ]?\)")
_IN_FIGURES = regex.compile(
    rf"[ ]?\([ ]?(?:bằng số:?[ ]|số tiền:?[ ])?(?P<figure>{FIGURE})[ ]?(?:đồng|đ|vnđ|vnd)(?!\p{{L}})[ .]*\)"
)
_PERCENT_WORDS = regex.compile(r"[ ]?\([ ]*(?P<words>\p{L}+(?:[ ]\p{L}+)*?)[ ]+phần trăm[ ]*\)")
#: ``15tr``, ``13tr5``: an abbreviation that only money is given in.
_SHORT_MILLION = regex.compile(r"\d[ ]?tr(?!\p{L})")
#: ``ĐH.08 Đồng Lộc``: a name.
_PLACE = regex.compile(r"Đồng[ ](?!Việt)\p{Lu}\p{Ll}")
_HALF = regex.compile(r"[ \t]+rưỡi(?!\p{L})")
_DATED_UNITS = frozenset(("năm", "tháng", "ngày", "quý"))
_DATED = regex.compile(r"[ \t]+(?:ngày[ \t]+|tháng[ \t]+)?\d")
_YEAR = regex.compile(r"[ \t]+(?:19|20)\d\d(?!\d|[ ]?[-–—][ ]?(?:19|20)\d\d)")


class Quantity(NamedTuple):
    """A number and what it counts: ``start`` to ``core`` with its currency or unit as printed, ``end`` behind ``per``.

    ``lexical``: its unit is in the word lists.
    """

    number: Number
    kind: MentionKind
    start: int
    core: int
    end: int
    currency: str | None = None
    unit: str | None = None
    unit_span: Span | None = None
    per: str | None = None
    lexical: bool = True
    rule: str | None = None

    @property
    def is_bare(self) -> bool:
        """Whether the number has neither scale nor unit, so that a neighbour's may be shared."""
        return self.kind == "number" and self.number.scale == 1 and not self.number.compound


def quantity_at(view: View, at: int) -> Quantity | None:
    """The quantity that begins at ``at``, or None where no number does."""
    number = number_at(view, at)
    if number is None:
        return None
    found = number.after
    word = squeeze(found[0]) if found else ""
    meaning = view.words.meanings[word] if found else None
    if before := _currency_before(view, number, meaning):
        return _money(view, number, number.end, before[0])._replace(start=before[1])
    if found is not None and meaning is not None and _is_unit(view, number, found, word, meaning):
        if meaning.kind != "currency":
            return _counted(view, number, found, _KINDS[meaning.kind])
        if meaning.factor != 1:
            number = number._replace(scale=number.scale * meaning.factor)
        return _money(view, number, found.end(), meaning.code)
    return _loose(view, number, decoy=found is not None)


def _currency_before(view: View, number: Number, meaning: Meaning | None) -> tuple[str, int] | None:
    """The currency printed in front of the figure (``USD 500``) and where, unless one stands behind it."""
    if number.start == 0 or (meaning is not None and meaning.kind == "currency"):
        return None
    found = view.words.currency_before.match(view.low, max(0, number.start - 6), number.start)
    return (view.words.currencies_before[squeeze(found[0])], found.start()) if found else None


def _is_unit(view: View, number: Number, found: regex.Match[str], word: str, meaning: Meaning) -> bool:
    """Whether the word behind the number is its unit here: no decoy, no year, no letter of an item."""
    if meaning.kind in ("decoy", "scale") or (word == "đồng" and _PLACE.match(view.text, found.start())):
        return False
    if word in _DATED_UNITS:
        end = found.end()
        return not (_YEAR if word in ("năm", "quý") else _DATED).match(view.low, end, end + 20)
    if len(word) > 1 or not word.isalpha():
        return True
    return _is_sign(view, found.start(), found.start() - number.end, word)


def _is_sign(view: View, start: int, gap: int, word: str) -> bool:
    """Whether a single letter is the sign of a unit: close to its figure, capital or small as the unit is printed."""
    is_item = gap > 0 and view.low[start + 1 : start + 2] == ")" and not is_in_brackets(view.low, start)
    if word == "đ":
        return not is_item
    if gap > 1 or is_item:
        return False
    is_capital = view.text[start].isupper()
    return is_capital if word in view.words.capitals else not is_capital or word == "h"


def _money(view: View, number: Number, end: int, currency: str | None) -> Quantity:
    number = _decided(number, view)
    if currency is not None and currency != "VND":
        number, end = with_cents(view, number, end)
    if number.scale == 1 and not number.compound and (half := _HALF.match(view.low, end, end + 12)):
        number, end = _and_a_half(number, half), half.end()
    per, last = per_at(view, end)
    if per is None and view.low.startswith(" một ", end):
        per, last = per_one(view, end)
    return _in_words(view, Quantity(number, "money", number.start, end, last, currency, per=per), end)


def _decided(number: Number, view: View) -> Number:
    """``1,500`` before đồng or a counted noun groups thousands, since neither has parts; elsewhere it is a decimal."""
    if number.shape != "thirds" or view.english or number.scale != 1:
        return number
    return number._replace(bare=number.bare * 1000, shape="grouped")


def _in_words(view: View, quantity: Quantity, end: int) -> Quantity:
    """The amount with the words that repeat it: ``15.000.000 đồng (Bằng chữ: Mười lăm triệu đồng)``."""
    mark = view.low[end : end + 2].lstrip(" ")[:1]
    if mark not in ("(", ";", ",", "b") or not mark:
        return quantity
    if quantity.number.shape == "words" and (figure := _IN_FIGURES.match(view.low, end, end + 60)):
        return quantity._replace(number=_said(quantity.number, figure), end=figure.end())
    found = _IN_WORDS.match(view.low, end, min(len(view.low), end + 200))
    if found is None and mark == "(":
        found = _IN_BARE_WORDS.match(view.low, end, min(len(view.low), end + 200))
    if found is None or (mark != "(" and "chữ" not in found[0]):
        return quantity
    number = _stating(quantity.number, found)
    return quantity if number is quantity.number else quantity._replace(number=number, end=found.end())


def _counted(view: View, number: Number, found: regex.Match[str], kind: MentionKind) -> Quantity:
    start, end = found.span()
    core = end
    if kind == "measure" and (half := _HALF.match(view.low, end, end + 12)):
        number, core = _and_a_half(number, half), half.end()
    per, last = per_at(view, core)
    if per is None and kind == "measure" and view.low.startswith(" một ", core):
        per, last = per_one(view, core, ("measure",))
    if kind == "percent" and (words := _PERCENT_WORDS.match(view.low, core, core + 80)):
        number, last = _stating(number, words), words.end()
    if number.shape == "thirds" and kind == "count":
        number = _decided(number, view)
    return Quantity(number, kind, number.start, core, last, None, view.text[start:end], Span(start, end), per)


def _stating(number: Number, words: regex.Match[str]) -> Number:
    """The number with the value of the words that repeat it, where they have one."""
    stated = tokens_to_decimal([canonical(word.strip(",")) for word in words["words"].split()])
    if stated is None:
        return number
    return number._replace(stated=stated, numbers=(*number.numbers, Span(*words.span("words"))))


def _said(number: Number, found: regex.Match[str]) -> Number:
    """The figure that repeats an amount in words, which are what is stated: ``mười đồng (10 đồng)``."""
    numbers = (*number.numbers, Span(*found.span("figure")))
    value = figure_to_decimal(found["figure"])
    return number._replace(bare=value, scale=Decimal(1), stated=number.value, numbers=numbers)


def _and_a_half(number: Number, half: regex.Match[str]) -> Number:
    """``2 năm rưỡi``: half a unit more."""
    span = Span(half.end() - len("rưỡi"), half.end())
    return number._replace(bare=number.bare + Decimal("0.5"), numbers=(*number.numbers, span))


def _loose(view: View, number: Number, *, decoy: bool) -> Quantity | None:
    """A number without a known unit: the noun behind it, money where a scale of a million says so, or a bare number.

    None where letters that mean nothing here touch it (``3M``).
    """
    if view.text[number.end : number.end + 1].isalpha():
        return None
    is_money = _SHORT_MILLION.search(view.low, number.start, number.end) is not None
    span = None if decoy or is_money else _noun(view, number.end)
    if span is not None:
        per, last = per_at(view, span.end)
        number = _decided(number, view)
        unit = view.text[span.start : span.end]
        return Quantity(number, "count", number.start, span.end, last, None, unit, span, per, lexical=False)
    if number.scale >= _MILLION or (number.compound and number.bare >= _MILLION):
        per, last = per_at(view, number.end)
        return _in_words(view, Quantity(number, "money", number.start, number.end, last, per=per), number.end)
    if number.scale == _THOUSAND and view.low.startswith(("/", " mỗi "), number.end):
        per, last = per_at(view, number.end)
        return Quantity(number, "money" if per else "number", number.start, number.end, last, per=per)
    return Quantity(number, "number", number.start, number.end, number.end)


def _noun(view: View, at: int) -> Span | None:
    found = _NEXT_WORD.match(view.text, at, at + 40)
    if found is None or found["word"] in view.words.openers:
        return None
    return head_noun(view.text, found.start("word"))
