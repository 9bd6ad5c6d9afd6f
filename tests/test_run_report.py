"""Reports and exit codes of runs in processes of their own."""

import json
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
from archive_making import KC_EXTRACT
from samples import DECISION

from kc_extract.alone import alone
from kc_extract.files import write_whole

DOCS = Path(__file__).parent.parent / "docs"
OLD = b"the report of yesterday"
METRICS = "kc_extract_last_success_timestamp_seconds 1\n"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Two decisions; a report and metrics of yesterday beside their folder."""
    for number in (11, 12):
        write_whole(tmp_path / f"in/{number}.txt", DECISION.format(number=number).encode())
    write_whole(tmp_path / "a.json", OLD)
    write_whole(tmp_path / "a.prom", METRICS.encode())
    return tmp_path / "in"


def command(source: Path, *more: object) -> list[str]:
    place = source.parent
    return [
        *KC_EXTRACT,
        *map(str, ("run", source, *more, "--report", place / "a.json", "--prometheus", place / "a.prom")),
    ]


def call(source: Path, *more: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(source, *more), capture_output=True, text=True, check=False)


def report(source: Path) -> dict[str, object]:
    told: dict[str, object] = json.loads((source.parent / "a.json").read_bytes())
    return told


def test_failures_of_now_end_with_1_and_what_is_in_quarantine_with_0(source: Path) -> None:
    write_whole(source / "photo.pdf", b"\xff\xd8\xff\xe0 a photograph")
    out = source.parent / "out"
    first = call(source, "--out", out)
    assert (first.returncode, report(source)["outcomes"]["failed"]) == (1, 1)
    second = call(source, "--out", out)
    assert (second.returncode, report(source)["outcomes"]["quarantined"]) == (0, 1)
    assert "in quarantine (damaged): photo.pdf: " in second.stdout
    told = (source.parent / "a.prom").read_text("utf-8")
    assert 'kc_extract_documents{outcome="quarantined"} 1' in told
    assert "success_timestamp_seconds 1\n" not in told


def test_a_second_run_leaves_the_tables_alone_and_still_tells_the_totals(source: Path) -> None:
    write_whole(source / "12-again.txt", DECISION.format(number=12).encode() + "Nơi nhận: Như Điều 3.\n".encode())
    out = source.parent / "out"
    call(source, "--out", out)
    before = {path.name: path.stat().st_mtime_ns for path in out.iterdir() if path.suffix in {".csv", ".xlsx"}}
    second = call(source, "--out", out)
    assert {name: (out / name).stat().st_mtime_ns for name in before} == before
    assert "decisions: 2, each counted once below; files that tell one of them again: 1" in second.stdout.splitlines()
    assert report(source)["totals"]["documents"] == 3


def test_a_run_that_is_refused_ends_with_3_and_leaves_no_report_and_the_old_metrics(source: Path) -> None:
    out = source.parent / "out"
    with alone(out / ".lock", "the goal"):
        done = call(source, "--out", out)
    assert (done.returncode, len(done.stderr.splitlines())) == (3, 1)
    assert not (source.parent / "a.json").exists()
    assert (source.parent / "a.prom").read_text("utf-8") == METRICS


def test_a_run_whose_archive_is_gone_says_so_in_report_and_metrics(source: Path) -> None:
    done = call(source, "--archive", "postgresql://nobody@127.0.0.1:9/none")
    assert done.returncode == 1
    told = report(source)
    assert (told["state"], told["exit_code"]) == ("broken_off", 1)
    assert str(told["reason"]) in done.stderr
    metrics = (source.parent / "a.prom").read_text("utf-8").splitlines()
    assert {"kc_extract_exit_code 1", "kc_extract_last_success_timestamp_seconds 1.0"} <= set(metrics)


def test_a_source_that_is_gone_is_wrong_usage_and_told(source: Path) -> None:
    missing = call(source.parent / "gone", "--out", source.parent / "out", "--report", source.parent / "b.txt")
    assert missing.returncode == 2
    assert "there is no such file or folder" in (source.parent / "b.txt").read_text("utf-8")


def heed_hangups() -> None:
    """For a started process, since these tests may themselves run where a hangup is ignored."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.mark.parametrize(
    "numbers",
    [[signal.SIGINT], [signal.SIGTERM], [signal.SIGHUP], [signal.SIGHUP, signal.SIGTERM], [signal.SIGTERM] * 5],
)
def test_an_interrupted_run_ends_with_130_and_says_so(source: Path, numbers: list[signal.Signals]) -> None:
    text = DECISION + "".join(f"{n}. Hỗ trợ {n} mô hình, kinh phí {n} triệu đồng.\n" for n in range(60_000))
    write_whole(source / "long.txt", text.encode())
    process = subprocess.Popen(
        command(source, "--out", source.parent / "out", "--workers", "1"),
        stderr=subprocess.PIPE,
        preexec_fn=heed_hangups,  # noqa: PLW1509 - no other thread runs
    )
    await_file(source.parent / "out/12.txt.json")
    for number in numbers:
        process.send_signal(number)
        time.sleep(0.01)
    _, said = process.communicate(timeout=30)
    assert (process.returncode, b"Traceback" in said) == (130, False)
    assert (report(source)["state"], report(source)["reason"]) == ("broken_off", "interrupted")


def await_file(path: Path, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not path.exists():
        assert time.monotonic() < end, f"{path} did not come"
        time.sleep(0.05)


@pytest.mark.parametrize("page", ["running.md", "nightly.md"])
def test_the_options_and_codes_that_the_docs_name_are_those_of_the_command(page: str) -> None:
    shown = subprocess.run([*KC_EXTRACT, "run", "--help"], capture_output=True, text=True, check=True).stdout
    text = (DOCS / page).read_text("utf-8")
    foreign = {"--collector", "--floors", "--now", "--into"}
    assert set(re.findall(r"--[a-z]+(?:-[a-z]+)*", text)) - foreign <= set(re.findall(r"--[a-z]+(?:-[a-z]+)*", shown))
    codes = re.findall(r"^\| (\d+) \|", text, re.MULTILINE)
    assert codes == ["0", "1", "2", "3", "130"]
    assert all(re.search(rf"\b{code}\s", shown) for code in codes)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not on this machine")
def test_systemd_takes_the_units_of_the_docs(tmp_path: Path) -> None:
    units = re.findall(r"```ini\n(.*?)```", (DOCS / "nightly.md").read_text("utf-8"), re.DOTALL)
    names = ("kc-extract.service", "kc-extract.timer", "kc-watch.service")
    for name, unit in zip(names, units, strict=True):
        programs = re.sub(r"/opt/kc/bin/kc-extract|/usr/local/bin/kc-mail", "/bin/true", unit)
        write_whole(tmp_path / name, programs.encode())
    command = ["systemd-analyze", "verify", *(str(tmp_path / name) for name in names)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert str(tmp_path) not in done.stderr, done.stderr


@pytest.mark.parametrize("arguments", [["--report", "r.pdf"], ["--report", "in/r.txt"], ["--prometheus", "in/r.prom"]])
def test_a_report_of_no_known_form_or_among_the_documents_is_wrong_usage(source: Path, arguments: list[str]) -> None:
    every = [*KC_EXTRACT, "run", "in", "--out", "out", *arguments]
    done = subprocess.run(every, capture_output=True, text=True, check=False, cwd=source.parent)
    assert done.returncode == 2
    assert not (source.parent / "out").exists()
