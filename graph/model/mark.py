"""The mark of the files that this program writes, by which it knows them again and takes none for a plan."""

GENERATOR = "qiantou"
"""Stands as the generator of a page and as the author of a workbook."""
