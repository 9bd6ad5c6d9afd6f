"""Extractions in spaCy: importing this module makes ``nlp.add_pipe("kc_extract")`` work.

A ``Doc`` carries its records as span groups ``sections``, ``quantities``, ``targets`` and ``funding``; the record of a
span is ``span._.kc``, the whole extraction ``doc._.kc``. Needs the extra ``nlp`` (spaCy and underthesea).
"""

from kc_extract.spacy.component import Component, blank
from kc_extract.spacy.docs import GROUPS, doc_of
from kc_extract.spacy.page import page
from kc_extract.spacy.storage import docs_of, read_docs, write_docs
from kc_extract.spacy.words import word_spans

__all__ = ["GROUPS", "Component", "blank", "doc_of", "docs_of", "page", "read_docs", "word_spans", "write_docs"]
