"""The word lists of the world: each entry is met by an example, and names come out in ordinary case."""

import datetime as dt

import pytest

from kc_extract.gazetteer import (
    agencies,
    body_name,
    code_of_kind,
    doc_types,
    find_provinces,
    is_agency_code,
    kind_of_code,
    kind_of_word,
    position_name,
    provinces,
)

_LAST_OF_63 = dt.date(2025, 6, 30)
_FIRST_OF_34 = dt.date(2025, 7, 1)


def names(text: str) -> list[str]:
    return [unit.name for _, unit in find_provinces(text)]


def test_the_provinces_of_both_times_are_counted_right() -> None:
    assert len(provinces(_LAST_OF_63)) == 63
    assert len(provinces(_FIRST_OF_34)) == 34
    assert len(provinces(dt.date(2012, 5, 1))) == 63


def test_what_a_merged_province_went_into_exists_from_that_day() -> None:
    after = {unit.name for unit in provinces(_FIRST_OF_34)}
    gone = [unit for unit in provinces() if unit.until == _FIRST_OF_34]
    assert len(gone) == 29
    assert {unit.into for unit in gone} <= after


def test_the_six_cities_that_stand_alone() -> None:
    assert {unit.name for unit in provinces(_FIRST_OF_34) if unit.city} == {
        "Hà Nội",
        "Huế",
        "Hải Phòng",
        "Đà Nẵng",
        "Hồ Chí Minh",
        "Cần Thơ",
    }


@pytest.mark.parametrize("unit", provinces(), ids=lambda unit: unit.name)
def test_every_province_is_found_in_every_spelling(unit: object) -> None:
    for form in (unit.name, *unit.spellings):  # type: ignore[attr-defined]
        assert names(f"trên địa bàn tỉnh {form}, năm 2020") == [unit.name]  # type: ignore[attr-defined]
        assert names(f"TỈNH {form.upper()}") == [unit.name]  # type: ignore[attr-defined]


def test_the_longer_name_wins_and_offsets_hold() -> None:
    text = "Thừa Thiên Huế và Bà Rịa – Vũng Tàu"
    assert [(text[at:][:4], unit.name) for at, unit in find_provinces(text)] == [
        ("Thừa", "Thừa Thiên Huế"),
        ("Bà R", "Bà Rịa - Vũng Tàu"),
    ]


def test_a_name_within_another_word_is_no_province() -> None:
    assert names("an giangs, hà namh") == []


@pytest.mark.parametrize("entry", doc_types().type, ids=lambda entry: entry.kind)
def test_every_word_and_code_names_its_kind(entry: object) -> None:
    for word in entry.words:  # type: ignore[attr-defined]
        assert kind_of_word(word.upper()) == entry.kind  # type: ignore[attr-defined]
    for code in entry.codes:  # type: ignore[attr-defined]
        assert kind_of_code(code) == entry.kind  # type: ignore[attr-defined]
    assert code_of_kind(entry.kind) == entry.codes  # type: ignore[attr-defined]


@pytest.mark.parametrize("word", ["bảng", "ngân sách", ""])
def test_other_words_name_no_kind(word: str) -> None:
    assert kind_of_word(word) is None
    assert kind_of_code(word) is None


@pytest.mark.parametrize("agency", agencies().agency, ids=lambda agency: agency.name)
def test_every_body_keeps_its_name_in_capitals(agency: object) -> None:
    assert body_name(agency.name.upper()) == agency.name  # type: ignore[attr-defined]
    for code in agency.abbreviations:  # type: ignore[attr-defined]
        assert is_agency_code(code)


@pytest.mark.parametrize("field", agencies().fields.names)
def test_every_department_is_named_by_its_field(field: str) -> None:
    assert body_name(f"SỞ {field.upper()}") == f"Sở {field}"


@pytest.mark.parametrize("head", agencies().heads.names)
def test_every_head_of_a_name_begins_in_its_case(head: str) -> None:
    assert body_name(f"{head.upper()} TỈNH AN GIANG") == f"{head} tỉnh An Giang"


@pytest.mark.parametrize("level", agencies().territories.names)
def test_every_territory_is_named_with_capitals(level: str) -> None:
    assert body_name(f"UBND {level.upper()} PHÚ LÂM") == f"Ủy ban nhân dân {level} Phú Lâm"


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("UBND TỈNH VĨNH LONG", "Ủy ban nhân dân tỉnh Vĩnh Long"),
        ("UỶ BAN NHÂN DÂN TỈNH KHÁNH HOÀ", "Ủy ban nhân dân tỉnh Khánh Hòa"),
        ("HĐND TP. ĐÀ NẴNG", "Hội đồng nhân dân thành phố Đà Nẵng"),
        ("UBND TP.HCM", "Ủy ban nhân dân thành phố Hồ Chí Minh"),
        ("UBND tỉnh Cà Mau", "Ủy ban nhân dân tỉnh Cà Mau"),
        ("BỘ VĂN HOÁ, THỂ THAO VÀ DU LỊCH", "Bộ Văn hóa, Thể thao và Du lịch"),
        ("BỘ LAO ĐỘNG – THƯƠNG BINH VÀ XÃ HỘI", "Bộ Lao động - Thương binh và Xã hội"),
        ("CỤC THUẾ", "Cục Thuế"),
        ("TRUNG TÂM KHUYẾN CÔNG", "Trung tâm Khuyến công"),
        ("CHI CỤC KIỂM LÂM TỈNH NGHỆ AN", "Chi cục Kiểm lâm tỉnh Nghệ An"),
        ("Trung tâm khuyến công", "Trung tâm khuyến công"),
    ],
)
def test_a_body_is_named_in_ordinary_case(printed: str, name: str) -> None:
    assert body_name(printed) == name


@pytest.mark.parametrize("position", agencies().positions.names)
def test_every_position_keeps_its_case(position: str) -> None:
    assert position_name(position.upper()) == position


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("GIÁM ĐỐC SỞ NỘI VỤ", "Giám đốc Sở Nội vụ"),
        ("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH NGHỆ AN", "Chủ tịch Ủy ban nhân dân tỉnh Nghệ An"),
        ("Phó Chủ tịch", "Phó Chủ tịch"),
    ],
)
def test_a_position_with_its_body(printed: str, name: str) -> None:
    assert position_name(printed) == name
