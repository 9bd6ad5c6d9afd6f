"""Figures that tell goods apart, which nobody commits to: sizes, packages, what stands ahead of a price."""

from __future__ import annotations

import regex

from kc_extract.context import Context, Index
from kc_extract.targets.clause import Clause
from kc_extract.targets.words import ending, pattern, words
from kc_extract.text import lower
from kc_extract.types import Mention


def is_specification(context: Context, _index: Index, mention: Mention, clause: Clause) -> bool:
    """A voltage or a size, the content of a package, or what tells goods apart: ``bình 12 kg``, ``đồng/hộp 500 g``."""
    if (
        _is_pure(context, mention)
        or _is_priced(context, mention)
        or _is_vehicle(context, mention)
        or _is_tax(context, mention)
    ):
        return True
    if mention.kind != "measure":
        return False
    before = pattern("auxiliaries").sub(" ", context.folded[clause.before.start : mention.span.start])
    is_packed = ending("package_nouns").search(before) and not _ALL_KINDS.search(before)
    return lower(mention.unit or "") in words("spec_units") or bool(is_packed or _PER_PACKAGE.search(before))


#: All kinds of a thing are no package of it (``sản lượng tôm các loại``).
_ALL_KINDS = regex.compile(r"(?:các|mọi|nhiều|từng|những)\s+loại\s*$")
_PER_PACKAGE = regex.compile(r"/\s?\p{L}+\s*$")


def _is_priced(context: Context, mention: Mention) -> bool:
    """Whether the figure belongs to the name of goods whose price follows (``thép phi 6 cuộn có giá 15.000 đồng``)."""
    return mention.kind in {"count", "measure"} and _PRICED.match(context.folded, mention.span.end) is not None


_PRICED = regex.compile(
    r"[^;:.,\n]{0,40}?\s(?:có\s+)?(?:mức\s+)?giá\s+(?:bán|tăng|giảm|ổn định|từ|đã|nhẹ|là|dao động|bình quân|\d)"
    r"|\s+\d[\d.]*\s*(?:-\s*\d[\d.]*\s*)?đồng\s?/\s?(?:lượt|lần|kg|bao|hộp|lít|chai|gói|viên|m3|m2|vé|thùng|bình)"
)


def _is_pure(context: Context, mention: Mention) -> bool:
    """Whether the share tells how pure a metal is (``vàng nhẫn 99,99%``)."""
    before = context.folded[max(0, mention.span.start - _NEAR) : mention.span.start]
    return mention.kind == "percent" and _METAL.search(before) is not None


_METAL = regex.compile(r"(?<!\p{L})(?:vàng|nhẫn|bạc|vàng miếng)\s*\(?$")


def _is_vehicle(context: Context, mention: Mention) -> bool:
    """Whether seats tell a kind of vehicle (``xe dưới 12 chỗ``)."""
    before = context.folded[max(0, mention.span.start - _NEAR) : mention.span.start]
    return lower(mention.unit or "") in _SEATS and _VEHICLE.search(before) is not None


_NEAR = 50
_SEATS = frozenset({"chỗ", "ghế", "chỗ ngồi"})
_VEHICLE = regex.compile(r"(?<!\p{L})(?:xe|ô tô|taxi|chở người)(?!\p{L})[^,;:.]*$")


def _is_tax(context: Context, mention: Mention) -> bool:
    """Whether the share is the rate of a tax (``thuế giá trị gia tăng 5%``)."""
    before = context.folded[max(0, mention.span.start - _NEAR) : mention.quantity.start]
    return mention.kind == "percent" and _TAX.search(before) is not None


_TAX = regex.compile(
    r"(?<!\p{L})(?:thuế (?:giá trị gia tăng|gtgt|suất)|thuế suất(?:\s+\p{L}+){0,6}|vat)\s*(?:là\s+|\()?$"
)
