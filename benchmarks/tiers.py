"""The score of the specimens in every form in which a document reaches us: ``python benchmarks/tiers.py [TIER …]``.

Builds the tiers (``corpus.tiers``) in ``out/tiers``, extracts them and scores each against the one gold. Prints F1 in
points by kind and level, what a tier lacks to the text tier, and the amounts of money that are wrong without a word: a
found one that is not labelled and has neither a low confidence nor a failed check nor a note over its place or page, a
labelled one that is lost from a section or table in which neither a failed check nor a note speaks of anything.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from corpus.tiers import TIERS, build  # noqa: E402 - the path must be known first
from kc_extract.pipeline import extract, read  # noqa: E402
from kc_extract.score import Form, Score, read_gold_folder, score_forms  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

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
        lost = _beyond(labelled, every, _placed)
        more = _beyond(found, labelled, _amount)
        wrong += len(lost) + len(more)
        silent += sum(not _is_doubted(record, form.extraction) for record in more)
        silent += sum(not _is_told(label, form.extraction) for label in lost)
    return wrong, silent


def _beyond(
    records: list[dict[str, Any]], others: list[dict[str, Any]], key: Callable[[dict[str, Any]], Hashable]
) -> list[dict[str, Any]]:
    """The records for which the others have none of the same key left."""
    left = Counter(map(key, others))
    rest = []
    for record in records:
        if left[key(record)]:
            left[key(record)] -= 1
        else:
            rest.append(record)
    return rest


def _amount(record: dict[str, Any]) -> tuple[int | None, int | None]:
    return record.get("low_vnd"), record.get("high_vnd")


def _placed(record: dict[str, Any]) -> tuple[object, ...]:
    """The amount in its part: the same amount in another appendix is another one."""
    return (record.get("part"), *_amount(record))


def _is_doubted(record: dict[str, Any], extraction: Mapping[str, Any]) -> bool:
    """Whether low confidence, a failed check or a note over its place or page speaks against a record."""
    if record["confidence"] < _SURE or record["id"] in _failed(extraction):
        return True
    noted = {note.get("page") for note in extraction["notes"] if note["code"] in _DOUBTFUL}
    return record.get("page") in noted - {None} or _has_doubt(extraction, _reach(record["span"]))


def _is_told(label: dict[str, Any], extraction: Mapping[str, Any]) -> bool:
    """Whether a failed check or a note speaks of the section, or the table, in which a labelled amount is printed."""
    if any(note["code"] in _DOUBTFUL for note in extraction["notes"]):
        return True
    if label.get("section") is None or label.get("row"):
        places = [_reach(table["span"]) for table in extraction["tables"] if table["part"] == label.get("part")]
    else:
        same = ("part", "section"), ("part", "path")
        where = tuple(label.get(name) for name in same[0])
        places = [
            _reach(section["extent"])
            for section in extraction["sections"]
            if tuple(section[name] for name in same[1]) == where
        ]
    failed = [_reach(record["span"]) for record in extraction["funding"] if record["id"] in _failed(extraction)]
    return any(
        _has_doubt(extraction, place) or any(place[0] <= span[0] < place[1] for span in failed) for place in places
    )


def _failed(extraction: Mapping[str, Any]) -> set[str]:
    return {name for check in extraction["checks"] if not check["ok"] for name in check["records"]}


def _has_doubt(extraction: dict[str, Any], place: tuple[int, int]) -> bool:
    """Whether a note over a doubtful word stands at this place."""
    spans = [_reach(note["span"]) for note in extraction["notes"] if note["code"] == "low_confidence"]
    return any(start < place[1] and place[0] < end for start, end in spans)


def _reach(span: dict[str, int]) -> tuple[int, int]:
    return span["start"], span["end"]


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
