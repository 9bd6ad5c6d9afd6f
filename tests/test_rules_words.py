"""Every entry of the word lists of the grammar is read where it stands in a phrase, or keeps silent as it should."""

from __future__ import annotations

import pytest

from kc_extract.lexicon import spellings
from kc_extract.rules import lists, read_numbers
from kc_extract.rules.scan import PLAIN
from kc_extract.rules.shape import SHAPES
from kc_extract.types import Mention


def only(text: str) -> Mention:
    (mention,) = read_numbers(text).mentions
    return mention


def forms(words: tuple[str, ...]) -> list[str]:
    return sorted({form for word in words for form in spellings(word)})


UNITS = lists.units()
CODES = [(word, currency.code) for currency in lists.currencies().currency for word in forms(currency.words)]
SIGNS_BEFORE = [(word, currency.code) for currency in lists.currencies().currency for word in currency.before]
BOUNDS = [(word, bound.name) for bound in lists.bounds() for word in forms(bound.before)]
BOUNDS_AFTER = [(word, bound.name) for bound in lists.bounds() for word in forms(bound.after)]
CUES = [(word, cue) for cue in lists.cues() if cue.reason for word in forms(cue.words)]
DECOY_CUES = [word for cue in lists.cues() if not cue.reason for word in forms(cue.words)]


@pytest.mark.parametrize("unit", forms((*UNITS.counts, *UNITS.measures, *UNITS.percents, *UNITS.signs)))
def test_a_unit_is_read_behind_its_number(unit: str) -> None:
    mention = only(f"Hỗ trợ 12 {unit} trong kỳ")
    assert (mention.low, mention.high, mention.unit) == (12, 12, unit)


@pytest.mark.parametrize("unit", UNITS.capitals)
def test_a_capital_sign_is_a_unit_only_as_a_capital(unit: str) -> None:
    assert only(f"máy 220{unit.upper()} mới").unit == unit.upper()
    assert [m.unit for m in read_numbers(f"máy 220 {unit}) mới").mentions] in ([], [None])


@pytest.mark.parametrize("word", UNITS.decoys)
def test_a_decoy_is_no_unit(word: str) -> None:
    assert all(mention.kind == "number" for mention in read_numbers(f"đạt 12 {word}").mentions)
    assert read_numbers(f"Năm 2024 {word}").mentions == ()


@pytest.mark.parametrize("unit", [*UNITS.verbs, *UNITS.subjects])
def test_a_unit_that_begins_a_clause_counts_nothing_behind_a_label(unit: str) -> None:
    assert read_numbers(f"Đợt 2 {unit} thực hiện").mentions == ()
    assert unit in UNITS.counts


@pytest.mark.parametrize("place", UNITS.places)
def test_a_place_behind_a_numbered_place_goes_on_with_the_address(place: str) -> None:
    assert read_numbers(f"Ấp 3 {place} Tân Hòa").mentions == ()
    assert place in UNITS.counts


@pytest.mark.parametrize(("word", "code"), CODES)
def test_a_currency_is_read_behind_its_amount(word: str, code: str) -> None:
    mention = only(f"chi 12.000 {word} mỗi lần")
    assert (mention.kind, mention.low, mention.currency) == ("money", 12000, code)


@pytest.mark.parametrize(("word", "code"), SIGNS_BEFORE)
def test_a_currency_is_read_before_its_amount(word: str, code: str) -> None:
    mention = only(f"trị giá {word} 12.000")
    assert (mention.kind, mention.low, mention.currency) == ("money", 12000, code)


@pytest.mark.parametrize("entry", lists.currencies().scaled, ids=lambda entry: entry.words[0])
def test_an_abbreviation_carries_its_scale(entry: lists.ScaledCurrency) -> None:
    for word in entry.words:
        mention = only(f"chi 15 {word} cho hộ")
        assert (mention.low, mention.currency) == (15 * entry.factor, entry.code), word


@pytest.mark.parametrize("scale", lists.scales(), ids=lambda scale: str(scale.factor))
def test_a_scale_multiplies(scale: lists.Scale) -> None:
    for word in forms(scale.words):
        assert only(f"có 5 {word} người tham gia").low == 5 * scale.factor, word


@pytest.mark.parametrize(("word", "name"), BOUNDS)
def test_a_qualifier_stands_before_its_number(word: str, name: str) -> None:
    mention = only(f"Có {word} 12 hộ tham gia")
    assert (mention.qualifier, mention.unit) == (name, "hộ")
    sides = {"at_least": (12, None), "more_than": (12, None), "at_most": (None, 12), "less_than": (None, 12)}
    assert (mention.low, mention.high) == sides.get(name, (12, 12))


@pytest.mark.parametrize(("word", "name"), BOUNDS_AFTER)
def test_a_qualifier_stands_behind_its_unit(word: str, name: str) -> None:
    assert only(f"Từ 12 hộ {word} được xét").qualifier == name


@pytest.mark.parametrize(("word", "cue"), CUES, ids=lambda part: part if isinstance(part, str) else part.name)
def test_a_cue_makes_its_number_silent(word: str, cue: lists.Cue) -> None:
    joint = ": " if cue.tail == "counter" else " "
    reading = read_numbers(f"theo {word}{joint}{cue.sample}.")
    assert reading.mentions == ()
    assert reading.exclusions


@pytest.mark.parametrize("word", DECOY_CUES)
def test_a_decoy_of_a_cue_leaves_the_number_readable(word: str) -> None:
    assert only(f"{word} 12 hộ").unit == "hộ"


@pytest.mark.parametrize("unit", forms(lists.idioms().silent_units))
def test_a_number_word_before_a_silent_unit_counts_nothing(unit: str) -> None:
    assert read_numbers(f"theo cả ý ba {unit} đều nhất trí").mentions == ()


@pytest.mark.parametrize("word", forms(lists.idioms().before))
def test_a_number_word_behind_an_ordinal_word_counts_nothing(word: str) -> None:
    assert read_numbers(f"ở {word} ba mô hình").mentions == ()


@pytest.mark.parametrize("word", lists.idioms().openers)
def test_an_opener_is_no_unit(word: str) -> None:
    assert [m for m in read_numbers(f"đạt 12 {word} khi đó").mentions if m.unit] == []


@pytest.mark.parametrize(("shape", "example"), [(shape, text) for shape in SHAPES for text in shape.examples])
def test_a_shape_is_silent_with_its_reason(shape: object, example: str) -> None:
    for text in (example, f"theo {example} thì"):
        reading = read_numbers(text)
        assert reading.mentions == ()
        assert [exclusion.reason for exclusion in reading.exclusions][:1] == [shape.reason]  # type: ignore[attr-defined]


@pytest.mark.parametrize(("form", "example"), [(form, text) for form in PLAIN for text in form.examples])
def test_a_plain_form_is_told_in_the_scan(form: object, example: str) -> None:
    exclusion = read_numbers(example).exclusions[0]
    assert (exclusion.rule, exclusion.reason) == (form.name, form.reason)  # type: ignore[attr-defined]
