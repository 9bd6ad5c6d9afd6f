"""What a run did, told to people and machines: text, JSON, HTML for the mail, metrics for Prometheus."""

from kc_extract.report.facts import BrokenOff, Facts, gather
from kc_extract.report.files import ENDINGS, write_report
from kc_extract.report.metrics import write_metrics
from kc_extract.report.text import details, summary, without_password

__all__ = [
    "ENDINGS",
    "BrokenOff",
    "Facts",
    "details",
    "gather",
    "summary",
    "without_password",
    "write_metrics",
    "write_report",
]
