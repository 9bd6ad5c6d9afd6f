"""Parts against their total, and the totals of activities against the total of the programme."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex

from kc_extract.checks.slips import Sides, rounding_of, sum_check, written
from kc_extract.context import Context
from kc_extract.funding.sources import chain_of
from kc_extract.text import lower
from kc_extract.types import Check, Funding, Section, Source

#: A lone part of a total is no sum.
_SUM = 2
#: An estimate excuses this share of the total.
_ESTIMATE = Decimal("0.01")


def part_checks(context: Context, funding: Sequence[Funding]) -> Iterator[Check]:
    """For each total in prose and each breakdown of it: its parts against it; tables are checked as tables.

    Parts that leave a rest without a figure (``còn lại là vốn đối ứng``), or are told as examples (``huyện A được cấp
    nhiều nhất``), are no sum, unless they exceed the total.
    """
    by_id = {record.id: record for record in funding}
    groups: dict[tuple[str, str | None], list[Funding]] = {}
    for record in funding:
        whole = by_id.get(record.part_of or "")
        if whole is not None and (record.table is None or record.table != whole.table):
            groups.setdefault((whole.id, record.breakdown), []).append(record)
    for (whole_id, breakdown), parts in groups.items():
        if len(parts) >= _SUM:
            for found in _part_check(by_id[whole_id], parts, breakdown):
                if found.ok or not _leaves_rest(context, by_id[whole_id], parts, found):
                    yield found


_REST = regex.compile(
    r"(?<!\p{L})(?:còn lại|nhiều nhất|lớn nhất|cao nhất|thấp nhất|ít nhất|chủ yếu|riêng|điển hình|tiêu biểu)(?!\p{L})"
)
_AMOUNT = regex.compile(r"\d\s*(?:nghìn|ngàn|triệu|tỷ|tỉ|đồng|đ|usd)(?!\p{L})")
#: How far behind the last part the words on the rest may stand.
_BEHIND = 160


def _leaves_rest(context: Context, whole: Funding, parts: Sequence[Funding], found: Check) -> bool:
    end = max(part.span.end for part in parts) + _BEHIND
    if found.difference is None or found.difference > 0:
        return False
    told = _REST.search(lower(context.text[whole.span.start : end])) is not None
    return told or _has_bare_item(context, whole, parts)


def _has_bare_item(context: Context, whole: Funding, parts: Sequence[Funding]) -> bool:
    """Whether an item of the list that splits a total states no amount (``; Hội A cấp 250 suất học bổng; …``)."""
    start, end = whole.span.end, max(part.span.end for part in parts)
    items = lower(context.text[start:end]).split(";")
    return len(items) > len(parts) and any(_AMOUNT.search(item) is None for item in items[:-1])


def _part_check(whole: Funding, parts: Sequence[Funding], breakdown: str | None) -> Iterator[Check]:
    lows, highs = [part.low for part in parts], [part.high for part in parts]
    if whole.low is None or whole.high is None or None in lows or None in highs:
        return
    low, high = sum(filter(None, lows), Decimal(0)), sum(filter(None, highs), Decimal(0))
    what = f"{whole.amount_text} ({_where(whole)}), split by {breakdown or 'item'}"
    records = (whole.id, *(part.id for part in parts))
    if low == high and whole.low == whole.high:
        yield sum_check("sum_parts", records, _sides(whole, parts, high), what)
        return
    ok = low <= whole.high and whole.low <= high
    stated = f"{written(whole.low)} to {written(whole.high)}"
    message = f"{what}: the parts make {written(low)} to {written(high)}, stated is {stated}"
    expected, found = whole.high, high if high < whole.low else low
    if ok:  # the largest value that both sides hold
        expected = found = min(high, whole.high)
    yield Check(
        kind="sum_parts",
        ok=ok,
        records=records,
        expected=expected,
        found=found,
        difference=found - expected,
        message=message,
    )


def _sides(whole: Funding, parts: Sequence[Funding], found: Decimal) -> Sides:
    """The two sides of a sum: nothing is excused between exact amounts, a hundredth where one is an estimate."""
    expected = whole.high or Decimal(0)
    is_estimate = any(record.qualifier == "about" for record in (whole, *parts))
    rounding = rounding_of([(record.amount_text, record.low) for record in (whole, *parts)])
    return Sides(expected, found, expected * _ESTIMATE if is_estimate else Decimal(0), rounding)


def _where(record: Funding) -> str:
    return f"{record.part}, {record.section}" if record.section else record.part


def activity_checks(context: Context, funding: Sequence[Funding]) -> Iterator[Check]:
    """The totals of the activities against the programme's, part by part, where every activity states one.

    Beside the grand total each source of the programme is checked against what the activities take from it.
    """
    totals = [record for record in funding if record.role == "total" and record.table is None and _is_plain(record)]
    for part in dict.fromkeys(record.part for record in totals):
        each = [record for record in totals if record.part == part and record.activity is not None]
        whole = _programme(totals, part, each)
        if whole is not None and _is_complete(context, part, each):
            yield _activity_check(whole, each)
            yield from _source_checks(whole, each, funding)


def _is_plain(record: Funding) -> bool:
    return record.low is not None and record.low == record.high and record.part_of is None


def _programme(totals: Sequence[Funding], part: str, each: Sequence[Funding]) -> Funding | None:
    """The total of the whole: the largest that belongs to no activity, for the same period as the activities."""
    periods = {record.period for record in each}
    wholes = [r for r in totals if r.part == part and r.activity is None and r.period in periods]
    return max(wholes, key=lambda record: record.low or Decimal(0), default=None)


def _activity_check(whole: Funding, each: Sequence[Funding]) -> Check:
    found = sum((record.low for record in each if record.low is not None), Decimal(0))
    what = f"{whole.amount_text} ({_where(whole)}) for the whole, the totals of {len(each)} activities beside it"
    records = (whole.id, *(record.id for record in each))
    return sum_check("sum_parts", records, _sides(whole, each, found), what)


def _source_checks(whole: Funding, each: Sequence[Funding], funding: Sequence[Funding]) -> Iterator[Check]:
    """Every part of the programme's total that names a source, against what the activities take from that source."""
    leaves = [leaf for record in each for leaf in _leaves(record, funding)]
    if any(leaf.source == "unspecified" or leaf.low is None for leaf in leaves):
        return
    shares = [share for share in _below(whole, funding) if share.source != "unspecified"]
    held = {share.id: [share, *_below(share, funding)] for share in shares}
    for share in shares:
        names = {record.source for record in held[share.id]}
        taken = [leaf for leaf in leaves if _narrowest(leaf.source, shares) in names]
        if share.low is not None and share.low == share.high and taken:
            found = sum((leaf.low for leaf in taken if leaf.low is not None), Decimal(0))
            what = f"{share.amount_text} from {share.source} ({_where(share)}), what the activities take from it"
            records = (share.id, *(leaf.id for leaf in taken))
            yield sum_check("sum_parts", records, _sides(share, taken, found), what)


