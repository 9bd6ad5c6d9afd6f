"""What a tolerance around a value makes of it: ``5 ± 0,5 mm`` is 4.5 to 5.5 mm."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from kc_extract.rules.bound import bound_around
from kc_extract.rules.mention import Sides, mention
from kc_extract.rules.number import plain
from kc_extract.rules.quantity import quantity_at

if TYPE_CHECKING:
    from kc_extract.rules.quantity import Quantity
    from kc_extract.rules.view import View
    from kc_extract.types import Mention

_SIGN = regex.compile(r"[ \t]*(?:±|\+/-)[ \t]*(?=\d)")
_STARTS = frozenset(("±", " ±", "+/", " +"))


def tolerance_around(view: View, first: Quantity, floor: int) -> Mention | None:
    """The value with the tolerance behind it, where both have one unit (``100 kg ± 5%`` are two quantities)."""
    following = view.low[first.end : first.end + 2]
    if following not in _STARTS and following[:1] != "±":
        return None
    join = _SIGN.match(view.low, first.end, first.end + 8)
    second = quantity_at(view, join.end()) if join else None
    if second is None or not (first.is_bare or (first.kind, first.unit) == (second.kind, second.unit)):
        return None
    scale = second.number.scale if first.is_bare else first.number.scale
    middle, width = first.number.bare * scale, second.number.value
    numbers = first.number.numbers + second.number.numbers
    whole = second._replace(
        number=second.number._replace(numbers=numbers), start=first.start, rule=f"{second.kind}_tolerance"
    )
    bound = bound_around(view, first.start, second.end, floor)
    return mention(whole, bound, Sides(plain(middle - width), plain(middle + width)))
