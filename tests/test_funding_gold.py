"""Funding against the hand-labelled documents, where they are at hand; and every word of the lists shown to act."""

import json
from collections import Counter
from pathlib import Path

import pytest

from kc_extract.funding.words import Purpose, cues, source_hits
from kc_extract.lexicon import load
from kc_extract.pipeline import extract, read

SHARED = Path(__file__).resolve().parents[2] / "shared"
TEXTS = sorted([*(SHARED / "corpus/seeds").glob("*.txt"), *(SHARED / "corpus/text").glob("*.txt")])


def labels(path: Path) -> list[dict[str, object]] | None:
    for gold in (SHARED / "gold").glob("*.json"):
        made = json.loads(gold.read_text(encoding="utf-8"))
        if made["document"]["source_name"] == path.name:
            return made.get("funding")
    return None


@pytest.mark.skipif(not TEXTS, reason="the labelled documents are not beside the repository")
def test_amounts_sources_and_roles_are_as_labelled() -> None:
    right = told = labelled = 0
    for path in TEXTS:
        gold = labels(path)
        if gold is None:
            continue
        found = extract(read(path.read_bytes(), path.name)).funding
        wanted = Counter((g["low_vnd"], g["high_vnd"], g["source"], g["role"]) for g in gold)
        made = Counter((f.low_vnd, f.high_vnd, f.source, f.role) for f in found)
        right += (wanted & made).total()
        told, labelled = told + made.total(), labelled + wanted.total()
    assert 2 * right / (told + labelled) >= 0.96


def purposes() -> list[tuple[str, Purpose]]:
    from kc_extract.funding.words import _Purposes

    return [(word, entry.name) for entry in load("purposes", _Purposes).purpose for word in entry.words]


@pytest.mark.parametrize(("word", "purpose"), purposes())
def test_every_word_of_a_purpose_is_found_whole(word: str, purpose: Purpose) -> None:
    found = list(cues(f"về {word} là", 0, len(word) + 6))
    if purpose == "silent":
        assert all(cue.end - cue.start < len(word) for cue in found)
    else:
        assert [(cue.purpose, cue.end - cue.start) for cue in found] == [(purpose, len(word))]


@pytest.mark.parametrize("word", ["kinh phí", "chi phí", "học phí", "giá trị", "đánh giá", "chi tiết", "nâng cấp"])
def test_a_word_inside_another_is_not_found(word: str) -> None:
    assert all(cue.end - cue.start == len(word) for cue in cues(word, 0, len(word)))


def sources() -> list[tuple[str, str]]:
    from kc_extract.funding.words import _Sources

    data = load("sources", _Sources)
    built = [(f"{data.budget.heads[0]} {word}", level.name) for level in data.budget.level for word in level.words]
    built += [(f"{head} {data.payer.words[0]}", data.payer.name) for head in data.payer.heads]
    built += [(f"{data.payer.heads[0]} {word}", data.payer.name) for word in data.payer.words]
    return [(word, entry.name) for entry in data.source for word in entry.words] + built


@pytest.mark.parametrize(("word", "source"), sources())
def test_every_word_of_a_source_is_found(word: str, source: str) -> None:
    text = f"kinh phí, {word}: 5 tỷ"
    assert source in {hit.source for hit in source_hits(text, 0, len(text))}
