"""Extractions against gold, document by document, and the whole run summed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from kc_extract.score.figures import DocumentScore, Outcome, Score, group, summarise
from kc_extract.score.kinds import KINDS, LEVELS, Plain
from kc_extract.score.loading import Form, ScoreError, check_lists, fingerprint, read_forms, read_gold_folder, stem_of
from kc_extract.score.matching import Levels, match_fields, match_records


def score(gold: Path, extractions: Path | Sequence[Path], tier: str | None = None) -> Score:
    """The score of a run: extractions (folders, searched to the bottom, or files) against a folder of gold.

    Paired by the stem of ``source_name``, so that one gold serves every form of its document; for ``tier`` see
    ``read_forms``. Raises ScoreError where a file is broken or nothing can be paired.
    """
    result = score_forms(read_gold_folder(gold), read_forms(extractions, tier), fingerprint(gold))
    if not result.documents:
        message = f"{gold}: none of the {result.without_gold} extractions has the name of a document labelled here"
        raise ScoreError(message)
    return result


def score_forms(gold: Mapping[str, Plain], forms: Iterable[Form], gold_fingerprint: str | None = None) -> Score:
    """The score of loaded extractions against loaded labels (by stem); reads nothing."""
    every = list(forms)
    documents = [score_document(gold[stem], form) for form in every if (stem := stem_of(form.source_name)) in gold]
    scored = {stem_of(document.source_name) for document in documents}
    return Score(
        gold=gold_fingerprint,
        total=summarise(documents),
        tiers=group(documents, lambda document: document.tier),
        text_sources=group(documents, lambda document: document.text_source),
        documents=tuple(documents),
        without_extraction=tuple(sorted(set(gold) - scored)),
        without_gold=len(every) - len(documents),
    )


def score_document(gold: Plain, form: Form) -> DocumentScore:
    """One extraction against the labels of its document; what is not labelled is not scored."""
    check_lists(form)
    document = form.extraction["document"]
    kinds: dict[str, Levels] = {}
    outcomes: list[Outcome] = []
    kinds["fields"], outcomes = match_fields(gold["document"], document)
    for kind in KINDS:
        if kind.name in gold:
            found = _scored(kind.name, form.extraction)
            exempt = _exempt(gold, form.extraction, found)
            kinds[kind.name], fates = match_records(kind, gold[kind.name], found, exempt)
            outcomes += fates
    return DocumentScore(
        source_name=form.source_name,
        gold=stem_of(form.source_name),
        path=form.path,
        tier=form.tier,
        text_source=str(document.get("text_source") or "unknown"),
        kinds=kinds,
        right=tuple(level for level in LEVELS if all(kind[level].documents_right for kind in kinds.values())),
        outcomes=tuple(outcomes),
    )


def _scored(name: str, extraction: Plain) -> list[Plain]:
    """The records that count: all but the bullets of the outline."""
    records: list[Plain] = extraction.get(name) or []
    return [record for record in records if name != "sections" or not record.get("bullet")]


def _exempt(gold: Plain, extraction: Plain, found: Sequence[Plain]) -> set[int]:
    """Records read from tables, where the gold names tables that nobody labelled."""
    if not gold.get("unscored_tables"):
        return set()
    spans = [span for table in extraction.get("tables") or [] if (span := _span(table))]
    return {index for index, record in enumerate(found) if _is_tabular(record, spans)}


def _is_tabular(record: Plain, tables: Sequence[tuple[int, int]]) -> bool:
    span = _span(record)
    inside = span is not None and any(start <= span[0] and span[1] <= end for start, end in tables)
    return record.get("table") is not None or inside


def _span(value: Plain) -> tuple[int, int] | None:
    span = value.get("span")
    return (span["start"], span["end"]) if isinstance(span, dict) else None
