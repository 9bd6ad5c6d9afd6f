"""A score, and the difference of two, as plain text for a terminal or a log."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from kc_extract.score.differences import Change, Difference
from kc_extract.score.figures import Outcome, Score, Summary, Tally
from kc_extract.score.kinds import KIND_NAMES, LEVELS, Level

#: Wide enough for a whole Vietnamese line item, narrow enough for a terminal.
_LINE = 150
_FIGURES = re.compile(r"[+-]?[\d.]+( (/|of) [\d.]+)?")
_LEGEND = """\
Figures are exact, records one to one, text by token F1 after folding (case, dashes, space, outer punctuation, tones).
core: fields equal (title 0.9), a section's path, a citation's number, a target's quantity with its indicator (0.5),
an amount with its source and role. strict: titles and indicators 0.9, actions 0.8, dates, places, units, qualifiers,
periods, activity, parts. whole: every labelled attribute."""
_Row = Sequence[str]


def render(score: Score, *, records: bool = True) -> str:
    """The score as text: totals, tiers, sources of text, documents; with ``records`` every one that is not right."""
    blocks = [
        _table("All documents", _TOTAL_HEAD, list(_total_rows(score.total))) + "\n" + _LEGEND,
        _table("F1 by tier (core / strict)", ["tier", *_SUMMARY_HEAD], _summary_rows(score.tiers)),
        _table(
            "F1 by source of the text (core / strict)", ["source", *_SUMMARY_HEAD], _summary_rows(score.text_sources)
        ),
        _table("F1 by document (core / strict)", ["tier", "document", *KIND_NAMES, "right"], _document_rows(score)),
        _counts(score),
    ]
    if records:
        blocks += [_fates(score, *kind) for kind in _LISTS]
    return "\n\n".join(block for block in blocks if block) + "\n"


_TOTAL_HEAD = ["kind", "level", "gold", "found", "right", "P", "R", "F1", "documents right"]
_SUMMARY_HEAD = ["documents", *KIND_NAMES, "right"]


def _total_rows(summary: Summary) -> Iterator[_Row]:
    for kind, levels in summary.kinds.items():
        for level in LEVELS:
            t = levels[level]
            figures = (f"{figure:.3f}" for figure in (t.precision, t.recall, t.f1))
            counts = (str(t.gold), str(t.found), str(t.right))
            yield [kind, level, *counts, *figures, f"{t.documents_right} of {t.documents}"]
    for level in LEVELS:
        right = f"{summary.documents_right[level]} of {summary.documents}"
        yield ["document", level, "", "", "", "", "", "", right]


def _summary_rows(summaries: dict[str, Summary]) -> list[_Row]:
    return [
        [name, str(s.documents), *(_pair(s.kinds.get(kind)) for kind in KIND_NAMES), _rights(s)]
        for name, s in summaries.items()
    ]


def _rights(summary: Summary) -> str:
    return f"{summary.documents_right['core']} / {summary.documents_right['strict']}"


def _document_rows(score: Score) -> list[_Row]:
    rows = sorted(score.documents, key=lambda document: (document.tier, document.path))
    return [
        [d.tier, d.source_name, *(_pair(d.kinds.get(kind)) for kind in KIND_NAMES), d.right[-1] if d.right else "-"]
        for d in rows
    ]


def _pair(levels: dict[Level, Tally] | None) -> str:
    return f"{levels['core'].f1:.3f} / {levels['strict'].f1:.3f}" if levels else "-"


def _counts(score: Score) -> str:
    lines = []
    if score.without_extraction:
        lines.append("Gold without an extraction: " + ", ".join(score.without_extraction))
    if score.without_gold:
        lines.append(f"Extractions without gold, not scored: {score.without_gold}")
    return "\n".join(lines)


def _fates(score: Score, heading: str, fates: frozenset[str], line: Callable[[Outcome], str]) -> str:
    rows = [
        f"  {_cut(f'{document.tier}/{document.source_name} {outcome.kind}')}: {line(outcome)}"
        for document in score.documents
        for outcome in document.outcomes
        if outcome.fate in fates
    ]
    return "\n".join([f"{heading}: {len(rows)}", *rows]) if rows else ""


def _missed_line(outcome: Outcome) -> str:
    return _cut(outcome.key if outcome.wanted is None else f"{outcome.key} = {outcome.wanted}")


def _invented_line(outcome: Outcome) -> str:
    return _cut(outcome.key if outcome.found is None else f"{outcome.key} = {outcome.found}")


def _near_line(outcome: Outcome) -> str:
    named = outcome.wanted is not None
    wanted = f"{outcome.key} = {outcome.wanted}" if named else f"[{', '.join(outcome.differs)}] {outcome.key}"
    return f"{_cut(wanted)}\n      found {_cut(outcome.found or 'nothing')}"


_LISTS = (
    ("Missed", frozenset({"missed"}), _missed_line),
    ("Invented", frozenset({"invented"}), _invented_line),
    ("Near misses (missed and invented at once), with what differs", frozenset({"near"}), _near_line),
    ("Right at core, with what differs at strict", frozenset({"core"}), _near_line),
)


def render_difference(difference: Difference) -> str:
    """The difference of two runs as text: figures that moved, records gained and lost, inventions."""
    moved = [step for step in difference.steps if step.before != step.after]
    rows = [[s.kind, s.level, f"{s.before:.3f}", f"{s.after:.3f}", f"{s.after - s.before:+.3f}"] for s in moved]
    strict_gained, strict_lost = (
        _beyond(lists["strict"], lists["core"]) for lists in (difference.gained, difference.lost)
    )
    blocks = [
        "" if difference.same_gold else "The gold changed between the two runs.",
        _table("F1 that moved", ["kind", "level", "before", "after", "step"], rows) if rows else "No F1 moved.",
        _changes("Gained", difference.gained["core"]),
        _changes("Lost", difference.lost["core"]),
        _changes("Gained at strict", strict_gained),
        _changes("Lost at strict", strict_lost),
        _changes("Newly invented", difference.invented),
        _changes("No longer invented", difference.withdrawn),
        _names("Documents in this run alone", difference.new_documents),
        _names("Documents in the earlier run alone", difference.lost_documents),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _beyond(strict: list[Change], core: list[Change]) -> list[Change]:
    told = set(core)
    return [change for change in strict if change not in told]


def _changes(heading: str, changes: list[Change]) -> str:
    rows = [f"  {change.tier}/{change.source_name} {change.kind}: {_cut(change.key)}" for change in changes]
    return "\n".join([f"{heading}: {len(rows)}", *rows])


def _names(heading: str, names: list[str]) -> str:
    return f"{heading}: {', '.join(names)}" if names else ""


def _table(heading: str, head: _Row, rows: Sequence[_Row]) -> str:
    """A heading over columns padded to their widest cell; words to the left, figures to the right."""
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    lines = ["  ".join(_pad(cell, width) for cell, width in zip(row, widths, strict=True)) for row in (head, *rows)]
    return "\n".join([heading, *(line.rstrip() for line in lines)])


def _pad(cell: str, width: int) -> str:
    return cell.rjust(width) if _FIGURES.fullmatch(cell) else cell.ljust(width)


def _cut(line: str) -> str:
    flat = " ".join(line.split())
    return flat if len(flat) <= _LINE else flat[: _LINE - 1] + "…"
