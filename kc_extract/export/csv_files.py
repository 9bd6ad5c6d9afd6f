"""Tables as CSV that Excel opens without harm: UTF-8 with a byte order mark, and no cell that runs as a formula."""

from __future__ import annotations

import csv
import datetime as dt
from contextlib import ExitStack, contextmanager
from decimal import Decimal
from typing import TYPE_CHECKING

from kc_extract.export.sheets import Column
from kc_extract.files import replacing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from typing import Protocol

    from kc_extract.export.values import Value

    class Writer(Protocol):
        """Whatever ``csv.writer`` gives."""

        def writerow(self, row: Sequence[str], /) -> object:
            """Write one row."""


#: First characters that make a spreadsheet take a text cell for a formula (OWASP, CSV injection), full-width forms too.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@contextmanager
def csv_file(path: Path, columns: Sequence[Column]) -> Iterator[Writer]:
    """A writer whose rows stand in ``path``, under the columns' names, once the block ends well."""
    with ExitStack() as stack:
        temporary = stack.enter_context(replacing(path))
        file = stack.enter_context(temporary.open("w", encoding="utf-8-sig", newline=""))
        writer = csv.writer(file)
        writer.writerow([column.name for column in columns])
        yield writer


def csv_row(values: Sequence[Value]) -> list[str]:
    """One row as text: exact decimals, ISO dates, ``true`` and ``false``, nothing for None."""
    return [_cell(value) for value in values]


def guard(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would run it as a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, dt.date):
        return value.isoformat()
    return guard(value) if isinstance(value, str) else str(value)
