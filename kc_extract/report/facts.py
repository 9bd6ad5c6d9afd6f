"""The facts of a run: counts, what was read, what was slow, what is doubtful, what failed."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from heapq import nsmallest
from typing import TYPE_CHECKING, Literal, get_args

from kc_extract import __version__
from kc_extract.batch.outcome import Result, Status, Success
from kc_extract.batch.sources import printable
from kc_extract.export import Totals
from kc_extract.types import Frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kc_extract.batch import Report
    from kc_extract.batch.outcome import Failure

#: So many of the slowest and of the most doubtful documents are named.
_NAMED = 10


class Read(Frozen, frozen=True, kw_only=True):
    """What was read now; ``tiers`` counts documents by where their text came from."""

    tiers: dict[str, int]
    pages: int
    sections: int
    targets: int
    funding: int


class Slow(Frozen, frozen=True, kw_only=True):
    """A document and the seconds that a worker had it in hand, by the clock, its own start included.

    ``pages`` is None where the document has none or was not read.
    """

    name: str
    seconds: float
    pages: int | None
    text_source: str | None


class Doubt(Frozen, frozen=True, kw_only=True):
    """A document and the places in it that somebody should look at: ``places`` is the sum of the others."""

    name: str
    places: int
    unread: int
    failed_checks: int
    doubtful: int
    unexplained: int


class Lost(Frozen, frozen=True, kw_only=True):
    """A document without extraction, and why; the message says what to do."""

    name: str
    message: str


class Trouble(Frozen, frozen=True, kw_only=True):
    """All documents that failed for one reason."""

    code: str
    documents: tuple[Lost, ...]


class Facts(Frozen, frozen=True, kw_only=True, tag="done", tag_field="state"):
    """A run that went over all of its documents, in order of name where nothing else is said.

    ``totals`` are of all documents, those kept from before among them; None where the run went to an archive alone.
    ``failures`` are of now, ``quarantine`` lists what failed before and was not tried.
    """

    schema: Literal["kc-extract-report/1"] = "kc-extract-report/1"
    version: str = __version__
    began: dt.datetime
    ended: dt.datetime
    seconds: float
    documents: int
    outcomes: dict[str, int]
    read: Read
    totals: Totals | None = None
    slowest: tuple[Slow, ...] = ()
    doubtful: tuple[Doubt, ...] = ()
    failures: tuple[Trouble, ...] = ()
    quarantine: tuple[Trouble, ...] = ()
    set_aside: tuple[str, ...] = ()
    out: str | None = None
    archive: str | None = None

    @property
    def exit_code(self) -> int:
        """1 where a document failed now; what is in quarantine is known."""
        return 1 if self.outcomes["failed"] else 0


class BrokenOff(Frozen, frozen=True, kw_only=True, tag="broken_off", tag_field="state"):
    """A run that did not come to its end, and why; what it had settled stays and is not done again."""

    schema: Literal["kc-extract-report/1"] = "kc-extract-report/1"
    version: str = __version__
    began: dt.datetime
    ended: dt.datetime
    reason: str
    exit_code: int
    out: str | None = None
    archive: str | None = None


def gather(report: Report, totals: Totals | None, began: dt.datetime, ended: dt.datetime) -> Facts:
    """The facts of a run that is over; ``archive`` is told as it was given, with its password."""
    counts = Counter(result.status for result in report.results)
    return Facts(
        began=began,
        ended=ended,
        seconds=(ended - began).total_seconds(),
        documents=len(report.results),
        outcomes={status: counts[status] for status in get_args(Status)},
        read=_read([result.success for result in report.results if result.success is not None]),
        totals=totals,
        slowest=tuple(_slowest(report.results)),
        doubtful=tuple(nsmallest(_NAMED, _doubts(report.results), key=_rank)),
        failures=_troubles(report.results, "failed"),
        quarantine=_troubles(report.results, "quarantined"),
        set_aside=report.set_aside,
        out=str(report.out) if totals is not None else None,
        archive=report.archive,
    )


def _read(read: list[Success]) -> Read:
    return Read(
        tiers=dict(Counter(one.text_source for one in read).most_common()),
        pages=sum(one.pages for one in read),
        sections=sum(one.sections for one in read),
        targets=sum(one.targets for one in read),
        funding=sum(one.funding for one in read),
    )


def _slowest(results: Iterable[Result]) -> Iterator[Slow]:
    tried = (result for result in results if result.seconds)
    for result in nsmallest(_NAMED, tried, key=lambda result: (-result.seconds, result.name)):
        read = result.success
        pages, text_source = (read.pages or None, read.text_source) if read is not None else (None, None)
        seconds = round(result.seconds, 3)
        yield Slow(name=printable(result.name), seconds=seconds, pages=pages, text_source=text_source)


def _doubts(results: Iterable[Result]) -> Iterator[Doubt]:
    """The documents extracted now that somebody should look at."""
    for result in results:
        read = result.success
        if read is None:
            continue
        places = read.unread + read.failed_checks + read.doubtful + read.unexplained
        if places:
            yield Doubt(
                name=printable(result.name),
                places=places,
                unread=read.unread,
                failed_checks=read.failed_checks,
                doubtful=read.doubtful,
                unexplained=read.unexplained,
            )


def _rank(doubt: Doubt) -> tuple[int, int, int, str]:
    """The most places to look at first: the work that a document asks for, not how wrong it is.

    Nothing is weighed, for no weight has been measured; so a long document comes before a short one that is as bad.
    Of equal ones, unread pages come first, for nobody knows what they hold, then failed checks.
    """
    return (-doubt.places, -doubt.unread, -doubt.failed_checks, doubt.name)


def _troubles(results: Iterable[Result], status: Status) -> tuple[Trouble, ...]:
    """The failures by their code, the most frequent first."""
    groups: dict[str, list[Lost]] = {}
    for result in results:
        if result.status == status and result.failure is not None:
            groups.setdefault(result.failure.code, []).append(_lost(result.failure))
    found = [Trouble(code=code, documents=tuple(lost)) for code, lost in groups.items()]
    return tuple(sorted(found, key=lambda trouble: (-len(trouble.documents), trouble.code)))


def _lost(failure: Failure) -> Lost:
    return Lost(name=failure.source, message=failure.message.removeprefix(f"{failure.source}: "))
