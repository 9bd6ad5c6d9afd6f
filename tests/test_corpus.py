"""The specimens are what their sources say, and the labels are what the specimens say."""

import csv
import datetime as dt
import json
import re
import unicodedata
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pymupdf
import pytest

from corpus.build import HERE, SOURCES, render
from corpus.source import SPECIMEN_MARK, Block, Specimen, bare, read_specimen
from kc_extract.batch.sources import find_documents

ROOT = Path(__file__).parent.parent
STEMS = sorted(path.stem for path in SOURCES.glob("*.txt"))
PDFS = sorted(path.name for path in HERE.glob("*.pdf"))
SLIPS = "12_quyet_dinh_co_sai_sot"
Record = dict[str, Any]


@cache
def specimen(stem: str) -> Specimen:
    return read_specimen(SOURCES / f"{stem}.txt")


@cache
def gold(stem: str) -> Record:
    labels: Record = json.loads((ROOT / "gold" / f"{stem}.json").read_text("utf-8"))
    return labels


@cache
def source_text(stem: str) -> str:
    """All that a source prints, folded for comparison."""
    header = specimen(stem).header
    lines = [header.superior, *header.issuer, header.number, header.subject, header.dateline, header.kind]
    lines += [header.title, *header.signature, header.signer, header.published]
    for block in specimen(stem).blocks:
        lines.append(bare(block.text))
        lines += [bare(cell[0]) for row in block.rows for cell in row if cell is not None]
    return fold(" ".join(lines))


def fold(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def page_texts(data: bytes) -> list[str]:
    return [page.get_text() for page in pymupdf.open(stream=data, filetype="pdf")]


# --- the files ----------------------------------------------------------------------------------------------


def test_every_source_has_its_file_and_its_labels() -> None:
    made = {path.stem for path in HERE.iterdir() if path.suffix in (".pdf", ".html", ".txt")}
    labelled = {path.stem for path in (ROOT / "gold").glob("[0-9]*.json")}
    assert made == labelled == set(STEMS)
    assert len(STEMS) >= 10


def test_a_run_over_the_folder_finds_the_specimens_alone() -> None:
    assert {Path(file.name).stem for file in find_documents([HERE]).files} == set(STEMS)


@pytest.mark.parametrize("stem", STEMS)
def test_the_committed_file_is_what_its_source_renders(stem: str) -> None:
    name, data = render(specimen(stem))
    committed = (HERE / name).read_bytes()
    if name.endswith(".pdf"):  # bytes may differ between releases of the PDF library, the text may not
        assert page_texts(data) == page_texts(committed)
        assert data == render(specimen(stem))[1]
    else:
        assert data == committed
    assert gold(stem)["document"]["source_name"] == name


@pytest.mark.parametrize("name", PDFS)
def test_a_pdf_reads_as_vietnamese_text_on_numbered_pages(name: str) -> None:
    data = (HERE / name).read_bytes()
    assert len(data) < 150_000
    pdf = pymupdf.open(stream=data, filetype="pdf")
    for number, text in enumerate(page_texts(data), 1):
        assert unicodedata.normalize("NFC", text) == text
        assert "\ufffd" not in text
        assert text.count(SPECIMEN_MARK) == 1
        assert number == 1 or re.search(rf"^{number}$", text, re.MULTILINE)
        page = pdf[number - 1]
        assert {round(page.rect.width), round(page.rect.height)} == {595, 842}
        assert {font[3].split("+")[-1] for font in page.get_fonts()} <= {
            f"Specimen Serif {face}" for face in ("Regular", "Bold", "Italic", "Bold Italic")
        }


@pytest.mark.parametrize("name", PDFS)
def test_a_pdf_prints_every_word_of_its_source_in_order(name: str) -> None:
    furniture = re.compile(rf"^(?:\d+|{SPECIMEN_MARK})$", re.MULTILINE)
    pages = page_texts((HERE / name).read_bytes())
    printed = squeeze("".join(furniture.sub("", text) for text in pages))
    at = 0
    for block in specimen(name.removesuffix(".pdf")).blocks:
        at = printed.find(squeeze(bare(block.text)), at)
        assert at >= 0, block.text
        assert [cell for row in block.rows for cell in row if cell and not in_page(cell[0], pages)] == []


def squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)


