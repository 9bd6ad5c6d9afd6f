"""Citations to documents, versions, programmes of successive periods, and the files of the graph."""

import csv
import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from kc_extract.gazetteer import provinces
from kc_extract.link import Links, link, links_to_dot, links_to_graphml, links_to_json
from kc_extract.schema import encode
from kc_extract.types import Extraction
from tests.link_making import cites, made, money, target

RULES = made("rules.txt", "18/2019/QĐ-UBND", "2019-08-28")
PLAN = made("plan.txt", "402/QĐ-UBND", "2021-03-12")


def edges(*extractions: tuple[str, Extraction]) -> list[tuple[str, str, str, str]]:
    """Every link within the set: names of its ends, relation, and what agrees."""
    links = link(extractions)
    names = {node.id: node.names[0] for node in links.nodes if node.names}
    return [
        (names[edge.source], edge.relation, names[edge.target], " ".join(edge.evidence))
        for edge in links.edges
        if edge.target in names
    ]


@pytest.mark.parametrize(
    ("text", "number", "on", "place", "evidence"),
    [
        ("số 18/2019/QĐ-UBND ngày 28/8/2019 của UBND tỉnh Vĩnh Long", "18/2019/QĐ-UBND", "2019-08-28", "Vĩnh Long",
         "number date issuer"),
        ("số 18/2019/QĐ-UBND", "18/2019/QĐ-UBND", None, "Vĩnh Long", "number place"),
        ("số 18/2019/QĐ-UBND của UBND tỉnh Vĩnh Long", "18/2019/QĐ-UBND", None, "Cần Thơ", "number issuer"),
        ("số 18/2019/QĐ-UBND ngày 28/8/2019", "18/2019/QĐ-UBND", "2019-08-28", "Cần Thơ", "number date"),
        ("số 18/2019/QĐ-UBND ngày 29/8/2019", "18/2019/QĐ-UBND", "2019-08-29", "Vĩnh Long",
         "number date_differs place"),
    ],
)  # fmt: skip
def test_a_citation_finds_its_document(text: str, number: str, on: str | None, place: str, evidence: str) -> None:
    citing = made("citing.txt", "3082/QĐ-UBND", "2020-11-12", place, **cites(text, number, on))
    assert edges(RULES, citing) == [("citing.txt", "basis", "rules.txt", evidence)]


@pytest.mark.parametrize(
    ("text", "number", "on", "place"),
    [
        ("số 18/2019/QĐ-UBND của UBND tỉnh Trà Vinh", "18/2019/QĐ-UBND", None, "Vĩnh Long"),  # another province's
        ("số 18/2019/QĐ-UBND", "18/2019/QĐ-UBND", None, "Cần Thơ"),
        ("số 18/2019/NQ-HĐND", "18/2019/NQ-HĐND", None, "Vĩnh Long"),  # another kind of number
        ("số 402/QĐ-UBND ngày 12/3/2020", "402/QĐ-UBND", "2020-03-12", "Vĩnh Long"),  # of another year
        ("số 402/QĐ-TTg", "402/QĐ-TTg", None, "Vĩnh Long"),
    ],
)
def test_a_citation_of_something_else_finds_none(text: str, number: str, on: str | None, place: str) -> None:
    citing = made("citing.txt", "3082/QĐ-UBND", "2022-11-12", place, **cites(text, number, on))
    assert edges(RULES, PLAN, made("ttg.txt", "402/QĐ-TTg", "2021-03-12", "Hà Nội"), citing) == []


def test_a_number_given_every_year_is_told_by_its_date() -> None:
    text = "số 402/QĐ-UBND ngày 12/3/2021"
    citing = made("citing.txt", "1/QĐ-UBND", "2022-01-12", **cites(text, "402/QĐ-UBND", "2021-03-12"))
    assert edges(made("older.txt", "402/QĐ-UBND", "2020-04-01"), PLAN, citing) == [
        ("citing.txt", "basis", "plan.txt", "number date place")
    ]


def test_what_a_name_leaves_open_is_not_linked() -> None:
    citing = made("citing.txt", "1/QĐ-UBND", "2022-01-12", **cites("số 402/QĐ-UBND", "402/QĐ-UBND"))
    assert edges(made("older.txt", "402/QĐ-UBND", "2020-04-01"), PLAN, citing) == []


