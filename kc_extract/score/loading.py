"""Reads labels and extractions from their folders; a file that cannot be used is named with the reason."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec

from kc_extract.errors import ExtractError
from kc_extract.score.kinds import Plain
from kc_extract.text import nfc
from kc_extract.types import Citation, DocumentFields, Funding, Section, Target

#: Stands in the folder of the gold without being gold.
FLOORS_PREFIX = "floors"


class ScoreError(ExtractError):
    """A file or folder that cannot be scored; the message names it and says why."""


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """One extraction as found: ``path`` below the run's root, ``tier`` by its folder, the decoded object."""

    path: str
    tier: str
    extraction: Plain

    @property
    def source_name(self) -> str:
        """The name by which the form is paired with its gold."""
        return str(self.extraction["document"]["source_name"])


def _labelled(record: type[msgspec.Struct]) -> type[msgspec.Struct]:
    """The record as a person labels it: any of its keys may be absent, none may be unknown."""
    fields = [(f.name, f.type | msgspec.UnsetType, msgspec.UNSET) for f in msgspec.structs.fields(record)]
    return msgspec.defstruct(f"Labelled{record.__name__}", fields, forbid_unknown_fields=True)


def _gold_type() -> type[msgspec.Struct]:
    lists: dict[str, type[msgspec.Struct]] = {
        "sections": Section,
        "citations": Citation,
        "targets": Target,
        "funding": Funding,
    }
    unset = msgspec.UnsetType
    fields: list[Any] = [("document", _labelled(DocumentFields)), ("schema", str, "")]
    fields += [(name, list[_labelled(record)] | unset, msgspec.UNSET) for name, record in lists.items()]  # type: ignore[misc]
    others = ("note", "unscored_tables", "text", "pages", "tables", "checks", "notes", "produced_by")
    fields += [(name, Any, msgspec.UNSET) for name in others]
    return msgspec.defstruct("Gold", fields, forbid_unknown_fields=True)


def read_gold(path: Path) -> dict[str, Any]:
    """The labels of one document, checked against the contract's names and vocabularies, as a plain object.

    An unknown key is refused: a misspelt one would pass for unlabelled and never be scored.
    """
    raw = _bytes(path)
    try:
        msgspec.json.decode(raw, type=_GOLD)
    except msgspec.MsgspecError as error:
        message = f"{path}: not a gold file: {error}"
        raise ScoreError(message) from error
    gold: dict[str, Any] = msgspec.json.decode(raw)
    return gold


def read_gold_folder(folder: Path) -> dict[str, dict[str, Any]]:
    """The labels of a folder by the stem that pairs them with extractions (``stem_of``)."""
    labels: dict[str, dict[str, Any]] = {}
    homes: dict[str, Path] = {}
    for path in _gold_files(folder):
        gold = read_gold(path)
        stem = stem_of(gold["document"].get("source_name") or path.name)
        if stem in homes:
            message = f"{path}: the document {stem!r} is labelled in {homes[stem].name} already"
            raise ScoreError(message)
        labels[stem], homes[stem] = gold, path
    return labels


def fingerprint(folder: Path) -> str:
    """A digest of the labels' names and bytes, by which a score or a floor knows the gold it was made with."""
    digest = hashlib.sha256()
    for path in _gold_files(folder):
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(_bytes(path)).digest())
    return digest.hexdigest()


def _gold_files(folder: Path) -> list[Path]:
    files = [path for path in sorted(folder.glob("*.json")) if not path.name.startswith(FLOORS_PREFIX)]
    if not files:
        message = f"{folder}: no gold files (*.json) here"
        raise ScoreError(message)
    return files


def stem_of(source_name: str) -> str:
    """The name that all forms of a document share: the file name without folders and its last ending."""
    return nfc(PurePosixPath(source_name.replace("\\", "/")).stem)


def read_forms(sources: Path | Sequence[Path], tier: str | None = None) -> list[Form]:
    """The extractions in these folders and files, in the order of their paths.

    The tier is the first folder below the given one, or the given one's own name. With ``tier``: only the folder of
    that name where there is one, else everything under that name. JSON that is no extraction is passed over, and so
    are stubs that point to the same bytes under another name.
    """
    roots = [sources] if isinstance(sources, Path) else list(sources)
    forms = [form for root in roots for form in _forms_under(root)]
    if tier is None:
        return forms
    chosen = [form for form in forms if form.tier == tier]
    return chosen or [msgspec.structs.replace(form, tier=tier) for form in forms]


def _forms_under(root: Path) -> Iterator[Form]:
    if not root.exists():
        message = f"{root}: no such file or folder of extractions"
        raise ScoreError(message)
    folder = root if root.is_dir() else root.parent
    for path in sorted(root.rglob("*.json")) if root.is_dir() else [root]:
        value = _decode(path)
        if is_extraction(value):
            below = path.relative_to(folder)
            tier = below.parts[0] if len(below.parts) > 1 else folder.resolve().name
            yield Form(path=below.as_posix(), tier=tier, extraction=value)


def is_extraction(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    """Whether a JSON value is an extraction of a document, rather than a duplicate's stub or another file of a run."""
    if not isinstance(value, dict) or value.get("duplicate_of") is not None:
        return False
    document = value.get("document")
    if not isinstance(document, dict) or not isinstance(document.get("source_name"), str):
        return False
    return document.get("duplicate_of") is None and any(isinstance(value.get(name), list) for name in _LISTS)


def check_lists(form: Form) -> None:
    """Refuses an extraction whose records are not lists of objects."""
    for name in _LISTS:
        records = form.extraction.get(name) or []
        if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
            message = f"{form.path}: {name} is not a list of records"
            raise ScoreError(message)


def _decode(path: Path) -> Any:  # noqa: ANN401 - any JSON value
    try:
        return msgspec.json.decode(_bytes(path))
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        message = f"{path}: broken JSON: {error}"
        raise ScoreError(message) from error


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"{path}: cannot be read: {error.strerror}"
        raise ScoreError(message) from error


_LISTS = ("sections", "citations", "targets", "funding")
_GOLD = _gold_type()
