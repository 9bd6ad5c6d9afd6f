"""The tables of a SQL archive; migrations make them, this is what the code reads and writes them by."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

if TYPE_CHECKING:
    from sqlalchemy.engine.interfaces import Dialect

#: The newest migration; an archive at another is brought to it when it is opened for writing.
REVISION = "0003"

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Exact(sa.TypeDecorator[Decimal]):
    """A decimal that loses no digit: ``numeric`` in PostgreSQL, text in SQLite, which would make it a float."""

    impl = sa.Numeric
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:  # noqa: ANN401 - as declared by SQLAlchemy
        """The column type of the database."""
        return dialect.type_descriptor(sa.Text() if dialect.name == "sqlite" else sa.Numeric())

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | Decimal | None:
        """The value as the database takes it."""
        return str(value) if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:  # noqa: ANN401, ARG002 - as declared
        """The value as it was given."""
        return None if value is None else Decimal(value)


Json = sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


def _column(name: str, kind: sa.types.TypeEngine[Any] | type[Any] = sa.Text, *, null: bool = True) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=null)


def _texts(*names: str) -> list[sa.Column[Any]]:
    return [_column(name) for name in names]


def _span(name: str = "span", *, null: bool = False) -> list[sa.Column[Any]]:
    return [_column(f"{name}_{side}", sa.Integer, null=null) for side in ("start", "end")]


def _period() -> list[sa.Column[Any]]:
    return [_column("period_from", sa.Integer), _column("period_to", sa.Integer)]


def _amount() -> list[sa.Column[Any]]:
    sides = [_column("low", Exact), _column("high", Exact)]
    return [*sides, *(_column(f"{side}_open", sa.Boolean, null=False) for side in ("low", "high"))]


def _of_document() -> sa.Column[Any]:
    return sa.Column("document", sa.BigInteger, sa.ForeignKey("documents.key"), primary_key=True, autoincrement=False)


def _records(name: str, *columns: sa.Column[Any] | list[sa.Column[Any]]) -> sa.Table:
    """A table of records that are named by an id and say where they are printed and what read them."""
    named = sa.Column("id", sa.Text, primary_key=True)
    trace = [*_span(), _column("page", sa.Integer), _column("rule", null=False), _column("confidence", sa.Float)]
    return sa.Table(name, metadata, _of_document(), named, *_flat(columns), *trace)


def _listed(name: str, *columns: sa.Column[Any] | list[sa.Column[Any]]) -> sa.Table:
    """A table of entries that are counted from 0 within their document."""
    number = sa.Column("number", sa.Integer, primary_key=True, autoincrement=False)
    return sa.Table(name, metadata, _of_document(), number, *_flat(columns))


def _flat(columns: tuple[sa.Column[Any] | list[sa.Column[Any]], ...]) -> list[sa.Column[Any]]:
    return [column for item in columns for column in (item if isinstance(item, list) else [item])]


runs = sa.Table(
    "runs",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _column("began", sa.DateTime, null=False),
    _column("ended", sa.DateTime),
    _column("version", null=False),
    *(_column(name, sa.Integer) for name in ("extracted", "kept", "duplicates", "failed", "quarantined")),
)

quarantine = sa.Table(
    "quarantine",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    *(_column(name, null=False) for name in ("name", "code", "message")),
    _column("detail"),
    _column("bound", sa.Float),
    _column("produced_by", Json, null=False),
    _column("since", sa.DateTime, null=False),
)

documents = sa.Table(
    "documents",
    metadata,
    sa.Column("key", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("id", sa.String(64), nullable=False, unique=True),
    sa.Column("arrived", sa.BigInteger, nullable=False, unique=True),
    sa.Column("run", sa.Integer, sa.ForeignKey("runs.id")),
    _column("version", null=False),
    _column("produced_by", Json, null=False),
    _column("source_name"),
    _column("media_type", null=False),
    _column("pages", sa.Integer, null=False),
    _column("text_source", null=False),
    _column("kind", null=False),
    *_texts("number", "issuer", "issuer_folded", "place"),
    _column("issued_on", sa.Date),
    _column("published_on", sa.Date),
    _column("title"),
    *_period(),
    _column("signatories", Json, null=False),
    _column("announces_number"),
    _column("announces_issued_on", sa.Date),
    _column("announces_issuer"),
    sa.Index(None, "number", "issuer", "issued_on"),
    sa.Index(None, "announces_number"),
)

names = sa.Table(
    "names",
    metadata,
    sa.Column(
        "id",
        sa.String(64),
        sa.ForeignKey("documents.id", deferrable=True, initially="DEFERRED"),
        primary_key=True,
    ),
    sa.Column("name", sa.Text, primary_key=True),
)

extractions = sa.Table("extractions", metadata, _of_document(), _column("data", sa.LargeBinary, null=False))

sections = _records(
    "sections",
    _texts("parent"),
    _column("part", null=False),
    _texts("path"),
    _column("marker", null=False),
    _texts("title"),
    _column("level", sa.Integer, null=False),
    _span("extent"),
    _column("bullet", sa.Boolean, null=False),
)

citations = _records(
    "citations",
    sa.Column("number", sa.Text, nullable=False, index=True),
    _column("issued_on", sa.Date),
    _texts("doc_type"),
    _column("role", null=False),
)

targets = _records(
    "targets",
    _column("part", null=False),
    _texts("section", "action"),
    _amount(),
    _column("qualifier", null=False),
    _texts("unit", "per", "indicator"),
    _period(),
    _column("baseline", Exact),
    _texts("direction"),
    _column("annual", sa.Boolean, null=False),
    _texts("same_as"),
)

funding = _records(
    "funding",
    _column("part", null=False),
    _texts("section", "activity"),
    _column("currency", null=False),
    _amount(),
    _column("low_vnd", sa.BigInteger),
    _column("high_vnd", sa.BigInteger),
    _column("amount_text", null=False),
    _column("qualifier", null=False),
    _column("source", null=False),
    _column("role", null=False),
    _texts("part_of", "breakdown", "per"),
    _column("share", Exact),
    _texts("condition", "beneficiary"),
    _column("nature", null=False),
    _period(),
    _texts("table_id", "row_label", "column_label"),
)

tables = sa.Table(
    "tables",
    metadata,
    _of_document(),
    sa.Column("id", sa.Text, primary_key=True),
    _column("part", null=False),
    _column("section"),
    _column("page", sa.Integer),
    *_span(),
    *_texts("title", "unit"),
    _column("cells", Json, null=False),
)

checks = _listed(
    "checks",
    _column("kind", null=False),
    _column("ok", sa.Boolean, null=False),
    _column("records", Json, null=False),
    *(_column(name, Exact) for name in ("expected", "found", "difference")),
    _column("message", null=False),
)

notes = _listed(
    "notes", _column("code", null=False), _column("message", null=False), _column("page", sa.Integer), _span(null=True)
)

passages = sa.Table(
    "passages",
    metadata,
    sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
    sa.Column("document", sa.BigInteger, sa.ForeignKey("documents.key"), nullable=False),
    _column("number", sa.Integer, null=False),
    _column("page", sa.Integer),
    *_span(),
    _column("folded", null=False),
    sa.UniqueConstraint("document", "number"),
)

#: What hangs on a document, in the order in which it is written; deleted before the document itself is.
CHILDREN = (extractions, sections, citations, targets, funding, tables, checks, notes, passages)
