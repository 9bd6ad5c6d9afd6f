"""Numbers: one figure or one run of number words, with its scale, at a given place of the text."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Literal, NamedTuple

import regex

from kc_extract.numerals import (
    FIGURE,
    SCALE_NAMES,
    SIGNS,
    figure_to_decimal,
    sign_to_decimal,
    tokens_to_decimal,
)
from kc_extract.rules.gloss import figure_behind, words_behind, words_value
from kc_extract.rules.run import WORD, closes, is_open, run_at
from kc_extract.rules.vocabulary import squeeze
from kc_extract.types import Span

if TYPE_CHECKING:
    from kc_extract.rules.gloss import Gloss
    from kc_extract.rules.run import Part
    from kc_extract.rules.view import View

Shape = Literal["plain", "grouped", "decimal", "thirds", "sign", "words"]
ONE = Decimal(1)
#: Scale words multiply up to this (một tỷ tỷ).
_HIGHEST = 10**18
_GROUP = 3
#: Figures of more signs than this are no numbers.
_LONGEST = 40

_FIGURE = regex.compile(rf"(?P<figure>{FIGURE})|(?P<sign>[{SIGNS}])")
_SPACED = regex.compile(r"\d{1,3}(?: \d{3})++(?:,\d++)?(?![\d./]|,\d)")
#: ``1 . 250 . 000 đồng``, ``250 .000 đồng``: groups that blanks around their dots part, as in scans.
_PARTED = regex.compile(r"\d{1,3}(?:(?:[ ]?\.[ ]?\d{3}){2,}+|[ ]\.[ ]?\d{3}|[ ]?\.[ ]000)(?![.,]?\d)")
_PARTING = frozenset((" .", ". "))
#: ``2 1/2``: a whole and a share of one.
_MIXED = regex.compile(r" (?:(?P<over>1)/(?P<under>[2-9])|(?P<over>[23])/(?P<under>[3-9]))(?![\d/.,])")
#: ``1 phẩy 5``, said and written.
_SPOKEN = regex.compile(r"[ \t]+ph[ẩả]y[ \t]+(?P<digits>[0-9]{1,9})(?![\d.,])")
#: ``hai mươi ba và một phần năm``.
_AND_SHARE = regex.compile(rf"[ \t]+và[ \t]+(?P<words>{WORD}[ \t]+phần[ \t]+{WORD})")
_ACCENTLESS = regex.compile(r"[a-z]+(?: [a-z]+){1,14}?(?= dong(?!\p{L}))")
_GLUED = regex.compile(r"(?P<scale>triệu|tr|k|t[ỷỉ]|t)(?:(?P<rest>[0-9]{1,3})(?P<lower>triệu|tr)?)?(?![\d\p{L}])")
#: What may go on with a figure behind its first digits.
_GOES_ON = frozenset(".,'’")
_NUMBER_STARTS = frozenset("mhbnstcrkl")
_GLUED_STARTS = frozenset("tk")
_GLUED_SCALES = {
    **dict.fromkeys(("tr", "triệu"), Decimal(10**6)),
    **dict.fromkeys(("t", "tỷ", "tỉ"), Decimal(10**9)),
    "k": Decimal(1000),
}
#: Glued scales that are one without digits behind them.
_ALONE = frozenset(("tr", "k"))


class Number(NamedTuple):
    """A number as written: ``bare`` before its scale, ``scale`` the factor that a range may share.

    ``stated`` is what the words beside a figure say, or the figure beside words, with the same scale. ``after`` is the
    word of the lists behind it, which is no scale.
    """

    start: int
    end: int
    bare: Decimal
    scale: Decimal
    shape: Shape
    numbers: tuple[Span, ...]
    stated: Decimal | None = None
    compound: bool = False
    after: regex.Match[str] | None = None

    @property
    def value(self) -> Decimal:
        """The value with its scale."""
        return self.bare if self.scale == 1 else self.bare * self.scale


def plain(value: Decimal) -> Decimal:
    """The value without trailing zeros and without exponent."""
    return Decimal(int(value)) if is_whole(value) else value.normalize()


def is_whole(value: Decimal) -> bool:
    """Whether the value has no decimals, of any size."""
    return value == value.to_integral_value()


def number_at(view: View, at: int) -> Number | None:
    """The number that begins at ``at``, scale words included, or None."""
    end = at
    while view.low[end : end + 1].isdecimal():
        end += 1
    if _LONGEST > end - at > 0 and view.low[end : end + 1] not in _GOES_ON:
        return _from_figure(view, at, end, view.low[at:end])
    found = _FIGURE.match(view.low, at, at + _LONGEST)
    if found is None:
        return _from_words(view, at)
    if found.end() - at > _LONGEST - len(".999"):
        return None
    if found.lastgroup == "sign":
        return _scaled(view, Span(at, found.end()), sign_to_decimal(found[0]), "sign")
    return _from_figure(view, at, found.end(), found[0])


def _from_figure(view: View, at: int, end: int, figure: str) -> Number | None:
    low = view.low
    following = low[end : end + 2]
    if following[:1] == " " and following[1:].isdecimal() and len(figure) <= _GROUP and (spaced := _spaced(view, at)):
        end, figure = spaced.end(), spaced[0]
        following = low[end : end + 2]
    if following in _PARTING and (parted := _parted(view, at)):
        end, figure = parted.end(), parted[0].replace(" ", "")
        following = low[end : end + 2]
    if figure.startswith("00") and not figure.strip("0"):
        return None
    bare = figure_to_decimal(figure, english=view.english)
    if following[:1] == " " and following[1:].isdecimal() and (mixed := _MIXED.match(low, end, end + 6)):
        bare, end = bare + Decimal(mixed["over"]) / Decimal(mixed["under"]), mixed.end()
    gloss = words_behind(low, end) if "(" in following else None
    shape = _shape(figure, bare)
    if following[:1] == ")" and shape != "plain" and low[at - 1 : at] == "(" and (below := _below_zero(view, at, end)):
        return _scaled(view, below, -bare, shape)._replace(numbers=(Span(at, end),))
    return _scaled(view, Span(at, end), bare, shape, gloss)


def _below_zero(view: View, at: int, end: int) -> Span | None:
    """The brackets around a figure whose scale or currency stands behind them: ``(1.234.567) đồng``."""
    after = view.words.after.match(view.low, end + 1)
    is_unit = after is not None and view.words.kind_of(after[0]) in ("currency", "scale")
    return Span(at - 1, end + 1) if is_unit else None


def _spaced(view: View, at: int) -> regex.Match[str] | None:
    """``12 000 000``, and ``5 000`` where a unit, a scale or a currency proves that it is one figure."""
    found = _SPACED.match(view.low, at, at + 40)
    if found is None or (found[0].count(" ") == 1 and view.words.after.match(view.low, found.end()) is None):
        return None
    return found


def _parted(view: View, at: int) -> regex.Match[str] | None:
    """A figure with blanks around its dots, where a currency or a scale proves that it is one."""
    found = _PARTED.match(view.low, at, at + _LONGEST)
    after = view.words.after.match(view.low, found.end()) if found else None
    return found if after is not None and view.words.kind_of(after[0]) in ("currency", "scale") else None


def _shape(figure: str, bare: Decimal) -> Shape:
    if figure.isdecimal():
        return "plain"
    head, comma, tail = figure.partition(",")
    if (
        comma
        and len(tail) == _GROUP
        and tail.isdecimal()
        and head.isdecimal()
        and head[0] != "0"
        and len(head) <= _GROUP
    ):
        return "thirds"
    return "grouped" if is_whole(bare) or figure.count(".") > 1 else "decimal"


def _scaled(view: View, span: Span, bare: Decimal, shape: Shape, gloss: Gloss | None = None) -> Number:
    """The number with the scale words behind it, and further groups of lower scale (``2 tỷ 500 triệu``)."""
    start, end = span.start, gloss.end if gloss else span.end
    numbers = (span, gloss.span) if gloss else (span,)
    if view.low.startswith(" ph", end) and (spoken := _SPOKEN.match(view.low, end)):
        bare, shape, end = bare + _decimals(spoken["digits"]), "decimal", spoken.end()
        numbers = (*numbers, Span(*spoken.span("digits")))
    if view.low[end : end + 1] in _GLUED_STARTS and (glued := _glued_scale(view, start, end, bare)):
        return glued
    scale, after = ONE, view.words.after.match(view.low, end)
    while (
        after is not None and scale < _HIGHEST and (meaning := view.words.meanings[squeeze(after[0])]).kind == "scale"
    ):
        scale, end = scale * meaning.factor, after.end()
        after = view.words.after.match(view.low, end)
    stated = gloss.value * scale if gloss else None
    number = Number(start, end, bare, scale, shape, numbers, stated, after=after)
    return number if scale == 1 else _compound(view, number) or number


def _glued_scale(view: View, at: int, end: int, bare: Decimal) -> Number | None:
    """``15tr``, ``100k``, ``1tr5``, ``2tỷ5``; ``1t`` alone may be a ton and is not read, ``1t5`` is."""
    found = _GLUED.match(view.low, end, end + 12)
    if found is None or not (found["rest"] or found["scale"] in _ALONE):
        return None
    scale, rest = _GLUED_SCALES[found["scale"]], found["rest"]
    if found["lower"]:
        bare += int(rest) * _GLUED_SCALES["tr"] / scale
    elif rest:
        bare += _decimals(rest)
    last = found.end()
    numbers = (Span(at, last if rest else end),)
    return Number(at, last, bare, scale, "plain", numbers, after=view.words.after.match(view.low, last))


def _decimals(digits: str) -> Decimal:
    return Decimal(int(digits)).scaleb(-len(digits))


def _compound(view: View, first: Number) -> Number | None:
    """A number of several groups, or with half of its scale: ``2 tỷ 500 triệu``, ``2 tỷ rưỡi``."""
    char = view.low[first.end + 1 : first.end + 2]
    if not (char.isdecimal() or char in _NUMBER_STARTS):
        return None
    run = run_at(view.low, first.start)
    while run and run[-1].end > first.end:
        if closes(view, run) and (value := tokens_to_decimal([part.token for part in run])) is not None:
            spans = tuple(Span(part.start, part.end) for part in run if part.token not in SCALE_NAMES)
            end = run[-1].end
            return first._replace(
                end=end,
                bare=value,
                scale=ONE,
                numbers=spans,
                compound=True,
                after=view.words.after.match(view.low, end),
            )
        run.pop()
    return None


def _from_words(view: View, at: int) -> Number | None:
    """Number words: the longest run that is a number; a last năm that may be a year or years is left out."""
    if bare := _ACCENTLESS.match(view.low, at, at + 100):
        return _from_accentless(view, bare)
    run = _with_commas(view, run_at(view.low, at))
    while run:
        tokens = [part.token for part in run]
        if not (len(run) > 1 and tokens[-1] in ("năm", "tư") and is_open(view, run)):
            value = tokens_to_decimal(tokens)
            if value is not None:
                return _spelled(view, run, value)
        run.pop()
    return None


def _with_commas(view: View, run: list[Part]) -> list[Part]:
    """The run with groups behind commas, where all of it is one amount (``mười tỷ, ba trăm triệu đồng``)."""
    whole = run
    while whole and whole[-1].token in SCALE_NAMES and view.low.startswith(", ", end := whole[-1].end):
        more = run_at(view.low, end + 2)
        if not more or any(isinstance(part.token, Decimal) for part in more):
            break
        whole = whole + more
    if len(whole) == len(run) or tokens_to_decimal([part.token for part in whole]) is None:
        return run
    after = view.words.after.match(view.low, whole[-1].end)
    return whole if after is not None and view.words.kind_of(after[0]) == "currency" else run


def _from_accentless(view: View, found: regex.Match[str]) -> Number | None:
    """``muoi lam trieu`` before ``dong``, which leaves no doubt."""
    value = tokens_to_decimal(found[0].split())
    if value is None:
        return None
    span = Span(*found.span())
    after = view.words.after.match(view.low, found.end())
    return Number(span.start, span.end, value, ONE, "words", (span,), compound=True, after=after)


def _spelled(view: View, run: list[Part], value: Decimal) -> Number:
    tokens = [str(part.token) for part in run]
    lead = next((i for i, token in enumerate(tokens) if token in SCALE_NAMES), len(tokens))
    start, end = run[0].start, run[-1].end
    if view.low.startswith((" (", "("), end) and (gloss := figure_behind(view.low, end)):
        return _scaled(view, Span(start, end), gloss.value, "words", gloss._replace(value=value))
    if view.low.startswith(" và ", end) and (share := _AND_SHARE.match(view.low, end, end + 40)):
        value, end = value + (words_value(share["words"]) or 0), share.end()
    after = view.words.after.match(view.low, end)
    bare = tokens_to_decimal(tokens[:lead]) if lead < len(tokens) else None
    if bare and all(token in SCALE_NAMES for token in tokens[lead:]):
        return Number(start, end, bare, value / bare, "words", (Span(start, end),), after=after)
    return Number(start, end, value, ONE, "words", (Span(start, end),), compound=lead < len(tokens), after=after)
