"""Docs with their records to a ``DocBin`` and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from spacy.tokens import DocBin

from kc_extract.files import write_whole
from kc_extract.spacy.docs import doc_of

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    from kc_extract.types import Extraction


def docs_of(extractions: Iterable[Extraction], vocab: Vocab) -> Iterator[Doc]:
    """A ``Doc`` for each extraction, one at a time."""
    return (doc_of(extraction, vocab) for extraction in extractions)


def write_docs(path: Path, docs: Iterable[Doc]) -> None:
    """Write docs to a ``.spacy`` file, records and all; the file is whole or not there."""
    write_whole(path, DocBin(store_user_data=True, docs=docs).to_bytes())


def read_docs(path: Path, vocab: Vocab) -> Iterator[Doc]:
    """The docs of a ``.spacy`` file with their span groups, ``doc._.kc`` and ``span._.kc``."""
    return DocBin(store_user_data=True).from_bytes(path.read_bytes()).get_docs(vocab)
