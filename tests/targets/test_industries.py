"""The table of industries, tested as data."""

from collections import Counter

import pytest

from graph.standards import EMERGING, GBT, class_key, classes, classes_above
from loaders.targets.chains import ChainReader
from loaders.targets.industries import (
    Industry,
    Standing,
    aliases,
    identify_chain,
    industries,
    standings,
)
from loaders.targets.tables import chain_words


def found(text: str) -> set[str]:
    return {chain.name for chain in ChainReader(text).read(0, len(text))}


def test_no_name_stands_in_the_table_twice() -> None:
    names = Counter(row.name for row in industries())
    assert [name for name, count in names.items() if count > 1] == []


def test_every_alias_resolves() -> None:
    """To a name of the table that is no alias itself, so that no chain of aliases can be."""
    names = standings()
    for alias, name in aliases().items():
        assert name in names, alias
        assert name not in aliases(), alias
        assert identify_chain(alias) == identify_chain(name) == identify_chain(f"{name}产业链"), alias


def test_every_code_is_one_of_its_standard() -> None:
    known = classes()
    for row in industries():
        for standard, codes in ((GBT, row.gb), (EMERGING, row.sei)):
            assert [code for code in codes if class_key(standard, code) not in known] == [], row.name


def test_an_alias_has_no_classes_of_its_own() -> None:
    """They stand at the one name of the industry."""
    assert [row.name for row in industries() if row.name in aliases() and (row.gb or row.sei)] == []


def test_no_class_holds_another_one_of_the_same_industry() -> None:
    """A class and the one above it would say the same twice."""
    for row in industries():
        for standard, codes in ((GBT, row.gb), (EMERGING, row.sei)):
            keys = {class_key(standard, code) for code in codes}
            above = {one.key for key in keys for one in classes_above(classes()[key])}
            assert not keys & above, row.name


def test_the_rows_stand_in_their_order() -> None:
    def order(row: Industry) -> tuple[str, int, str]:
        return row.branch, -row.standing if row.standing > Standing.GENERAL else 2 - row.standing, row.name

    assert list(industries()) == sorted(industries(), key=order)


def test_every_row_has_a_branch() -> None:
    assert [row.name for row in industries() if not row.branch] == []


@pytest.mark.parametrize("standing", [one for one in Standing if one is not Standing.FORM])
def test_every_name_counts_in_one_sentence_and_not_in_the_other(standing: Standing) -> None:
    """The two sentences of a standing hold for each of its names, alone or with the head that it keeps."""
    examples = chain_words().standing[standing.name.lower()]
    for name in (name for name, one in standings().items() if one is standing):
        counted = found(examples.counts.format(name))
        assert any(one in name or name in one for one in counted), name
        assert not found(examples.does_not.format(name)), name


def test_a_form_never_counts() -> None:
    example = chain_words().standing["form"].does_not
    for name in (name for name, one in standings().items() if one is Standing.FORM):
        assert not found(example.format(name)), name


def test_no_word_has_two_classes() -> None:
    """Lists that only pick words of the classes out are left aside."""
    heads, governors = chain_words().heads, chain_words().governors
    for some in (
        (heads.industry, heads.firms, heads.bodies, heads.field, heads.goods, heads.not_goods),
        (heads.services, heads.means, heads.never, heads.goods, heads.field, heads.industry),
        (governors.given, governors.means, governors.field, governors.develop),
    ):
        words = Counter(word for one in some for word in set(one))
        assert [word for word, count in words.items() if count > 1] == []


def test_the_words_of_single_names_belong_to_names_of_the_table() -> None:
    rows = chain_words()
    names = {*rows.things.names, *rows.technologies.names, *rows.bodied.names}
    assert sorted(names - standings().keys()) == []
