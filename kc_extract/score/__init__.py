"""Scores extractions against gold: precision, recall and F1 by kind, level and tier, and every record's fate.

The measures are those of the labelling conventions: *core* is what a record is about (an amount with its source and
role, a quantity with its indicator), *strict* adds its place, qualifier and period, *whole* every labelled attribute.
"""

from __future__ import annotations

from kc_extract.score.differences import Change, Difference, Step, compare, load_earlier
from kc_extract.score.documents import score, score_document, score_forms
from kc_extract.score.figures import DocumentScore, Outcome, Score, Summary, Tally, score_to_json
from kc_extract.score.floors import Floors, check_floors, measure_floors, read_floors
from kc_extract.score.loading import Form, ScoreError, read_forms, read_gold, read_gold_folder
from kc_extract.score.report import render, render_difference

__all__ = [
    "Change",
    "Difference",
    "DocumentScore",
    "Floors",
    "Form",
    "Outcome",
    "Score",
    "ScoreError",
    "Step",
    "Summary",
    "Tally",
    "check_floors",
    "compare",
    "load_earlier",
    "measure_floors",
    "read_floors",
    "read_forms",
    "read_gold",
    "read_gold_folder",
    "render",
    "render_difference",
    "score",
    "score_document",
    "score_forms",
    "score_to_json",
]
