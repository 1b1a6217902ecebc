"""The same plans give the same pages, byte for byte, whichever store keeps them."""

from hashlib import sha256

from views.city import linjiang

from graph.network import Incidence, read_incidence
from graph.store.base import Store
from graph.views.network_page import network_page
from graph.views.report import report_page
from graph.views.scene import coordination, knowledge


def test_every_store_gives_the_same_pages(any_store: Store, incidence: Incidence) -> None:
    for facts in linjiang():
        any_store.replace(facts)
    read = read_incidence(any_store)
    for page in (
        report_page,
        lambda one: network_page(one, coordination(one)),
        lambda one: network_page(one, knowledge(one)),
    ):
        assert sha256(page(read).encode()).digest() == sha256(page(incidence).encode()).digest()
