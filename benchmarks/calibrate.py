"""Measure how often the records of each rule are right, and how well the confidence made of that foretells it.

    python benchmarks/calibrate.py            print the calibration, one document left out at a time
    python benchmarks/calibrate.py --write    also write the measured rates to kc_extract/lexicon/confidence.toml
    python benchmarks/calibrate.py --draw     also draw the curve to docs/calibration.svg

Labelled documents: ``gold/`` with ``corpus/``, and ``../shared/gold`` with the text, HTML and PDF forms of
``../shared/corpus`` where they are beside the project. A record is right where a label agrees with it at core.
"""

from __future__ import annotations

import argparse
import itertools
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from kc_extract.confidence import DOUBTED, Rate, shares
from kc_extract.pipeline import extract, read
from kc_extract.schema import encode
from kc_extract.score import read_gold_folder
from kc_extract.score.kinds import KINDS, Kind

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
FORMS = ("seeds", "text", "html", "pdf")
RATES = ROOT / "kc_extract" / "lexicon" / "confidence.toml"
CURVE = ROOT / "docs" / "calibration.svg"
BINS = (0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 1.01)


class Sample(NamedTuple):
    """One extracted record: the document that it is of, its kind and rule, what its evidence took off, its truth."""

    document: str
    kind: str
    rule: str
    factor: float
    is_right: bool


class Bin(NamedTuple):
    """Records of like confidence: how many, how many of them right, the mean of what was foretold."""

    low: float
    count: int
    right: int
    foretold: float


def main() -> None:
    """Print the calibration; write and draw as asked."""
    asked = _arguments()
    samples = list(_samples())
    rated = list(_left_out(samples))
    print(f"{len(samples)} records of {len({sample.document for sample in samples})} labelled documents")
    for kind in KINDS:
        _print(kind.name, [pair for pair in rated if pair[1].kind == kind.name])
    _print("all kinds", rated)
    if asked.write:
        RATES.write_text(_toml(samples), encoding="utf-8")
    if asked.draw:
        _draw(rated)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write kc_extract/lexicon/confidence.toml")
    parser.add_argument("--draw", action="store_true", help="draw docs/calibration.svg")
    return parser.parse_args()


def _samples() -> Iterator[Sample]:
    """The records of every labelled document in every form of it; forms count once each."""
    folders = [(ROOT / "gold", [ROOT / "corpus"]), (SHARED / "gold", [SHARED / "corpus" / form for form in FORMS])]
    for gold_folder, sources in folders:
        if not gold_folder.is_dir():
            continue
        gold = read_gold_folder(gold_folder)
        for path in (path for source in sources for path in sorted(source.iterdir()) if path.is_file()):
            if path.stem in gold:
                yield from _document_samples(path, gold[path.stem])


def _document_samples(path: Path, gold: dict[str, Any]) -> Iterator[Sample]:
    found = msgspec.json.decode(encode(extract(read(path.read_bytes(), path.name))))
    for kind in KINDS:
        if kind.name not in gold:
            continue
        for record in found[kind.name]:
            if record.get("bullet") or (gold.get("unscored_tables") and record.get("table")):
                continue
            factor = _factor(found, record)
            yield Sample(path.stem, kind.name, record["rule"], factor, _is_right(kind, gold[kind.name], record))


def _factor(found: dict[str, Any], record: dict[str, Any]) -> float:
    """What checks took off the confidence; the labelled forms here are text, so recognition takes nothing."""
    doubted = any(not check["ok"] and record["id"] in check["records"] for check in found["checks"])
    return DOUBTED if doubted else 1.0


def _is_right(kind: Kind, labels: Sequence[dict[str, Any]], record: dict[str, Any]) -> bool:
    return any(
        all(attribute.same(label.get(attribute.name), record.get(attribute.name)) for attribute in kind.core_of(label))
        for label in labels
    )


