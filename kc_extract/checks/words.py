"""Figures against the words beside them (``03 (ba)``, ``Bằng chữ: …``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

import regex

from kc_extract.checks.slips import slip, written
from kc_extract.context import Context
from kc_extract.funding.amounts import is_gloss
from kc_extract.numerals import parse_number
from kc_extract.text import lower
from kc_extract.types import Check, Funding, Mention, Target


def words_checks(context: Context, targets: Sequence[Target], funding: Sequence[Funding]) -> Iterator[Check]:
    """For each quantity that is printed in figures and in words: whether both say the same."""
    records = {record.span: record.id for record in (*targets, *funding)}
    for mention in context.reading.mentions:
        if mention.stated is not None:
            yield _check(context.text, mention, mention.stated, records.get(mention.span))
    low = lower(context.text)
    money = [mention for mention in context.reading.mentions if mention.kind == "money"]
    for figures, words in pairwise(money):
        if is_gloss(low, figures, words) and words.low is not None:
            yield _check(context.text, figures, words.low, records.get(figures.span))


def _check(text: str, mention: Mention, stated: Decimal, record: str | None) -> Check:
    figure = _figure(text, mention)
    whole = mention.low if mention.low is not None else mention.high
    expected = whole if whole is not None and stated == whole else figure
    ok = stated in {whole, figure}
    phrase = text[mention.span.start : mention.span.end]
    if whole is not None and not ok and _is_scaled(whole, figure, stated):
        expected = whole
    message = f"{phrase!r}: the figures say {written(expected)}, the words {written(stated)}"
    known = None if ok else slip(expected, stated)
    return Check(
        kind="words_figures",
        ok=ok,
        records=(record,) if record else (),
        expected=expected,
        found=stated,
        difference=stated - expected,
        message=message + (f" ({known})" if known else ""),
    )


def _figure(text: str, mention: Mention) -> Decimal:
    """The value of the first figure by itself, without its scale."""
    first = mention.numbers[0] if mention.numbers else mention.quantity
    return parse_number(_PARTED.sub(".", text[first.start : first.end]))


#: A dot with blanks around it, as scans part the groups of a figure.
_PARTED = regex.compile(r"(?<=\d)(?: \.|\. | \. )(?=\d)")


def _is_scaled(whole: Decimal, figure: Decimal, stated: Decimal) -> bool:
    """Whether the words speak of the whole amount rather than of the bare figure: they come nearer to it."""
    return abs(stated - whole) < abs(stated - figure)
