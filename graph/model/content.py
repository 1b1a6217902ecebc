"""What was read of a plan, as one hash: the same facts give the same."""

from hashlib import sha256

import msgspec

from graph.model.errors import InputError
from graph.model.records import Facts


def content_hash(facts: Facts) -> str:
    """SHA-256 of the facts.

    Raises
    ------
    InputError
        If a text cannot be written as UTF-8.
    """
    try:
        return sha256(msgspec.json.encode(facts)).hexdigest()
    except UnicodeEncodeError:
        raise InputError(
            f"the facts of the plan {facts.plan.title!a} hold half a character (a lone surrogate); "
            "convert the file to UTF-8 and read it again",
            file=facts.plan.source,
        ) from None
