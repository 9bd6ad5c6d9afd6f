"""The specimens in further forms: every tier has every specimen, and its text where it has one."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import msgspec
import pymupdf
import pytest

from corpus.build import SOURCES
from corpus.source import Specimen, read_specimen
from corpus.tiers import TIERS, build, specimens
from corpus.tiers.broken import break_unicode_maps
from corpus.tiers.scans import NOISY, scan
from kc_extract.pipeline import extract, read
from kc_extract.score import Form, read_gold_folder, score_forms

ROOT = SOURCES.parent.parent


@pytest.fixture(scope="module")
def specimen() -> Specimen:
    return read_specimen(SOURCES / "14_cong_van_de_xuat.txt")


def test_articles_have_no_printed_twin() -> None:
    names = [specimen.name for specimen in specimens()]
    assert len(names) == len(set(names)) == len(list(SOURCES.glob("*.txt"))) - 1
    assert "04_bai_viet_chuong_trinh" not in names


@pytest.mark.parametrize("tier", ["text", "pdf", "docx", "tcvn3", "vni"])
def test_equal_sources_give_equal_bytes(tier: str, specimen: Specimen) -> None:
    _, renderer = TIERS[tier]
    assert renderer(specimen) == renderer(specimen)


def test_a_folder_is_made_for_each_tier(tmp_path: Path) -> None:
    build(tmp_path, ["docx"])
    made = sorted(path.stem for path in (tmp_path / "docx").iterdir())
    assert made == [specimen.name for specimen in specimens()]


@pytest.mark.parametrize("tier", ["docx", "tcvn3", "vni"])
def test_a_tier_scores_what_the_plain_pdf_scores(tier: str) -> None:
    gold = read_gold_folder(ROOT / "gold")
    for name in ("02_ke_hoach_khuyen_cong_nam", "07_quyet_dinh_phan_bo"):
        source = read_specimen(SOURCES / f"{name}.txt")
        scores = []
        for form in ("pdf", tier):
            suffix, renderer = TIERS[form]
            found = extract(read(renderer(source), name + suffix))
            plain = msgspec.json.decode(msgspec.json.encode(found))
            scores.append(score_forms(gold, [Form(path=name, tier=form, extraction=plain)]).total.kinds)
        for kind, levels in scores[0].items():
            assert scores[1][kind]["core"].f1 >= levels["core"].f1 - 0.005, kind


def test_a_scan_has_pages_of_pictures_and_no_text(specimen: Specimen) -> None:
    made = pymupdf.open(stream=scan(TIERS["pdf"][1](specimen), NOISY), filetype="pdf")
    assert made[0].get_text() == ""
    assert made[0].get_images()


def test_a_broken_map_loses_letters_of_the_text_and_none_of_the_print(specimen: Specimen) -> None:
    whole = TIERS["pdf"][1](specimen)
    pages = [pymupdf.open(stream=data, filetype="pdf")[0] for data in (whole, break_unicode_maps(whole))]
    assert pages[0].get_text() != pages[1].get_text()
    assert pages[0].get_pixmap(dpi=40).samples == pages[1].get_pixmap(dpi=40).samples


def test_a_word_file_numbers_its_lists_and_merges_its_cells() -> None:
    parts = zipfile.ZipFile(io.BytesIO(TIERS["docx"][1](read_specimen(SOURCES / "07_quyet_dinh_phan_bo.txt"))))
    body = parts.read("word/document.xml").decode()
    assert '<w:gridSpan w:val="2"/>' in body
    assert '<w:vMerge w:val="restart"/>' in body
    body = zipfile.ZipFile(io.BytesIO(TIERS["docx"][1](read_specimen(SOURCES / "02_ke_hoach_khuyen_cong_nam.txt"))))
    assert "<w:numPr>" in body.read("word/document.xml").decode()
