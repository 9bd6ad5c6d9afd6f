"""The figures of linked documents side by side: money by activity and source, targets by indicator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from kc_extract.likeness import alike, words_of
from kc_extract.link.cards import Figure
from kc_extract.link.values import Comparison, Relation
from kc_extract.link.works import Work
from kc_extract.types import Frozen

_ALIKE = 0.6


class _Row(Frozen, frozen=True):
    """A figure, as the earlier and as the later document have it."""

    figure: Figure
    before: Figure | None
    after: Figure | None


def compare(earlier: Work, later: Work, relation: Relation) -> Iterator[Comparison]:
    """Each figure of either document beside its like in the other, in the order of the earlier, then the new ones.

    Of an article only what it shares with its decision is told, for it tells but a part.
    """
    for row in _matched(earlier.card.figures, later.card.figures):
        if relation != "announces" or (row.before and row.after):
            yield _comparison(earlier, later, relation, row)


def _matched(ones: Sequence[Figure], others: Sequence[Figure]) -> Iterator[_Row]:
    partner = _partners(ones, others)
    taken = set(partner.values())
    for at, figure in enumerate(ones):
        yield _Row(figure, figure, others[partner[at]] if at in partner else None)
    yield from (_Row(figure, None, figure) for at, figure in enumerate(others) if at not in taken)


def _partners(ones: Sequence[Figure], others: Sequence[Figure]) -> dict[int, int]:
    """For figures of the earlier document their likes in the later, one to one, the most alike first."""
    phrases = [_phrase(figure) for figure in (*ones, *others)]
    pairs = [pair for pair in alike(phrases, _ALIKE) if pair.earlier < len(ones) <= pair.later]
    out: dict[int, int] = {}
    taken: set[int] = set()
    for pair in sorted(pairs, key=lambda pair: (-pair.likeness, pair.earlier, pair.later)):
        at, there = pair.earlier, pair.later - len(ones)
        if at not in out and there not in taken and _is_like(ones[at], others[there]):
            out[at] = there
            taken.add(there)
    return out


def _phrase(figure: Figure) -> tuple[str, ...]:
    """What a figure is known by; the money of the whole document is known by that alone."""
    return words_of(figure.label) if figure.label else ("=whole",)


def _is_like(one: Figure, other: Figure) -> bool:
    if one.kind != other.kind or words_of(one.unit) != words_of(other.unit):
        return False
    if one.kind == "target":
        return True
    return (one.whole, one.is_total) == (other.whole, other.is_total) and (one.is_total or one.source == other.source)


def _comparison(earlier: Work, later: Work, relation: Relation, row: _Row) -> Comparison:
    before, after = _value(row.before), _value(row.after)
    return Comparison(
        relation=relation,
        earlier=earlier.id,
        later=later.id,
        kind=row.figure.kind,
        label=row.figure.label,
        source=row.figure.source,
        unit=row.figure.unit,
        earlier_record=row.before.id if row.before else None,
        earlier_value=before,
        later_record=row.after.id if row.after else None,
        later_value=after,
        difference=after - before if before is not None and after is not None else None,
    )


def _value(figure: Figure | None) -> Decimal | None:
    if figure is None:
        return None
    return figure.high if figure.high is not None else figure.low
