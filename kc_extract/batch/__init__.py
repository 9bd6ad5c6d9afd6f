"""A run over many documents: found, planned, extracted in workers, one JSON file each."""

from kc_extract.batch.crew import cpu_count
from kc_extract.batch.making import produced_now
from kc_extract.batch.origins import local
from kc_extract.batch.outcome import Bounds, Failure, Result, Setup
from kc_extract.batch.run import Report, Watch, run, running
from kc_extract.batch.settings import Settings
from kc_extract.batch.single import explain_failure, extract_file
from kc_extract.batch.sources import Found, SourceFile, find_documents, printable

__all__ = [
    "Bounds",
    "Failure",
    "Found",
    "Report",
    "Result",
    "Settings",
    "Setup",
    "SourceFile",
    "Watch",
    "cpu_count",
    "explain_failure",
    "extract_file",
    "find_documents",
    "local",
    "printable",
    "produced_now",
    "run",
    "running",
]
