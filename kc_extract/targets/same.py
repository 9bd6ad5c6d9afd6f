"""The same target stated twice in one document: in its goals, and again where the work is planned or reported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile

import msgspec

from kc_extract.likeness import Pair, alike, likeness, words_of
from kc_extract.text import roman_to_int
from kc_extract.types import Frozen, Target

#: Least likeness of the indicators by what else agrees: the floor where one section is known to repeat the other, more
#: elsewhere; a share is told by its words alone, so it needs more of them.
_FLOOR = 0.5
_SAME_QUANTITY = 0.6
_SAME_SHARE = 0.75
_OTHER_UNIT = 0.8
_OTHER_QUANTITY = 0.75
_OTHER_QUANTITY_ALONE = 0.9
#: So many words beyond the unit tell what is counted; so many more make a phrase that does not come up twice by chance.
_TELLING = 2
_LONG = 4
#: Agreeing targets that show one section to repeat another.
_MIRRORED = 2
#: A phrase met more often is a column of figures, not a target said again.
_REPEATED = 8

_Rooms = tuple[tuple[str, str], tuple[str, str]]


class _Match(Frozen, frozen=True):
    """A pair that may be one target: what of it is the same."""

    pair: Pair
    earlier: Target
    later: Target

    @property
    def has_same_quantity(self) -> bool:
        return same_quantity(self.earlier, self.later)

    @property
    def has_same_unit(self) -> bool:
        return same_unit(self.earlier, self.later)

    @property
    def agrees(self) -> bool:
        return self.has_same_quantity and self.has_same_unit

    @property
    def rooms(self) -> _Rooms:
        return _room(self.earlier), _room(self.later)


def link_same(targets: Sequence[Target]) -> tuple[Target, ...]:
    """The targets with ``same_as`` set on each that states an earlier one again, one to one, and nothing else changed.

    Two are the same where they stand in different sections, are set for the same years and have like indicators; they
    may differ in quantity or in unit, the more alike the rest has to be.
    """
    earlier = {later.id: first.id for first, later in _pairs(targets)}
    return tuple(
        msgspec.structs.replace(target, same_as=earlier[target.id]) if target.id in earlier else target
        for target in targets
    )


def same_quantity(one: Target, other: Target) -> bool:
    """Whether both state the same value or the same range."""
    return (one.low, one.high, one.low_open, one.high_open) == (other.low, other.high, other.low_open, other.high_open)


def same_unit(one: Target, other: Target) -> bool:
    """Whether both count the same thing, however the unit is spelled."""
    return words_of(one.unit or "") == words_of(other.unit or "") and (one.unit == "%") == (other.unit == "%")


def _pairs(targets: Sequence[Target]) -> Iterator[tuple[Target, Target]]:
    """The pairs, each target in one at most; those that agree first, then the most alike."""
    matches = list(_matches(targets))
    agreeing = Counter(match.rooms for match in matches if match.agrees and _is_same(match, frozenset()))
    mirrored = frozenset(rooms for rooms, count in agreeing.items() if count >= _MIRRORED and rooms[0] != rooms[1])
    taken: set[str] = set()
    for match in sorted(matches, key=_rank):
        ids = {match.earlier.id, match.later.id}
        if not ids & taken and _is_same(match, mirrored):
            taken |= ids
            yield match.earlier, match.later


def _rank(match: _Match) -> tuple[bool, float, int, int]:
    return not match.agrees, -match.pair.likeness, match.pair.earlier, match.pair.later


def _matches(targets: Sequence[Target]) -> Iterator[_Match]:
    count = Counter((target.indicator, target.period) for target in targets)
    asked = [t for t in targets if t.indicator and count[t.indicator, t.period] <= _REPEATED]
    for pair in alike([words_of(target.indicator or "") for target in asked], _FLOOR):
        match = _Match(pair, asked[pair.earlier], asked[pair.later])
        if _is_possible(match.earlier, match.later):
            yield match


def _is_possible(one: Target, other: Target) -> bool:
    same_time = (one.period, one.annual, one.per) == (other.period, other.annual, other.per)
    return _are_apart(one, other) and same_time and _telling(one, other) >= _TELLING


def _are_apart(one: Target, other: Target) -> bool:
    """Whether the two stand in different sections, and not in clauses of one article, which set cases apart."""
    if (one.part, one.section) == (other.part, other.section):
        return False
    if one.part != other.part:
        return True
    paths = [(target.section or "").split("/") for target in (one, other)]
    shared = [first for first, _ in takewhile(lambda pair: pair[0] == pair[1], zip(*paths, strict=False))]
    below = [path[len(shared)] for path in paths if len(path) > len(shared)]
    return not any(name.startswith("Điều") for name in shared) or all(map(roman_to_int, below))


def _telling(*targets: Target) -> int:
    return min(len(_beyond_unit(target)) for target in targets)


def _beyond_unit(target: Target) -> tuple[str, ...]:
    """The words of the indicator behind its unit."""
    words, unit = words_of(target.indicator or ""), words_of(target.unit or "")
    return words[len(unit) :] if words[: len(unit)] == unit else words


def _is_same(match: _Match, mirrored: frozenset[_Rooms]) -> bool:
    """Whether the two are one target, given which sections are known to repeat which."""
    one, other = match.earlier, match.later
    if match.agrees:
        least = _FLOOR if match.rooms in mirrored else _SAME_QUANTITY
        return match.pair.likeness >= (_SAME_SHARE if one.unit == "%" else least)
    if _telling(one, other) < _LONG and match.rooms not in mirrored:
        return False
    if match.has_same_quantity:
        return likeness(_beyond_unit(one), _beyond_unit(other)) >= _OTHER_UNIT
    if not match.has_same_unit or likeness(words_of(one.action or ""), words_of(other.action or "")) == 0:
        return False
    if match.rooms in mirrored:
        return match.pair.likeness >= _OTHER_QUANTITY
    return one.unit != "%" and match.pair.likeness >= _OTHER_QUANTITY_ALONE


def _room(target: Target) -> tuple[str, str]:
    """The part and the outermost section in which a target stands."""
    return target.part, (target.section or "").split("/")[0]
