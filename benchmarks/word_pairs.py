"""Count words and pairs of words in documents: ``python benchmarks/word_pairs.py FILE …``.

Writes ``kc_extract/lexicon/word_pairs.csv`` (word, following word or nothing, count), by which the accents of scanned
text are mended. Documents read by OCR are left out, and so should be those whose scans measure the reading.
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from kc_extract import read  # noqa: E402 - the path must be known first
from kc_extract.errors import UnreadableError  # noqa: E402
from kc_extract.readers.ocr.accents import CLOSING, MISREAD, NUMBER, OPENING, OTHER, name_of  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

LEXICON = ROOT / "kc_extract" / "lexicon"
_PAIR, _WORD = 3, 3  # times: rarer ones prove nothing
_SLIP = 20  # times: a pair that with another accent is so much more frequent is a misreading in what was counted
_PHRASE = 3  # times: what a phrase of the word lists counts as


def main(paths: list[Path]) -> None:
    """Count and write."""
    words: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for line, weight in (*((line, 1) for path in paths for line in _lines(path)), *_phrases()):
        for name in line:
            words[name] += weight
        for pair in pairwise(line):
            pairs[pair] += weight
    rows = [(word, "", count) for word, count in words.items() if count >= _WORD and word != OTHER]
    rows += [(*pair, count) for pair, count in pairs.items() if _is_proof(pair, pairs) and OTHER not in pair]
    text = "".join(f"{first},{second},{count}\n" for first, second, count in sorted(rows))
    (LEXICON / "word_pairs.csv").write_text(text, "utf-8")
    sys.stdout.write(f"{words.total()} words, {len(rows)} rows\n")


def _is_proof(pair: tuple[str, str], pairs: Counter[tuple[str, str]]) -> bool:
    first, second = pair
    others = [(other, second) for other in _variants(first)] + [(first, other) for other in _variants(second)]
    return pairs[pair] >= _PAIR and all(pairs[other] < _SLIP * pairs[pair] for other in others)


def _variants(word: str) -> Iterator[str]:
    for index, letter in enumerate(word):
        for other in MISREAD.get(letter, ""):
            yield f"{word[:index]}{other}{word[index + 1 :]}"


def _lines(path: Path) -> Iterator[list[str]]:
    """The paragraphs of a document as names of words between an opening and a closing."""
    try:
        document = read(path.read_bytes(), path.name)
    except UnreadableError:
        return
    if document.text_source in {"ocr", "mixed"}:
        return
    for line in document.text.splitlines():
        yield [OPENING, *(name_of(word) for word in line.split()), CLOSING]


def _phrases() -> Iterator[tuple[list[str], int]]:
    """The phrases of the word lists: what documents say is known there already."""
    for path in sorted(LEXICON.glob("*.toml")):
        if path.stem not in {"syllables", "ocr", "encodings"}:
            for text in _strings(tomllib.loads(path.read_text("utf-8"))):
                names = [name_of(word) for word in text.split()]
                if OTHER not in names and NUMBER not in names:
                    yield names, _PHRASE


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield str(key)
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
