"""The values of a score: counts with precision, recall and F1, the fate of every record, and their sums."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal

import msgspec

from kc_extract.score.kinds import KIND_NAMES, LEVELS, Level

Fate = Literal["missed", "near", "invented", "core", "strict", "whole"]


class Tally(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Counts of one kind at one level and what follows from them, rounded to four places.

    ``gold`` labelled, ``found`` extracted (without exempt ones), ``right`` in both; of ``documents`` with this kind
    labelled, ``documents_right`` have nothing missed and nothing invented: a correct silence is one of them.
    """

    gold: int
    found: int
    right: int
    documents: int
    documents_right: int
    precision: float
    recall: float
    f1: float


class Outcome(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """The fate of one labelled record, or of one that nobody labelled.

    ``key`` is the record in a line (a field's name). A right record has the highest level that it reached; ``near``
    is missed and invented at once. ``found`` is what was extracted and ``differs`` where it is not the same;
    ``wanted`` the labelled value of a field.
    """

    kind: str
    key: str
    fate: Fate
    wanted: str | None = None
    found: str | None = None
    differs: tuple[str, ...] = ()


class DocumentScore(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One extraction against its gold; ``right``: the levels at which header and all records are right."""

    source_name: str
    gold: str
    path: str
    tier: str
    text_source: str
    kinds: dict[str, dict[Level, Tally]]
    right: tuple[Level, ...]
    outcomes: tuple[Outcome, ...]


class Summary(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Micro averages over documents, and how many of them are right in everything labelled, by level."""

    documents: int
    documents_right: dict[Level, int]
    kinds: dict[str, dict[Level, Tally]]


class Score(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A run against the gold: in all, by tier, by source of the text, and document by document.

    ``gold`` is the fingerprint of the labels (None where they came from memory); ``without_extraction`` names gold
    that no extraction was found for, ``without_gold`` counts extractions that nobody labelled.
    """

    schema: Literal["kc-score/1"] = "kc-score/1"
    gold: str | None = None
    total: Summary
    tiers: dict[str, Summary]
    text_sources: dict[str, Summary]
    documents: tuple[DocumentScore, ...]
    without_extraction: tuple[str, ...] = ()
    without_gold: int = 0


def tally(gold: int, found: int, right: int) -> Tally:
    """The figures of one kind of one document; nothing labelled and nothing found is 1 throughout."""
    return _figures(gold, found, right, 1, int(gold == found == right))


def _figures(gold: int, found: int, right: int, documents: int, documents_right: int) -> Tally:
    return Tally(
        gold=gold,
        found=found,
        right=right,
        documents=documents,
        documents_right=documents_right,
        precision=_share(right, found, otherwise=gold == 0),
        recall=_share(right, gold, otherwise=found == 0),
        f1=_share(2 * right, gold + found, otherwise=True),
    )


def _share(part: int, whole: int, *, otherwise: bool) -> float:
    return round(part / whole, 4) if whole else float(otherwise)


def add(tallies: Iterable[Tally]) -> Tally:
    """The micro average: counts summed, figures made anew from the sums."""
    every = list(tallies)
    return _figures(
        sum(t.gold for t in every),
        sum(t.found for t in every),
        sum(t.right for t in every),
        sum(t.documents for t in every),
        sum(t.documents_right for t in every),
    )


def summarise(documents: Iterable[DocumentScore]) -> Summary:
    """The micro averages of these documents, of every kind that is labelled in any of them."""
    every = list(documents)
    kinds = [name for name in KIND_NAMES if any(name in document.kinds for document in every)]
    return Summary(
        documents=len(every),
        documents_right={level: sum(level in document.right for document in every) for level in LEVELS},
        kinds={name: _sum_levels([d.kinds[name] for d in every if name in d.kinds]) for name in kinds},
    )


def _sum_levels(kinds: list[dict[Level, Tally]]) -> dict[Level, Tally]:
    return {level: add(levels[level] for levels in kinds) for level in LEVELS}


def group(documents: Iterable[DocumentScore], name: Callable[[DocumentScore], str]) -> dict[str, Summary]:
    """A summary for each name that documents are given, in the order of the names."""
    groups: dict[str, list[DocumentScore]] = {}
    for document in documents:
        groups.setdefault(name(document), []).append(document)
    return {key: summarise(groups[key]) for key in sorted(groups)}


def score_to_json(score: Score) -> bytes:
    """The score as indented JSON, to be kept and compared with later."""
    return msgspec.json.format(msgspec.json.encode(score), indent=1) + b"\n"
