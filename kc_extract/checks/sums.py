"""Parts against their total, and the totals of activities against the total of the programme."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from kc_extract.checks.slips import sum_check, written
from kc_extract.context import Context
from kc_extract.types import Check, Funding, Section

#: A lone part of a total is no sum.
_SUM = 2
#: An estimate excuses this share of the total.
_ESTIMATE = Decimal("0.01")


def part_checks(funding: Sequence[Funding]) -> Iterator[Check]:
    """For each total in prose and each breakdown of it: its parts against it; tables are checked as tables."""
    by_id = {record.id: record for record in funding}
    groups: dict[tuple[str, str | None], list[Funding]] = {}
    for record in funding:
        whole = by_id.get(record.part_of or "")
        if whole is not None and (record.table is None or record.table != whole.table):
            groups.setdefault((whole.id, record.breakdown), []).append(record)
    for (whole_id, breakdown), parts in groups.items():
        if len(parts) >= _SUM:
            yield from _part_check(by_id[whole_id], parts, breakdown)


def _part_check(whole: Funding, parts: Sequence[Funding], breakdown: str | None) -> Iterator[Check]:
    lows, highs = [part.low for part in parts], [part.high for part in parts]
    if whole.low is None or whole.high is None or None in lows or None in highs:
        return
    low, high = sum(filter(None, lows), Decimal(0)), sum(filter(None, highs), Decimal(0))
    what = f"{whole.amount_text} ({_where(whole)}), split by {breakdown or 'item'}"
    records = (whole.id, *(part.id for part in parts))
    if low == high and whole.low == whole.high:
        yield sum_check("sum_parts", records, (whole.high, high), what, margin(whole, parts))
        return
    ok = low <= whole.high and whole.low <= high
    stated = f"{written(whole.low)} to {written(whole.high)}"
    message = f"{what}: the parts make {written(low)} to {written(high)}, stated is {stated}"
    nearest = high if high < whole.low else low
    difference = Decimal(0) if ok else nearest - whole.high
    yield Check(
        kind="sum_parts",
        ok=ok,
        records=records,
        expected=whole.high,
        found=nearest,
        difference=difference,
        message=message,
    )


def margin(whole: Funding, parts: Sequence[Funding]) -> Decimal:
    """What rounding excuses: nothing between exact amounts, a hundredth where one is an estimate."""
    is_estimate = any(record.qualifier == "about" for record in (whole, *parts))
    return (whole.high or Decimal(0)) * _ESTIMATE if is_estimate else Decimal(0)


def _where(record: Funding) -> str:
    return f"{record.part}, {record.section}" if record.section else record.part


def activity_checks(context: Context, funding: Sequence[Funding]) -> Iterator[Check]:
    """The totals of the activities against the programme's, part by part, where every activity states one."""
    totals = [
        record for record in funding if record.role == "total" and record.part_of is None and record.table is None
    ]
    for part in dict.fromkeys(record.part for record in totals):
        inside = [
            record for record in totals if record.part == part and record.low is not None and record.low == record.high
        ]
        whole = next((record for record in inside if record.activity is None), None)
        each = [record for record in inside if record.activity is not None]
        if whole is not None and _is_complete(context, part, each):
            found = sum((record.low for record in each if record.low is not None), Decimal(0))
            what = (
                f"{whole.amount_text} ({_where(whole)}) for the whole, the totals of {len(each)} activities beside it"
            )
            records = (whole.id, *(record.id for record in each))
            yield sum_check("sum_parts", records, (whole.low or Decimal(0), found), what, margin(whole, each))


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
