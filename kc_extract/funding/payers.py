"""The source of every amount, from its own words, its total, the lines above it, or a clause that covers it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from kc_extract.funding.amounts import Amount
from kc_extract.funding.links import Link, children
from kc_extract.funding.neighbours import Neighbours
from kc_extract.funding.places import Places
from kc_extract.funding.sources import Covering, chain_of, own_source, source_in
from kc_extract.types import Source, Span

#: How far back a statement may say whose money an amount is.
_REACH = 300


class Payers:
    """Who pays the amounts of one document; ``unspecified`` for a mix or for silence."""

    def __init__(
        self, places: Places, amounts: Sequence[Amount], links: dict[int, Link], norms: AbstractSet[int]
    ) -> None:
        self._places = places
        self._links = links
        self._norms = norms
        self._neighbours = Neighbours(places, amounts, links, norms)
        self._by_start = {amount.start: amount for amount in amounts}
        self._parts = children(links, amounts)
        self._stated = {places.paragraph(amount.start).start for amount in amounts}
        self._covering = Covering(places)
        self._starts = sorted(self._by_start)
        self._named: dict[Link, set[Source | None]] = {}

    def source(self, amount: Amount) -> Source:
        """The source of an amount; fees and fines are paid by whoever owes them."""
        if amount.purpose in {"charge", "fine"}:
            return "unspecified"
        own = own_source(self._places, amount)
        if own is not None:
            return self._narrowed(amount, own)
        found = self._inherited(amount)
        if self._is_split_by_source(amount) and not self._holds_all(amount, found):
            return "unspecified"
        return found or "unspecified"

    def _narrowed(self, amount: Amount, own: Source) -> Source:
        """The source of an amount's total where its own words name but a wider one (capital of a province's budget)."""
        whole = self._from_total(amount)
        return whole if whole is not None and own in chain_of(whole) else own

    def _holds_all(self, amount: Amount, source: Source | None) -> bool:
        """Whether every source that the parts of a total name lies within a wider one (budgets in the state budget)."""
        named = {own_source(self._places, part) for part in self._parts.get(amount.start, ())} - {None}
        return all(name is not None and name != source and source in chain_of(name) for name in named)

    def _is_split_by_source(self, amount: Amount) -> bool:
        """Whether the parts of a total name sources, so that no one source pays all of it."""
        named = {own_source(self._places, part) for part in self._parts.get(amount.start, ())} - {None}
        return len(named) > 1 or (len(named) == 1 and amount.start not in self._links)

    def _inherited(self, amount: Amount) -> Source | None:
        found = self._from_open_line(amount) or self._from_total(amount) or self._from_statement(amount)
        if amount.place is not None:
            found = found or self._neighbours.of_table(amount)
        if amount.start not in self._norms:
            return found or self._from_lines(amount) or self._covered(amount)
        found = found or self._neighbours.in_sentence(amount) or self._from_lines(amount)
        found = found or self._neighbours.in_section(amount) or self._covering.rates(amount.start)
        return found or self._covered(amount)

    def _covered(self, amount: Amount) -> Source | None:
        return self._covering.nearby(amount.start) or self._covering.source(amount.start)

    def _from_open_line(self, amount: Amount) -> Source | None:
        """What the line ahead says where the amount stands alone in the next one (``Nguồn ngân sách tỉnh:``)."""
        places = self._places
        if amount.place is not None or places.low_text(amount.before).strip(" -+•"):
            return None
        lead = next(places.leads(amount.start), None)
        if lead is None or places.paragraphs[lead].span.start in self._stated:
            return None
        return source_in(places.low, places.paragraphs[lead].span)

    def _from_total(self, amount: Amount) -> Source | None:
        """What the nearest total says that names a source, a total of totals too."""
        while (link := self._links.get(amount.start)) is not None:
            amount = self._by_start[link.parent]
            if (source := own_source(self._places, amount)) is not None:
                return source if self._agree(link, source) else None
        return None

    def _agree(self, link: Link, source: Source) -> bool:
        """Whether no part of a split names a source outside the one of its total; high budgets take foreign aid in."""
        if link not in self._named:
            parts = [part for part in self._parts.get(link.parent, ()) if self._links[part.start] == link]
            self._named[link] = {own_source(self._places, part) for part in parts} - {None, "unspecified"}
        held = {"foreign_aid"} if source in {"central_budget", "state_budget"} else set()
        named = self._named[link] - held
        return all(name is not None and (source in chain_of(name) or name in chain_of(source)) for name in named)

    def _from_statement(self, amount: Amount) -> Source | None:
        """What the statement says ahead of the amount's own clause, back to the amount before it."""
        if amount.place is not None:
            return None
        ahead = self._places.statement(amount.sentence.start, reach=_REACH)
        at = bisect_left(self._starts, amount.start)
        floor = self._by_start[self._starts[at - 1]].after.end if at else 0
        return source_in(self._places.low, Span(max(ahead.start, floor), max(ahead.end, floor)))

    def _from_lines(self, amount: Amount) -> Source | None:
        """What the lead-ins and headings say, those left out that hold amounts of their own."""
        for lead in self._places.leads(amount.start):
            span = self._places.paragraphs[lead].span
            if span.start not in self._stated and (source := source_in(self._places.low, span)) is not None:
                return source
        return None
