"""Which amounts are parts of which: ``trong đó``, ``gồm``, bullets under a total, brackets, sources set beside a total."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

import regex

from kc_extract.funding.amounts import Amount
from kc_extract.funding.norms import names_total
from kc_extract.funding.places import Places
from kc_extract.funding.words import source_hits
from kc_extract.types import Frozen, Span

_SPLIT = regex.compile(
    r"(?<!\p{L})(?:trong đó|trong số đó|trong số này|bao gồm|gồm có|gồm|cụ thể|chia ra|chi tiết|phân ra|phân bổ|phân kỳ|phân chia|cơ cấu|được chia|như sau|chia theo|phân theo|trong ấy|từ các nguồn)(?!\p{L})"
)
#: How a line ends that opens a split below it.
OPEN_END = regex.compile(r"(?:[:：]|trong đó|cụ thể|gồm|bao gồm)[\s.]*$")
#: A line that only opens a split; the total stands in the line above it.
_BARE = regex.compile(
    r"[\s\-+•*]*(?:trong đó|cụ thể|bao gồm|gồm|chia ra|cơ cấu|phân theo)(?!\p{L})[^\n]{0,160}[:：]\s*"
)
_STOP = regex.compile(r"[.!?]\s+(?=\p{Lu})|\n")
_BACK = regex.compile(
    r"(?<!\p{L})(?:tổng )?(?:số )?(?:kinh phí|vốn|tiền|nguồn vốn)\s+(?:trên|này|nói trên|nêu trên)(?!\p{L})"
)


class Link(Frozen, frozen=True, kw_only=True):
    """An amount's total, by the start of its span, and where the words stand that open the split.

    ``across``: the parts are the cells of one table row.
    """

    parent: int
    opener: int
    across: bool = False


def find_links(places: Places, amounts: Sequence[Amount]) -> dict[int, Link]:
    """For each part, by the start of its span, the amount that it is a part of; norms left out by the caller."""
    links: dict[int, Link] = {}
    by_paragraph = {
        start: list(group)
        for start, group in groupby(amounts, key=lambda amount: places.paragraph(amount.mention.span.start).start)
    }
    for group in by_paragraph.values():
        _link_paragraph(places, group, by_paragraph, links)
    return links


def _link_paragraph(
    places: Places, group: Sequence[Amount], known: dict[int, list[Amount]], links: dict[int, Link]
) -> None:
    base = _base(places, group[0], known, links)
    stack: list[tuple[Link, bool]] = [] if base is None else [(base, False)]
    if base is not None and _may_hold(_amount_at(known, base.parent), group[0]):
        links[_start(group[0])] = base
    for previous, amount in pairwise(group):
        stack = _closed(places, stack, previous, amount)
        link = _opened(places, previous, amount, beside=not stack)
        if link is not None:
            stack.append((link, _in_brackets(places, previous, amount)))
        if stack and not _restarts(places, amount, opened=link is not None):
            top = stack[-1][0]
            goes_on = top is not base or _labelled(places, amount)
            if goes_on and not _tells_progress(places, amount) and _may_hold(_amount_at(known, top.parent), amount):
                links[_start(amount)] = top


_PROGRESS = regex.compile(
    r"(?<!\p{L})(?:đã|được)?\s*(?:giải ngân|thanh toán|quyết toán|sử dụng|thực hiện)(?:\s+được)?(?:\s+là)?\s*$"
)
_LABEL = regex.compile(
    r"(?<!\p{L})(?:(?:năm|giai đoạn)\s+(?:19|20)\d{2}|(?:tỉnh|huyện|xã|phường|thành phố|thị xã)\s+\p{L})"
)


def _tells_progress(places: Places, amount: Amount) -> bool:
    """Whether the amount is what was paid out of a total so far, which splits nothing."""
    return _PROGRESS.search(places.low, amount.before.start, amount.before.end) is not None


def _labelled(places: Places, amount: Amount) -> bool:
    """Whether a further amount of an item is told apart like a part: by its source, year or recipient."""
    start, end = amount.before.start, amount.before.end
    return (
        next(source_hits(places.low, start, amount.after.end), None) is not None
        or _LABEL.search(places.low, start, end) is not None
    )


def _start(amount: Amount) -> int:
    return amount.mention.span.start


def _amount_at(known: dict[int, list[Amount]], start: int) -> Amount | None:
    return next((amount for group in known.values() for amount in group if _start(amount) == start), None)


def _may_hold(whole: Amount | None, part: Amount) -> bool:
    """A part is no greater than its total and in the same currency."""
    if whole is None or whole.mention.currency != part.mention.currency:
        return False
    most, least = whole.mention.high or whole.mention.low, part.mention.low or part.mention.high
    return most is None or least is None or least <= most


# --- within one paragraph -----------------------------------------------------------------------------------------


def _between(previous: Amount, amount: Amount) -> Span:
    return Span(previous.mention.span.end, amount.mention.span.start)


def _opened(places: Places, previous: Amount, amount: Amount, *, beside: bool) -> Link | None:
    """The split that opens between two amounts, if the words there say so; ``beside``: a comma may open one."""
    between = _between(previous, amount)
    found = _SPLIT.search(places.low, between.start, between.end)
    if found is not None:
        return Link(parent=_start(previous), opener=found.start())
    text = places.low[between.start : between.end]
    if _STOP.search(places.text, between.start, between.end) or names_total(places, amount):
        return None
    names_source = next(source_hits(places.low, previous.after.end, between.end), None) is not None
    if text.lstrip().startswith("(") and names_source:
        return Link(parent=_start(previous), opener=between.start)
    is_whole = names_total(places, previous) or previous.after.end == previous.mention.span.end
    own = next(source_hits(places.low, previous.before.start, previous.after.end), None)
    if beside and names_source and is_whole and own is None and text.lstrip().startswith((",", ";")):
        return Link(parent=_start(previous), opener=between.start)
    return None


def _in_brackets(places: Places, previous: Amount, amount: Amount) -> bool:
    between = _between(previous, amount)
    text = places.low[between.start : between.end]
    return text.count("(") > text.count(")")


def _closed(
    places: Places, stack: list[tuple[Link, bool]], previous: Amount, amount: Amount
) -> list[tuple[Link, bool]]:
    """The open splits that still hold at an amount: brackets close theirs, a new sentence closes all but the first."""
    between = _between(previous, amount)
    text = places.low[between.start : between.end]
    kept = list(stack)
    if text.count(")") > text.count("("):
        while kept and kept[-1][1]:
            kept.pop()
    if _STOP.search(places.text, between.start, between.end) and not _SPLIT.search(
        places.low, between.start, between.end
    ):
        names_source = next(source_hits(places.low, between.start, between.end), None) is not None
        kept = kept[:1] if names_source else []
    return kept


def _restarts(places: Places, amount: Amount, *, opened: bool) -> bool:
    """Whether the amount starts a new total rather than going on with a split."""
    return not opened and names_total(places, amount)


# --- under a lead-in -----------------------------------------------------------------------------------------------


def _base(places: Places, first: Amount, known: dict[int, list[Amount]], links: dict[int, Link]) -> Link | None:
    """The total that the first amount of a paragraph is a part of, told by the lines that lead in to it."""
    start = places.paragraph(_start(first)).start
    if (back := _back_reference(places, first, known)) is not None:
        return back
    for lead in places.leads(start):
        span = places.paragraphs[lead].span
        if span.start not in known and _BARE.fullmatch(places.low, span.start, span.end) and lead:
            span = places.paragraphs[lead - 1].span
            if _total_in(known.get(span.start), links) is not None:
                return Link(parent=_total_in(known.get(span.start), links), opener=span.start)  # type: ignore[arg-type]
            continue
        total = _total_in(known.get(span.start), links)
        is_open = OPEN_END.search(places.low, span.start, span.end) is not None
        if total is not None:
            whole = _amount_at(known, total)
            splits = is_open or _lists(places, whole, first)
            return Link(parent=total, opener=span.start) if splits and not names_total(places, first) else None
        if not is_open:
            return None
    return None


def _total_in(group: list[Amount] | None, links: dict[int, Link]) -> int | None:
    """The amount of a lead-in that what follows splits: the last, or what the last is a part of within its line."""
    if not group:
        return None
    start = _start(group[-1])
    inside = {_start(amount) for amount in group}
    while start in links and links[start].parent in inside:
        start = links[start].parent
    return start


def _lists(places: Places, whole: Amount | None, first: Amount) -> bool:
    """Whether an item right under a stated total names a source of its own, as the sources of a total are listed."""
    if whole is None or not names_total(places, whole):
        return False
    return next(source_hits(places.low, first.before.start, first.before.end), None) is not None


def _back_reference(places: Places, first: Amount, known: dict[int, list[Amount]]) -> Link | None:
    """``Tổng kinh phí trên được phân kỳ như sau: …`` splits the total that was stated last."""
    found = _BACK.search(places.low, first.before.start, first.before.end)
    if found is None or not _SPLIT.search(places.low, found.end(), first.before.end):
        return None
    earlier = [amount for group in known.values() for amount in group if _start(amount) < found.start()]
    wholes = [amount for amount in earlier if names_total(places, amount)]
    return Link(parent=_start(wholes[-1]), opener=found.start()) if wholes else None
