"""``python -m corpus.tiers FOLDER [TIER …]``."""

import sys
from pathlib import Path

from corpus.tiers import TIERS, build

if len(sys.argv) < 2 or not set(sys.argv[2:]) <= set(TIERS):  # noqa: PLR2004 - the program and the folder
    sys.exit(f"usage: python -m corpus.tiers FOLDER [{' | '.join(TIERS)} …]")
build(Path(sys.argv[1]), sys.argv[2:])
