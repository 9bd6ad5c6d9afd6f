"""Full-text search without diacritics: ``khuyen cong`` finds khuyến công."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import sqlalchemy as sa

from kc_extract.archive import schema as at
from kc_extract.archive.address import ArchiveError
from kc_extract.archive.passages import fold, page_at, placed_pages
from kc_extract.archive.sql import SqlArchive
from kc_extract.schema import decode
from kc_extract.types import DocumentKind, Frozen, Source, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kc_extract.archive.dataset import DatasetArchive

#: Characters of the text that are shown before and behind what was found.
_AROUND = 60
_PHRASE = re.compile(r'"([^"]*)"|(\S+)')


class Filters(Frozen, frozen=True, kw_only=True):
    """What a found document has to be.

    ``issuer``: words of its name, accents or none; ``year``: of issue, for an article of publication; ``source``,
    ``least`` and ``most`` (VND): it holds one amount of that source in that range.
    """

    issuer: str | None = None
    year: int | None = None
    kind: DocumentKind | None = None
    source: Source | None = None
    least: int | None = None
    most: int | None = None
    limit: int = 20


class Hit(Frozen, frozen=True, kw_only=True):
    """A document that was found: where in its text, on which page (None where it has none), with the words around."""

    id: str
    name: str | None
    kind: str
    number: str | None
    issuer: str | None
    issued_on: dt.date | None
    title: str | None
    page: int | None
    span: Span
    snippet: str


def search(archive: SqlArchive | DatasetArchive, query: str, filters: Filters | None = None) -> list[Hit]:
    """The documents that hold the query, one hit each, the best first.

    Documents with all words of the query in a row come first, then those with all of them on one page. Words in double
    quotes always stand in a row, and so do the parts of a word such as ``12/QĐ-UBND``. Raises ``ArchiveError`` for a
    query without letters and digits.
    """
    if not isinstance(archive, SqlArchive):
        message = f"{archive.address}: a dataset has no index to search; put the documents into a database"
        raise ArchiveError(message)
    wanted = filters or Filters()
    phrases = _phrases(query)
    if not phrases:
        message = f"{query!r}: nothing to search for; give letters or digits"
        raise ArchiveError(message)
    in_a_row = [" ".join(phrases)]
    hits = {hit.id: hit for hit in _find(archive, in_a_row, wanted)}
    if len(phrases) > 1 and len(hits) < wanted.limit:
        for hit in _find(archive, phrases, wanted):
            hits.setdefault(hit.id, hit)
    return list(hits.values())[: wanted.limit]


def _phrases(query: str) -> list[str]:
    """The folded words of the query, each with its parts in a row, and its quoted phrases."""
    found = (fold(quoted or word).split() for quoted, word in _PHRASE.findall(query))
    return [" ".join(words) for words in found if words]


def _find(archive: SqlArchive, phrases: list[str], wanted: Filters) -> Iterator[Hit]:
    with archive.engine.connect() as connection:
        rows = connection.execute(_select(archive.engine.dialect.name, phrases, wanted)).all()
    for row in rows:
        data = archive.stored(row.id)
        if data is not None:
            yield _hit(row, data, phrases)


def _select(dialect: str, phrases: list[str], wanted: Filters) -> sa.Select[tuple[object, ...]]:
    """The best passage of every document that passes, in order of rank."""
    hits = (_in_sqlite if dialect == "sqlite" else _in_postgresql)(phrases).cte("hits").prefix_with("MATERIALIZED")
    order = sa.func.row_number().over(partition_by=at.passages.c.document, order_by=(hits.c.rank, at.passages.c.number))
    places = (at.passages.c.document, at.passages.c.span_start, at.passages.c.folded)
    best = (
        sa.select(*places, hits.c.rank, order.label("place")).join(hits, hits.c.id == at.passages.c.id).subquery("best")
    )
    return (
        sa.select(at.documents, best.c.span_start, best.c.folded)
        .join(best, best.c.document == at.documents.c.key)
        .where(best.c.place == 1, *_conditions(wanted))
        .order_by(best.c.rank, at.documents.c.arrived)
        .limit(wanted.limit)
    )


def _in_sqlite(phrases: list[str]) -> sa.TextualSelect:
    match = " AND ".join(f'"{phrase}"' for phrase in phrases)
    query = "SELECT rowid AS id, rank FROM passages_search WHERE passages_search MATCH :query"
    return sa.text(query).bindparams(query=match).columns(sa.column("id"), sa.column("rank"))


def _in_postgresql(phrases: list[str]) -> sa.TextualSelect:
    match = " & ".join(f"({phrase.replace(' ', ' <-> ')})" for phrase in phrases)
    vector = "to_tsvector('simple', folded)"
    query = (
        f"SELECT id, -ts_rank({vector}, words) AS rank "  # noqa: S608 - no value stands in it
        f"FROM passages, to_tsquery('simple', :query) words WHERE {vector} @@ words"
    )
    return sa.text(query).bindparams(query=match).columns(sa.column("id"), sa.column("rank"))


def _conditions(wanted: Filters) -> Iterator[sa.ColumnElement[bool]]:
    documents = at.documents.c
    if wanted.issuer is not None:
        yield documents.issuer_folded.contains(" ".join(fold(wanted.issuer).split()), autoescape=True)
    if wanted.kind is not None:
        yield documents.kind == wanted.kind
    if wanted.year is not None:
        day = sa.func.coalesce(documents.issued_on, documents.published_on)
        yield sa.extract("year", day) == wanted.year
    if (wanted.source, wanted.least, wanted.most) != (None, None, None):
        yield sa.exists().where(at.funding.c.document == documents.key, *_amounts(wanted))


def _amounts(wanted: Filters) -> Iterator[sa.ColumnElement[bool]]:
    """What one amount has to be; a range passes where it reaches into what is wanted."""
    funding = at.funding.c
    if wanted.source is not None:
        yield funding.source == wanted.source
    if wanted.least is not None:
        yield sa.func.coalesce(funding.high_vnd, funding.low_vnd) >= wanted.least
    if wanted.most is not None:
        yield sa.func.coalesce(funding.low_vnd, funding.high_vnd) <= wanted.most


def _hit(row: sa.Row[tuple[object, ...]], data: bytes, phrases: list[str]) -> Hit:
    extraction = decode(data)
    found = _place(row.folded, phrases)
    span = Span(row.span_start + found.start, row.span_start + found.end)
    text = extraction.text
    snippet = " ".join(text[max(span.start - _AROUND, 0) : span.end + _AROUND].split())
    fields = {name: getattr(row, name) for name in ("id", "kind", "number", "issuer", "issued_on", "title")}
    page = page_at(placed_pages(extraction), span.start)
    return Hit(**fields, name=row.source_name, page=page, span=span, snippet=snippet)


def _place(folded: str, phrases: list[str]) -> Span:
    """Where the longest of the phrases stands first."""
    longest = max(phrases, key=len)
    words = r"\s+".join(map(re.escape, longest.split()))
    found = re.search(rf"(?<!\w){words}(?!\w)", folded)
    return Span(*found.span()) if found else Span(0, 0)
