"""Two quantities that are one: ranges, bounds on both sides; and changes from one value to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from kc_extract.rules.bound import Bound, bound_around
from kc_extract.rules.mention import CEILINGS, FLOORS, Sides, mention, sides_of, signed, single, with_each
from kc_extract.rules.number import ONE, plain
from kc_extract.rules.quantity import Quantity, quantity_at
from kc_extract.rules.shape import is_year, shape_at

if TYPE_CHECKING:
    from decimal import Decimal

    from kc_extract.rules.view import View
    from kc_extract.types import Mention, Qualifier

_RANGE = regex.compile(
    r"[ \t]*[-–—−÷~→][ \t]*(?=[\d½¼¾]|(?:usd|eur|vnđ|vnd|[$€£¥₫])[ ]?\d)"
    r"|[ \t]+(?:cho |[-–] ?)?(?:đến|tới|và)[ \t]+(?:mức[ \t]+)?"
    r"(?:(?P<open>dưới|nhỏ hơn|chưa đến|<(?!=))"
    r"|(?:(?P<closed>không quá|tối đa(?: không quá)?|bằng|gần|khoảng|hơn|trên)[ \t]+|≤|<=))?"
    r"[ \t]*"
)
_MINUS = regex.compile(r"[-−](?=\d)|âm[ \t]+(?=\d|\p{L})")
#: ``16 - 16 - 8``: proportions, whose first two are the ends of nothing.
_CHAIN = regex.compile(r"[ ]?[-–—][ ]?\d")
_DASHES = frozenset("-–—−÷~→")
_MAY_JOIN = frozenset((*(f" {dash}" for dash in "-–—−÷~→"), " đ", " t", " v", " c"))
_CHANGE = regex.compile(r"[ \t]+(?:lên đến|lên tới|lên|xuống còn|xuống|còn|thành|sang|đến)[ \t]+")
_BOTH = regex.compile(r"[ \t]*,?[ \t]+(?:và|nhưng|đồng thời)[ \t]+(?:cũng[ \t]+)?(?=\p{L}|[<>≤≥])")
_MAY_BOUND = frozenset((" v", " n", " đ", ", ", " ,"))
_BOUNDS = FLOORS | CEILINGS
_TO_NUMBER = regex.compile(r"[^\d\n|,;.]{1,30}(?=\d)")


def range_from(view: View, first: Quantity, floor: int) -> Mention | None:
    """``A - B``, ``từ A đến B``, ``giữa A và B``; scale, currency and unit may stand behind B alone."""
    if view.low[first.end : first.end + 1] not in _DASHES and view.low[first.end : first.end + 2] not in _MAY_JOIN:
        return None
    join = _RANGE.match(view.low, first.end, first.end + 60)
    minus = _MINUS.match(view.low, join.end()) if join else None
    second = _second(view, first, minus.end() if minus else join.end()) if join else None
    if join is None or second is None:
        return None
    lower, upper = _sharing(first, second)
    low, high = _signed(view, lower, first.start), -upper.number.value if minus else upper.number.value
    bound = bound_around(view, first.start - (low < 0), second.end, floor)
    if low > high or (second.is_bare and (low == high or _CHAIN.match(view.low, second.end))):
        return None
    if "và" in join[0] and not _is_between(view, bound, first):
        return None
    sides = Sides(plain(low), plain(high), bound.qualifier == "more_than", join["open"] is not None)
    is_plain = bound.qualifier in ("more_than", "less_than") or view.low.startswith("từ", bound.start)
    qualifier: Qualifier = "exact" if is_plain else bound.qualifier
    whole = _whole(first, upper, f"{upper.kind}_range")
    return mention(with_each(view, whole, bound, floor), bound._replace(qualifier=qualifier), sides)


def _signed(view: View, lower: Quantity, start: int) -> Decimal:
    return signed(view, lower._replace(start=start))


def _is_between(view: View, bound: Bound, first: Quantity) -> bool:
    return view.low.startswith("giữa", bound.start, first.start)


def _whole(first: Quantity, second: Quantity, rule: str) -> Quantity:
    """Two quantities as one, with the unit of the second."""
    number = second.number._replace(numbers=first.number.numbers + second.number.numbers, stated=None)
    return second._replace(number=number, start=first.start, rule=rule)


def _second(view: View, first: Quantity, at: int) -> Quantity | None:
    sign = view.words.after.match(view.low, at)
    if sign is not None and view.words.kind_of(sign[0]) == "currency":
        at = sign.end() + view.low.startswith(" ", sign.end())
    second = None if shape_at(view.text, at) else quantity_at(view, at)
    if second is None or not _agree(first, second):
        return None
    return None if second.is_bare and not first.is_bare and is_year(view.text, at) else second


def _agree(first: Quantity, second: Quantity) -> bool:
    """Whether two quantities may be the ends of one range: the first bare, or both of one kind and unit."""
    if first.is_bare:
        return not second.number.compound or second.kind == "money"
    if first.kind == "number":
        return first.number.scale == second.number.scale or second.kind == "money"
    if second.is_bare and _is_signed(first):
        return True
    if second.is_bare or first.kind != second.kind or len({first.currency, second.currency} - {None}) > 1:
        return False
    return _is_unit_of((first.unit or "").lower(), (second.unit or "").lower())


def _is_signed(first: Quantity) -> bool:
    """Whether the currency stands in front and is shared by what follows (``USD 100 - 200``)."""
    return first.kind == "money" and first.core == first.number.end and first.start < first.number.start


def _is_unit_of(first: str, second: str) -> bool:
    """Whether two units are one, the second perhaps said in full (``từ 06 tháng đến 36 tháng tuổi``)."""
    return first == second or second.startswith(f"{first} ")


def _sharing(first: Quantity, second: Quantity) -> tuple[Quantity, Quantity]:
    """Both quantities with what only one of them prints: scale and unit for a bare first one, currency for either."""
    if first.is_bare:
        scale = ONE if second.number.compound else second.number.scale
        first = second._replace(number=first.number._replace(scale=scale), start=first.start)
    elif first.kind == "number":
        first = second._replace(number=first.number, start=first.start)
    elif second.is_bare:
        second = second._replace(kind="money")
    currency = second.currency or first.currency
    return first._replace(currency=currency), second._replace(currency=currency)


# --- bounds on both sides -------------------------------------------------------------------------------------


def both_bounds(view: View, first: Quantity, floor: int) -> Mention | None:
    """``không dưới 5 và không quá 10 mô hình``: a floor and a ceiling for one unit."""
    if view.low[first.end : first.end + 2] not in _MAY_BOUND:
        return None
    bound = bound_around(view, first.start, first.end, floor)
    join = _BOTH.match(view.low, bound.end, bound.end + 40) if bound.qualifier in _BOUNDS else None
    at = _behind_qualifier(view, join.end()) if join else None
    second = quantity_at(view, at) if at else None
    if join is None or second is None or not _agree(first, second):
        return None
    other = bound_around(view, second.start, second.end, join.end())
    first, second = _sharing(first, second)
    ends = {bound.qualifier in FLOORS: (bound, first), other.qualifier in FLOORS: (other, second)}
    if len(ends) == 1 or other.qualifier not in _BOUNDS:
        return None
    (low_bound, low), (high_bound, high) = ends[True], ends[False]
    sides = Sides(plain(low.number.value), plain(high.number.value), low_bound.qualifier == "more_than",
                  high_bound.qualifier == "less_than")  # fmt: skip
    whole = with_each(view, _whole(first, second, "both_bounds"), bound, floor)
    return mention(whole, Bound("exact", bound.start, other.end), sides)


def _behind_qualifier(view: View, at: int) -> int | None:
    """Where the number of a qualifier that begins at ``at`` stands."""
    found = _TO_NUMBER.match(view.low, at)
    before = view.words.qualifier_before.match(view.low, at, found.end()) if found else None
    return found.end() if found and before and before.start() == at else None


# --- changes --------------------------------------------------------------------------------------------------


def change_from(view: View, first: Quantity, floor: int) -> list[Mention]:
    """``từ 5 lên 10 mô hình``: two quantities of the second one's unit."""
    join = _CHANGE.match(view.low, first.end, first.end + 24)
    second = quantity_at(view, join.end()) if join and not shape_at(view.text, join.end()) else None
    if join is None or second is None or second.kind == "number" or second.number.compound:
        return []
    bound = bound_around(view, first.start, first.end, floor)
    if not bound.from_here or is_year(view.text, second.start):
        return []
    number = first.number._replace(scale=second.number.scale)
    if number.scale != 1 and number.value > second.number.value and "xuống" not in join[0] and "còn" not in join[0]:
        return []
    earlier = second._replace(number=number, start=first.start, core=first.core, end=first.end)
    return [mention(earlier, bound, sides_of("exact", plain(number.value))), single(view, second, first.end)]
