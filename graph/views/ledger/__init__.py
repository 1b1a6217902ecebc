"""The supervision ledger (督查台账): every measure with who does it and by when, and room to write what was done."""

from graph.views.ledger.columns import ALL_MEASURES, GONE, INDEX, STATES
from graph.views.ledger.entries import LedgerEntry, Order, entries
from graph.views.ledger.kept import Kept, read_kept
from graph.views.ledger.naming import sheet_names
from graph.views.ledger.writing import write_ledger, write_split

__all__ = [
    "ALL_MEASURES",
    "GONE",
    "INDEX",
    "STATES",
    "Kept",
    "LedgerEntry",
    "Order",
    "entries",
    "read_kept",
    "sheet_names",
    "write_ledger",
    "write_split",
]