def _narrowest(source: Source, shares: Sequence[Funding]) -> Source | None:
    """Of the sources that the programme names, the narrowest that holds a source of an activity."""
    named = {share.source for share in shares}
    return next((wider for wider in chain_of(source) if wider in named), None)


def _below(whole: Funding, funding: Sequence[Funding]) -> Iterator[Funding]:
    """The parts of a record, and theirs."""
    for record in funding:
        if record.part_of == whole.id:
            yield record
            yield from _below(record, funding)


def _leaves(total: Funding, funding: Sequence[Funding]) -> list[Funding]:
    """The parts of a total that have none themselves, or the total where it is not split by source."""
    parts = [record for record in funding if record.part_of == total.id and record.breakdown == "source"]
    return [leaf for part in parts for leaf in _leaves(part, funding)] or [total]


def _is_complete(context: Context, part: str, totals: Sequence[Funding]) -> bool:
    """Whether the activities are sections of one parent and each of its sections states one total, once."""
    named = [record.activity for record in totals]
    if len(named) < _SUM or len(set(named)) != len(named):
        return False
    sections = [s for s in context.outline.sections if s.part == part and not s.bullet]
    holders = [section for section in sections if section.path in named]
    parents = {section.parent for section in holders}
    siblings: list[Section] = [section for section in sections if section.parent in parents]
    return len(parents) == 1 and {section.path for section in siblings} == set(named)
