"""The phrases that show the rules: those of the tests, and those that stand beside the rules in code and word lists."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kc_extract.rules.shape import SHAPES

ROOT = Path(__file__).parent.parent
_LONGEST = 110

#: Phrases for rules that read what a phrase on one line of its own does not show.
_SHOWN = (
    "Hội chợ | 5 lần\n1 | Triển lãm | 3 lần",
    "1 | 2 | 3 | 4\nA | B | C | D",
    "Nội dung\n12\nTiếp theo",
    "Nguồn: www.angiang.gov.vn/tin/2024, thư so@angiang.gov.vn",
    "Quý I/2024 và T6/2023",
    "diện tích 15 m2, khí CO2, dịch COVID-19",
    "cơ sở công nghiệp nông thôn [2] và khuyến công (3)",
    "Các xã Hòa Bình 2 và Xuân Thọ 1",
    "Buổi 1, vị trí 2, 17 Trần Phú, phường Bến Nghé",
    "theo quy định1; chỉ tiêu 2025",
    "năm 2025 đạt 12 triệu, trong đó 3 phần tư là của hộ",
    "Hỗ trợ 10, 15 và 20 triệu đồng; đào tạo hai mươi lăm lao động",
    "Một phần ba số hộ, 2/3 số xã, đạt 83,1/100 điểm",
    "Tăng từ 60% lên 75%, tối thiểu 5%, dưới 3%, khoảng 1,5 lần",
    "Mười lăm triệu đồng, năm mươi phần trăm, ba kilômét",
    "Đặt 9 lu sành, mua 7 xoong nồi",
    "Bằng chữ: một tỷ hai trăm triệu đồng",
    "1) Đào tạo nghề; 2) Truyền nghề",
    "Ghi chú: a. Nội dung. 2. Kinh phí",
    "1 Theo Nghị định của Chính phủ",
    "Kết quả (2024), (2025)",
    "Tiểu mục 2. Nội dung hỗ trợ",
)


def phrases() -> tuple[str, ...]:
    """Every short phrase that a rule, a corpus or a test of rules gives, once, in their order."""
    found = dict.fromkeys((*_of_shapes(), *_of_cues(), *_SHOWN, *_of_corpora(), *_of_tests()))
    return tuple(phrase for phrase in found if _is_phrase(phrase))


def _is_phrase(text: str) -> bool:
    return len(text) <= _LONGEST and text == text.strip() and any(map(str.isalnum, text))


def _of_shapes() -> Iterator[str]:
    for shape in SHAPES:
        yield from shape.examples


def _of_cues() -> Iterator[str]:
    data = (ROOT / "kc_extract" / "lexicon" / "cues.toml").read_bytes()
    for cue in tomllib.loads(data.decode())["cue"]:
        yield from (f"{word} {cue['sample']}" for word in cue["words"][:2] if "sample" in cue)


def _of_tests() -> Iterator[str]:
    """The cases of parametrized tests, and the phrases of the corpora, which are tuples and lists in modules."""
    for path in sorted((ROOT / "tests").rglob("*.py")):
        if path.name.startswith(_READING):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                yield from _cases(node)


#: The tests of rules; others are about files, pages and commands.
_READING = (
    "test_amounts", "test_citations", "test_counts", "test_exclusions", "test_funding", "test_mentions", "test_numbers",
    "test_outline", "test_quantities", "test_rules", "test_targets",
)  # fmt: skip


def _cases(node: ast.AST) -> Iterator[str]:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return
    if node.func.attr == "parametrize" and len(node.args) > 1 and isinstance(node.args[1], ast.List | ast.Tuple):
        for case in node.args[1].elts:
            first = case.elts[0] if isinstance(case, ast.Tuple) and case.elts else case
            value: Any = first.value if isinstance(first, ast.Constant) else None
            if isinstance(value, str):
                yield value


def _of_corpora() -> Iterator[str]:
    """Every string of the phrase corpora but their docstrings."""
    for path in sorted((ROOT / "tests" / "phrases").rglob("*")):
        if path.suffix == ".py":
            tree = ast.parse(path.read_text("utf-8"))
            told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
            constants = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in told)
            yield from (node.value for node in constants if isinstance(node.value, str))
        elif path.suffix == ".toml":
            for group in tomllib.loads(path.read_text("utf-8"))["group"]:
                yield from (*group.get("read", ()), *group.get("silent", ()))
