"""The documents under the sources of a run, each with a name that no other has."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from kc_extract.types import Frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

#: What stands beside documents in a folder and is none: code, data tables, fonts, a run's own results. Archives are
#: not among them: they may hold documents, so they are to fail with a word on what to do.
COMPANIONS = frozenset({
    ".bat", ".c", ".cfg", ".css", ".csv", ".db", ".db-shm", ".db-wal", ".duckdb", ".ini", ".ipynb", ".js", ".json",
    ".jsonl", ".lock", ".log", ".map", ".otf", ".parquet", ".py", ".pyc", ".sh", ".sql", ".sqlite", ".toml",
    ".tsv", ".ttf", ".woff", ".woff2", ".xls", ".xlsx", ".yaml", ".yml",
})  # fmt: skip
#: A folder that holds a file of this name is left out with all below it: drafts, templates, sources of specimens.
NO_DOCUMENTS = ".no-documents"
_ABOUT = frozenset({"readme", "license", "licence", "copying", "changelog", "makefile"})


class SourceFile(Frozen, frozen=True, kw_only=True):
    """A file to extract; ``name`` is its path below the deepest folder that holds all sources, with slashes."""

    path: Path
    name: str

    def result_in(self, out: Path) -> Path:
        """The JSON file of this document in the folder ``out``: ``sub/a.pdf`` gives ``sub/a.pdf.json``."""
        return out / f"{self.name}.json"


class Found(Frozen, frozen=True, kw_only=True):
    """The documents of a run in order of name, and the files beside them that are none."""

    files: tuple[SourceFile, ...]
    set_aside: tuple[str, ...] = ()


def find_documents(sources: Sequence[Path], *, out: Path | None = None) -> Found:
    """Every document under ``sources``, each once however often it is reached, in order of name.

    A source that is a file is taken whatever it is called. In a folder, hidden files, files that never are documents
    (``COMPANIONS``, a README), folders marked ``.no-documents`` and everything in ``out`` are left out; what the rest
    are is then told by content, not by name.
    Names are relative to the deepest folder that holds all sources, so that ``2020/a.pdf`` and ``2021/a.pdf`` stay
    apart whether they are given as files, as two folders or as the folder above them.
    """
    roots = [Path(os.path.abspath(source)) for source in sources]  # noqa: PTH100 - resolve() would follow links
    base = _common_folder(roots)
    documents: set[Path] = set()
    others: set[Path] = set()
    for root in roots:
        if root.is_dir():
            for path in _walk(root, out):
                (others if _is_companion(path) else documents).add(path)
        else:
            documents.add(root)
    files = sorted((SourceFile(path=path, name=_name(path, base)) for path in documents), key=_by_name)
    return Found(files=tuple(files), set_aside=tuple(sorted(_name(path, base) for path in others - documents)))


def printable(name: str) -> str:
    """The name as it can be written in UTF-8: bytes of a file name that are no text become ``?``."""
    return name.encode("utf-8", "replace").decode()


def _by_name(file: SourceFile) -> tuple[str, ...]:
    return tuple(file.name.split("/"))


def _name(path: Path, base: Path) -> str:
    return path.relative_to(base).as_posix()


def _common_folder(roots: Iterable[Path]) -> Path:
    folders = [root if root.is_dir() else root.parent for root in roots]
    return Path(os.path.commonpath(folders))


def _walk(root: Path, out: Path | None) -> Iterator[Path]:
    results = out.resolve() if out is not None else None
    shut: list[OSError] = []
    for folder, below, names in os.walk(root, onerror=shut.append):
        place = Path(folder)
        if NO_DOCUMENTS in names:
            below.clear()
            continue
        below[:] = [name for name in below if not name.startswith(".") and (place / name).resolve() != results]
        yield from (place / name for name in names if not name.startswith(".") and (place / name).is_file())
    # a folder that may not be read is handed on as if it were a document, so that the run tells its failure
    yield from (Path(error.filename) for error in shut)


def _is_companion(path: Path) -> bool:
    return path.suffix.lower() in COMPANIONS or path.stem.lower() in _ABOUT
