"""How sure a record is: the share of right records that its rule read on labelled documents, less what speaks against.

Evidence, each named: the rule (``lexicon/confidence.toml``, measured by ``benchmarks/calibrate.py``), the character
recognition of the words that the record rests on, and failed checks that name it. 0 to 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TypeVar

import msgspec

from kc_extract.lexicon import load
from kc_extract.tracing import Tracer
from kc_extract.types import Check, Record

AnyRecord = TypeVar("AnyRecord", bound=Record)

#: Labelled records that a rule must have read before its own share outweighs that of its kind.
_STRENGTH = 4
#: What is left of the confidence of a record that a failed check names: one of the check's records is wrong.
DOUBTED = 0.8


class Rate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many records of a kind a rule read on labelled documents, and how many of them were right."""

    kind: str
    rule: str
    read: int
    right: int


class Rates(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All measured rates."""

    rate: tuple[Rate, ...] = ()


def shares(rates: Iterable[Rate]) -> dict[tuple[str, str], float]:
    """The share of right records by kind and rule, drawn towards the share of the kind where few were read.

    The key ``(kind, "")`` holds the share for a rule that was never measured.
    """
    every = tuple(rates)
    out: dict[tuple[str, str], float] = {}
    for kind in {rate.kind for rate in every}:
        own = [rate for rate in every if rate.kind == kind]
        prior = (sum(rate.right for rate in own) + 1) / (sum(rate.read for rate in own) + 2)
        out[kind, ""] = prior
        out |= {(kind, rate.rule): (rate.right + _STRENGTH * prior) / (rate.read + _STRENGTH) for rate in own}
    return out


@cache
def _measured() -> dict[tuple[str, str], float]:
    return shares(load("confidence", Rates).rate)


def rated(kind: str, records: Sequence[AnyRecord], checks: Sequence[Check], tracer: Tracer) -> tuple[AnyRecord, ...]:
    """The records with their confidence; ``kind`` is their list in the extraction (``targets``)."""
    doubted = {identity for check in checks if not check.ok for identity in check.records}
    return tuple(
        msgspec.structs.replace(
            record,
            confidence=confidence_of(
                kind, record.rule, recognition=tracer.recognition(record.span), doubted=record.id in doubted
            ),
        )
        for record in records
    )


def confidence_of(kind: str, rule: str, *, recognition: float = 1.0, doubted: bool = False) -> float:
    """The confidence of one record, to two places; ``recognition`` is that of the worst word it rests on."""
    measured = _measured()
    share = measured.get((kind, rule), measured.get((kind, ""), 0.5))
    return round(share * recognition * (DOUBTED if doubted else 1.0), 2)
