"""Archives of extractions: SQLite and PostgreSQL, with full-text search, and Parquet datasets.

``open_archive`` gives the archive at an address, ``search`` what it holds of a query.
"""

from kc_extract.errors import ExtractError

try:
    import sqlalchemy as sqlalchemy
except ModuleNotFoundError as error:
    MESSAGE = f"archives need more than is installed ({error}); get it with: pip install 'kc-extract[archive]'"
    raise ExtractError(MESSAGE) from error

from kc_extract.archive.address import ArchiveError, kind_of
from kc_extract.archive.dataset import DatasetArchive
from kc_extract.archive.holding import Made, RunCounts
from kc_extract.archive.searching import Filters, Hit, search
from kc_extract.archive.sql import SqlArchive

Archive = SqlArchive | DatasetArchive

__all__ = [
    "Archive",
    "ArchiveError",
    "DatasetArchive",
    "Filters",
    "Hit",
    "Made",
    "RunCounts",
    "SqlArchive",
    "kind_of",
    "open_archive",
    "search",
]


def open_archive(address: str, *, create: bool = False) -> Archive:
    """The archive at the address; ``create`` makes it, or brings it to its newest form.

    A database's URL is a database, a path that ends in ``/`` and any other URL a Parquet dataset, any other path a
    SQLite file. Raises ``ArchiveError`` where there is none, or none that can be used.
    """
    return SqlArchive(address, create=create) if kind_of(address) == "sql" else DatasetArchive(address, create=create)
