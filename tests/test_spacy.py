"""The component in a spaCy pipeline, its span groups and attributes, their storage, and the page."""

import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
import spacy
from spacy.language import Language

import kc_extract.spacy as ours
from kc_extract.pipeline import extract, read
from kc_extract.types import Extraction
from tests.samples import DECISION

CORPUS = Path(__file__).parent.parent.parent / "shared" / "corpus"
TEXT = DECISION.format(number=17)


@pytest.fixture(scope="module")
def nlp() -> Language:
    pipeline = ours.blank()
    pipeline.add_pipe("kc_extract")
    return pipeline


@pytest.fixture(scope="module")
def extraction() -> Extraction:
    return extract(read(TEXT.encode(), "decision.txt"))


def test_the_component_keeps_the_text_and_adds_the_groups(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert doc.text == TEXT
    assert [span.text for span in doc.spans["targets"]] == ["17 mô hình"]
    assert [span.text for span in doc.spans["funding"]] == ["1.200 triệu đồng"]
    assert [span.text for span in doc.spans["quantities"]] == ["17 mô hình", "1.200 triệu đồng"]
    assert [span.text[:6] for span in doc.spans["sections"]] == ["Điều 1", "Điều 2", "Điều 3"]


def test_spans_carry_their_records(nlp: Language) -> None:
    doc = nlp(TEXT)
    (target,), (money,) = doc.spans["targets"], doc.spans["funding"]
    assert (target.label_, target._.kc.action, target._.kc.low, target._.kc.unit) == (
        "TARGET", "Hỗ trợ", Decimal(17), "mô hình",
    )  # fmt: skip
    assert (money.label_, money._.kc.low_vnd, money._.kc.source) == ("FUNDING", 1_200_000_000, "provincial_budget")
    assert doc.spans["sections"][1]._.kc.path == "Điều 2"
    assert doc.spans["quantities"][1]._.kc.currency == "VND"
    assert doc._.kc.document.number == "17/QĐ-UBND"


def test_tokens_are_vietnamese_words(nlp: Language) -> None:
    assert "làng nghề" in [token.text for token in nlp(TEXT)]


def test_it_works_behind_any_tokenizer() -> None:
    pipeline = spacy.blank("xx")
    pipeline.add_pipe("kc_extract")
    doc = pipeline(TEXT)
    assert [span.text for span in doc.spans["targets"]] == ["17 mô hình"]


def test_importing_the_module_registers_the_component() -> None:
    code = "import spacy, kc_extract.spacy; print(spacy.blank('xx').add_pipe('kc_extract').__class__.__name__)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "Component\n"


@pytest.mark.parametrize("text", ["", "   \n ", "Không có con số nào."])
def test_a_text_without_records_has_empty_groups(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    assert {name: len(doc.spans[name]) for name in ours.GROUPS} == dict.fromkeys(ours.GROUPS, 0)


def test_a_doc_that_nobody_read_has_no_record() -> None:
    doc = spacy.blank("xx")("Hỗ trợ 5 mô hình")
    assert doc._.kc is None
    assert doc[0:2]._.kc is None


def test_an_extraction_becomes_a_doc_whose_spans_are_exact(extraction: Extraction, nlp: Language) -> None:
    doc = ours.doc_of(extraction, nlp.vocab)
    assert doc.text == extraction.text
    for name in ours.GROUPS:
        for span in doc.spans[name]:
            assert (span.start_char, span.end_char) == (span._.kc.span.start, span._.kc.span.end)


def test_docs_go_to_a_file_and_come_back_with_their_records(
    extraction: Extraction, nlp: Language, tmp_path: Path
) -> None:
    path = tmp_path / "docs.spacy"
    ours.write_docs(path, ours.docs_of([extraction, extraction], nlp.vocab))
    docs = list(ours.read_docs(path, spacy.blank("xx").vocab))
    assert [doc.text for doc in docs] == [extraction.text] * 2
    assert docs[1]._.kc == extraction
    (money,) = docs[1].spans["funding"]
    assert (money.text, money._.kc.low_vnd) == ("1.200 triệu đồng", 1_200_000_000)


def test_the_pipeline_goes_to_disk_and_comes_back(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    doc = spacy.load(tmp_path)(TEXT)
    assert [span.text for span in doc.spans["targets"]] == ["17 mô hình"]


def test_the_page_marks_every_record(extraction: Extraction) -> None:
    html = ours.page(extraction)
    records = (*extraction.targets, *extraction.funding, *extraction.sections)
    assert {record.id for record in records} <= set(re.findall(r'id="(\w+)"', html))
    assert "Hỗ trợ · 17 mô hình" in html
    assert "1.200.000.000 VND" in html


def test_the_page_lets_no_words_of_the_document_be_markup(extraction: Extraction) -> None:
    (target,) = extraction.targets
    bad = "<script>alert(1)</script>\" onmouseover='x' {0}"
    changed = msgspec.structs.replace(
        extraction,
        document=msgspec.structs.replace(extraction.document, title=bad, source_name=bad),
        targets=(msgspec.structs.replace(target, indicator=bad, unit=bad, id=bad),),
        text=extraction.text.replace("cho các cơ sở", bad[:13]),
    )
    html = ours.page(changed)
    assert "<script" not in html
    assert '" onmouseover' not in html


def test_records_that_overlap_print_the_text_once(extraction: Extraction) -> None:
    (target,) = extraction.targets
    twice = msgspec.structs.replace(extraction, targets=(target, msgspec.structs.replace(target, id="t9")))
    text = re.sub(r"<span class=\"label\">.*?</span>", "", ours.page(twice))
    assert text.count("17 mô hình</mark>") == 1


def test_show_writes_the_page(tmp_path: Path) -> None:
    source, out = tmp_path / "decision.txt", tmp_path / "page.html"
    source.write_text(TEXT, "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", "from kc_extract.cli import main; main()", "show", str(source), "--html", str(out)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout == ""
    assert "17 mô hình" in out.read_text("utf-8")


@pytest.mark.skipif(not CORPUS.exists(), reason="the shared documents are not beside this repository")
@pytest.mark.parametrize("name", ["seeds/002_630f426578ce83be.txt", "text/ke_hoach_624.txt"])
def test_real_documents_keep_their_text_and_all_their_records(nlp: Language, name: str) -> None:
    text = (CORPUS / name).read_text("utf-8")
    doc = nlp(text)
    assert doc.text == text
    found = doc._.kc
    assert len(doc.spans["targets"]) == len(found.targets) > 0
    assert len(doc.spans["funding"]) == len(found.funding)
    assert len(doc.spans["sections"]) == sum(not section.bullet for section in found.sections)
