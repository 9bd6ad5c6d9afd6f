"""The ER picture of a SQL archive, made from its tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kc_extract.archive.schema import metadata

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Column, Table


def er_picture() -> str:
    """The tables, their columns and what points where, as a Mermaid ``erDiagram``."""
    tables = metadata.sorted_tables
    lines = [line for table in tables for line in (*_links(table), *_entity(table))]
    return "\n".join(["erDiagram", *lines]) + "\n"


def _links(table: Table) -> Iterator[str]:
    for key in sorted(table.foreign_key_constraints, key=lambda key: str(key.name)):
        column = key.columns[0]
        many = "o|" if key.columns.keys() == table.primary_key.columns.keys() else "o{"
        one = "|o" if column.nullable else "||"
        yield f"  {key.referred_table.name} {one}--{many} {table.name} : {column.name}"


def _entity(table: Table) -> Iterator[str]:
    yield f"  {table.name} {{"
    for column in table.columns:
        yield f"    {_kind(column)} {column.name}{_marks(column)}"
    yield "  }"


def _kind(column: Column[object]) -> str:
    return type(column.type).__name__.lower()


def _marks(column: Column[object]) -> str:
    marks = ["PK"] * column.primary_key + ["FK"] * bool(column.foreign_keys) + ["UK"] * bool(column.unique)
    return f" {', '.join(marks)}" if marks else ""
