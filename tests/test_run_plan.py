"""Which documents of a run are done already."""

import hashlib
from pathlib import Path

import pytest

from kc_extract.batch import find_documents, produced_now
from kc_extract.batch.making import is_current
from kc_extract.batch.plan import make_plan
from kc_extract.files import write_whole
from kc_extract.schema import encode
from kc_extract.types import DocumentFields, Engine, Extraction, Note, ProducedBy

THEN = ProducedBy(version="1.0", options={}, engines=(Engine(name="pymupdf", version="1.28.2"),))


def made(**changes: object) -> ProducedBy:
    return ProducedBy(**{"version": THEN.version, "options": THEN.options, "engines": THEN.engines, **changes})


def test_the_same_making_stands() -> None:
    assert is_current(THEN, made(), {"needs_ocr"})


@pytest.mark.parametrize(
    "now",
    [
        made(version="1.1"),
        made(options={"lexicon": "ab"}),
        made(engines=(Engine(name="pymupdf", version="1.29"),)),
    ],
)
def test_another_version_option_or_engine_does_not_stand(now: ProducedBy) -> None:
    assert not is_current(THEN, now, set())


def test_a_new_engine_matters_only_where_something_was_left_unread() -> None:
    now = made(engines=(*THEN.engines, Engine(name="tesserocr", version="2.8")))
    assert is_current(THEN, now, {"furniture"})
    assert not is_current(THEN, now, {"furniture", "needs_ocr"})


def test_what_the_time_did_not_suffice_for_is_gone_on_with() -> None:
    assert not is_current(THEN, made(), {"ocr", "ocr_unfinished"})


def test_an_engine_that_left_takes_nothing_away() -> None:
    assert is_current(THEN, made(engines=()), {"needs_ocr"})


def test_the_words_of_the_user_are_an_option(tmp_path: Path) -> None:
    plain = produced_now()
    assert plain.options == {}
    (tmp_path / "units.toml").write_text('counts = ["chòi"]', "utf-8")
    one = produced_now(tmp_path)
    assert one == produced_now(tmp_path)
    (tmp_path / "units.toml").write_text('counts = ["lán"]', "utf-8")
    assert one.options != produced_now(tmp_path).options


# --- the plan -------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three documents, two of them with the same bytes."""
    for name, text in {"a.txt": "một", "b.txt": "hai", "c/a.txt": "một"}.items():
        write_whole(tmp_path / "in" / name, text.encode())
    return tmp_path


def names(files: object) -> list[str]:
    return [file.name for file in files]  # type: ignore[attr-defined]


def plan(folder: Path, now: ProducedBy = THEN, *, force: bool = False) -> tuple[list[str], list[str], list[str]]:
    """Names of what is to be extracted, of what is kept, of duplicates."""
    files = find_documents([folder / "in"]).files
    made = make_plan(files, folder / "out", now, force=force)
    return names(made.fresh), names(made.kept), [file.name for file, _ in made.duplicates]


def store(folder: Path, name: str, identity: str, *, duplicate_of: str | None = None, note: str | None = None) -> None:
    fields = DocumentFields(id=identity, source_name=name, media_type="text/plain", pages=1, text_source="plain")
    notes = () if note is None else (Note(code=note, message=""),)
    extraction = Extraction(
        produced_by=THEN, document=fields, text="", pages=(), sections=(), citations=(), targets=(), funding=(),
        tables=(), checks=(), notes=notes, duplicate_of=duplicate_of,
    )  # fmt: skip
    write_whole(folder / "out" / f"{name}.json", encode(extraction))


HAI = hashlib.sha256(b"hai").hexdigest()
MOT = hashlib.sha256("một".encode()).hexdigest()


def test_all_is_fresh_at_first_but_the_second_of_equal_bytes(folder: Path) -> None:
    assert plan(folder) == (["a.txt", "b.txt"], [], ["c/a.txt"])


def test_what_stands_is_kept(folder: Path) -> None:
    store(folder, "b.txt", HAI)
    assert plan(folder) == (["a.txt"], ["b.txt"], ["c/a.txt"])
    assert plan(folder, force=True) == (["a.txt", "b.txt"], [], ["c/a.txt"])
    assert plan(folder, made(version="2")) == (["a.txt", "b.txt"], [], ["c/a.txt"])


def test_other_bytes_under_the_same_name_are_fresh(folder: Path) -> None:
    store(folder, "b.txt", MOT)
    assert plan(folder)[0] == ["a.txt", "b.txt"]


def test_a_page_that_needed_an_engine_is_not_done_once_the_engine_is_there(folder: Path) -> None:
    store(folder, "b.txt", HAI, note="needs_ocr")
    assert plan(folder)[1] == ["b.txt"]
    assert plan(folder, made(engines=(*THEN.engines, Engine(name="tesserocr", version="2.8"))))[1] == []


def test_a_duplicate_that_became_the_first_is_extracted(folder: Path) -> None:
    store(folder, "a.txt", MOT, duplicate_of="0.txt")
    assert "a.txt" in plan(folder)[0]


def test_a_result_that_is_no_extraction_does_not_stand(folder: Path) -> None:
    for content in (b"", b"{", b"[]", b"\xff"):
        write_whole(folder / "out/b.txt.json", content)
        assert "b.txt" in plan(folder)[0]


def test_a_file_that_is_gone_is_a_failure_that_names_it(folder: Path) -> None:
    files = find_documents([folder / "in"]).files
    (folder / "in/b.txt").unlink()
    [(file, failure)] = make_plan(files, folder / "out", THEN).unopened
    assert (file.name, failure.code) == ("b.txt", "file_system")
    assert failure.message.startswith("b.txt: No such file or directory")
