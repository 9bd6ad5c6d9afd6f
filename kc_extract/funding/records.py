"""Amounts to records: role, source, parts and place of each."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kc_extract.funding.activity import Kind, activity_of
from kc_extract.funding.amounts import Amount
from kc_extract.funding.bounds import bounds_of
from kc_extract.funding.ceilings import shared_ceilings
from kc_extract.funding.components import components
from kc_extract.funding.labels import breakdowns
from kc_extract.funding.links import Link, root_of
from kc_extract.funding.norms import norms_among, per_of
from kc_extract.funding.payers import Payers
from kc_extract.funding.places import Places
from kc_extract.funding.tabled import TableMoney, led_links, year_of
from kc_extract.funding.terms import beneficiary_of, condition_of
from kc_extract.funding.tree import find_links
from kc_extract.periods import period_of
from kc_extract.types import Funding, Mention, Nature, Role

_NATURE: dict[str, Nature] = {"charge": "charge", "fine": "fine", "prize": "prize"}
#: Records read by one clear rule; calibration refines it.
_CONFIDENCE = 0.8


def make_records(places: Places, amounts: Sequence[Amount], tables: Sequence[TableMoney]) -> tuple[Funding, ...]:
    """One record for each amount that is funding, in text order."""
    maker = _Maker(places, amounts, tables)
    return tuple(maker.record(amount) for amount in maker.amounts)


class _Maker:
    """What the records of one document share while they are made."""

    def __init__(self, places: Places, amounts: Sequence[Amount], tables: Sequence[TableMoney]) -> None:
        prose = [amount for amount in amounts if amount.is_funding]
        tabled = [amount for table in tables for amount in table.amounts if amount.is_funding]
        self.amounts = sorted([*prose, *tabled], key=lambda amount: amount.mention.span)
        self._places = places
        self._shares = shared_ceilings(places, self.amounts)
        self._norms = _norms(places, self.amounts, tables) | self._shares.keys()
        made_up = components(places, prose, self._norms)
        sums = [amount for amount in prose if amount.start not in self._norms and amount.start not in made_up]
        self._links = made_up | _links(places, sums, tables)
        self._breakdowns = breakdowns(places, self.amounts, self._links)
        self._payers = Payers(places, self.amounts, self._links, self._norms)
        self._ids = {amount.start: f"f{number}" for number, amount in enumerate(self.amounts, 1)}
        self._by_start = {amount.start: amount for amount in self.amounts}

    def record(self, amount: Amount) -> Funding:
        places, place, mention = self._places, amount.place, amount.mention
        link, norm = self._links.get(amount.start), amount.start in self._norms
        section, root = places.index.section(amount.start), root_of(amount, self._links, self._by_start)
        bounds = bounds_of(places, amount)
        role = _role(link, norm=norm)
        share = self._shares.get(amount.start)
        return Funding(
            id=self._ids[amount.start],
            span=mention.span,
            rule=f"{amount.purpose}_{role}",
            confidence=_CONFIDENCE,
            part=places.index.part(amount.start).name,
            section=section.path if section else None,
            activity=activity_of(places, root.mention.span, _kind(amount, norm=norm)),
            currency=mention.currency or "VND",
            low=bounds.low,
            high=bounds.high,
            low_vnd=_whole_vnd(bounds.low, mention.currency),
            high_vnd=_whole_vnd(bounds.high, mention.currency),
            low_open=mention.low_open,
            high_open=mention.high_open,
            qualifier=bounds.qualifier,
            amount_text=places.text[_text_start(places, mention) : mention.quantity.end],
            source=self._payers.source(amount),
            role=role,
            part_of=self._ids[link.parent] if link else None,
            breakdown=self._breakdowns[link] if link else None,
            per=per_of(places, amount) if norm else None,
            share=share.high if share is not None else None,
            nature=_NATURE.get(amount.purpose or "", "spend"),
            beneficiary=beneficiary_of(places, amount),
            condition=condition_of(places, amount),
            period=year_of(amount) or period_of(places.context, places.index, mention),
            table=place.table if place else None,
            row=place.row if place else None,
            column=place.name if place else None,
        )


def _text_start(places: Places, mention: Mention) -> int:
    """Where the amount begins as written: a range with its ``từ``."""
    is_range = places.low.startswith("từ", mention.span.start) and None not in {mention.low, mention.high}
    return mention.span.start if is_range and mention.low != mention.high else mention.quantity.start


def _norms(places: Places, amounts: Sequence[Amount], tables: Sequence[TableMoney]) -> frozenset[int]:
    return norms_among(places, amounts).union(*(table.norms for table in tables))


def _links(places: Places, sums: Sequence[Amount], tables: Sequence[TableMoney]) -> dict[int, Link]:
    out = find_links(places, sums)
    for table in tables:
        out |= table.links | led_links(places, table, sums)
    return out


def _kind(amount: Amount, *, norm: bool) -> Kind:
    if not norm:
        return "sum"
    return "price" if amount.purpose == "charge" else "norm"


def _role(link: Link | None, *, norm: bool) -> Role:
    if norm:
        return "norm"
    return "part" if link is not None else "total"


def _whole_vnd(value: Decimal | None, currency: str | None) -> int | None:
    return int(value) if value is not None and currency == "VND" and value == value.to_integral_value() else None
