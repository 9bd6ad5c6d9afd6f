"""Amounts: one figure or number-word phrase with its scale and currency, at a given place of the text."""

from decimal import Decimal
from typing import NamedTuple

import regex

from kc_extract.numerals import FIGURE, canonical, figure_to_decimal, sign_to_decimal, tokens_to_decimal
from kc_extract.rules.vocabulary import (
    CURRENCY,
    CURRENCY_BEFORE,
    CURRENCY_WORDS,
    BEFORE_AMOUNT,
    GLUED_SCALES,
    SCALE,
    SCALE_WORDS,
    SCALED_CURRENCIES,
    squeeze,
)
from kc_extract.types import Span

_WORD = (
    r"(?:không|một|mốt|hai|ba|bốn|tư|năm|lăm|nhăm|sáu|bảy|bẩy|tám|chín|mười|mươi|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ"
    r"|linh|lẻ|rưỡi|nửa|chục|tá|phẩy|phảy|phần)(?!\p{L})"
)
WORDS = regex.compile(rf"(?<!\p{{L}}){_WORD}(?:[ \t]+{_WORD})*+")
_FIGURE = regex.compile(rf"(?P<figure>{FIGURE})|(?P<sign>[½¼¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])")
_GLOSS = regex.compile(rf"[ \t]*\([ \t]*(?P<words>{_WORD}(?:[ \t]+{_WORD})*+)[ \t]*\)")
_GLOSS_FIGURE = regex.compile(rf"[ \t]*\([ \t]*(?P<figure>{FIGURE})[ \t]*\)")


class Amount(NamedTuple):
    """A number with its scale and currency applied; ``bare`` is the figure without them, ``end`` is behind them."""

    start: int
    end: int
    value: Decimal
    bare: Decimal
    figure: str
    scale: Decimal
    currency: str | None
    numbers: tuple[Span, ...]
    stated: Decimal | None


def plain(value: Decimal) -> Decimal:
    """The value without trailing zeros and without exponent."""
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()


def amount_at(low: str, at: int) -> Amount | None:
    """The amount that begins at ``at`` of the lower-cased text, or None."""
    found = _FIGURE.match(low, at)
    return _figure_amount(low, found) if found else _word_amount(low, at)


def _figure_amount(low: str, found: regex.Match[str]) -> Amount:
    bare = sign_to_decimal(found["sign"]) if found["sign"] else figure_to_decimal(found["figure"])
    numbers = [Span(found.start(), found.end())]
    stated, at = _gloss(low, found.end(), numbers)
    value, scale, currency, at = _scaled(low, bare, at, numbers)
    return Amount(found.start(), at, plain(value), bare, found[0], scale, currency or _prefix(low, found.start()),
                  tuple(numbers), stated)  # fmt: skip


def _prefix(low: str, at: int) -> str | None:
    found = BEFORE_AMOUNT.match(low, max(0, at - 8), at)
    return CURRENCY_BEFORE[squeeze(found["word"])] if found else None


def _gloss(low: str, at: int, numbers: list[Span]) -> tuple[Decimal | None, int]:
    """What the words in brackets behind a figure say (``03 (ba)``)."""
    found = _GLOSS.match(low, at)
    stated = tokens_to_decimal([canonical(word) for word in found["words"].split()]) if found else None
    if found is None or stated is None:
        return None, at
    numbers.append(Span(*found.span("words")))
    return stated, found.end()


def _scaled(low: str, bare: Decimal, at: int, numbers: list[Span]) -> tuple[Decimal, Decimal, str | None, int]:
    """Scale words behind a figure, further figures with lower scales (``2 tỷ 500 triệu``), and the currency."""
    total, scale, at = _one_scale(low, bare, at)
    last = scale
    while last > 1000 and bare == bare.to_integral_value():
        more = regex.compile(rf"[ \t]+(?P<figure>\d{{1,3}}(?:,\d+)?)(?!\d)").match(low, at)
        if more is None:
            break
        value, factor, end = _one_scale(low, figure_to_decimal(more["figure"]), more.end())
        if not 1 < factor < last:
            break
        numbers.append(Span(*more.span("figure")))
        total, last, at = total + value, factor, end
    currency, factor, at = _currency(low, at, scaled=scale > 1)
    return total * factor, scale * factor, currency, at


def _one_scale(low: str, bare: Decimal, at: int) -> tuple[Decimal, Decimal, int]:
    scale = Decimal(1)
    while found := SCALE.match(low, at):
        if found["glued"] and (found.start("glued") > at and found["glued"] == "k" or scale > 1):
            break
        scale *= SCALE_WORDS[found["scale"]] if found["scale"] else GLUED_SCALES[found["glued"]]
        at = found.end()
    half = regex.compile(r"[ \t]+rưỡi(?!\p{L})").match(low, at) if scale > 1 else None
    return bare * scale + (scale / 2 if half else 0), scale, half.end() if half else at


def _currency(low: str, at: int, *, scaled: bool) -> tuple[str | None, Decimal, int]:
    found = CURRENCY.match(low, at)
    if found is None or (found["word"] == "đ" and low[found.end() : found.end() + 1] == ")"):
        return None, Decimal(1), at
    word = squeeze(found["word"])
    if word in CURRENCY_WORDS:
        return CURRENCY_WORDS[word], Decimal(1), found.end()
    code, factor = SCALED_CURRENCIES[word]
    return (None, Decimal(1), at) if scaled else (code, factor, found.end())


def _word_amount(low: str, at: int) -> Amount | None:
    found = WORDS.match(low, at)
    words = found[0].split() if found else []
    while words:
        value = tokens_to_decimal([canonical(word) for word in words])
        if value is not None:
            break
        words.pop()
    else:
        return None
    end = regex.compile(r"[ \t]+".join(words)).match(low, at).end()  # type: ignore[union-attr]
    numbers, stated = [Span(at, end)], None
    if gloss := _GLOSS_FIGURE.match(low, end):
        stated, value = value, figure_to_decimal(gloss["figure"])
        numbers.append(Span(*gloss.span("figure")))
        end = gloss.end()
    total, scale, currency, end = _scaled(low, value, end, numbers)
    stated = None if stated is None else stated * scale
    return Amount(at, end, plain(total), value, " ".join(words), scale, currency, tuple(numbers), stated)
