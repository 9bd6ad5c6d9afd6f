"""What a run has to do: which documents are new, which were done before, which repeat another's bytes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from kc_extract.batch.making import is_current
from kc_extract.batch.origins import Remote, digest
from kc_extract.batch.outcome import Failure
from kc_extract.batch.single import explain_failure
from kc_extract.batch.sources import SourceFile, printable
from kc_extract.errors import UnreadableError
from kc_extract.types import Frozen, ProducedBy

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container, Iterable

#: Documents elsewhere that are asked for at once.
_TOGETHER = 16


class Plan(Frozen, frozen=True, kw_only=True):
    """The documents of a run by what is to be done.

    ``duplicates`` pairs each with the first of the same bytes, ``unopened`` and ``quarantined`` each with the reason;
    ``digests`` holds the hash of the bytes of every file that could be opened, by name.
    """

    fresh: tuple[SourceFile, ...]
    kept: tuple[SourceFile, ...]
    quarantined: tuple[tuple[SourceFile, Failure], ...]
    duplicates: tuple[tuple[SourceFile, SourceFile], ...]
    unopened: tuple[tuple[SourceFile, Failure], ...]
    digests: dict[str, str] = msgspec.field(default_factory=dict)


class _Identity(msgspec.Struct):
    id: str


class _Remark(msgspec.Struct):
    code: str


class Head(msgspec.Struct):
    """The few fields of an extraction's JSON that tell whether it still stands."""

    produced_by: ProducedBy
    document: _Identity
    notes: list[_Remark]
    duplicate_of: str | None = None


_HEADS = msgspec.json.Decoder(Head)


def read_head(path: Path) -> Head | None:
    """The head of the extraction at ``path``; None where there is none or it is not one."""
    try:
        return _HEADS.decode(path.read_bytes())
    except (OSError, msgspec.DecodeError):
        return None


class Before(NamedTuple):
    """What is known of documents from before, by the hash of their bytes.

    ``held`` tells which are held elsewhere and stand; ``known_bad`` why one is not to be tried again, under the name
    that it has now.
    """

    held: Callable[[Collection[str]], Container[str]] = lambda _: ()
    known_bad: Callable[[str, str], Failure | None] = lambda _content, _name: None


NOTHING_BEFORE = Before()


def make_plan(
    files: Iterable[SourceFile], out: Path, now: ProducedBy, before: Before = NOTHING_BEFORE, *, force: bool = False
) -> Plan:
    """What to do with each file, in their order; ``now`` is what a fresh extraction would say of its making.

    A document stands when its JSON has the same bytes' hash, extractor version, options and engines, and no note of
    something that this machine can read now and the one that wrote it could not; or when ``before`` holds it. ``force``
    lets nothing stand.
    """
    groups, unopened = _by_content(files)
    fresh: list[SourceFile] = []
    kept: list[SourceFile] = []
    quarantined: list[tuple[SourceFile, Failure]] = []
    held: Container[str] = () if force else before.held(groups)
    for content, (first, *_) in groups.items():
        if not force and (content in held or stands(read_head(first.result_in(out)), content, now)):
            kept.append(first)
        elif (reason := before.known_bad(content, printable(first.name))) is not None:
            quarantined.append((first, reason))
        else:
            fresh.append(first)
    return Plan(
        fresh=tuple(fresh),
        kept=tuple(kept),
        quarantined=tuple(quarantined),
        duplicates=tuple((file, first) for first, *others in groups.values() for file in others),
        unopened=tuple(unopened),
        digests={file.name: content for content, group in groups.items() for file in group},
    )


def _by_content(files: Iterable[SourceFile]) -> tuple[dict[str, list[SourceFile]], list[tuple[SourceFile, Failure]]]:
    """The files by the hash of their bytes, in order, and those that cannot be opened."""
    groups: dict[str, list[SourceFile]] = {}
    unopened: list[tuple[SourceFile, Failure]] = []
    listed = list(files)
    away = any(isinstance(file.origin, Remote) for file in listed)
    with ThreadPoolExecutor(_TOGETHER) as pool:  # what is elsewhere is waited for, not worked on
        hashed = pool.map(content_of, listed) if away else map(content_of, listed)
        for file, found in zip(listed, hashed, strict=True):
            if isinstance(found, str):
                groups.setdefault(found, []).append(file)
            else:
                unopened.append((file, found))
    return groups, unopened


def content_of(file: SourceFile) -> str | Failure:
    """The hash of the bytes of a document as they are now, or why it cannot be opened."""
    try:
        return digest(file.origin)
    except (OSError, UnreadableError) as error:
        return explain_failure(printable(file.name), error)


def stands(head: Head | None, digest: str, now: ProducedBy) -> bool:
    """Whether an extraction found in the results folder is what a fresh one would be."""
    if head is None or head.duplicate_of is not None or head.document.id != digest:
        return False
    return is_current(head.produced_by, now, {note.code for note in head.notes})