def _left_out(samples: Sequence[Sample]) -> Iterator[tuple[float, Sample]]:
    """Every sample with the confidence that the other documents give it."""
    for document in sorted({sample.document for sample in samples}):
        measured = shares(_rates(sample for sample in samples if sample.document != document))
        for sample in samples:
            if sample.document == document:
                share = measured.get((sample.kind, sample.rule), measured.get((sample.kind, ""), 0.5))
                yield share * sample.factor, sample


def _rates(samples: Iterator[Sample] | Sequence[Sample]) -> list[Rate]:
    read_, right = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for sample in samples:
        read_[sample.kind, sample.rule] += 1
        right[sample.kind, sample.rule] += sample.is_right
    return [Rate(kind, rule, count, right[kind, rule]) for (kind, rule), count in sorted(read_.items())]


def _bins(rated: Sequence[tuple[float, Sample]]) -> list[Bin]:
    out = []
    for low, high in itertools.pairwise(BINS):
        inside = [(share, sample) for share, sample in rated if low <= share < high]
        if inside:
            right = sum(sample.is_right for _, sample in inside)
            out.append(Bin(low, len(inside), right, sum(share for share, _ in inside) / len(inside)))
    return out


def _interval(right: int, count: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share."""
    z, share = 1.96, right / count
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / (1 + z * z / count)
    return max(0.0, middle - half), min(1.0, middle + half)


def _print(name: str, rated: Sequence[tuple[float, Sample]]) -> None:
    if not rated:
        return
    bins = _bins(rated)
    error = sum(abs(bin_.right / bin_.count - bin_.foretold) * bin_.count for bin_ in bins) / len(rated)
    print(f"\n{name}: {len(rated)} records, expected calibration error {error:.3f}")
    print("confidence  records  right  share  95 % interval   foretold")
    for bin_ in bins:
        low, high = _interval(bin_.right, bin_.count)
        print(
            f"from {bin_.low:.2f}  {bin_.count:8}  {bin_.right:5}  {bin_.right / bin_.count:.3f}"
            f"  {low:.3f} to {high:.3f}  {bin_.foretold:.3f}"
        )
    sure = [sample.is_right for share, sample in rated if share > 0.9]  # noqa: PLR2004 - the level that is asked for
    if sure:
        low, high = _interval(sum(sure), len(sure))
        print(f"above 0.90: {sum(sure)} of {len(sure)} right, {sum(sure) / len(sure):.3f} ({low:.3f} to {high:.3f})")


def _toml(samples: Sequence[Sample]) -> str:
    head = "# How many records each rule read on the labelled documents and how many were right.\n"
    head += "# Measured; written by: python benchmarks/calibrate.py --write\n"
    rows = [
        f'\n[[rate]]\nkind = "{rate.kind}"\nrule = "{rate.rule}"\nread = {rate.read}\nright = {rate.right}\n'
        for rate in _rates(samples)
    ]
    return head + "".join(rows)


def _draw(rated: Sequence[tuple[float, Sample]]) -> None:
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "calibration"
    from matplotlib import pyplot as plt

    bins = _bins(rated)
    figure, axes = plt.subplots(figsize=(5, 4))
    shares_ = [bin_.right / bin_.count for bin_ in bins]
    spread = [_interval(bin_.right, bin_.count) for bin_ in bins]
    errors = [[s - low for s, (low, _) in zip(shares_, spread, strict=True)],
              [high - s for s, (_, high) in zip(shares_, spread, strict=True)]]  # fmt: skip
    axes.plot([0, 1], [0, 1], color="0.7", linewidth=1, label="perfect")
    axes.errorbar([bin_.foretold for bin_ in bins], shares_, yerr=errors, fmt="o-", capsize=3, label="measured")
    axes.set(xlabel="confidence", ylabel="share right", title="Calibration, one document left out", xlim=(0, 1.02))
    axes.legend()
    figure.tight_layout()
    figure.savefig(CURVE, metadata={"Date": None})


if __name__ == "__main__":
    main()
