"""Part two tables that stand beside each other in one, with the same heads twice."""

from loaders.document import Document, TableSpan
from loaders.lexicon.headings import Column, heading_kind

_MAX_HEADING_ROWS = 4
_OF_WORK = {Column.NUMBER, Column.TASK, Column.SECTION}


def parts_beside(document: Document, table: TableSpan) -> list[TableSpan]:
    """The tables whose heads a row of this one repeats, from the left; the table itself where none does."""
    for at, row in enumerate(table.rows[:_MAX_HEADING_ROWS]):
        words = ["".join(document.text[cell.start : cell.end].split()) for cell in row]
        step = next((place for place in range(2, len(words)) if words[0] and words[place] == words[0]), 0)
        kinds = {heading_kind(word) for word in words[:step] if word}
        if not step or Column.ROLE not in kinds or not kinds & _OF_WORK:
            continue
        heads = words[:step] if words[step - 1] else words[: step - 1]
        places = range(0, len(words), step)
        if all(words[place : place + len(heads)] == heads for place in places):
            return [
                TableSpan(
                    start=table.start,
                    end=table.end,
                    rows=tuple(row[place : place + len(heads)] for row in table.rows[at:]),
                )
                for place in places
            ]
    return [table]
