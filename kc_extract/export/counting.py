"""What the documents of a run hold together, each decision once, whatever the number of files that tell it."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from kc_extract.types import Frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kc_extract.types import DocumentFields, Extraction

_LISTS = ("sections", "citations", "targets", "funding", "checks", "notes", "unexplained")
_COUNTED = ("pages", "failed_checks", *_LISTS)


class Totals(Frozen, frozen=True, kw_only=True):
    """What the documents of a run hold together.

    ``documents`` counts files, ``duplicates`` those that repeat another's bytes and are not among them, ``decisions``
    what they tell, each once; all that follows is of these.
    """

    documents: int = 0
    decisions: int = 0
    duplicates: int = 0
    failures: int = 0
    pages: int = 0
    sections: int = 0
    citations: int = 0
    targets: int = 0
    funding: int = 0
    checks: int = 0
    failed_checks: int = 0
    notes: int = 0
    unexplained: int = 0


class _Told(NamedTuple):
    """When a document came, and what it holds in the order of ``_COUNTED``."""

    place: int
    held: tuple[int, ...]


class _Report(NamedTuple):
    """What an article says of the decision that it is about, beside its number."""

    issued_on: dt.date | None
    issuer: str | None


class Tally:
    """Counts documents as they come and holds of each decision a few numbers, of no text.

    Files are of one decision where number and date are the same, and the issuer where both tell it; the last one
    counts. An article counts where no file of the decision that it is about is there, and no later article about it,
    as far as both tell date and issuer. A document that does not tell its number, or no date, counts for itself. The
    view ``v_counted`` of an archive counts the same.
    """

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._files: dict[tuple[str, dt.date], dict[str | None, _Told]] = defaultdict(dict)
        self._others: dict[str, list[_Report]] = defaultdict(list)
        self._articles: dict[str, dict[_Report, _Told]] = defaultdict(dict)

    def add(self, extraction: Extraction) -> None:
        """Take in one document, in the order of the run."""
        if extraction.duplicate_of is not None:
            self._counts["duplicates"] += 1
            return
        self._counts["documents"] += 1
        told, document = _Told(self._counts["documents"], _held(extraction)), extraction.document
        if (reported := _reported(document)) is not None:
            number, report = reported
            self._articles[number][report] = told
        elif document.number is not None and document.issued_on is not None:
            self._files[document.number, document.issued_on][document.issuer] = told
            return
        else:
            self._count(told)
        if document.number is not None:
            self._others[document.number].append(_Report(document.issued_on, document.issuer))

    def totals(self, failures: int) -> Totals:
        """The totals, once all documents are taken in."""
        for told in (*self._last_files(), *self._last_articles()):
            self._count(told)
        return Totals(failures=failures, **self._counts)

    def _count(self, told: _Told) -> None:
        self._counts["decisions"] += 1
        self._counts.update(dict(zip(_COUNTED, told.held, strict=True)))

    def _last_files(self) -> Iterator[_Told]:
        for by_issuer in self._files.values():
            issuers = [issuer for issuer in by_issuer if issuer is not None]
            if len(issuers) == 1:  # a file that does not tell its issuer can only mean this one
                yield max(by_issuer.values())
            else:
                yield from by_issuer.values()

    def _last_articles(self) -> Iterator[_Told]:
        for (number, day), by_issuer in self._files.items():
            if number in self._articles:
                self._others[number] += [_Report(day, issuer) for issuer in by_issuer]
        for number, reports in self._articles.items():
            held = self._others.get(number, [])
            for report, told in reports.items():
                later = [other for other, at in reports.items() if at.place > told.place]
                if not any(_agree(report, other) for other in (*held, *later)):
                    yield told


def _reported(document: DocumentFields) -> tuple[str, _Report] | None:
    """The number of the decision that an article is about, with what else it says of it."""
    about = document.announces
    if document.kind != "article" or about is None or about.number is None:
        return None
    return about.number, _Report(about.issued_on, about.issuer)


def _agree(one: _Report, other: _Report) -> bool:
    return all(a is None or b is None or a == b for a, b in zip(one, other, strict=True))


def _held(extraction: Extraction) -> tuple[int, ...]:
    failed = sum(not check.ok for check in extraction.checks)
    return (extraction.document.pages, failed, *(len(getattr(extraction, name)) for name in _LISTS))
