"""The source of an amount from the amounts beside it: in its sentence, in its section, and the one that it repeats."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

import regex

from kc_extract.funding.amounts import Amount
from kc_extract.funding.links import Link, root_of
from kc_extract.funding.places import STOP, Places
from kc_extract.funding.sources import own_source, source_in
from kc_extract.types import Source

_ASSURED = regex.compile(r"(?<!\p{L})(?:bảo đảm|đảm bảo|chi trả)(?!\p{L})")

_Worth = tuple[object, object, str | None]


class Neighbours:
    """What the amounts of one document say of the source of others."""

    def __init__(
        self, places: Places, amounts: Sequence[Amount], links: dict[int, Link], norms: AbstractSet[int]
    ) -> None:
        self._places = places
        self._links = links
        self._by_start = {amount.start: amount for amount in amounts}
        self._whole = {link.parent for link in links.values()}
        self._by_paragraph: dict[int, list[Amount]] = {}
        self._ahead: dict[int, dict[int, Source | None]] = {}
        self._assured: dict[str, set[Source | None]] = {}
        self._stated: dict[_Worth, set[Source | None]] = {}
        for amount in amounts:
            self._by_paragraph.setdefault(places.paragraph(amount.start).start, []).append(amount)
            if amount.place is None and amount.start not in norms:
                self._note(amount)

    def _note(self, amount: Amount) -> None:
        """Keep what a sum in prose says of its source, by its section where it is assured, by its worth if a total."""
        own = own_source(self._places, amount)
        if _ASSURED.search(self._places.low_text(amount.after)):
            self._assured.setdefault(self._scope(amount), set()).add(own)
        if own is not None and amount.start not in self._links:
            self._stated.setdefault(_worth(amount), set()).add(own)

    def in_sentence(self, amount: Amount) -> Source | None:
        """The one source that amounts ahead in the sentence name: of a list of rates, of a sum with its product."""
        paragraph = self._places.paragraph(amount.start).start
        if paragraph not in self._ahead:
            self._ahead[paragraph] = self._read_ahead(self._by_paragraph[paragraph])
        return self._ahead[paragraph][amount.start]

    def _read_ahead(self, group: Sequence[Amount]) -> dict[int, Source | None]:
        """For each amount of a paragraph the one source that those ahead in its sentence name."""
        places, out = self._places, {}
        named: set[Source | None] = set()
        floor = group[0].start
        for amount in group:
            if STOP.search(places.text, floor, amount.start) is not None:
                named = set()
            floor = amount.start
            out[amount.start] = _only(named - {None})
            named.add(own_source(places, amount))
        return out

    def in_section(self, amount: Amount) -> Source | None:
        """The one source that assures the sums of the amount's section (``do ngân sách tỉnh bảo đảm``)."""
        return _only(self._assured.get(self._scope(amount), ()))

    def of_table(self, amount: Amount) -> Source | None:
        """The source of a sum in prose that the table has as its total, else the one in the title of its appendix."""
        root = root_of(amount, self._links, self._by_start)
        repeated = _only(self._stated.get(_worth(root), ())) if root.start in self._whole else None
        return repeated or self._headed(amount)

    def _headed(self, amount: Amount) -> Source | None:
        places = self._places
        part = places.index.part(amount.start)
        if not part.name.startswith("appendix"):
            return None
        lines = places.title_lines(part.span.start)
        named = (source_in(places.low, span) for span in lines if span.end <= amount.start)
        return next((source for source in named if source is not None), None)

    def _scope(self, amount: Amount) -> str:
        section = self._places.index.section(amount.start)
        return section.id if section is not None else self._places.index.part(amount.start).name


def _worth(amount: Amount) -> _Worth:
    return amount.mention.low, amount.mention.high, amount.mention.currency


def _only(sources: Iterable[Source | None]) -> Source | None:
    """The one source, None for none or several."""
    found = set(sources)
    return found.pop() if len(found) == 1 else None
