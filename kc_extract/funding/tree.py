"""Which amounts are parts of which: ``trong đó``, ``gồm``, bullets under a total, brackets, sources beside a total."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

import regex

from kc_extract.funding.amounts import Amount
from kc_extract.funding.lead_ins import back_link, carried_link, led_link
from kc_extract.funding.links import SPLIT, Link, Sums, between, holds, names_source
from kc_extract.funding.norms import names_total
from kc_extract.funding.places import STOP, Places
from kc_extract.funding.turns import is_out_of

_PROGRESS = regex.compile(
    r"(?<!\p{L})(?:(?:đã|được)\s+thực hiện|thực hiện\s+được|giải ngân|thanh toán|quyết toán|sử dụng)"
    r"(?:\s+được)?(?:\s+là)?\s*$"
)
#: A sentence that adds to what is said before it, or draws a sum.
_ADDS = regex.compile(r"\W*(?:ngoài ra|bên cạnh đó|như vậy|đồng thời|tính chung|lũy kế)(?!\p{L})")
#: How a sentence begins that goes on listing sources.
_LISTS = regex.compile(r"\W*(?:nguồn|vốn|kinh phí|ngân sách)(?!\p{L})")
_LABEL = regex.compile(
    r"(?<!\p{L})(?:(?:năm|giai đoạn)\s+(?:19|20)\d{2}|(?:tỉnh|huyện|xã|phường|thành phố|thị xã)\s+\p{L})"
)


class _Open(NamedTuple):
    """A split that is open at some point of a paragraph: by a line above it, within brackets, or in the sentence."""

    link: Link
    above: bool = False
    bracketed: bool = False


def find_links(places: Places, amounts: Sequence[Amount]) -> dict[int, Link]:
    """For each part, by the start of its span, its total; ``amounts`` are the sums of the prose in reading order."""
    sums = Sums(places, amounts)
    for group in sums.paragraphs.values():
        _link_paragraph(places, sums, group)
    return sums.links


def _link_paragraph(places: Places, sums: Sums, group: Sequence[Amount]) -> None:
    stack = _opened_above(places, sums, group[0])
    if stack:
        sums.link(group[0], stack[0].link)
    for at, (previous, amount) in enumerate(pairwise(group), 1):
        stack = _still_open(places, sums, stack, previous, amount)
        back = back_link(places, sums, amount)
        opened = _Open(back) if back is not None else _opened(places, previous, amount, beside=not stack)
        if opened is None and _is_itemised(places, group, at):
            opened = _Open(Link(parent=previous.start, opener=previous.mention.span.end), bracketed=True)
        if opened is not None and not holds(sums.by_start[opened.link.parent], amount):
            opened = None
        if opened is not None:
            stack = [*(stack if back is None else []), opened]
        if stack and _goes_on(places, sums, stack[-1], amount, just_opened=opened is not None):
            sums.link(amount, stack[-1].link)


def _opened_above(places: Places, sums: Sums, first: Amount) -> list[_Open]:
    if (back := back_link(places, sums, first)) is not None:
        return [_Open(back)]
    led = led_link(places, sums, first)
    if led is None and (carried := carried_link(places, sums, first)) is not None:
        return [_Open(carried)]
    return [] if led is None else [_Open(led, above=True)]


def _opened(places: Places, previous: Amount, amount: Amount, *, beside: bool) -> _Open | None:
    """The split that opens between two amounts, if the words there say so; ``beside``: a comma may open one."""
    gap = between(previous, amount)
    text = places.low_text(gap)
    bracketed = text.count("(") > text.count(")")
    if (found := SPLIT.search(places.low, gap.start, gap.end)) is not None:
        return _Open(Link(parent=previous.start, opener=found.start()), bracketed=bracketed)
    if STOP.search(places.text, gap.start, gap.end) or names_total(places, amount):
        return None
    if beside and is_out_of(places.low, previous.mention, previous.sentence.start):
        return _Open(Link(parent=previous.start, opener=gap.start))
    if not names_source(places, previous.after.end, gap.end):
        return None
    sign = text.lstrip()[:1]
    if sign == "(" or (beside and sign in {",", ";"} and _is_whole(places, previous)):
        return _Open(Link(parent=previous.start, opener=gap.start), bracketed=bracketed)
    return None


_CLOSE = regex.compile(r"\)")


def _is_itemised(places: Places, group: Sequence[Amount], at: int) -> bool:
    """Whether a bracket right behind an amount lists items that make it up (``5 tỷ đồng (đường 3 tỷ, cầu 2 tỷ)``)."""
    whole = group[at - 1]
    gap = between(whole, group[at])
    if not places.low_text(gap).lstrip().startswith("("):
        return False
    close = _CLOSE.search(places.low, group[at].start)
    if close is None:
        return False
    made, count = Decimal(0), 0
    while at + count < len(group) and group[at + count].start < close.start():
        made += group[at + count].mention.low or Decimal(0)
        count += 1
    return count > 1 and made == whole.mention.low


def _is_whole(places: Places, amount: Amount) -> bool:
    """Whether an amount names no source, so that amounts with sources beside it may split it."""
    return not names_source(places, amount.before.start, amount.after.end)


def _still_open(places: Places, sums: Sums, stack: list[_Open], previous: Amount, amount: Amount) -> list[_Open]:
    """The splits that hold at an amount: a bracket closes its own, a semicolon an inner one, a sentence all but one."""
    gap = between(previous, amount)
    text = places.low_text(gap)
    kept = list(stack)
    if text.count(")") > text.count("("):
        while kept and kept[-1].bracketed:
            kept.pop()
    if len(kept) > 1 and ";" in text and _is_listed(places, sums, kept[-1], previous):
        kept.pop()
    stop = STOP.search(places.text, gap.start, gap.end)
    if stop is None or SPLIT.search(places.low, gap.start, gap.end):
        return kept
    if _ADDS.match(places.low, stop.end()):
        return []
    lists = names_source(places, gap.start, gap.end) or _LISTS.match(places.low, stop.end(), gap.end) is not None
    return kept[:1] if lists else []


def _is_listed(places: Places, sums: Sums, split: _Open, last: Amount) -> bool:
    """Whether a split has parts that commas or ``và`` join, so that a semicolon behind them ends it."""
    first = sums.first_of(split.link)
    return first is not None and first != last and ";" not in places.low[first.start : last.start]


def _goes_on(places: Places, sums: Sums, split: _Open, amount: Amount, *, just_opened: bool) -> bool:
    """Whether an amount goes on with a split: it starts no total of its own and tells no progress.

    A further amount of an item under a line must be told apart like a part: by its source, year or recipient.
    """
    start, end = amount.before.start, amount.before.end
    has_source = names_source(places, start, amount.after.end)
    is_recipient = _LABEL.search(places.low, start, end) is not None
    if _PROGRESS.search(places.low, start, end) and not (just_opened and has_source):
        return False
    first = sums.first_of(split.link)
    if names_total(places, amount) and not just_opened and not (is_recipient and first and names_total(places, first)):
        return False
    return not split.above or has_source or is_recipient
