"""A run against an earlier one: which records were gained, which were lost, what is newly invented."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from kc_extract.score.documents import score
from kc_extract.score.figures import DocumentScore, Fate, Outcome, Score, summarise
from kc_extract.score.kinds import LEVELS, Level
from kc_extract.score.loading import ScoreError

_Place = tuple[str, str]
_Run = dict[_Place, list[DocumentScore]]
_AT: dict[Level, frozenset[Fate]] = {
    "core": frozenset({"core", "strict", "whole"}),
    "strict": frozenset({"strict", "whole"}),
    "whole": frozenset({"whole"}),
}


class Change(msgspec.Struct, frozen=True, order=True, forbid_unknown_fields=True):
    """One record that changed its fate: where (tier and source name), its kind, and the record in a line."""

    tier: str
    source_name: str
    kind: str
    key: str


class Step(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The F1 of a kind at a level, before and after, over the documents that both runs hold."""

    kind: str
    level: Level
    before: float
    after: float


class Difference(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What two runs do differently on the documents that both hold, each list sorted.

    ``gained`` and ``lost`` by level: labelled records (and fields) right now and not before, and the reverse.
    ``invented`` are records that nobody labelled and that are new; ``withdrawn`` those that are gone. ``new_documents``
    and ``lost_documents`` are in one run alone. ``same_gold`` is false where the labels changed in between.
    """

    gained: dict[Level, list[Change]]
    lost: dict[Level, list[Change]]
    invented: list[Change]
    withdrawn: list[Change]
    steps: list[Step]
    new_documents: list[str]
    lost_documents: list[str]
    same_gold: bool


def load_earlier(path: Path, gold: Path, tier: str | None = None) -> Score:
    """The earlier score to compare with: read from a score's JSON file, or made from a folder of extractions."""
    if path.is_dir():
        return score(gold, path, tier)
    try:
        return msgspec.json.decode(path.read_bytes(), type=Score)
    except OSError as error:
        message = f"{path}: cannot be read: {error.strerror}"
        raise ScoreError(message) from error
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        message = f"{path}: not the JSON of a score: {error}"
        raise ScoreError(message) from error


def compare(old: Score, new: Score) -> Difference:
    """The records gained and lost from one score to a later one.

    Records are told apart by tier, source name, kind and what the label says; equal ones in a document are counted.
    """
    before, after = _by_place(old), _by_place(new)
    common = [place for place in after if place in before]
    right = {level: _gains(_right(before, common, level), _right(after, common, level)) for level in LEVELS}
    inventions = _gains(_invented(before, common), _invented(after, common))
    return Difference(
        gained={level: gained for level, (gained, _) in right.items()},
        lost={level: lost for level, (_, lost) in right.items()},
        invented=inventions[0],
        withdrawn=inventions[1],
        steps=_steps(before, after, common),
        new_documents=["/".join(place) for place in after if place not in before],
        lost_documents=["/".join(place) for place in before if place not in after],
        same_gold=old.gold == new.gold,
    )


def _by_place(run: Score) -> _Run:
    """The documents by tier and source name; two of the same name in one tier are taken together."""
    places: _Run = {}
    for document in run.documents:
        places.setdefault((document.tier, document.source_name), []).append(document)
    return dict(sorted(places.items()))


def _gains(old: Counter[Change], new: Counter[Change]) -> tuple[list[Change], list[Change]]:
    return sorted((new - old).elements()), sorted((old - new).elements())


def _right(run: _Run, places: Sequence[_Place], level: Level) -> Counter[Change]:
    return Counter(
        Change(*place, outcome.kind, outcome.key)
        for place, outcome in _outcomes(run, places)
        if outcome.fate in _AT[level]
    )


def _invented(run: _Run, places: Sequence[_Place]) -> Counter[Change]:
    """What was extracted and is not so labelled, near misses among it, as it was extracted."""
    return Counter(
        Change(*place, outcome.kind, _extracted(outcome))
        for place, outcome in _outcomes(run, places)
        if outcome.fate in {"near", "invented"}
    )


def _extracted(outcome: Outcome) -> str:
    if outcome.kind == "fields":
        return f"{outcome.key}: {outcome.found}"
    return outcome.found or outcome.key


def _outcomes(run: _Run, places: Sequence[_Place]) -> Iterator[tuple[_Place, Outcome]]:
    for place in places:
        for document in run[place]:
            yield from ((place, outcome) for outcome in document.outcomes)


def _steps(old: _Run, new: _Run, places: Sequence[_Place]) -> list[Step]:
    before, after = (summarise(d for place in places for d in run[place]).kinds for run in (old, new))
    return [
        Step(kind=kind, level=level, before=before[kind][level].f1, after=after[kind][level].f1)
        for kind in after
        if kind in before
        for level in LEVELS
    ]