def in_page(cell: str, pages: list[str]) -> bool:
    return any(fold(bare(cell)) in fold(text) for text in pages)


def test_the_page_is_set_like_an_official_document() -> None:
    pdf = pymupdf.open(HERE / "05_quyet_dinh_gia_dich_vu_cho.pdf")
    page = pdf[0]
    place = {text: page.search_for(text)[0] for text in ("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI", "Lam Thành, ngày")}
    assert place["ỦY BAN NHÂN DÂN"].x1 < place["CỘNG HÒA XÃ HỘI"].x0
    assert abs(place["ỦY BAN NHÂN DÂN"].y0 - place["CỘNG HÒA XÃ HỘI"].y0) < 5
    assert place["Lam Thành, ngày"].x0 > page.rect.width / 2 - 60
    last = pdf[-1]
    assert last.search_for("Nơi nhận:")[0].x1 < last.search_for("Lê Văn Đoàn")[0].x0
    sizes = {
        round(span["size"], 1) for b in page.get_text("dict")["blocks"] for li in b["lines"] for span in li["spans"]
    }
    assert 13.5 in sizes


def test_the_appendix_table_runs_over_two_landscape_pages() -> None:
    pages = page_texts((HERE / "01_chuong_trinh_khuyen_cong.pdf").read_bytes())[-2:]
    assert all("Tên nhiệm vụ, đề án" in text for text in pages)
    assert "PHỤ LỤC II" in pages[0]
    assert "Tổng cộng" in pages[1]
    assert "Tổng cộng" not in pages[0]


# --- the tables of the sources ------------------------------------------------------------------------------


def figures(row: tuple[Any, ...]) -> list[int]:
    cells = [bare(cell[0]) for cell in row if cell is not None]
    return [0 if cell == "-" else int(cell.replace(".", "")) for cell in cells[2:] if re.fullmatch(r"-|[\d.]+", cell)]


def totalled_tables() -> list[Block]:
    blocks = [block for stem in STEMS for block in specimen(stem).blocks if block.kind == "table"]
    return [block for block in blocks if bare(block.rows[-1][1][0]) == "Tổng cộng"]


def test_columns_add_up_to_their_totals() -> None:
    tables = totalled_tables()
    assert len(tables) == 3
    for table in tables:
        body = table.rows[table.head : -1]
        groups = [row for row in body if re.fullmatch(r"[IVX]+", bare(row[0][0]))]
        columns = zip(*(figures(row) for row in groups or body), strict=True)
        assert [sum(column) for column in columns] == figures(table.rows[-1])


def test_groups_add_up_in_the_long_table() -> None:
    (table,) = [table for table in totalled_tables() if len(table.rows) > 30]
    sums: dict[str, list[list[int]]] = defaultdict(list)
    group = ""
    for row in table.rows[table.head : -1]:
        if re.fullmatch(r"[IVX]+", bare(row[0][0])):
            group = bare(row[0][0])
        sums[group].append(figures(row))
    for total, *items in sums.values():
        assert [sum(column) for column in zip(*items, strict=True)] == total
        assert sum(total[:-1]) == total[-1]


# --- the labels ---------------------------------------------------------------------------------------------


def test_markup_that_is_not_known_is_refused(tmp_path: Path) -> None:
    for body, message in (("@unknown\n", "unknown markup"), ("@table 1 1\n|a|\n|-\n|b|\n", "does not have 2 cells")):
        path = tmp_path / "x.txt"
        path.write_text(f'+++\nform = "pdf"\n+++\n{body}', "utf-8")
        with pytest.raises(ValueError, match=message):
            read_specimen(path)


@pytest.mark.parametrize("stem", STEMS)
def test_what_the_labels_quote_stands_in_the_source(stem: str) -> None:
    labels, text = gold(stem), source_text(stem)
    document = labels["document"]
    quoted = [document["title"], *(signatory["name"] for signatory in document["signatories"])]
    quoted += [section["title"] for section in labels["sections"]]
    quoted += [citation["number"] for citation in labels["citations"]]
    quoted += [record[key] for record in labels["targets"] for key in ("action", "indicator", "unit")]
    quoted += [record["amount_text"] for record in labels["funding"]]
    quoted += [record.get(key) for record in labels["funding"] for key in ("row", "column")]
    quoted += [document["number"], document["place"]]
    assert [phrase for phrase in quoted if phrase and fold(phrase) not in text] == []


