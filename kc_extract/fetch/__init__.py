"""A list of public addresses to a folder of files that a run takes: polite, resumable, every byte accounted for."""

from kc_extract.fetch.entry import Entry, Settings
from kc_extract.fetch.manifest import ManifestError, read_manifest
from kc_extract.fetch.run import Watch, fetch

__all__ = ["Entry", "ManifestError", "Settings", "Watch", "fetch", "read_manifest"]
