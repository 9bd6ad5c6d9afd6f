"""The tie between a part and its total, and the words that open a split."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

import regex

from kc_extract.funding.amounts import Amount
from kc_extract.funding.norms import names_total
from kc_extract.funding.places import Places
from kc_extract.funding.words import source_hits
from kc_extract.types import Frozen, Span

#: Words that open a split of the amount ahead of them.
SPLIT = regex.compile(
    r"(?<!\p{L})(?:trong đó|trong số đó|trong số này|bao gồm|gồm có|gồm|cụ thể|chia ra|chi tiết|phân ra|phân kỳ"
    r"|(?<!được\s)(?<!đã\s)phân bổ|phân chia|cơ cấu|được chia|như sau|chia theo|phân theo|từ các nguồn)(?!\p{L})"
)
#: How a line ends that opens a split below it.
OPEN_END = regex.compile(r"(?:[:：]|trong đó|cụ thể|gồm|bao gồm)[\s.]*$")


class Link(Frozen, frozen=True, kw_only=True):
    """An amount's total, by the start of its span, and where the words stand that open the split.

    ``across``: the parts are the cells of one table row.
    """

    parent: int
    opener: int
    across: bool = False


class Sums:
    """The sums of a document's prose by place, and the links found so far, which grow in reading order."""

    def __init__(self, places: Places, amounts: Sequence[Amount]) -> None:
        self.by_start = {amount.start: amount for amount in amounts}
        self.paragraphs = {
            start: tuple(group)
            for start, group in groupby(amounts, key=lambda amount: places.paragraph(amount.start).start)
        }
        self.totals = sorted(amount.start for amount in amounts if names_total(places, amount))
        self.links: dict[int, Link] = {}
        self._firsts: dict[Link, Amount] = {}
        self._split: set[int] = set()

    def whole_in(self, paragraph: int) -> int | None:
        """The amount of a lead-in that what follows splits: the last, or what the last is a part of within its line."""
        group = self.paragraphs.get(paragraph)
        if not group:
            return None
        start = group[-1].start
        inside = {amount.start for amount in group}
        while start in self.links and self.links[start].parent in inside:
            start = self.links[start].parent
        return start

    def link(self, amount: Amount, link: Link) -> None:
        """Tie a part to its total, where the total can hold it."""
        if holds(self.by_start[link.parent], amount):
            self.links[amount.start] = link
            self._firsts.setdefault(link, amount)
            self._split.add(link.parent)

    def first_of(self, link: Link) -> Amount | None:
        """The first part that a split has been given."""
        return self._firsts.get(link)

    def is_split(self, whole: int) -> bool:
        """Whether a total has been split already."""
        return whole in self._split


def holds(whole: Amount, part: Amount) -> bool:
    """Whether a total can hold a part: in the same currency and no smaller."""
    most = whole.mention.high or whole.mention.low
    least = part.mention.low or part.mention.high
    return whole.mention.currency == part.mention.currency and (most is None or least is None or least <= most)


def root_of(amount: Amount, links: dict[int, Link], by_start: dict[int, Amount]) -> Amount:
    """The total that the amount is in the end a part of, itself where it is none."""
    while (link := links.get(amount.start)) is not None:
        amount = by_start[link.parent]
    return amount


def names_source(places: Places, start: int, end: int) -> bool:
    """Whether the text between two offsets says whose money it is."""
    return next(source_hits(places.low, start, end), None) is not None


def children(links: dict[int, Link], among: Iterable[Amount]) -> dict[int, list[Amount]]:
    """The parts of each total, by the start of the total."""
    out: dict[int, list[Amount]] = {}
    for amount in among:
        link = links.get(amount.start)
        if link is not None:
            out.setdefault(link.parent, []).append(amount)
    return out


def between(previous: Amount, amount: Amount) -> Span:
    """The text between two amounts of one paragraph."""
    return Span(previous.mention.span.end, amount.start)
