"""Amounts to records: role, source, parts and place of each."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import regex

from kc_extract.funding.activity import Kind, activity_of
from kc_extract.funding.amounts import Amount
from kc_extract.funding.bounds import bounds_of
from kc_extract.funding.labels import label_kind
from kc_extract.funding.norms import is_norm, per_of, shared_ceilings
from kc_extract.funding.places import Places
from kc_extract.funding.sources import Covering, own_source, source_in
from kc_extract.funding.tabled import TableMoney, column_year, led_links
from kc_extract.funding.tree import Link, find_links
from kc_extract.periods import period_of
from kc_extract.types import Breakdown, Funding, Nature, Role, Source

_NATURE: dict[str, Nature] = {"charge": "charge", "fine": "fine", "prize": "prize"}


def make_records(places: Places, amounts: Sequence[Amount], tables: Sequence[TableMoney]) -> tuple[Funding, ...]:
    """One record for each amount that is funding, in text order."""
    return _Maker(places, amounts, tables).records()


class _Maker:
    """What the records of one document share while they are made."""

    def __init__(self, places: Places, amounts: Sequence[Amount], tables: Sequence[TableMoney]) -> None:
        self._places = places
        prose = [amount for amount in amounts if amount.is_funding]
        tabled = [amount for table in tables for amount in table.amounts if amount.is_funding]
        amounts = self._amounts = sorted([*prose, *tabled], key=lambda amount: amount.mention.span)
        self._shares = shared_ceilings(places, amounts)
        self._norms = {
            _start(amount) for amount in amounts if _start(amount) in self._shares or is_norm(places, amount)
        }
        for table in tables:
            self._norms |= table.norms
        self._links = find_links(places, [amount for amount in prose if _start(amount) not in self._norms])
        for table in tables:
            self._links |= table.links | led_links(places, table, [a for a in prose if _start(a) not in self._norms])
        self._ids = {_start(amount): f"f{number}" for number, amount in enumerate(amounts, 1)}
        self._by_start = {_start(amount): amount for amount in amounts}
        self._covering = Covering(places)

    def records(self) -> tuple[Funding, ...]:
        return tuple(self._record(amount) for amount in self._amounts)

    def _record(self, amount: Amount) -> Funding:
        places, mention, start = self._places, amount.mention, _start(amount)
        section = places.index.section(start)
        link = self._links.get(start)
        norm = start in self._norms
        share = self._shares.get(start)
        return Funding(
            id=self._ids[start],
            span=mention.span,
            rule=_rule(amount, link, norm=norm),
            confidence=0.8,
            part=places.index.part(start).name,
            section=section.path if section else None,
            activity=activity_of(places, self._root(amount).mention.span, _kind(amount, norm=norm)),
            **_money(places, amount),
            source=self._source(amount),
            role=_role(link, norm=norm),
            part_of=self._ids[link.parent] if link else None,
            breakdown=self._breakdown(link) if link else None,
            per=(mention.per if amount.place else per_of(places, amount)) if norm else None,
            share=share.high if share is not None else None,
            nature=_NATURE.get(amount.purpose or "", "spend"),
            beneficiary=_phrase(places, amount, _BENEFICIARY),
            condition=_phrase(places, amount, _CONDITION),
            period=column_year(amount) or period_of(places.context, places.index, mention),
            table=amount.place.table if amount.place else None,
            row=amount.place.row if amount.place else None,
            column=amount.place.column if amount.place else None,
        )

    def _root(self, amount: Amount) -> Amount:
        """The total that the amount is in the end a part of, itself where it is none."""
        while (link := self._links.get(_start(amount))) is not None:
            amount = self._by_start[link.parent]
        return amount

    # --- whose money -------------------------------------------------------------------------------------------

    def _source(self, amount: Amount) -> Source:
        if amount.purpose in {"charge", "fine"}:
            return "unspecified"
        own = own_source(self._places, amount)
        if own is not None:
            return own
        start = _start(amount)
        parts = [self._by_start[part] for part, link in self._links.items() if link.parent == start]
        named = {own_source(self._places, part) for part in parts} - {None}
        if len(named) > 1:
            return "unspecified"
        if named and start not in self._links:
            return "unspecified"
        return self._inherited(amount) or "unspecified"

    def _inherited(self, amount: Amount) -> Source | None:
        """The source of the total that it is a part of, of a line above it, or of a clause that covers it."""
        places, start = self._places, _start(amount)
        if (source := self._open_line(amount)) is not None:
            return source
        link = self._links.get(start)
        if link is not None and (source := own_source(places, self._by_start[link.parent])) is not None:
            return source
        for lead in places.leads(start):
            span = places.paragraphs[lead].span
            if any(span.contains(other.mention.span) for other in self._amounts):
                continue
            if (source := source_in(places.low, span)) is not None:
                return source
        return self._covering.nearby(start) or self._covering.source(start)

    def _open_line(self, amount: Amount) -> Source | None:
        """What the line ahead says where the amount stands alone in the next one (``Nguồn ngân sách tỉnh:``)."""
        places = self._places
        if amount.place is not None or places.low_text(amount.before).strip(" -+•"):
            return None
        lead = next(places.leads(_start(amount)), None)
        if lead is None or any(places.paragraphs[lead].span.contains(other.mention.span) for other in self._amounts):
            return None
        return source_in(places.low, places.paragraphs[lead].span)

    # --- what a total is split by ------------------------------------------------------------------------------

    def _breakdown(self, link: Link) -> Breakdown:
        group = [self._by_start[start] for start, other in self._links.items() if other == link]
        kinds = [label_kind(self._places, amount, link) for amount in group]
        return max(set(kinds), key=lambda kind: (kinds.count(kind), kind))


def _start(amount: Amount) -> int:
    return amount.mention.span.start


def _kind(amount: Amount, *, norm: bool) -> Kind:
    if not norm:
        return "sum"
    return "price" if amount.purpose == "charge" else "norm"


def _role(link: Link | None, *, norm: bool) -> Role:
    if norm:
        return "norm"
    return "part" if link is not None else "total"


def _rule(amount: Amount, link: Link | None, *, norm: bool) -> str:
    role = _role(link, norm=norm)
    return f"{amount.purpose}_{role}"


def _money(places: Places, amount: Amount) -> dict[str, object]:
    mention, bounds = amount.mention, bounds_of(places, amount)
    is_vnd = mention.currency == "VND"
    return {
        "currency": mention.currency,
        "low": bounds.low,
        "high": bounds.high,
        "low_vnd": _whole(bounds.low) if is_vnd else None,
        "high_vnd": _whole(bounds.high) if is_vnd else None,
        "low_open": mention.low_open,
        "high_open": mention.high_open,
        "qualifier": bounds.qualifier,
        "amount_text": places.text[mention.quantity.start : mention.quantity.end],
    }


def _whole(value: Decimal | None) -> int | None:
    return int(value) if value is not None and value == value.to_integral_value() else None


#: A clause ends at its punctuation, not at the dots and commas inside numbers.
_CLAUSE = r"(?P<words>(?:[^.;:,(|]|[.,](?=\d)){3,160})"
_BENEFICIARY = regex.compile(
    rf"\s*(?:\([^()]*\)\s*)?(?:áp dụng\s+)?(?:đối với|cho|với)\s+(?!hành vi){_CLAUSE}", regex.IGNORECASE
)
_CONDITION = regex.compile(
    rf"(?:(?:nếu|trong trường hợp|trường hợp|khi|với điều kiện|đối với(?=\s+hành vi))\s+){_CLAUSE}", regex.IGNORECASE
)


def _phrase(places: Places, amount: Amount, pattern: regex.Pattern[str]) -> str | None:
    """The words behind the amount that the pattern picks, as written."""
    end = max(amount.sentence.end, amount.mention.span.end)
    find = pattern.match if pattern is _BENEFICIARY else pattern.search
    found = find(places.text, amount.mention.span.end, end)
    return found["words"].strip() if found else None
