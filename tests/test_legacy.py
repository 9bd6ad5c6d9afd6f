"""Text in the old encodings: what each decodes to, how an encoding is proven, and what must stay as it is."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from kc_extract.readers.legacy import (
    Encoding,
    choose,
    choose_run,
    conversion_note,
    decode,
    encoding_of,
    pool,
    read_font_name,
)

TCVN3, VNI, VISCII = (encoding_of(name) for name in ("TCVN3", "VNI", "VISCII"))
LOWER = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
PLAN = "KÕ ho¹ch hç trî c¬ së c«ng nghiÖp n«ng th«n trªn ®Þa bµn tØnh n¨m 2006"


def read(text: str, encoding: Encoding = TCVN3, *, capitals: bool = False) -> str:
    return "".join(letter.text for letter in decode(text, encoding, capitals=capitals))


@pytest.mark.parametrize(
    ("encoding", "shown", "meant"),
    [
        (TCVN3, PLAN, "Kế hoạch hỗ trợ cơ sở công nghiệp nông thôn trên địa bàn tỉnh năm 2006"),
        (TCVN3, "Q§-UBND, N§-CP, 12,5% vµ 1.600 triÖu ®ång", "QĐ-UBND, NĐ-CP, 12,5% và 1.600 triệu đồng"),
        (TCVN3, "th\xad¬ng m¹i, n\xadíc", "thương mại, nước"),
        (VNI, "Keá hoaïch hoã trôï cô sôû coâng nghieäp", "Kế hoạch hỗ trợ cơ sở công nghiệp"),
        (VNI, "UÛY BAN NHAÂN DAÂN, QÑ-UBND, nöôùc", "ỦY BAN NHÂN DÂN, QĐ-UBND, nước"),
        (VNI, "Aán phaåm, Uûy ban", "Ấn phẩm, Ủy ban"),
        (VISCII, "Tïnh h² trþ", "Tỉnh hỗ trợ"),
    ],
)
def test_legacy_text_is_read_as_the_letters_that_it_prints(encoding: Encoding, shown: str, meant: str) -> None:
    assert read(shown, encoding) == meant


@pytest.mark.parametrize("name", ["TCVN3", "VNI", "VISCII"])
def test_every_small_letter_has_a_form_in_each_encoding_and_is_read_back(name: str) -> None:
    encoding = encoding_of(name)
    forms = {letter: shown for shown, letter in encoding.letters.items()}
    assert [letter for letter in LOWER if letter not in forms] == []
    assert read("".join(forms[letter] for letter in LOWER), encoding) == LOWER


@pytest.mark.skipif(
    shutil.which("iconv") is None, reason="iconv, whose tables these are compared with, is not installed"
)
@pytest.mark.parametrize(("name", "known_as"), [("TCVN3", "TCVN5712-1"), ("VISCII", "VISCII")])
def test_tables_agree_with_those_of_the_c_library(name: str, known_as: str) -> None:
    letters = {shown: letter for shown, letter in encoding_of(name).letters.items() if shown >= "\xa0"}
    source = "\n".join(letters).encode("latin-1")
    made = subprocess.run(["iconv", "-f", known_as, "-t", "UTF-8"], input=source, capture_output=True, check=True)
    assert made.stdout.decode().split("\n") == list(letters.values())


@pytest.mark.parametrize(
    ("shown", "meant"),
    [
        ("céng hßa x· héi", "CỘNG HÒA XÃ HỘI"),
        ("ñy ban nh©n d©n tØnh", "ỦY BAN NHÂN DÂN TỈNH"),
    ],
)
def test_fonts_of_capitals_print_small_letters_as_capitals(shown: str, meant: str) -> None:
    assert read(shown, capitals=True) == meant


@pytest.mark.parametrize(
    ("shown", "meant"),
    [
        ("CHÝNH PHñ", "CHÍNH PHỦ"),
        ("Bé TµI CHÝNH", "BỘ TÀI CHÍNH"),
        ("§µ N½ng", "Đà Nẵng"),
        ("Bé Tµi chÝnh", "Bộ Tài chính"),
        ("Sè: 402/Q§-UBND", "Số: 402/QĐ-UBND"),
    ],
)
def test_words_in_capitals_with_borrowed_small_letters_are_made_even(shown: str, meant: str) -> None:
    assert read(shown) == meant


@pytest.mark.parametrize(
    ("shown", "meant"),
    [
        ("n-íc, ph-êng, Th-¬ng, ®Çu t-, -u tiªn", "nước, phường, Thương, đầu tư, ưu tiên"),
        ("Q§-UBND, 2006-2010, TT-BTC", "QĐ-UBND, 2006-2010, TT-BTC"),
        ("n-íc vµ x\xad¬ng", "n-ớc và xương"),  # the letter has its own character here, so a hyphen is a hyphen
    ],
)
def test_a_hyphen_is_a_letter_only_where_a_syllable_needs_it(shown: str, meant: str) -> None:
    assert read(shown) == meant


def test_tone_marks_stay_where_they_were_typed() -> None:
    assert read("hoµ b×nh, hßa b×nh, Uû ban, ñy ban") == "hoà bình, hòa bình, Uỷ ban, ủy ban"


def test_letters_know_the_characters_that_show_them() -> None:
    assert [(letter.text, letter.start, letter.length) for letter in decode("aùo", VNI)] == [("á", 0, 2), ("o", 2, 1)]


@pytest.mark.parametrize(
    ("name", "encoding", "capitals"),
    [
        (".VnTime", "TCVN3", False),
        ("ABCDEF+.VnTimeH-Bold", "TCVN3", True),
        (".VnArial NarrowH", "TCVN3", True),
        (".VnTimeH,BoldItalic", "TCVN3", True),
        ("VNI-Times", "VNI", False),
        ("VI Times", "VISCII", False),
    ],
)
def test_a_font_name_claims_an_encoding(name: str, encoding: str, *, capitals: bool) -> None:
    claim = read_font_name(name)
    assert (claim.encoding.name, claim.capitals) == (encoding, capitals)


@pytest.mark.parametrize("name", ["", "Times New Roman", "Vnexpress", "Arial-BoldMT", "VIETNAM", "TimesNewRomanH"])
def test_other_font_names_claim_nothing(name: str) -> None:
    assert read_font_name(name).encoding is None


def test_syllables_prove_an_encoding_even_without_a_name() -> None:
    assert choose(PLAN, "Times New Roman").encoding is TCVN3
    assert choose("Keá hoaïch hoã trôï cô sôû coâng nghieäp noâng thoân treân ñòa baøn tænh", "").encoding is VNI


@pytest.mark.parametrize(
    ("text", "font"),
    [
        ("Kế hoạch hỗ trợ cơ sở công nghiệp nông thôn trên địa bàn tỉnh", ".VnTime"),
        ("Kế hoạch hỗ trợ cơ sở công nghiệp nông thôn trên địa bàn tỉnh", "VNI-Times"),
        ("và các xã có nhà máy", ".VnTime"),  # words of Latin-1 letters alone
        ("UBND 2006 - 2010: 45.510", ".VnTime"),  # nothing that tells
        ("Ngày 10×20, ± 5°, § 4, «café», déjà vu, naïve façade", "Times New Roman"),
        ("T«i ®i häc", "Times New Roman"),  # three words without a name are no proof
        ("Größe der Flächen für Übungen", "Arial"),
    ],
)
def test_unicode_stays_whatever_the_font_is_called(text: str, font: str) -> None:
    assert choose(text, font).encoding is None


def test_a_short_text_follows_the_proven_fonts_of_its_sort() -> None:
    choices = pool({".VnTime": PLAN, ".VnTimeH": "hé", "Arial": "cã"})
    assert choices[".VnTimeH"].encoding is TCVN3
    assert choices[".VnTimeH"].capitals
    assert choices["Arial"].encoding is None
    assert pool({".VnTimeH": "cã"})[".VnTimeH"].encoding is None


def test_a_run_that_is_unicode_stays_in_a_font_of_legacy_text() -> None:
    choices = pool({".VnTime": PLAN})
    assert choose_run("hç trî", ".VnTime", choices).encoding is TCVN3
    assert choose_run("hỗ trợ", ".VnTime", choices).encoding is None


def test_the_note_says_how_many_runs_of_which_fonts_were_converted() -> None:
    choices = pool({".VnTime": PLAN})
    note = conversion_note({".VnTime": 3}, choices, page=2)
    assert note is not None
    assert (note.code, note.page) == ("legacy_font", 2)
    assert ".VnTime (TCVN3): 3" in note.message
    assert conversion_note({}, choices) is None
