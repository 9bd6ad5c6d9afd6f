"""Archives of extractions: SQLite and PostgreSQL, with full-text search.

``open_archive`` gives the archive at an address, ``search`` what it holds of a query.
"""

from kc_extract.errors import ExtractError

try:
    import sqlalchemy as sqlalchemy
except ModuleNotFoundError as error:
    MESSAGE = f"archives need more than is installed ({error}); get it with: pip install 'kc-extract[archive]'"
    raise ExtractError(MESSAGE) from error

from kc_extract.archive.address import ArchiveError, kind_of
from kc_extract.archive.holding import Made, RunCounts
from kc_extract.archive.searching import Filters, Hit, search
from kc_extract.archive.sql import SqlArchive

Archive = SqlArchive

__all__ = [
    "Archive",
    "ArchiveError",
    "Filters",
    "Hit",
    "Made",
    "RunCounts",
    "SqlArchive",
    "kind_of",
    "open_archive",
    "search",
]


def open_archive(address: str, *, create: bool = False) -> SqlArchive:
    """The archive at the address (a path is a SQLite file); ``create`` makes it, or brings it to its newest form."""
    return SqlArchive(address, create=create)
