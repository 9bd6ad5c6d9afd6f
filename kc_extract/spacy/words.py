"""Vietnamese words as spans of a text: found by underthesea on a copy, laid back on the text's own characters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import regex

from kc_extract.text import bare
from kc_extract.types import Span

#: What stands for words where the copy cannot be laid back: figures with their signs, runs of letters, single signs.
_PLAIN = regex.compile(r"\d+(?:[.,]\d+)*|[\p{L}\p{M}\d]+|[^\s]")


def word_spans(text: str, edges: Iterable[int] = ()) -> tuple[Span, ...]:
    """The words of a Vietnamese text in order, such as ``khuyến công`` and ``45.510``, none across a line.

    underthesea changes characters (``UỶ`` becomes ``ỦY``), so its words are used only to tell where the text's own
    begin and end; a line that its words cannot be laid on is cut at spaces and signs. A word that holds one of
    ``edges`` is cut there.
    """
    from underthesea import word_tokenize

    spans: list[Span] = []
    for line in regex.finditer(r"[^\n]*\S[^\n]*", text):
        words = _laid(line[0], word_tokenize(line[0])) or _plain(line[0])
        spans += (Span(line.start() + start, line.start() + end) for start, end in words)
    return tuple(_cut(text, spans, sorted(set(edges))))


def _laid(line: str, words: Sequence[str]) -> list[tuple[int, int]] | None:
    """The words as offsets into the line, matched letter by letter; None where a letter has come or gone."""
    places = [at for at, char in enumerate(line) if not char.isspace()]
    letters = [word for word in ("".join(word.split()) for word in words) if word]
    if bare("".join(letters)) != bare("".join(line.split())):
        return None
    out, at = [], 0
    for word in letters:
        out.append((places[at], places[at + len(word) - 1] + 1))
        at += len(word)
    return out


def _plain(line: str) -> list[tuple[int, int]]:
    return [found.span() for found in _PLAIN.finditer(line)]


def _cut(text: str, spans: Sequence[Span], edges: Sequence[int]) -> Iterator[Span]:
    """The spans cut at the edges that fall inside them, without white space at either end of a piece."""
    at = 0
    for span in spans:
        while at < len(edges) and edges[at] <= span.start:
            at += 1
        inside = [span.start]
        while at < len(edges) and edges[at] < span.end:
            inside.append(edges[at])
            at += 1
        for start, end in pairwise([*inside, span.end]):
            piece = text[start:end]
            if piece.strip():
                yield Span(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))
