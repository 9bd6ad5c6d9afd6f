"""The documents under the sources of a run, each with a name that no other has."""

from __future__ import annotations

import os
from itertools import chain, count, takewhile
from pathlib import Path
from typing import TYPE_CHECKING

import regex

from kc_extract.batch.origins import Member, Origin
from kc_extract.batch.roots import Place, Root, roots
from kc_extract.naming import json_of, told_apart
from kc_extract.types import Frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


class SourceFile(Frozen, frozen=True, kw_only=True):
    """A document to extract; ``name`` is its path below the deepest folder that holds all sources, with slashes."""

    origin: Origin
    name: str

    def result_in(self, out: Path) -> Path:
        """The JSON file of this document in the folder ``out``: ``sub/a.pdf`` gives ``sub/a.pdf.json``."""
        return out / json_of(self.name)


class Found(Frozen, frozen=True, kw_only=True):
    """The documents of a run in order of name, and the files beside them that are none."""

    files: tuple[SourceFile, ...]
    set_aside: tuple[str, ...] = ()


def find_documents(sources: Sequence[str | Path], *, out: Path | None = None) -> Found:
    """Every document under ``sources``, each once however often it is reached, in order of name.

    A source is a file, a folder, a pattern (``**`` for any folders), a ZIP archive, an address (``s3://``,
    ``https://``), or ``@LIST``, a file of such, one a line, ``@-`` for the standard input.
    A source that is a file is taken whatever it is called. In folders and archives, hidden files, files that never are
    documents (a table, a README), folders marked ``.no-documents`` and everything in ``out`` are left out; what the
    rest are is then told by content, not by name.
    Names are relative to the deepest folder that holds all sources, so that ``2020/a.pdf`` and ``2021/a.pdf`` stay
    apart whether they are given as files, as two folders or as the folder above them. ``SourceError`` where a source
    names nothing.
    """
    given = list(chain.from_iterable(roots(os.fspath(source), out) for source in sources))
    bases = _bases(given)
    documents: dict[tuple[str | int, ...], tuple[str, Origin]] = {}
    others: set[str] = set()
    for root in given:
        for place in root.places:
            name = "/".join(place.parts[len(bases[root.away]) :])
            if place.aside:
                others.add(name)
            else:
                documents.setdefault(_identity(place), (name, place.origin))
    files = _named_apart((name.split("/"), origin) for name, origin in documents.values())
    return Found(files=tuple(files), set_aside=tuple(sorted(others - {name for name, _ in documents.values()})))


_CONTROLS = regex.compile(r"[\p{Cc}\u2028\u2029]")


def printable(name: str) -> str:
    """The name as one line of UTF-8: bytes of a file name that are no text, or would break the line, become ``?``."""
    return _CONTROLS.sub("?", name.encode("utf-8", "replace").decode())


def _identity(place: Place) -> tuple[str | int, ...]:
    """What two ways to one document share; members of one archive may share a name as well."""
    return (*place.parts, place.origin.place) if isinstance(place.origin, Member) else place.parts


def _named_apart(found: Iterable[tuple[list[str], Origin]]) -> Iterator[SourceFile]:
    """The documents in order of name; two members of one archive may share theirs."""
    seen: set[str] = set()
    for parts, origin in sorted(found, key=lambda item: item[0]):
        name = next(name for number in count(1) if (name := told_apart("/".join(parts), number)) not in seen)
        seen.add(name)
        yield SourceFile(origin=origin, name=name)


def _bases(given: Iterable[Root]) -> dict[bool, tuple[str, ...]]:
    """The folder that names are relative to, of files here and of files away; where both are, these keep it whole."""
    here = [root.folder for root in given if not root.away]
    away = [root.folder for root in given if root.away]
    return {False: _common(here), True: () if here else _common(away)}


def _common(folders: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    same = takewhile(lambda parts: len(set(parts)) == 1, zip(*folders, strict=False))
    return tuple(parts[0] for parts in same)
