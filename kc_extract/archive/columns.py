"""The columns of a Parquet dataset, made from those of the SQL archive."""

from __future__ import annotations

import functools
import json
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from kc_extract.archive import schema as at

if TYPE_CHECKING:
    import pyarrow as pa

    from kc_extract.archive.rows import Row

#: What only a database knows: the order of arrival, numbers that it gives itself.
_LEFT_OUT = {"documents": {"arrived", "run"}, "passages": {"id"}}


def names_of(table: str) -> list[str]:
    """The columns of a table in a dataset."""
    left_out = _LEFT_OUT.get(table, set())
    return [column.name for column in at.metadata.tables[table].columns if column.name not in left_out]


@functools.cache
def arrow_schema(table: str) -> pa.Schema:
    """The Arrow schema of a table; quantities are decimal text, JSON is text, cells are a list of structs."""
    import pyarrow as pa

    columns = at.metadata.tables[table].columns
    return pa.schema(
        [pa.field(name, _type(columns[name]), nullable=bool(columns[name].nullable)) for name in names_of(table)]
    )


def table_of(name: str, rows: list[Row]) -> pa.Table:
    """The rows as an Arrow table."""
    import pyarrow as pa

    columns = at.metadata.tables[name].columns
    values = {column: [_value(columns[column], row[column]) for row in rows] for column in names_of(name)}
    return pa.Table.from_pydict(values, schema=arrow_schema(name))


def _type(column: sa.Column[Any]) -> pa.DataType:
    import pyarrow as pa

    if column.name == "cells":
        whole = ("row", "column", "rowspan", "colspan", "start", "end", "page")
        return pa.list_(
            pa.struct([*((name, pa.int32()) for name in whole), ("head", pa.bool_()), ("text", pa.string())])
        )
    kinds = (
        (at.Exact, pa.string()),
        (sa.JSON, pa.string()),
        (sa.LargeBinary, pa.binary()),
        (sa.String, pa.string()),
        (sa.Boolean, pa.bool_()),
        (sa.BigInteger, pa.int64()),
        (sa.Integer, pa.int32()),
        (sa.Float, pa.float64()),
        (sa.DateTime, pa.timestamp("us")),
        (sa.Date, pa.date32()),
    )
    return next(arrow for kind, arrow in kinds if isinstance(column.type, kind))


def _value(column: sa.Column[Any], value: Any) -> Any:  # noqa: ANN401 - any plain value
    if value is None or column.name == "cells":
        return value
    if isinstance(column.type, at.Exact):
        return str(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(column.type, sa.JSON) else value
