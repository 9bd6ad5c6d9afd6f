"""What a run tells of itself, to people and to machines."""

import datetime as dt
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from kc_extract.batch import Failure, Report, Result
from kc_extract.batch.outcome import Success
from kc_extract.export import Totals
from kc_extract.report import BrokenOff, Facts, gather, write_metrics, write_report
from kc_extract.report.text import report_to_text

BEGAN = dt.datetime(2026, 3, 1, 2, 0, tzinfo=dt.UTC)
ENDED = BEGAN + dt.timedelta(seconds=3725)
EMPTY = "the file is empty; fetch it again"


def read(seconds: float, name: str, **told: object) -> Result:
    given = {"text_source": "born_digital", "pages": 3, "sections": 2, "targets": 1, "funding": 4, "notes": 0}
    success = Success(**{**given, "content": name, "failed_checks": 0, **told})
    return Result(name=name, status="extracted", success=success, seconds=seconds)


def lost(name: str, code: str = "empty", status: str = "failed") -> Result:
    failure = Failure(source=name, code=code, message=f"{name}: {EMPTY}")
    return Result(name=name, status=status, failure=failure)


def facts(*results: Result, totals: Totals | None = None, archive: str | None = None) -> Facts:
    return gather(Report(out=Path("out"), results=results, archive=archive), totals, BEGAN, ENDED)


MANY = (
    read(1.5, "a.pdf"),
    read(9.25, "b.pdf", text_source="ocr", unread=1, doubtful=2),
    read(0.5, "c.pdf", failed_checks=3),
    read(0.25, "d.pdf", failed_checks=1, unexplained=3),
    Result(name="e.pdf", status="kept"),
    Result(name="f.pdf", status="duplicate", first="a.pdf"),
    lost("g.pdf"),
    lost("<b>&.pdf"),
    lost("h.pdf", "encrypted"),
    lost("i.pdf", "worker_died", "quarantined"),
)


def test_documents_are_counted_by_what_became_of_them_and_by_tier() -> None:
    told = facts(*MANY)
    assert told.outcomes == {"extracted": 4, "kept": 1, "duplicate": 1, "failed": 3, "quarantined": 1}
    assert told.read.tiers == {"born_digital": 3, "ocr": 1}
    assert (told.documents, told.read.pages, told.read.targets, told.read.funding) == (10, 12, 4, 16)
    assert (told.seconds, told.exit_code) == (3725, 1)


def test_the_most_doubtful_is_the_one_with_the_most_places_to_look_at() -> None:
    told = facts(*MANY)
    assert [(doubt.name, doubt.places) for doubt in told.doubtful] == [("d.pdf", 4), ("b.pdf", 3), ("c.pdf", 3)]


def test_the_slowest_come_first_and_what_was_not_tried_is_not_slow() -> None:
    assert [slow.name for slow in facts(*MANY).slowest] == ["b.pdf", "a.pdf", "c.pdf", "d.pdf"]


def test_failures_are_grouped_by_code_with_their_remedies() -> None:
    told = facts(*MANY)
    assert [(trouble.code, [one.name for one in trouble.documents]) for trouble in told.failures] == [
        ("empty", ["g.pdf", "<b>&.pdf"]),
        ("encrypted", ["h.pdf"]),
    ]
    assert told.failures[0].documents[0].message == EMPTY
    assert [trouble.code for trouble in told.quarantine] == ["worker_died"]


def test_what_is_only_in_quarantine_is_no_failure_of_now() -> None:
    told = facts(lost("i.pdf", "worker_died", "quarantined"), Result(name="e.pdf", status="kept"))
    assert (told.exit_code, told.failures, told.slowest, told.doubtful) == (0, (), (), ())


def test_the_text_has_a_line_for_each_fact() -> None:
    lines = report_to_text(facts(*MANY, totals=Totals(documents=5, decisions=4, pages=9))).splitlines()
    assert "extracted: 4 in 3725.0 s" in lines
    assert "read from: born_digital 3, ocr 1" in lines
    assert "decisions: 4, each counted once below; files that tell one of them again: 1" in lines
    assert f"failed (empty): g.pdf: {EMPTY}" in lines
    assert "to look at: d.pdf: 1 checks failed, 3 numbers unexplained" in lines
    assert "slowest: b.pdf: 9.2 s, 3 pages, ocr" in lines
    assert lines[-2:] == ["began: 2026-03-01 02:00:00 UTC", "ended: 2026-03-01 03:02:05 UTC"]


def test_a_run_without_trouble_tells_none() -> None:
    text = report_to_text(facts(read(1.0, "a.pdf")))
    assert not re.search(r"failed \(|quarantine|to look at|left out", text)


