"""Specimen documents of an invented province: their sources, and the script that makes the files from them."""
