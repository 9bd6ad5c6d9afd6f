"""What a run has to do: which documents are new, which were done before, which repeat another's bytes."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from kc_extract.batch.making import is_current
from kc_extract.batch.outcome import Failure
from kc_extract.batch.sources import SourceFile, printable
from kc_extract.types import Frozen, ProducedBy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class Plan(Frozen, frozen=True, kw_only=True):
    """The documents of a run by what is to be done.

    ``duplicates`` pairs each with the first of the same bytes, ``unopened`` each with the reason; ``digests`` holds the
    hash of the bytes of every file that could be opened, by name.
    """

    fresh: tuple[SourceFile, ...]
    kept: tuple[SourceFile, ...]
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


def make_plan(
    files: Iterable[SourceFile],
    out: Path,
    now: ProducedBy,
    *,
    force: bool = False,
    held: Callable[[str], bool] | None = None,
) -> Plan:
    """What to do with each file, in their order; ``now`` is what a fresh extraction would say of its making.

    A document stands when its JSON has the same bytes' hash, extractor version, options and engines, and no note of
    something that this machine can read now and the one that wrote it could not. ``force`` lets nothing stand.
    ``held`` tells by its hash what is held elsewhere and stands too.
    """
    fresh: list[SourceFile] = []
    kept: list[SourceFile] = []
    duplicates: list[tuple[SourceFile, SourceFile]] = []
    unopened: list[tuple[SourceFile, Failure]] = []
    firsts: dict[str, SourceFile] = {}
    digests: dict[str, str] = {}
    for file in files:
        try:
            digest = _digest(file.path)
        except OSError as error:
            unopened.append((file, _unopened(file, error)))
            continue
        digests[file.name] = digest
        first = firsts.setdefault(digest, file)
        if first is not file:
            duplicates.append((file, first))
        elif not force and ((held is not None and held(digest)) or stands(read_head(file.result_in(out)), digest, now)):
            kept.append(file)
        else:
            fresh.append(file)
    return Plan(
        fresh=tuple(fresh),
        kept=tuple(kept),
        duplicates=tuple(duplicates),
        unopened=tuple(unopened),
        digests=digests,
    )


def stands(head: Head | None, digest: str, now: ProducedBy) -> bool:
    """Whether an extraction found in the results folder is what a fresh one would be."""
    if head is None or head.duplicate_of is not None or head.document.id != digest:
        return False
    return is_current(head.produced_by, now, {note.code for note in head.notes})


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _unopened(file: SourceFile, error: OSError) -> Failure:
    name = printable(file.name)
    message = f"{name}: cannot be opened ({error.strerror}); check that it is there and may be read"
    return Failure(source=name, code="file_system", message=message)
