"""Where a graph is, and who may see the password."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import StoreError
from graph.store import GraphLocation, open_store


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("qiantou.lbug", GraphLocation("qiantou.lbug")),
        ("a@b:c/城市.lbug", GraphLocation("a@b:c/城市.lbug")),
        ("neo4j://localhost", GraphLocation("neo4j://localhost")),
        ("bolt://localhost:7688/", GraphLocation("bolt://localhost:7688")),
        ("neo4j+s://db.example/plans", GraphLocation("neo4j+s://db.example", database="plans")),
        ("bolt://me@host", GraphLocation("bolt://host", user="me")),
        (
            "bolt://me:p%40ss%3A%2F@host:1/db",
            GraphLocation("bolt://host:1", database="db", user="me", password="p@ss:/"),
        ),
        ("neo4j://[::1]:7687", GraphLocation("neo4j://[::1]:7687")),
        ("neo4j://host?policy=eu", GraphLocation("neo4j://host?policy=eu")),
        ("NEO4J://host:7687/plans.2024", GraphLocation("neo4j://host:7687", database="plans.2024")),
        ("bolt://me:a/b#c?d@e[f@host", GraphLocation("bolt://host", user="me", password="a/b#c?d@e[f")),
    ],
)
def test_a_location_is_taken_apart(location: str, expected: GraphLocation) -> None:
    assert GraphLocation.parse(location) == expected


@pytest.mark.parametrize(
    ("location", "told"),
    [
        ("http://user:secret@host", "http://…: no store speaks this"),
        ("postgres://host", "no store speaks this"),
        ("bolt://", "the host is missing"),
        ("bolt://user:secret@", "the host is missing"),
        ("bolt:user:secret@host", "with two slashes"),
        ("neo4j:/user:secret@host", "with two slashes"),
        ("bolt://user:secret@host:99999", "no place of a server"),
        ("bolt://user:secret@host:0", "no place of a server"),
        ("bolt://host:secret", "no place of a server"),
        ("bolt://[secret", "no place of a server"),
        ("bolt://user:x@ho st#secret", "no place of a server"),
        ("se cret://host", "no store speaks this"),
    ],
)
def test_a_location_that_is_none_is_told_without_the_password(location: str, told: str) -> None:
    with pytest.raises(StoreError) as caught:
        GraphLocation.parse(location)
    assert told in str(caught.value)
    assert "secret" not in str(caught.value)


_LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="%")


@given(password=st.text(_LETTERS, min_size=8))
def test_a_password_of_any_characters_is_taken_and_not_shown(password: str) -> None:
    place = GraphLocation.parse(f"bolt://me:{password}@host")
    assert (place.address, place.password) == ("bolt://host", password)
    assert password not in repr(place)


@given(
    before=st.sampled_from(["bolt://", "bolt://me:", "neo4j+s://me@host/", "bolt:", "x://"]), after=st.text()
)
def test_what_cannot_be_read_is_not_shown(before: str, after: str) -> None:
    """It may hold a password with a slip beside it."""
    secret = "s3cr3t-w0rd"
    try:
        told = repr(GraphLocation.parse(f"{before}{secret}{after}@ho st"))
    except StoreError as error:
        told = str(error)
    assert secret not in told


def test_credentials_are_asked_for_where_the_address_has_none() -> None:
    asked: list[str] = []

    def credentials(user: str) -> tuple[str, str]:
        asked.append(user)
        return "me", "secret-word"

    for address in ("bolt://127.0.0.1:9", "bolt://me@127.0.0.1:9", "bolt://me:known@127.0.0.1:9"):
        with pytest.raises(StoreError, match="no Neo4j server answers") as caught:
            open_store(address, credentials=credentials)
        assert "secret-word" not in str(caught.value)
    assert asked == ["", "me"]
