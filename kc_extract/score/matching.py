"""One document's records against its labels: who is whose partner, and what became of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from kc_extract.score.figures import Fate, Outcome, Tally, tally
from kc_extract.score.folding import token_f1
from kc_extract.score.kinds import FIELDS, LEVELS, Attribute, Kind, Level, Plain, differing, same_text
from kc_extract.score.pairing import Edge, assign

Levels = dict[Level, Tally]
#: Wide enough that a lesser criterion never adds up to one of a greater.
_WIDTH = 1 << 40
_RANK: dict[Fate, int] = {"core": 1, "strict": 2, "whole": 3}


def match_fields(gold: Plain, found: Plain) -> tuple[Levels, list[Outcome]]:
    """The labelled fields of the header; null labelled and null found is right, a correct silence.

    Core and strict are one here; whole asks for the title's every word.
    """
    labelled = [attribute for attribute in FIELDS if attribute.name in gold]
    outcomes = [_field_outcome(attribute, gold, found) for attribute in labelled]
    wanted = sum(not _is_silent(gold[a.name]) for a in labelled)
    given = sum(not _is_silent(found.get(a.name)) for a in labelled)
    silent = sum(_is_silent(gold[a.name]) and _is_silent(found.get(a.name)) for a in labelled)
    ranks = [_RANK.get(outcome.fate, 0) for outcome in outcomes]
    return _levels(wanted + silent, given + silent, ranks), outcomes


def _field_outcome(attribute: Attribute, gold: Plain, found: Plain) -> Outcome:
    wanted, given = gold[attribute.name], found.get(attribute.name)
    fate: Fate = "near"
    if attribute.same(wanted, given):
        fate = "strict" if attribute.name == "title" and not same_text(wanted, given) else "whole"
    elif _is_silent(given):
        fate = "missed"
    elif _is_silent(wanted):
        fate = "invented"
    return Outcome(kind="fields", key=attribute.name, fate=fate, wanted=_show(wanted), found=_show(given))


def _levels(gold: int, found: int, ranks: Sequence[int]) -> Levels:
    return {level: tally(gold, found, sum(rank > below for rank in ranks)) for below, level in enumerate(LEVELS)}


def _is_silent(value: object) -> bool:
    return value is None or value in ("", [], ())


def _show(value: object) -> str | None:
    if _is_silent(value):
        return None
    if isinstance(value, dict):
        return ", ".join(str(part) for part in value.values() if part is not None)
    if isinstance(value, list | tuple):
        return "; ".join(_show(part) or "" for part in value)
    return str(value)


def match_records(
    kind: Kind, gold: Sequence[Plain], found: Sequence[Plain], exempt: Collection[int] = ()
) -> tuple[Levels, list[Outcome]]:
    """The figures and the outcomes of one kind of record, labels first, in their order, then what was invented.

    Partners are chosen for the whole document at once: as many right at core as can be, among those as many right at
    strict, then at whole, then the most alike. ``exempt`` are indices of ``found`` that count only where they match.
    """
    pairs = dict(assign(_core_edges(kind, gold, found)))
    free = [i for i in range(len(found)) if i not in set(pairs.values()) and i not in exempt]
    near = dict(assign(_near_edges(kind, gold, found, [i for i in range(len(gold)) if i not in pairs], free)))
    outcomes = [_outcome(kind, gold, found, i, (pairs | near).get(i)) for i in range(len(gold))]
    partnered = set(near.values())
    outcomes += [Outcome(kind=kind.name, key=kind.label(found[i]), fate="invented") for i in free if i not in partnered]
    count = len(pairs) + len(free)
    ranks = [_RANK.get(outcome.fate, 0) for outcome in outcomes]
    return _levels(len(gold), count, ranks), outcomes


def _outcome(kind: Kind, gold: Sequence[Plain], found: Sequence[Plain], label: int, partner: int | None) -> Outcome:
    key = kind.label(gold[label])
    if partner is None:
        return Outcome(kind=kind.name, key=key, fate="missed")
    fate, differs = grade(kind, gold[label], found[partner])
    return Outcome(
        kind=kind.name,
        key=key,
        fate=fate,
        found=kind.label(found[partner]) if differs else None,
        differs=differs,
    )


def grade(kind: Kind, gold: Plain, found: Plain) -> tuple[Fate, tuple[str, ...]]:
    """The highest level at which a record equals its label (``near`` for none), and the attributes that differ.

    Where strict is reached, what differs at whole is named; else what differs up to strict.
    """
    core = differing(kind.core_of(gold), gold, found)
    strict = differing(kind.strict, gold, found)
    if core:
        return "near", tuple(dict.fromkeys(core + strict))
    if strict:
        return "core", strict
    whole = differing(kind.whole, gold, found)
    return ("strict", whole) if whole else ("whole", ())


def _core_edges(kind: Kind, gold: Sequence[Plain], found: Sequence[Plain]) -> dict[Edge, int]:
    buckets: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for index, record in enumerate(found):
        buckets[kind.anchored(record)].append(index)
    edges = {}
    for label, record in enumerate(gold):
        bound = all(name in record for name, _ in kind.anchor)
        for index in buckets[kind.anchored(record)] if bound else range(len(found)):
            fate, _ = grade(kind, record, found[index])
            if fate != "near":
                edges[label, index] = _weight(_RANK[fate], _likeness(kind, record, found[index]), label - index)
    return edges


def _near_edges(
    kind: Kind, gold: Sequence[Plain], found: Sequence[Plain], missed: Sequence[int], free: Sequence[int]
) -> dict[Edge, int]:
    return {
        (label, index): _weight(0, _likeness(kind, gold[label], found[index]), label - index)
        for label in missed
        for index in free
        if kind.near(gold[label], found[index])
    }


def _likeness(kind: Kind, gold: Plain, found: Plain) -> int:
    """How alike two records are, in thousandths: attributes that agree, then words that the two share."""
    attributes = (*kind.core_of(gold), *kind.strict, *kind.whole)
    agreeing = sum(attribute.name in gold for attribute in attributes) - len(differing(attributes, gold, found))
    return 1000 * agreeing + round(1000 * token_f1(kind.label(gold), kind.label(found)))


def _weight(rank: int, likeness: int, distance: int) -> int:
    """A positive weight in which one criterion never outweighs the one before it, summed over any matching.

    In order: that the pair is made at all, strict, whole, likeness, nearness of the places in the two lists.
    """
    weight = 1
    for criterion in (int(rank >= _RANK["strict"]), int(rank >= _RANK["whole"]), likeness):
        weight = weight * _WIDTH + criterion
    return weight * _WIDTH + _WIDTH // 2 - abs(distance)