def test_a_merged_province_cites_what_its_parts_issued() -> None:
    old = made("old.txt", "7/2022/QĐ-UBND", "2022-02-01", "Bến Tre")
    new = made("new.txt", "9/2026/QĐ-UBND", "2026-02-01", **cites("số 7/2022/QĐ-UBND", "7/2022/QĐ-UBND"))
    before = made("new.txt", "9/2024/QĐ-UBND", "2024-02-01", **cites("số 7/2022/QĐ-UBND", "7/2022/QĐ-UBND"))
    assert edges(old, new) == [("new.txt", "basis", "old.txt", "number place")]
    assert edges(old, before) == []


def test_documents_that_are_only_cited_are_nodes_once() -> None:
    text = "số 45/2012/NĐ-CP ngày 21/5/2012"
    one = made("one.txt", "1/QĐ-UBND", "2020-01-01", **cites(text, "45/2012/NĐ-CP", "2012-05-21"))
    two = made("two.txt", "2/QĐ-UBND", "2020-01-01", **cites(text, "45/2012/NĐ-CP"))
    links = link([one, two])
    assert [(node.id, node.number) for node in links.nodes if not node.names] == [("x1", "45/2012/NĐ-CP")]
    assert [(edge.source, edge.target, edge.evidence) for edge in links.edges] == [("d1", "x1", ()), ("d2", "x1", ())]


def test_files_of_one_document_are_one_node() -> None:
    forms = [made("a.pdf", "402/QĐ-UBND", "2021-03-12"), made("a.txt", "402/QĐ-UBND", None), PLAN]
    others = [made("b.pdf", "402/QĐ-UBND", "2021-03-12", "Trà Vinh"), made("c.pdf", None, "2021-03-12")]
    assert [node.names for node in link([*forms, *others]).nodes] == [
        ("a.pdf", "a.txt", "plan.txt"),
        ("b.pdf",),
        ("c.pdf",),
    ]


def programme(
    name: str, place: str, years: tuple[int, int], *, kind: str = "decision", **more: object
) -> tuple[str, Extraction]:
    title = f"Ban hành Chương trình khuyến công tỉnh {place} giai đoạn {years[0]} - {years[1]}"
    words = {"title": title, "period": years, "kind": kind, **more}
    return made(name, f"{name}/QĐ-UBND", f"{years[0] - 1}-12-01", place, **words)


def follows(*extractions: tuple[str, Extraction]) -> list[tuple[str, str]]:
    return [(source, target_) for source, relation, target_, _ in edges(*extractions) if relation == "follows"]


def test_a_programme_follows_the_one_of_the_period_before() -> None:
    series = [programme(str(first), "Vĩnh Long", (first, first + 4)) for first in (2021, 2011, 2016)]
    assert sorted(follows(*series)) == [("2016", "2011"), ("2021", "2016")]


def test_a_merged_province_continues_the_programmes_of_all_its_parts() -> None:
    parts = [programme(f"{place} 2021", place, (2021, 2025)) for place in ("Vĩnh Long", "Bến Tre", "Cà Mau")]
    new = programme("2026", "Vĩnh Long", (2026, 2030))
    assert sorted(follows(*parts, new)) == [("2026", "Bến Tre 2021"), ("2026", "Vĩnh Long 2021")]


def test_before_the_merger_the_parts_are_apart() -> None:
    assert follows(programme("1", "Bến Tre", (2016, 2020)), programme("2", "Vĩnh Long", (2021, 2025))) == []


@pytest.mark.parametrize(
    "other",
    [
        programme("2", "Vĩnh Long", (2023, 2027)),  # years overlap
        programme("2", "Vĩnh Long", (2026, 2030), kind="proposal"),
        programme("2", "Vĩnh Long", (2026, 2030), title="Ban hành Chương trình chuyển đổi số tỉnh Vĩnh Long"),
        programme("2", "Vĩnh Long", (2026, 2030), issuer="Thủ tướng Chính phủ"),
    ],
)
def test_what_follows_nothing(other: tuple[str, Extraction]) -> None:
    assert follows(programme("1", "Vĩnh Long", (2021, 2025)), other) == []


