"""What stands beside documents in a folder and is none."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: Code, data tables, fonts, a run's own results. ZIP archives are not among them, for they may hold documents.
COMPANIONS = frozenset({
    ".bat", ".c", ".cfg", ".css", ".csv", ".db", ".db-shm", ".db-wal", ".duckdb", ".ini", ".ipynb", ".js", ".json",
    ".jsonl", ".lock", ".log", ".map", ".otf", ".parquet", ".py", ".pyc", ".sh", ".sql", ".sqlite", ".toml",
    ".tsv", ".ttf", ".woff", ".woff2", ".xls", ".xlsx", ".yaml", ".yml",
})  # fmt: skip
#: A folder that holds a file of this name is left out with all below it: drafts, templates, sources of specimens.
NO_DOCUMENTS = ".no-documents"
_ABOUT = frozenset({"readme", "license", "licence", "copying", "changelog", "makefile"})
_MAC = "__MACOSX"

T = TypeVar("T")


def is_companion(path: PurePath) -> bool:
    """Whether a file never is a document, by its name."""
    return path.suffix.lower() in COMPANIONS or path.stem.lower() in _ABOUT


def visible(entries: Iterable[tuple[tuple[str, ...], T]]) -> Iterator[tuple[tuple[str, ...], T]]:
    """The entries, each with the parts of its path, without what is hidden and what lies in a folder so marked."""
    entries = list(entries)
    shut = {parts[:-1] for parts, _ in entries if parts[-1:] == (NO_DOCUMENTS,)}
    for parts, entry in entries:
        is_hidden = any(part.startswith(".") or part == _MAC for part in parts)
        if not is_hidden and not any(parts[:length] in shut for length in range(len(parts))):
            yield parts, entry
