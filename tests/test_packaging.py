"""What a user of the package meets first: quick imports, public names, one version, a clean tree."""

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import kc_extract

ROOT = Path(__file__).parent.parent
#: Modules whose distribution has another name.
DISTRIBUTIONS = {"PIL": "pillow"}
HEAVY = {
    "pymupdf", "pdfplumber", "pdfminer", "trafilatura", "lxml", "selectolax", "pandas", "numpy", "openpyxl",
    "xlsxwriter", "underthesea", "matplotlib", "rich", "regex", "tesserocr", "PIL",
}  # fmt: skip


def loaded_by(code: str) -> set[str]:
    """The top-level modules that a fresh interpreter has loaded after ``code``."""
    script = f"{code}\nimport sys, json\nprint(json.dumps(sorted({{name.split('.')[0] for name in sys.modules}})))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_importing_the_package_loads_nothing_else() -> None:
    assert not loaded_by("import kc_extract") & (HEAVY | {"msgspec", "typer"})


@pytest.mark.parametrize("command", ["", "extract", "run", "score", "schema", "explain", "show", "link"])
def test_help_loads_no_heavy_library(command: str) -> None:
    arguments = ["kc-extract", *filter(None, [command]), "--help"]
    code = f"""
import sys
from kc_extract.cli import main
sys.argv = {arguments}
try:
    main()
except SystemExit:
    pass"""
    assert not loaded_by(code) & HEAVY


def test_public_names_resolve() -> None:
    for name in kc_extract.__all__:
        assert getattr(kc_extract, name) is not None
    assert set(kc_extract.__all__) <= set(dir(kc_extract))


def test_another_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'reed'"):
        kc_extract.reed  # noqa: B018 - the access is what is tested


def test_the_version_is_told_once() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["dynamic"] == ["version"]
    done = subprocess.run(
        [sys.executable, "-c", "from kc_extract.cli import main; main()", "--version"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout == f"kc-extract {kc_extract.__version__}\n"


def test_every_library_that_the_package_imports_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = {re.split(r"[<>=~!; ]", line)[0] for line in project["dependencies"]}
    extras = {re.split(r"[<>=~!; ]", line)[0] for extra in project["optional-dependencies"].values() for line in extra}
    imported = {name for path in (ROOT / "kc_extract").rglob("*.py") for name in imports_of(path)}
    outside = {DISTRIBUTIONS.get(name, name) for name in imported - set(sys.stdlib_module_names) - {"kc_extract"}}
    assert declared <= outside <= declared | extras
    assert declared.isdisjoint(extras)


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def tracked_texts() -> Iterator[tuple[str, str]]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout: what is committed cannot be listed")
    for name in filter(None, listed.stdout.decode().split("\0")):
        path = ROOT / name
        if path.is_file() and path.suffix in {
            ".py",
            ".toml",
            ".md",
            ".txt",
            ".cfg",
            ".yml",
            ".sh",
            ".ipynb",
            ".json",
            "",
        }:
            yield name, path.read_text("utf-8", "replace")


def test_no_registry_address_and_no_path_of_one_machine_is_committed() -> None:
    forbidden = re.compile(r"(?:extra-)?index-url|find-links|pypi\.org/simple|(?<![\w./])/(?:home|root|work)/\w")
    faults = [name for name, text in tracked_texts() if name != "tests/test_packaging.py" and forbidden.search(text)]
    assert faults == []


def test_constraints_pin_exact_versions() -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert pins
    assert [pin for pin in pins if not re.fullmatch(r"[A-Za-z0-9._-]+==[\w.!+]+", pin)] == []


def test_the_licence_is_the_whole_agpl() -> None:
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert "GNU AFFERO GENERAL PUBLIC LICENSE" in text
    assert "13. Remote Network Interaction; Use with the GNU General Public License." in text
    assert "END OF TERMS AND CONDITIONS" in text
