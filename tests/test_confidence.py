"""Confidence from named evidence: the rule, character recognition, failed checks."""

import pytest

from kc_extract.confidence import DOUBTED, Rate, confidence_of, shares
from kc_extract.pipeline import extract, read


def test_a_rule_read_often_has_its_own_share_and_a_rare_one_that_of_its_kind() -> None:
    found = shares([Rate("targets", "count", 96, 48), Rate("targets", "rare", 1, 1)])
    prior = (49 + 1) / (97 + 2)
    assert found["targets", ""] == pytest.approx(prior)
    assert found["targets", "count"] == pytest.approx((48 + 4 * prior) / 100)
    assert found["targets", "rare"] == pytest.approx((1 + 4 * prior) / 5)


def test_nothing_measured_gives_nothing() -> None:
    assert shares([]) == {}


def test_recognition_and_a_failed_check_lower_it() -> None:
    sure = confidence_of("funding", "spend_total")
    assert confidence_of("funding", "spend_total", recognition=0.5) == pytest.approx(sure / 2, abs=0.01)
    assert confidence_of("funding", "spend_total", doubted=True) == pytest.approx(sure * DOUBTED, abs=0.01)


def test_a_record_that_a_failed_check_names_is_less_sure() -> None:
    text = (
        "Điều 1. Tổng kinh phí thực hiện là 500 triệu đồng, trong đó:\n\n"
        "- Ngân sách tỉnh: 300 triệu đồng;\n\n- Ngân sách trung ương: 100 triệu đồng."
    )
    funding = extract(read(text.encode())).funding
    agreed = extract(read(text.replace("100", "200").encode())).funding
    assert [record.confidence for record in funding] < [record.confidence for record in agreed]


def test_confidence_is_between_none_and_all() -> None:
    extraction = extract(read("1. Tổ chức 05 lớp tập huấn với kinh phí 250 triệu đồng.".encode()))
    for record in (*extraction.sections, *extraction.targets, *extraction.funding):
        assert 0 < record.confidence <= 1
