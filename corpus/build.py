"""Makes the specimen files from their sources: ``python -m corpus.build [NAME …]`` (all of them without a name).

Equal sources give equal bytes: the fonts lie beside the sources, and no clock or random identifier goes into a file.
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
if __package__ in (None, ""):  # run as a file: python corpus/build.py
    sys.path.insert(0, str(HERE.parent))

from corpus.dump import render_dump  # noqa: E402 - the path must be known first
from corpus.pdf import render_pdf  # noqa: E402
from corpus.source import Specimen, read_specimen  # noqa: E402
from corpus.web import render_web  # noqa: E402

SOURCES = HERE / "sources"
_RENDERERS = {
    "pdf": (".pdf", render_pdf),
    "article": (".html", render_web),
    "portal": (".html", render_web),
    "dump": (".txt", render_dump),
}


def render(specimen: Specimen) -> tuple[str, bytes]:
    """The file name and the bytes of a specimen, in the form that its source asks for."""
    suffix, renderer = _RENDERERS[specimen.header.form]
    return specimen.name + suffix, renderer(specimen)


def main(names: list[str]) -> None:
    """Writes the named specimens, or all, beside this script."""
    for path in sorted(SOURCES.glob("*.txt")):
        if not names or path.stem in names:
            name, data = render(read_specimen(path))
            (HERE / name).write_bytes(data)
            sys.stdout.write(f"{name}: {len(data):,} bytes\n")


if __name__ == "__main__":
    main(sys.argv[1:])
