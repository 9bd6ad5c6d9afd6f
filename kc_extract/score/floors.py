"""Floors under the figures: F1 that a run must not fall below, kept beside the gold that they were measured with."""

from __future__ import annotations

import math
from pathlib import Path

import msgspec

from kc_extract.score.figures import Score, Summary
from kc_extract.score.kinds import KIND_NAMES, LEVELS, Level
from kc_extract.score.loading import ScoreError

#: The name of all tiers taken together.
ALL = "all"


class Floors(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """F1 by tier (``all`` for the whole run), kind and level; null is a floor not yet set.

    ``gold`` is the fingerprint of the labels that the floors were measured with, null where they hold for any.
    """

    gold: str | None = None
    f1: dict[str, dict[str, dict[Level, float | None]]]


def read_floors(path: Path) -> Floors:
    """The floors in a JSON file; ScoreError names the file, and the kind that is none."""
    try:
        floors = msgspec.json.decode(path.read_bytes(), type=Floors)
    except OSError as error:
        message = f"{path}: cannot be read: {error.strerror}"
        raise ScoreError(message) from error
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        message = f"{path}: not a file of floors: {error}"
        raise ScoreError(message) from error
    unknown = {kind for kinds in floors.f1.values() for kind in kinds} - set(KIND_NAMES)
    if unknown:
        message = f"{path}: floors for unknown kinds {sorted(unknown)}; the kinds are {', '.join(KIND_NAMES)}"
        raise ScoreError(message)
    return floors


def check_floors(score: Score, floors: Floors) -> list[str]:
    """What falls below its floor, a sentence each; empty where everything holds.

    A tier or a kind with a floor that was not scored at all is below it, and so is a run against other labels than
    those that the floors were measured with.
    """
    faults = []
    if floors.gold is not None and score.gold is not None and floors.gold != score.gold:
        faults.append("the gold has changed since the floors were measured: look at the figures and measure them anew")
    for tier, kinds in floors.f1.items():
        summary = score.total if tier == ALL else score.tiers.get(tier)
        for kind, levels in kinds.items():
            faults += _below(tier, kind, levels, summary)
    return faults


def _below(tier: str, kind: str, levels: dict[Level, float | None], summary: Summary | None) -> list[str]:
    floors = {level: floor for level, floor in levels.items() if floor is not None}
    if not floors:
        return []
    if summary is None or kind not in summary.kinds:
        return [f"{tier}: {kind} has a floor, but none was scored"]
    figures = summary.kinds[kind]
    return [
        f"{tier}: {kind} {level} F1 {figures[level].f1:.4f} is below its floor {floor:.4f}"
        for level, floor in floors.items()
        if figures[level].f1 < floor
    ]


def measure_floors(score: Score) -> Floors:
    """Floors just under a score, for every tier, kind and level: its F1 cut to two places."""
    summaries = {ALL: score.total, **score.tiers}
    f1: dict[str, dict[str, dict[Level, float | None]]] = {
        tier: {
            kind: {level: math.floor(round(levels[level].f1 * 100, 4)) / 100 for level in LEVELS}
            for kind, levels in summary.kinds.items()
        }
        for tier, summary in summaries.items()
    }
    return Floors(gold=score.gold, f1=f1)
