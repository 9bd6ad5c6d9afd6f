"""The notebook on programmes runs from a clean kernel and shows what it promises."""

import nbformat
import pytest
from nbclient import NotebookClient

from tests.test_notebook import NOTEBOOKS, outputs


@pytest.fixture(scope="module")
def executed() -> nbformat.NotebookNode:
    notebook = nbformat.read(NOTEBOOKS / "programmes.ipynb", as_version=4)
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(NOTEBOOKS)}}).execute()
    return notebook


def test_it_draws_funding_and_targets(executed: nbformat.NotebookNode) -> None:
    assert len(outputs(executed, "image/png")) == 2


def test_the_activities_make_what_is_stated_for_the_whole(executed: nbformat.NotebookNode) -> None:
    printed = "\n".join(outputs(executed, "text/plain"))
    assert "activities: 48,000,000,000 đồng; stated for the whole: 48,000,000,000 đồng" in printed


def test_it_names_what_the_faulty_decision_gets_wrong(executed: nbformat.NotebookNode) -> None:
    printed = "\n".join(outputs(executed, "text/plain"))
    assert "attachment-1 says 686/QĐ-UBND, the header 688/QĐ-UBND" in printed


def test_it_is_committed_without_outputs() -> None:
    notebook = nbformat.read(NOTEBOOKS / "programmes.ipynb", as_version=4)
    assert all(not cell.get("outputs") and cell.get("execution_count") is None for cell in notebook.cells)
