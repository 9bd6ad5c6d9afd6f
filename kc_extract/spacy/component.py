"""The pipeline component ``kc_extract``, and a Vietnamese pipeline whose tokens are words."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING

import spacy
from spacy.language import Language
from spacy.util import DummyTokenizer, registry

from kc_extract.errors import UnreadableError
from kc_extract.layout import compose
from kc_extract.pipeline import extract
from kc_extract.readers.plain import read_plain
from kc_extract.spacy.docs import GROUPS, annotate, words_to_doc
from kc_extract.spacy.laying import Laying
from kc_extract.spacy.words import word_spans

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_TOKENIZER = "kc_extract.words.v1"


class Words(DummyTokenizer):
    """The tokenizer: a text to a ``Doc`` of Vietnamese words, the text unchanged."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The text as a ``Doc``."""
        return words_to_doc(text, word_spans(text), self.vocab)


@registry.tokenizers(_TOKENIZER)  # type: ignore[untyped-decorator] # spaCy leaves its registries untyped
def _make_words() -> Callable[[Language], Words]:
    return lambda nlp: Words(nlp.vocab)


def blank() -> Language:
    """An empty Vietnamese pipeline with the words of underthesea; spaCy's own needs another library for them."""
    return spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": _TOKENIZER}}})


class Component:
    """Reads the text of a ``Doc`` as a document in plain text and adds its records as span groups.

    Spans of the extraction count from its own text (lines joined, a web page's menus left out); they are laid on the
    ``Doc``, which keeps its text. Where there is no text to read, the groups are empty.
    """

    def __call__(self, doc: Doc) -> Doc:
        """The same ``Doc`` with its groups."""
        text = doc.text
        data = text.encode()
        try:
            source = read_plain(data)
        except UnreadableError:
            doc.spans.update({name: [] for name in GROUPS})
            return doc
        extraction = extract(compose(source, identity=hashlib.sha256(data).hexdigest(), name=None))
        return annotate(doc, extraction, Laying(extraction.text, text).place)


@Language.factory("kc_extract", assigns=["doc.spans", "doc._.kc", "span._.kc"])
def _make_component(nlp: Language, name: str) -> Component:  # noqa: ARG001 - the form that spaCy calls
    return Component()
