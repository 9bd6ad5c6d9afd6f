"""Verdicts on text layers: what is Vietnamese text, and what only looks like text."""

import msgspec
import pytest

from kc_extract.readers.quality import TextFacts, is_syllable, judge, weigh

GOOD = TextFacts(words=300, tokens=250, valid=245, marked=220, characters=1200)


@pytest.mark.parametrize(
    "word", ["nghiệp", "Khuyến", "đồng", "quyết", "giường", "Uỷ", "ủy", "toà", "tòa", "của", "yêu", "ĐIỀU"]
)
def test_a_vietnamese_syllable_is_known(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word", ["nghiep", "phat", "kg", "model", "Khuyễễn", "c", "TTr", "nh©n", "HQI", "viẹcc", "đàct"]
)
def test_what_no_syllable_can_be_is_refused(word: str) -> None:
    assert not is_syllable(word)


def test_the_words_are_weighed_by_syllables_and_accents() -> None:
    facts = weigh(["Hỗ", "trợ", "05", "mô", "hình", "(model)", "UBND"])
    assert (facts.words, facts.tokens, facts.valid, facts.marked) == (7, 5, 4, 4)


def test_text_of_an_old_encoding_is_seen() -> None:
    facts = weigh(["QuyÕt", "®Þnh", "cña", "Bé", "tr­ëng", "vÒ", "viÖc", "phª", "duyÖt"] * 3)
    assert judge(facts).reason == "legacy"


def test_private_use_and_replacement_characters_are_meaningless() -> None:
    assert weigh(["a\ufffdb", "\uf0e8\uf0e9"]).meaningless == 3


@pytest.mark.parametrize(
    ("changes", "state", "reason"),
    [
        ({}, "good", ""),
        ({"scanned": True}, "good", ""),  # a background picture under painted text
        ({"scanned": True, "unseen": True}, "ocr_layer", "ocr_layer"),
        ({"words": 0, "scanned": True}, "unusable", "scan"),
        ({"words": 0, "drawn": True}, "unusable", "drawn"),
        ({"words": 0}, "blank", "blank"),
        ({"words": 9, "tokens": 6, "scanned": True}, "unusable", "stub"),
        ({"valid": 120, "marked": 3, "scanned": True, "unseen": True}, "unusable", "scanned"),
        ({"tokens": 10, "valid": 3, "scanned": True, "unseen": True}, "unusable", "scanner"),
        ({"valid": 100, "foreign": 90}, "unusable", "legacy"),
        ({"meaningless": 200}, "unusable", "unmapped"),
        ({"lost": 23}, "unusable", "lost"),
        ({"lost": 2}, "good", ""),
        ({"valid": 5, "marked": 0}, "unusable", "garbled"),
        ({"valid": 60, "marked": 0}, "good", ""),  # an English form in a Vietnamese document
        ({"words": 12, "tokens": 8, "valid": 8}, "good", ""),  # a short last page
    ],
)
def test_the_verdict_follows_from_the_facts(changes: dict[str, int], state: str, reason: str) -> None:
    verdict = judge(msgspec.structs.replace(GOOD, **changes))
    assert (verdict.state, verdict.reason) == (state, reason)


def test_a_verdict_says_what_to_do() -> None:
    assert "OCR" in judge(TextFacts(scanned=True)).message
