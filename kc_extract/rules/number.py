"""Numbers: one figure or one run of number words, with its scale, at a given place of the text."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Literal, NamedTuple

import regex

from kc_extract.numerals import FIGURE, SIGNS, canonical, figure_to_decimal, sign_to_decimal, tokens_to_decimal
from kc_extract.types import Span

if TYPE_CHECKING:
    from kc_extract.numerals import Token
    from kc_extract.rules.view import View

Shape = Literal["plain", "grouped", "decimal", "thirds", "sign", "words"]
ONE = Decimal(1)

_SCALE_WORD = r"(?:trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ)"
_WORD = (
    r"(?:không|một|mốt|hai|ba|bốn|tư|năm|lăm|nhăm|sáu|bảy|bẩy|tám|chín|mười|mươi|linh|lẻ|rưỡi|rưởi|nửa|chục|tá|phẩy|phảy"
    rf"|{_SCALE_WORD})(?!\p{{L}})"
)
_FIGURE = regex.compile(rf"(?P<figure>{FIGURE})|(?P<sign>[{SIGNS}])")
_SPACED = regex.compile(r"\d{1,3}(?: \d{3})++(?:,\d++)?(?![\d./]|,\d)")
_RUN = regex.compile(rf"(?:(?P<figure>{FIGURE})|(?P<word>{_WORD}))")
_RUN_GAP = regex.compile(r"[ \t]+")
_GLUED = regex.compile(r"(?P<scale>tr|k|t)(?P<rest>\d{1,3})?(?![\d\p{L}])")
_GLOSS = regex.compile(rf"[ \t]?\([ \t]*(?P<words>{_WORD}(?:[ \t]+{_WORD})*+)[ \t]*\)")
_GLOSS_FIGURE = regex.compile(rf"[ \t]?\([ \t]*(?P<figure>{FIGURE})[ \t]*\)")
_SCALES = frozenset(("nghìn", "vạn", "triệu", "tỷ"))
_GLUED_SCALES = {"tr": Decimal(10**6), "k": Decimal(1000), "t": Decimal(10**9)}


class Number(NamedTuple):
    """A number as written: ``bare`` before its scale, ``scale`` the factor that a range may share.

    ``stated`` is what the words beside a figure say, or the figure beside words, with the same scale.
    """

    start: int
    end: int
    bare: Decimal
    scale: Decimal
    shape: Shape
    numbers: tuple[Span, ...]
    stated: Decimal | None = None
    compound: bool = False

    @property
    def value(self) -> Decimal:
        return self.bare if self.scale == 1 else self.bare * self.scale


def plain(value: Decimal) -> Decimal:
    """The value without trailing zeros and without exponent."""
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()


def number_at(view: View, at: int) -> Number | None:
    """The number that begins at ``at``, scale words included, or None."""
    found = _FIGURE.match(view.low, at)
    if found is None:
        return _from_words(view, at)
    return _from_sign(view, found) if found["sign"] else _from_figure(view, found)


def _from_sign(view: View, found: regex.Match[str]) -> Number:
    number = Number(found.start(), found.end(), sign_to_decimal(found[0]), ONE, "sign", (Span(*found.span()),))
    return _scaled(view, number)


def _from_figure(view: View, found: regex.Match[str]) -> Number:
    low, end, figure = view.low, found.end(), found[0]
    if low[end : end + 1] == " " and end - found.start() < 4 and low[end + 1 : end + 2].isdecimal():  # noqa: SIM102
        if spaced := _spaced(view, found.start()):
            return spaced
    shape = _shape(figure)
    bare = figure_to_decimal(figure, english=view.english)
    number = Number(found.start(), end, bare, ONE, shape, (Span(found.start(), end),))
    return _scaled(view, _glossed(low, number))


def _spaced(view: View, at: int) -> Number | None:
    """``12 000 000``, and ``5 000`` where a unit, a scale or a currency proves that it is one figure."""
    found = _SPACED.match(view.low, at)
    if found is None or (found[0].count(" ") == 1 and view.words.after.match(view.low, found.end()) is None):
        return None
    number = Number(at, found.end(), figure_to_decimal(found[0]), ONE, "grouped", (Span(*found.span()),))
    return _scaled(view, _glossed(view.low, number))


def _shape(figure: str) -> Shape:
    if figure.isdecimal():
        return "plain"
    head, comma, tail = figure.partition(",")
    if comma and len(tail) == 3 and tail.isdecimal() and head.isdecimal() and head[0] != "0" and len(head) < 4:
        return "thirds"
    return "grouped" if figure_to_decimal(figure) % 1 == 0 or figure.count(".") > 1 else "decimal"


def _glossed(low: str, number: Number) -> Number:
    """The number with the words in brackets behind its figure: ``03 (ba)``."""
    if "(" not in low[number.end : number.end + 2]:
        return number
    found = _GLOSS.match(low, number.end)
    stated = _words_value(found["words"].split()) if found else None
    if found is None or stated is None:
        return number
    numbers = (*number.numbers, Span(*found.span("words")))
    return number._replace(end=found.end(), numbers=numbers, stated=stated)


def _words_value(words: list[str]) -> Decimal | None:
    return tokens_to_decimal([canonical(word) for word in words])


def _scaled(view: View, number: Number) -> Number:
    """The number with the scale words behind it, and further groups of lower scale (``2 tỷ 500 triệu``)."""
    if glued := _glued_scale(view.low, number):
        return glued
    scale, end = ONE, number.end
    while (found := view.words.after.match(view.low, end)) and (factor := _factor(view, found["word"])):
        scale, end = scale * factor, found.end()
    if scale == 1:
        return number
    stated = None if number.stated is None else number.stated * scale
    scaled = number._replace(end=end, scale=scale, stated=stated)
    return _compound(view, scaled) or scaled


def _factor(view: View, word: str) -> Decimal | None:
    meaning = view.words.meanings[word if " " not in word else " ".join(word.split())]
    return meaning.factor if meaning.kind == "scale" else None


def _glued_scale(low: str, number: Number) -> Number | None:
    """``15tr``, ``100k``, ``1tr5``; ``1t`` alone may be a ton and is not read, ``1t5`` is."""
    if low[number.end : number.end + 1] not in ("t", "k") or number.shape not in ("plain", "decimal", "grouped"):
        return None
    found = _GLUED.match(low, number.end)
    if found is None or (found["scale"] == "t" and not found["rest"]):
        return None
    scale, rest = _GLUED_SCALES[found["scale"]], found["rest"]
    bare = number.bare + (Decimal(int(rest)).scaleb(-len(rest)) if rest else 0)
    numbers = (Span(number.start, found.end() if rest else number.end),)
    return number._replace(end=found.end(), bare=bare, scale=scale, numbers=numbers)


def _compound(view: View, first: Number) -> Number | None:
    """A number of several groups, or with half of its scale: ``2 tỷ 500 triệu``, ``2 tỷ rưỡi``, ``2 tỷ năm trăm triệu``."""
    char = view.low[first.end + 1 : first.end + 2]
    if not (char.isdecimal() or char in "mhbnstcrkl"):
        return None
    run = _run(view.low, first.start)
    while run and run[-1].end > first.end:
        if isinstance(run[-1].token, str) and (run[-1].token in _SCALES or run[-1].token == "rưỡi"):  # noqa: S105
            value = tokens_to_decimal([part.token for part in run])
            if value is not None:
                spans = tuple(Span(part.start, part.end) for part in run if not isinstance(part.token, str) or part.token not in _SCALES)
                return first._replace(end=run[-1].end, bare=value, scale=ONE, numbers=spans, compound=True)
        run.pop()
    return None


class _Part(NamedTuple):
    start: int
    end: int
    token: Token


def _run(low: str, at: int) -> list[_Part]:
    """Figures and number words that follow one another, parted by blanks alone."""
    parts: list[_Part] = []
    while (found := _RUN.match(low, at)) and len(parts) < 40:
        token: Token = figure_to_decimal(found[0]) if found["figure"] else canonical(found[0])
        parts.append(_Part(found.start(), found.end(), token))
        gap = _RUN_GAP.match(low, found.end())
        if gap is None:
            break
        at = gap.end()
    return parts


def _from_words(view: View, at: int) -> Number | None:
    """Number words: the longest run that is a number; a last năm that may be a year or years is left out."""
    run = _run(view.low, at)
    while run:
        tokens = [part.token for part in run]
        if not (len(run) > 1 and tokens[-1] in ("năm", "tư") and _is_open(view, run)):
            value = tokens_to_decimal(tokens)
            if value is not None:
                return _spelled(view, run, value)
        run.pop()
    return None


def _is_open(view: View, run: list[_Part]) -> bool:
    """Whether a lone digit word behind a scale (``hai tỷ năm``) is followed by anything but a currency or an end."""
    if run[-2].token not in _SCALES and run[-2].token != "trăm":  # noqa: S105
        return False
    after = view.words.after.match(view.low, run[-1].end)
    if after is None:
        return view.low[run[-1].end : run[-1].end + 2].strip(" ")[:1] not in ("", ".", ",", ")", ";", "\n")
    return view.words.meanings[" ".join(after["word"].split())].kind != "currency"


def _spelled(view: View, run: list[_Part], value: Decimal) -> Number:
    tokens = [str(part.token) for part in run]
    lead = next((i for i, token in enumerate(tokens) if token in _SCALES), len(tokens))
    span = Span(run[0].start, run[-1].end)
    number = Number(span.start, span.end, value, ONE, "words", (span,), compound=lead < len(tokens))
    bare = tokens_to_decimal(tokens[:lead])
    if bare and all(token in _SCALES for token in tokens[lead:]):
        number = number._replace(bare=bare, scale=value / bare, compound=False)
    if (found := _GLOSS_FIGURE.match(view.low, number.end)) is None:
        return number
    figure = figure_to_decimal(found["figure"])
    stated = number._replace(end=found.end(), numbers=(span, Span(*found.span("figure"))), stated=value, bare=figure)
    return _scaled(view, stated._replace(scale=ONE))
