"""Vietnamese administrative decisions to structured, checkable records."""
