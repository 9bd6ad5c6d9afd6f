"""The report as lines of text: a name and a value each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kc_extract.report.facts import BrokenOff, Doubt, Facts, Slow, Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kc_extract.export import Totals

Row = tuple[str, str]
_NAMED = 5


def report_to_text(report: Facts | BrokenOff) -> str:
    """The whole report, a line for each fact."""
    if isinstance(report, BrokenOff):
        rows = [("broken off", report.reason), *_places(report)]
    else:
        rows = [*summary(report), *details(report, report.documents)]
    times = [("began", f"{report.began:%Y-%m-%d %H:%M:%S %Z}"), ("ended", f"{report.ended:%Y-%m-%d %H:%M:%S %Z}")]
    return "".join(f"{name}: {value}\n" for name, value in (*rows, *times))


def summary(facts: Facts) -> Iterator[Row]:
    """What became of the documents, what they hold, where it stands."""
    outcomes = facts.outcomes
    yield "documents", str(facts.documents)
    yield "extracted", f"{outcomes['extracted']} in {facts.seconds:.1f} s"
    yield "kept from before", str(outcomes["kept"])
    yield "duplicates", str(outcomes["duplicate"])
    yield "failed", str(outcomes["failed"])
    if shut := outcomes["quarantined"]:
        yield "in quarantine, not tried", f"{shut}; try them again with --retry"
    if facts.set_aside:
        yield "set aside, no documents", _names(facts.set_aside)
    if facts.read.tiers:
        yield "read from", ", ".join(f"{tier} {count}" for tier, count in facts.read.tiers.items())
    if facts.totals is not None:
        yield from _totals(facts.totals)
    elif outcomes["extracted"]:
        yield "pages read", str(facts.read.pages)
        yield "records read", f"{facts.read.targets} targets, {facts.read.funding} funding records"
    yield from _places(facts)


def details(facts: Facts, most: int = _NAMED) -> Iterator[Row]:
    """What failed and what to do about it, what to look at, what took long; of each at most so many documents."""
    for trouble in facts.failures:
        yield from _trouble("failed", trouble, most)
    for trouble in facts.quarantine:
        yield from _trouble("in quarantine", trouble, most)
    for doubt in facts.doubtful[:most]:
        yield "to look at", _doubt(doubt)
    for slow in facts.slowest[:most]:
        yield "slowest", _slow(slow)


def without_password(address: str) -> str:
    """The address of an archive as it may be shown."""
    return re.sub(r"(://[^/@:]*):[^/@]*@", r"\1:***@", address)


def _totals(totals: Totals) -> Iterator[Row]:
    others = totals.documents - totals.decisions
    left_out = f", each counted once below; files that tell one of them again: {others}" if others else ""
    yield "decisions", f"{totals.decisions}{left_out}"
    yield "pages", str(totals.pages)
    yield "sections", str(totals.sections)
    yield "citations", str(totals.citations)
    yield "targets", str(totals.targets)
    yield "funding records", str(totals.funding)
    yield "checks failed", f"{totals.failed_checks} of {totals.checks}"
    yield "numbers unexplained", str(totals.unexplained)
    yield "notes", str(totals.notes)


def _places(report: Facts | BrokenOff) -> Iterator[Row]:
    if report.out is not None:
        yield "results in", report.out
    if report.archive is not None:
        yield "archive", without_password(report.archive)


def _trouble(what: str, trouble: Trouble, most: int) -> Iterator[Row]:
    shown = trouble.documents[:most]
    for lost in shown:
        yield f"{what} ({trouble.code})", f"{lost.name}: {lost.message}"
    if more := len(trouble.documents) - len(shown):
        yield f"{what} ({trouble.code})", f"and {more} more"


def _doubt(doubt: Doubt) -> str:
    parts = (
        (doubt.unread, "pages unread"),
        (doubt.failed_checks, "checks failed"),
        (doubt.doubtful, "records of low confidence"),
        (doubt.unexplained, "numbers unexplained"),
    )
    return f"{doubt.name}: {', '.join(f'{count} {what}' for count, what in parts if count)}"


def _slow(slow: Slow) -> str:
    pages = f", {slow.pages} pages, {slow.text_source}" if slow.pages else ""
    return f"{slow.name}: {slow.seconds:.1f} s{pages}"


def _names(names: tuple[str, ...]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")
