"""What the scorer takes for the same text."""

import unicodedata

import pytest

from kc_extract.score.folding import fold, token_f1, tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Uỷ ban nhân dân", "Ủy ban nhân dân"),
        ("HOÀ BÌNH", "Hòa Bình"),
        ("khoẻ mạnh, thuỷ lợi", "khỏe mạnh, thủy lợi"),
        ("giai đoạn 2021 – 2025", "giai đoạn 2021 - 2025"),
        ("TT‑BCT", "TT-BCT"),
        ("  mô\u00a0hình \n trình diễn ", "mô hình trình diễn"),
        ("“Phê duyệt Đề án”.", "Phê duyệt Đề án"),
        (unicodedata.normalize("NFD", "đường phố"), "ĐƯỜNG PHỐ"),
        ("(ba);", "ba"),
        ("…", ""),
    ],
)
def test_folds_to_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ma", "má"),
        ("hoà", "hoa"),
        ("đào", "dào"),
        ("10 %", "10"),
        ("cơ sở", "co so"),
        ("12/QĐ-UBND", "21/QĐ-UBND"),
        ("tỷ", "tỉ"),
    ],
)
def test_keeps_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_tokens_lose_their_punctuation_but_not_the_percent_sign() -> None:
    assert tokens("Phần mềm, (máy) 50% – 2021-2025;") == (*map(fold, ("phần", "mềm", "máy")), "50%", "2021", "2025")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("mô hình trình diễn", "mô hình trình diễn", 1.0),
        ("a b c d", "a b", 2 * 2 / 6),
        ("a a b", "a b b", 2 * 2 / 6),
        ("a b", "c d", 0.0),
        ("", "", 1.0),
        ("a", "", 0.0),
        ("Uỷ ban, tỉnh", "ủy ban tỉnh", 1.0),
    ],
)
def test_token_f1_by_hand(one: str, other: str, expected: float) -> None:
    assert token_f1(one, other) == pytest.approx(expected)
    assert token_f1(other, one) == pytest.approx(expected)
