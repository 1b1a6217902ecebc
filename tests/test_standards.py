"""The table of the standards, tested as data."""

from collections import Counter

from graph.standards import EMERGING, GBT, classes, classes_above


def test_the_standards_are_whole() -> None:
    """As many classes on each level as the standards have."""
    levels = Counter((one.standard, one.level) for one in classes().values())
    assert levels[GBT, 1] == 20
    assert levels[GBT, 2] == 97
    assert levels[GBT, 3] == 473
    assert levels[GBT, 4] > 1_375
    assert (levels[EMERGING, 1], levels[EMERGING, 2]) == (9, 40)


def test_every_class_stands_under_another_up_to_the_top() -> None:
    """No class above is missing, and none is above itself: there is no circle."""
    for key, one in classes().items():
        above = classes_above(one)
        assert len(above) == one.level - 1
        assert key not in {other.key for other in above}
        assert all(other.standard == one.standard for other in above)


def test_names_are_clean() -> None:
    assert [one for one in classes().values() if one.name != "".join(one.name.split()) or not one.name] == []