def test_the_json_holds_all_and_no_password(tmp_path: Path) -> None:
    write_report(tmp_path / "a.json", facts(*MANY, archive="postgresql://me:secret@host/db"))
    told = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert (told["state"], told["schema"], told["outcomes"]["failed"]) == ("done", "kc-extract-report/1", 3)
    assert told["archive"] == "postgresql://me:***@host/db"


class Page(HTMLParser):
    """The words of a page, its tags, and whether each that opens is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the parser's own form
        self.tags.add(tag)
        if tag not in {"meta", "wbr"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.words.append(data.strip())


def test_the_page_for_the_mail_is_whole_and_needs_nothing_from_elsewhere(tmp_path: Path) -> None:
    write_report(tmp_path / "a.html", facts(*MANY, totals=Totals(documents=5, decisions=4, pages=12345)))
    text = (tmp_path / "a.html").read_text("utf-8")
    page = Page(text)
    assert page.open == []
    assert page.tags.isdisjoint({"style", "script", "link", "img", "b"})
    assert not re.search(r"https?://|url\(", text)
    for words in ("Hoàn tất, có tệp bị lỗi", "Tệp trùng nội dung", "Nhận dạng (OCR)", "1 giờ 2 phút 5 giây"):
        assert words in page.words
    assert "<b>&.pdf" in page.words  # a file name is shown, not run
    assert {"9,2", "12.345", EMPTY, "encrypted"} <= set(page.words)


def test_the_page_names_some_of_many_and_says_how_many_more(tmp_path: Path) -> None:
    write_report(tmp_path / "a.html", facts(*(lost(f"{number}.pdf") for number in range(1234))))
    words = Page((tmp_path / "a.html").read_text("utf-8")).words
    assert "và 1.214 tệp nữa" in words
    assert sum(word.endswith(".pdf") for word in words) == 20


BROKEN = BrokenOff(began=BEGAN, ended=ENDED, reason="a.db: the disk is full", exit_code=1, archive="a.db")


@pytest.mark.parametrize("ending", [".json", ".html", ".txt"])
def test_a_run_that_broke_off_says_so_and_gives_no_figures(tmp_path: Path, ending: str) -> None:
    write_report(tmp_path / f"a{ending}", BROKEN)
    text = (tmp_path / f"a{ending}").read_text("utf-8")
    assert "the disk is full" in text
    assert {".json": '"broken_off"', ".html": "Bị ngắt giữa chừng", ".txt": "broken off: "}[ending] in text
    assert not re.search(r"extracted|Mới trích xuất", text)


# --- metrics ----------------------------------------------------------------------------------------------------


def metrics(path: Path) -> dict[str, float]:
    """The samples of a file in the text exposition format, each under a name that was described before."""
    described: set[str] = set()
    found: dict[str, float] = {}
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("# TYPE "):
            described.add(line.split()[2])
            assert line.split()[3] == "gauge"
        elif not line.startswith("# HELP "):
            told = re.fullmatch(r'([a-z_]+)(\{[a-z_]+="[a-z_]+"\})? (\d+(?:\.\d+)?)', line)
            assert told, line
            assert told[1] in described
            assert told[1] + (told[2] or "") not in found
            found[told[1] + (told[2] or "")] = float(told[3])
    return found


def test_the_metrics_tell_outcomes_durations_and_times(tmp_path: Path) -> None:
    write_metrics(tmp_path / "a.prom", facts(*MANY))
    told = metrics(tmp_path / "a.prom")
    assert told['kc_extract_documents{outcome="failed"}'] == 3
    assert told['kc_extract_documents{outcome="quarantined"}'] == 1
    assert told['kc_extract_failures{code="empty"}'] == 2
    assert told['kc_extract_read_documents{text_source="ocr"}'] == 1
    assert told["kc_extract_run_seconds"] == 3725
    assert told["kc_extract_last_completed_timestamp_seconds"] == ENDED.timestamp()
    assert "kc_extract_last_success_timestamp_seconds" not in told  # there never was one


def test_the_time_of_the_last_success_outlives_runs_that_fail_or_break_off(tmp_path: Path) -> None:
    path = tmp_path / "a.prom"
    write_metrics(path, gather(Report(out=tmp_path, results=()), None, BEGAN, BEGAN))
    write_metrics(path, facts(*MANY))
    write_metrics(path, BROKEN)
    told = metrics(path)
    assert told["kc_extract_last_success_timestamp_seconds"] == BEGAN.timestamp()
    assert told["kc_extract_last_completed_timestamp_seconds"] == ENDED.timestamp()
    assert told["kc_extract_exit_code"] == 1
    assert not any(name.startswith("kc_extract_documents") for name in told)


def test_metrics_over_a_file_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.prom").write_bytes(b"\xff\xfe half a")
    write_metrics(tmp_path / "a.prom", facts(read(1.0, "a.pdf")))
    assert metrics(tmp_path / "a.prom")["kc_extract_exit_code"] == 0