def written(value: str) -> set[str]:
    """The ways in which a source may print a quantity."""
    whole, _, decimals = value.partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    forms = {grouped + ("," + decimals if decimals else ""), whole.zfill(2)}
    return forms | {"1,2 triệu"} if value == "1200000" else forms


@pytest.mark.parametrize("stem", STEMS)
def test_quantities_stand_in_the_source(stem: str) -> None:
    text = source_text(stem)
    values = [record[key] for record in gold(stem)["targets"] for key in ("low", "high", "baseline") if record.get(key)]
    assert [v for v in values if not any(re.search(rf"(?<![\d.,]){f}(?![\d])", text) for f in written(v))] == []


@pytest.mark.parametrize("stem", STEMS)
def test_amounts_are_worth_what_is_written(stem: str) -> None:
    scales = {"tỷ": 10**9, "triệu": 10**6}
    for record in gold(stem)["funding"]:
        scale = next((value for word, value in scales.items() if word in record["amount_text"]), 1)
        if record.get("row") and scale == 1 and stem[:2] in ("01", "07", "10"):  # the unit stands above the table
            scale = scales["triệu"]
        figures_ = [
            figure.replace(".", "").replace(",", ".") for figure in re.findall(r"[\d.,]+", record["amount_text"])
        ]
        worth = [round(float(figure) * scale) for figure in figures_]
        stated = [value for value in (record["low_vnd"], record["high_vnd"]) if value is not None]
        assert sorted(set(stated)) == sorted(set(worth)), record


@pytest.mark.parametrize("stem", [stem for stem in STEMS if stem != SLIPS])
def test_parts_add_up_to_their_totals(stem: str) -> None:
    records = {record["id"]: record for record in gold(stem)["funding"]}
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for record in records.values():
        if record["part_of"]:
            sums[record["part_of"], record["breakdown"]] += record["high_vnd"]
    incomplete = {"04_bai_viet_chuong_trinh"}  # an article that leaves one source without its amount
    wrong = [key for key, found in sums.items() if records[key[0]]["high_vnd"] != found]
    assert bool(wrong) == (stem in incomplete)


def test_the_slips_are_those_that_the_checks_name() -> None:
    labels = gold(SLIPS)
    amounts = {record["id"]: record["high_vnd"] for record in labels["funding"]}
    for check in labels["checks"]:
        if check["kind"] == "sum_parts":
            total, *parts = (amounts[name] for name in check["records"])
            assert total == int(check["expected"])
            assert sum(parts) == int(check["found"]) != total
        if check["expected"] is not None:
            assert int(check["difference"]) == int(check["found"]) - int(check["expected"])
    assert all(not check["ok"] for check in labels["checks"])
    assert [section["path"] for section in labels["sections"]].count("III") == 2


def test_the_same_target_is_stated_twice() -> None:
    targets = {record["id"]: record for record in gold("01_chuong_trinh_khuyen_cong")["targets"]}
    pairs = [(record, targets[record["same_as"]]) for record in targets.values() if record.get("same_as")]
    assert len(pairs) == 11
    for second, first in pairs:
        assert (second["low"], second["high"], second["indicator"]) == (first["low"], first["high"], first["indicator"])
        assert second["section"] != first["section"]


def test_the_directive_is_silent() -> None:
    labels = gold("13_chi_thi_truc_ban")
    assert labels["targets"] == labels["funding"] == []


# --- the manifest -------------------------------------------------------------------------------------------


def test_the_manifest_names_each_published_document_once() -> None:
    with (HERE / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert 20 <= len(rows) <= 40
    assert len({(row["number"], row["issuer"]) for row in rows}) == len(rows)
    for row in rows:
        assert re.fullmatch(r"[\d.]+(/\d{4})?/[A-ZĐ]+(-[A-ZĐa-z]+)?\d*", row["number"]), row["number"]
        assert dt.date.fromisoformat(row["issued_on"]) < dt.date(2026, 12, 31)
        assert row["issuer"]
        assert row["title"]
        assert not row["address"] or re.fullmatch(r"https?://\S+", row["address"])
        assert "Lam Thành" not in "".join(row.values())