def test_figures_stand_side_by_side() -> None:
    old = programme(
        "1", "Vĩnh Long", (2021, 2025),
        targets=(target("t1", 5, "mô hình trình diễn kỹ thuật", "mô hình"), target("t2", 9, "lớp tập huấn", "lớp")),
        funding=(money("f1", 75), money("f2", 30, role="part", part_of="f1", breakdown="source", source="beneficiary"),
                 money("f3", 4, role="norm")),
    )  # fmt: skip
    new = programme(
        "2", "Vĩnh Long", (2026, 2030), targets=(target("t7", 8, "mô hình trình diễn kỹ thuật mới", "mô hình"),),
        funding=(money("f9", 90), money("f8", 20, role="part", part_of="f9", breakdown="source", source="beneficiary")),
    )  # fmt: skip
    rows = [
        (row.label, row.source, row.earlier_value, row.later_value, row.difference)
        for row in link([old, new]).comparisons
    ]
    assert rows == [
        ("mô hình trình diễn kỹ thuật", None, 5, 8, 3),
        ("lớp tập huấn", None, 9, None, None),
        ("", "unspecified", 75, 90, 15),
        ("", "beneficiary", 30, 20, -10),
    ]


def amended() -> tuple[tuple[str, Extraction], tuple[str, Extraction]]:
    text = "sửa đổi Quyết định số 18/2019/QĐ-UBND"
    return RULES, made("new.txt", "14/2020/QĐ-UBND", "2020-04-24", **cites(text, "18/2019/QĐ-UBND", role="amends"))


def test_versions_are_linked() -> None:
    assert edges(*amended()) == [("new.txt", "amends", "rules.txt", "number place")]


def test_the_files_of_the_graph_hold_every_node_and_edge() -> None:
    links = link(amended())
    assert json.loads(links_to_json(links))["edges"][0]["relation"] == "amends"
    graph = ET.fromstring(links_to_graphml(links))  # noqa: S314 - our own output
    space = "{http://graphml.graphdrawing.org/xmlns}"
    assert [node.get("id") for node in graph.iter(f"{space}node")] == ["d1", "d2"]
    assert [(edge.get("source"), edge.get("target")) for edge in graph.iter(f"{space}edge")] == [("d2", "d1")]
    assert 'd2 -> d1 [label="amends"' in links_to_dot(links).decode()


def test_a_title_cannot_break_the_graph() -> None:
    bad = 'a"b\\ <c> & \x01\nd'
    links = link([made("x", None, None, title=bad)])
    ET.fromstring(links_to_graphml(links))  # noqa: S314 - our own output
    assert '[label="a\\"b\\\\ <c> & \x01 d"]' in links_to_dot(links).decode()


def test_nothing_gives_nothing() -> None:
    assert link([]) == Links(nodes=(), edges=(), comparisons=(), checks=())


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from kc_extract.cli import main; main()", "link", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_command_tells_the_links_and_writes_the_files(tmp_path: Path) -> None:
    for name, extraction in amended():
        (tmp_path / f"{name}.json").write_bytes(encode(extraction))
    done = run(str(tmp_path), "--out", str(tmp_path / "links"))
    assert done.returncode == 0
    assert "amends: 1, within the set 1" in done.stdout
    assert {path.name for path in (tmp_path / "links").iterdir()} == {
        "links.json", "links.graphml", "links.dot", "links.csv", "figures.csv", "checks.csv",
    }  # fmt: skip
    with (tmp_path / "links" / "links.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["source_name"], row["relation"], row["target_name"]) == ("14/2020/QĐ-UBND", "amends", "18/2019/QĐ-UBND")


def test_a_file_that_is_no_extraction_is_told_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text("[]")
    done = run(str(path))
    assert done.returncode == 1
    assert done.stderr.startswith(f"kc-extract: {path}: not an extraction")
    assert done.stderr.count("\n") == 1


def test_a_large_set_links_every_province_to_itself() -> None:
    names = [unit.name for unit in provinces() if unit.until is None][:30]
    years = [(first, first + 4) for first in range(1981, 2022, 5)]
    works = [programme(f"{name} {first}", name, (first, last)) for name in names for first, last in years]
    found = follows(*works)
    assert len(works) > 200
    assert len(found) == len(names) * (len(years) - 1)
    assert all(source.rpartition(" ")[0] == target_.rpartition(" ")[0] for source, target_ in found)
