"""A target stated twice: the two statements of it against each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex

from kc_extract.checks.slips import slip, written
from kc_extract.likeness import words_of
from kc_extract.targets.same import same_quantity, same_unit
from kc_extract.types import Check, Target

_WORD = regex.compile(r"[\p{L}\d]+")


def same_checks(targets: Sequence[Target]) -> Iterator[Check]:
    """For each target that states an earlier one again: whether quantity and unit are the same in both.

    The message tells every difference, those of wording too, which fail no check.
    """
    by_id = {target.id: target for target in targets}
    for later in targets:
        earlier = by_id.get(later.same_as or "")
        if earlier is not None:
            yield _check(earlier, later)


def _check(earlier: Target, later: Target) -> Check:
    expected, found = _value(earlier), _value(later)
    ok = same_quantity(earlier, later) and same_unit(earlier, later)
    known = slip(expected, found) if expected is not None and found is not None and expected != found else None
    message = f"{_place(earlier)} states {_stated(earlier)}, {_place(later)} {_stated(later)} of the same target"
    message += f" ({known})" if known else ""
    return Check(
        kind="same_target",
        ok=ok,
        records=(earlier.id, later.id),
        expected=expected,
        found=found,
        difference=None if expected is None or found is None else found - expected,
        message="; ".join((message, *_wording(earlier, later))),
    )


def _value(target: Target) -> Decimal | None:
    """The one value that a target states; None where it states a range."""
    sides = {side for side in (target.low, target.high) if side is not None}
    return sides.pop() if len(sides) == 1 else None


def _stated(target: Target) -> str:
    sides = [written(side) for side in dict.fromkeys((target.low, target.high)) if side is not None]
    return " ".join(filter(None, (" - ".join(sides), target.unit)))


def _place(target: Target) -> str:
    return target.section or target.part


def _wording(earlier: Target, later: Target) -> Iterator[str]:
    """What stands in only one of the two, verb and indicator together."""
    phrases = [" ".join(filter(None, (target.action, target.indicator))) for target in (earlier, later)]
    for target, own, other in ((earlier, phrases[0], phrases[1]), (later, phrases[1], phrases[0])):
        left = _left(own, other)
        if left:
            yield f"only {_place(target)} has “{left}”"


def _left(own: str, other: str) -> str:
    """The words of a phrase that the other lacks, in their order."""
    known = Counter(words_of(other))
    out = []
    for word in _WORD.findall(own):
        key = words_of(word)[0]
        if known[key]:
            known[key] -= 1
        else:
            out.append(word)
    return " ".join(out)
