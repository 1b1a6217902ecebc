"""What the tests of reading processes make of documents in them."""

import os

from loaders.document import Document


def as_read(document: Document, settings: bytes) -> list[Document]:
    """The document itself, unless the settings ask for something else."""
    match settings:
        case b"loop":
            while True:
                pass
        case b"crash":
            os.abort()
        case b"fail":
            raise ValueError("two\nlines")
        case b"memory":
            return [bytes(2**31) and document]
        case b"loop over b" if document.source.endswith("b.txt"):
            while True:
                pass
    return [document]
