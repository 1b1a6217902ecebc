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
    ],
)
def test_a_location_that_is_none_is_told_without_the_password(location: str, told: str) -> None:
    with pytest.raises(StoreError) as caught:
        GraphLocation.parse(location)
    assert told in str(caught.value)
    assert "secret" not in str(caught.value)


@given(password=st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=8))
def test_a_password_is_not_shown(password: str) -> None:
    place = GraphLocation.parse(f"bolt://me:{password}@host")
    assert place.password == password
    assert password not in repr(place)


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
