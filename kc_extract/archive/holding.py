"""What every kind of archive tells and is told."""

from __future__ import annotations

from kc_extract.types import Frozen, ProducedBy


class Made(Frozen, frozen=True, kw_only=True):
    """How an extraction that is held was made, and the codes of its notes: what tells whether it still stands."""

    produced_by: ProducedBy
    codes: frozenset[str]


class RunCounts(Frozen, frozen=True, kw_only=True):
    """What became of the documents of a run."""

    extracted: int
    kept: int
    duplicates: int
    failed: int
    quarantined: int = 0
