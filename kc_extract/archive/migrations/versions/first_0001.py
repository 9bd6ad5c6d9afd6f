"""The first form of the archive."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
EXACT = sa.Numeric().with_variant(sa.Text(), "sqlite")

#: Full-text search by each database's own means over the folded text, which has no accents left to strip.
SEARCH = {
    "sqlite": (
        """CREATE VIRTUAL TABLE passages_search USING fts5(
             folded, content='passages', content_rowid='id', tokenize='unicode61 remove_diacritics 0')""",
        """CREATE TRIGGER passages_added AFTER INSERT ON passages BEGIN
             INSERT INTO passages_search (rowid, folded) VALUES (new.id, new.folded); END""",
        """CREATE TRIGGER passages_removed AFTER DELETE ON passages BEGIN
             INSERT INTO passages_search (passages_search, rowid, folded) VALUES ('delete', old.id, old.folded); END""",
    ),
    "postgresql": ("CREATE INDEX passages_search ON passages USING gin (to_tsvector('simple', folded))",),
}


def upgrade() -> None:
    """Make all tables, and what full-text search needs."""
    _make_runs()
    _make_documents()
    _make_checks()
    _make_citations()
    _make_extractions()
    _make_funding()
    _make_names()
    _make_notes()
    _make_passages()
    _make_sections()
    _make_tables()
    _make_targets()
    _make_search()


def _make_runs() -> None:
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("began", sa.DateTime(), nullable=False),
        sa.Column("ended", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("extracted", sa.Integer(), nullable=True),
        sa.Column("kept", sa.Integer(), nullable=True),
        sa.Column("duplicates", sa.Integer(), nullable=True),
        sa.Column("failed", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
    )


def _make_documents() -> None:
    op.create_table(
        "documents",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("arrived", sa.BigInteger(), nullable=False),
        sa.Column("run", sa.Integer(), nullable=True),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("produced_by", JSON, nullable=False),
        sa.Column("source_name", sa.Text(), nullable=True),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("text_source", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("issuer", sa.Text(), nullable=True),
        sa.Column("issuer_folded", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("period_from", sa.Integer(), nullable=True),
        sa.Column("period_to", sa.Integer(), nullable=True),
        sa.Column("signatories", JSON, nullable=False),
        sa.Column("announces_number", sa.Text(), nullable=True),
        sa.Column("announces_issued_on", sa.Date(), nullable=True),
        sa.Column("announces_issuer", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name=op.f("fk_documents_run")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_documents")),
        sa.UniqueConstraint("arrived", name=op.f("uq_documents_arrived")),
        sa.UniqueConstraint("id", name=op.f("uq_documents_id")),
    )
    op.create_index("ix_documents_announces_number", "documents", ["announces_number"])
    op.create_index("ix_documents_number_issuer_issued_on", "documents", ["number", "issuer", "issued_on"])


def _make_checks() -> None:
    op.create_table(
        "checks",
        sa.Column("document", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("ok", sa.Boolean(), nullable=False),
        sa.Column("records", JSON, nullable=False),
        sa.Column("expected", EXACT, nullable=True),
        sa.Column("found", EXACT, nullable=True),
        sa.Column("difference", EXACT, nullable=True),
        sa.Column("message", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.key"], name=op.f("fk_checks_document")),
        sa.PrimaryKeyConstraint("document", "number", name=op.f("pk_checks")),
    )


def _make_citations() -> None:
    op.create_table(
        "citations",
        sa.Column("document", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("doc_type", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["document"], ["documents.key"], name=op.f("fk_citations_document")),
        sa.PrimaryKeyConstraint("document", "id", name=op.f("pk_citations")),
    )
    op.create_index("ix_citations_number", "citations", ["number"])


def _make_extractions() -> None:
    op.create_table(
        "extractions",
        sa.Column("document", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.key"], name=op.f("fk_extractions_document")),
        sa.PrimaryKeyConstraint("document", name=op.f("pk_extractions")),
    )


def _make_funding() -> None:
    op.create_table(
        "funding",
        sa.Column("document", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("section", sa.Text(), nullable=True),
        sa.Column("activity", sa.Text(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("low", EXACT, nullable=True),
        sa.Column("high", EXACT, nullable=True),
        sa.Column("low_open", sa.Boolean(), nullable=False),
        sa.Column("high_open", sa.Boolean(), nullable=False),
        sa.Column("low_vnd", sa.BigInteger(), nullable=True),
        sa.Column("high_vnd", sa.BigInteger(), nullable=True),
        sa.Column("amount_text", sa.Text(), nullable=False),
        sa.Column("qualifier", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("part_of", sa.Text(), nullable=True),
        sa.Column("breakdown", sa.Text(), nullable=True),
        sa.Column("per", sa.Text(), nullable=True),
        sa.Column("share", EXACT, nullable=True),
        sa.Column("condition", sa.Text(), nullable=True),
        sa.Column("beneficiary", sa.Text(), nullable=True),
        sa.Column("nature", sa.Text(), nullable=False),
        sa.Column("period_from", sa.Integer(), nullable=True),
        sa.Column("period_to", sa.Integer(), nullable=True),
        sa.Column("table_id", sa.Text(), nullable=True),
        sa.Column("row_label", sa.Text(), nullable=True),
        sa.Column("column_label", sa.Text(), nullable=True),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["document"], ["documents.key"], name=op.f("fk_funding_document")),
        sa.PrimaryKeyConstraint("document", "id", name=op.f("pk_funding")),
    )


def _make_names() -> None:
    op.create_table(
        "names",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["id"], ["documents.id"], name=op.f("fk_names_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", "name", name=op.f("pk_names")),
    )


def _make_notes() -> None:
    op.create_table(
        "notes",
        sa.Column("document", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("span_start", sa.Integer(), nullable=True),
        sa.Column("span_end", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["document"], ["documents.key"], name=op.f("fk_notes_document")),
        sa.PrimaryKeyConstraint("document", "number", name=op.f("pk_notes")),
    )


def _make_passages() -> None:
    op.create_table(
        "passages",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("document", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.key"], name=op.f("fk_passages_document")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passages")),
        sa.UniqueConstraint("document", "number", name=op.f("uq_passages_document_number")),
    )


def _make_sections() -> None:
    op.create_table(
        "sections",
        sa.Column("document", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=True),
        sa.Column("marker", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("extent_start", sa.Integer(), nullable=False),
        sa.Column("extent_end", sa.Integer(), nullable=False),
        sa.Column("bullet", sa.Boolean(), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["document"], ["documents.key"], name=op.f("fk_sections_document")),
        sa.PrimaryKeyConstraint("document", "id", name=op.f("pk_sections")),
    )


def _make_tables() -> None:
    op.create_table(
        "tables",
        sa.Column("document", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("section", sa.Text(), nullable=True),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("cells", JSON, nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.key"], name=op.f("fk_tables_document")),
        sa.PrimaryKeyConstraint("document", "id", name=op.f("pk_tables")),
    )


def _make_targets() -> None:
    op.create_table(
        "targets",
        sa.Column("document", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("section", sa.Text(), nullable=True),
        sa.Column("action", sa.Text(), nullable=True),
        sa.Column("low", EXACT, nullable=True),
        sa.Column("high", EXACT, nullable=True),
        sa.Column("low_open", sa.Boolean(), nullable=False),
        sa.Column("high_open", sa.Boolean(), nullable=False),
        sa.Column("qualifier", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("per", sa.Text(), nullable=True),
        sa.Column("indicator", sa.Text(), nullable=True),
        sa.Column("period_from", sa.Integer(), nullable=True),
        sa.Column("period_to", sa.Integer(), nullable=True),
        sa.Column("baseline", EXACT, nullable=True),
        sa.Column("direction", sa.Text(), nullable=True),
        sa.Column("annual", sa.Boolean(), nullable=False),
        sa.Column("same_as", sa.Text(), nullable=True),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["document"], ["documents.key"], name=op.f("fk_targets_document")),
        sa.PrimaryKeyConstraint("document", "id", name=op.f("pk_targets")),
    )


def _make_search() -> None:
    for statement in SEARCH[op.get_bind().dialect.name]:
        op.execute(statement)
