"""The fate of every number: records, named exclusions and the unexplained partition all numbers of a text."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kc_extract.funding import find_funding, shares, unpaid
from kc_extract.ledger import NUMBER, Ledger, Records, account
from kc_extract.targets import find_targets
from tests.documents import context
from tests.test_funding_tables import dump


def ledger(text: str) -> tuple[str, Ledger]:
    found, index = context(text)
    targets = find_targets(found, index, shares(found, index))
    records = Records(targets=targets.targets, funding=find_funding(found, index))
    dropped = (*unpaid(found, index), *targets.exclusions)
    return found.text, account(found.document, found.outline, found.reading, records, dropped)


def reasons(text: str) -> Counter[str]:
    return Counter(exclusion.reason for exclusion in ledger(text)[1].exclusions)


_WORDS = ["5 tỷ đồng", "10%", "Điều 3", "2.1.", "|", "12/5/2020", "số 45/QĐ-UBND", "K4+100", "7"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(_WORDS)))
def test_the_three_partition_all_numbers(words: list[str]) -> None:
    text, made = ledger(" ".join(words) or "Không có số.")
    spans = [*made.recorded, *(exclusion.span for exclusion in made.exclusions), *made.unexplained]
    assert sorted(spans, key=lambda span: span.start) == sorted(spans)
    assert sorted((span.start, span.end) for span in spans) == [found.span() for found in NUMBER.finditer(text)]


def test_a_number_of_a_record_is_recorded() -> None:
    text, made = ledger("Kinh phí thực hiện là 45.510 triệu đồng.")
    assert [text[span.start : span.end] for span in made.recorded] == ["45.510"]
    assert (made.exclusions, made.unexplained) == ((), ())


def test_a_share_belongs_to_the_record_of_its_ceiling() -> None:
    text, made = ledger("Hỗ trợ 50% chi phí nhưng không quá 300 triệu đồng/mô hình.")
    assert [text[span.start : span.end] for span in made.recorded] == ["50", "300"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Tài sản có giá trị từ 500 triệu đồng trở lên.", "value_nobody_pays"),
        ("Quyết định ban hành ngày 12/5/2020.", "date"),
        ("Điều 2. Hiệu lực thi hành", "section_marker"),
    ],
)
def test_exclusions_have_names(text: str, reason: str) -> None:
    assert reason in reasons(text)
    assert ledger(text)[1].unexplained == ()


def test_every_number_of_a_table_has_a_fate() -> None:
    rows = (("TT", "Xã", "Năm 2025", "Kinh phí (triệu đồng)"), ("1", "Xã 12", "7,5", "500"), ("", "Cộng", "7,5", "500"))
    text, made = ledger("Phân bổ kinh phí\n" + dump(*rows))
    assert made.unexplained == ()
    assert [text[span.start : span.end] for span in made.recorded] == ["500"]
    counted = Counter(exclusion.reason for exclusion in made.exclusions)
    assert (counted["row_number"], counted["column_total"]) == (1, 1)


def test_a_number_that_nothing_explains_is_told() -> None:
    text, made = ledger("Việc này 77 khác.")
    assert [text[span.start : span.end] for span in made.unexplained] == ["77"]
