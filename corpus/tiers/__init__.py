"""The specimens in further forms, so that one gold measures every way in which a document reaches us.

``python -m corpus.tiers FOLDER [TIER …]`` builds them, one folder a tier, each file under the stem of its specimen.
Web articles are left out: nobody prints them as a decision. Equal sources give equal text; no clock goes in.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from corpus.build import SOURCES
from corpus.dump import render_dump
from corpus.pdf import render_pdf
from corpus.source import Specimen, read_specimen
from corpus.tiers.broken import break_unicode_maps
from corpus.tiers.legacy_pdf import set_in_legacy_fonts
from corpus.tiers.scans import CLEAN, NOISY, scan
from corpus.tiers.word import render_word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: Each tier: the suffix of its files, and how a specimen is made into one.
TIERS: dict[str, tuple[str, Callable[[Specimen], bytes]]] = {
    "text": (".txt", render_dump),
    "pdf": (".pdf", render_pdf),
    "docx": (".docx", render_word),
    "tcvn3": (".pdf", lambda specimen: set_in_legacy_fonts(render_pdf(specimen), "TCVN3")),
    "vni": (".pdf", lambda specimen: set_in_legacy_fonts(render_pdf(specimen), "VNI")),
    "broken": (".pdf", lambda specimen: break_unicode_maps(render_pdf(specimen))),
    "clean_scan": (".pdf", lambda specimen: scan(render_pdf(specimen), CLEAN)),
    "noisy_scan": (".pdf", lambda specimen: scan(render_pdf(specimen), NOISY)),
}


def specimens() -> Iterator[Specimen]:
    """The specimens that are printed documents."""
    for path in sorted(SOURCES.glob("*.txt")):
        specimen = read_specimen(path)
        if specimen.header.form != "article":
            yield specimen


def build(folder: Path, names: list[str] | None = None) -> None:
    """Writes the named tiers, or all, each into a folder of its name."""
    for name in names or TIERS:
        suffix, renderer = TIERS[name]
        (folder / name).mkdir(parents=True, exist_ok=True)
        for specimen in specimens():
            (folder / name / f"{specimen.name}{suffix}").write_bytes(renderer(specimen))
