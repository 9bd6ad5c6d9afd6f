"""The score of the specimens in every form in which a document reaches us: ``python benchmarks/tiers.py [TIER …]``.

Builds the tiers (``corpus.tiers``) in ``out/tiers``, extracts them and scores each against the one gold. Prints F1 in
points by kind and level, what a tier lacks to the text tier, and the amounts of money that are wrong without a word:
not among the labelled amounts, and neither of low confidence nor in a failed check nor on a page with a note.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from corpus.tiers import TIERS, build  # noqa: E402 - the path must be known first
from kc_extract.pipeline import extract, read  # noqa: E402
from kc_extract.score import Form, Score, read_gold_folder, score_forms  # noqa: E402

_LEVELS = ("core", "strict")
_SURE = 0.8  # a record below this confidence says that it is doubtful
_DOUBTFUL = {"needs_ocr", "ocr_layer", "ocr_limit"}


def main(names: list[str]) -> None:
    """Builds, extracts and scores the named tiers, or all; the text tier always, as the others are held against it."""
    folder, gold = ROOT / "out" / "tiers", read_gold_folder(ROOT / "gold")
    chosen = ["text", *(name for name in names or TIERS if name != "text")]
    build(folder, chosen)
    scores: dict[str, Score] = {}
    for name in chosen:
        start = time.process_time()
        forms = [_form(path, name) for path in sorted((folder / name).iterdir())]
        scores[name] = score_forms(gold, forms)
        _report(name, scores[name], scores["text"])
        lost, silent = _amounts(gold, forms)
        _say(f"  amounts lost or wrong {lost}, of them silent {silent}; {time.process_time() - start:.1f} s of CPU\n")


def _form(path: Path, tier: str) -> Form:
    extraction = extract(read(path.read_bytes(), path.name))
    return Form(path=path.name, tier=tier, extraction=msgspec.json.decode(msgspec.json.encode(extraction)))


def _report(name: str, score: Score, text: Score) -> None:
    _say(f"{name} ({score.total.documents} documents)")
    for kind, levels in score.total.kinds.items():
        cells = []
        for level in _LEVELS:
            points, before = 100 * levels[level].f1, 100 * text.total.kinds[kind][level].f1  # type: ignore[index]
            cells.append(f"{level} {points:6.2f} ({points - before:+.2f})")
        _say(f"  {kind:<10}" + "   ".join(cells))


def _amounts(gold: dict[str, Any], forms: list[Form]) -> tuple[int, int]:
    """How many labelled amounts are lost and how many others found, and how many of both nothing warns of."""
    wrong = silent = 0
    for form in forms:
        labels = gold[Path(form.path).stem]
        labelled, every = labels.get("funding") or [], form.extraction["funding"]
        found = [record for record in every if not (labels.get("unscored_tables") and record.get("table"))]
        lost = Counter(map(_placed, labelled)) - Counter(map(_placed, every))
        more = Counter(map(_amount, found)) - Counter(map(_amount, labelled))
        quiet = [record for record in found if not _is_doubted(record, form.extraction)]
        wrong += lost.total() + more.total()
        silent += (more & Counter(map(_amount, quiet))).total()
        silent += 0 if _warns(form.extraction) else lost.total()
    return wrong, silent


def _amount(record: dict[str, Any]) -> tuple[int | None, int | None]:
    return record.get("low_vnd"), record.get("high_vnd")


def _placed(record: dict[str, Any]) -> tuple[object, ...]:
    """The amount in its part: the same amount in another appendix is another one."""
    return (record.get("part"), *_amount(record))


def _is_doubted(record: dict[str, Any], extraction: dict[str, Any]) -> bool:
    failed = {name for check in extraction["checks"] if not check["ok"] for name in check["records"]}
    noted = {note.get("page") for note in extraction["notes"] if note["code"] in _DOUBTFUL}
    return record["confidence"] < _SURE or record["id"] in failed or record.get("page") in noted - {None}


def _warns(extraction: dict[str, Any]) -> bool:
    """Whether anything tells that the document was not read whole: a failed check, or a note of doubt."""
    doubtful = any(note["code"] in _DOUBTFUL for note in extraction["notes"])
    return doubtful or any(not check["ok"] for check in extraction["checks"])


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
