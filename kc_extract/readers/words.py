"""The word lists of pages: blocks of two columns, what is printed and is not the document, and possible syllables.

They are loaded like every other list, so that the user's own words lengthen them too.
"""

from __future__ import annotations

from functools import cache

import msgspec

from kc_extract.lexicon import load


class Blocks(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words of ``blocks.toml``."""

    mottos: tuple[str, ...]
    recipients: tuple[str, ...]
    capacities: tuple[str, ...]
    offices: tuple[str, ...]


class PageWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words of ``furniture.toml``."""

    signature_anchors: tuple[str, ...]
    signature_labels: tuple[str, ...]
    page_words: tuple[str, ...]


class _Syllables(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The halves of syllables of ``syllables.toml``."""

    onsets: tuple[str, ...]
    rimes: tuple[str, ...]


def blocks() -> Blocks:
    """The words by which two-column blocks are known."""
    loaded: Blocks = load("blocks", Blocks)
    return loaded


def page_words() -> PageWords:
    """The words of signatures and page numbers."""
    loaded: PageWords = load("furniture", PageWords)
    return loaded


@cache
def syllables() -> frozenset[str]:
    """Every possible syllable without its tone mark."""
    halves: _Syllables = load("syllables", _Syllables)
    return frozenset(onset + rime for onset in halves.onsets for rime in halves.rimes)


def check() -> None:
    """Load the lists; ``LexiconError`` where the user's own words in them are faulty."""
    blocks()
    page_words()
    syllables()
