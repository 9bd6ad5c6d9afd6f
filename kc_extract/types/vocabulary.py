"""The closed vocabularies of the output contract (schema ``kc-extract/1``)."""

from __future__ import annotations

from typing import Literal

SCHEMA = "kc-extract/1"

TextSource = Literal["born_digital", "ocr", "mixed", "legacy_font", "html", "plain", "docx"]
DocumentKind = Literal[
    "decision",
    "plan",
    "resolution",
    "programme",
    "proposal",
    "report",
    "letter",
    "circular",
    "decree",
    "law",
    "ordinance",
    "directive",
    "notice",
    "article",
    "other",
]
Qualifier = Literal["exact", "about", "at_least", "at_most", "more_than", "less_than"]
MentionKind = Literal["money", "count", "percent", "measure", "ratio", "number"]
Source = Literal[
    "national_promotion",
    "local_promotion",
    "state_budget",
    "central_budget",
    "provincial_budget",
    "district_budget",
    "commune_budget",
    "local_budget",
    "beneficiary",
    "credit",
    "foreign_aid",
    "private",
    "other",
    "unspecified",
]
Role = Literal["total", "part", "norm"]
Breakdown = Literal["source", "activity", "year", "recipient", "item"]
Nature = Literal["spend", "charge", "fine", "prize"]
Direction = Literal["up", "down"]
CitationRole = Literal["amends", "replaces", "basis", "mentions"]
CheckKind = Literal[
    "sum_parts",
    "sum_rows",
    "sum_columns",
    "words_figures",
    "percent_100",
    "same_target",
    "period",
    "header_attachment",
    "article_decision",
]
ParagraphRole = Literal["body", "table", "footnote"]

BBox = tuple[float, float, float, float]
Period = tuple[int, int]
