"""Extractions and archives for the tests, made by the real pipeline."""

import sys
from collections.abc import Iterator
from typing import Any

import msgspec
import sqlalchemy as sa
from samples import DECISION

from kc_extract.archive import SqlArchive, open_archive
from kc_extract.archive.dataset import TABLES
from kc_extract.archive.schema import metadata
from kc_extract.pipeline import extract, read
from kc_extract.types import Extraction

#: The command in a process of its own.
KC_EXTRACT = (sys.executable, "-c", "from kc_extract.cli import main; main()")
#: Columns that say when and in which order something was done, and so differ between equal archives.
OF_THE_HOUR = {"passages": {"id"}, "documents": {"run"}, "quarantine": {"detail", "since"}}


def extraction(number: int = 11, *, more: str = "", version: str = "0.1.0") -> Extraction:
    """What is read from the sample decision of this number; ``more`` makes other bytes of it."""
    text = DECISION.format(number=number) + more
    made = extract(read(text.encode(), f"{number}.txt"))
    return msgspec.structs.replace(made, produced_by=msgspec.structs.replace(made.produced_by, version=version))


def everything(archive: SqlArchive) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but ``runs``, in the order of the keys."""
    return dict(_contents(archive))


def contents(address: str) -> dict[str, list[Any]]:
    """Every row of an archive of any kind but of runs and of the hour, in one order."""
    with open_archive(address) as archive:
        if isinstance(archive, SqlArchive):
            return dict(everything(archive))
        found = {name: sorted(map(repr, archive.table(name).to_pylist())) for name in TABLES if name != "runs"}
        return {**found, "quarantine": sorted((one.id, one.code) for one in archive.quarantined().values())}


def _contents(archive: SqlArchive) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    with archive.engine.connect() as connection:
        for table in metadata.sorted_tables:
            if table.name != "runs":
                columns = [column for column in table.columns if column.name not in OF_THE_HOUR.get(table.name, set())]
                rows = [tuple(row) for row in connection.execute(sa.select(*columns))]
                yield table.name, sorted(rows, key=repr)


def view(archive: SqlArchive, query: str) -> list[tuple[Any, ...]]:
    with archive.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(sa.text(query))]
