"""The notebook runs from a clean kernel and shows what it promises."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"


@pytest.fixture(scope="module")
def executed() -> nbformat.NotebookNode:
    notebook = nbformat.read(NOTEBOOKS / "first_steps.ipynb", as_version=4)
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(NOTEBOOKS)}}).execute()
    return notebook


def outputs(notebook: nbformat.NotebookNode, kind: str) -> list[str]:
    """All outputs of one MIME type, and what was printed where ``kind`` is plain text."""
    found = []
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "stream" and kind == "text/plain":
                found.append(output.text)
            elif kind in output.get("data", {}):
                found.append(output.data[kind])
    return found


def test_the_notebook_shows_the_boxes_and_the_chart(executed: nbformat.NotebookNode) -> None:
    assert len(outputs(executed, "image/png")) == 2


def test_the_notebook_prints_the_header_and_the_summary(executed: nbformat.NotebookNode) -> None:
    printed = "\n".join(outputs(executed, "text/plain"))
    assert "1147/QĐ-UBND" in printed
    assert "failed: 0" in printed


def test_the_committed_notebook_holds_no_outputs() -> None:
    notebook = nbformat.read(NOTEBOOKS / "first_steps.ipynb", as_version=4)
    assert all(not cell.get("outputs") and cell.get("execution_count") is None for cell in notebook.cells)
