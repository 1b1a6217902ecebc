"""The words around an industry's name, compiled from ``data/chains.toml``."""

import re
from collections.abc import Iterator
from functools import cache

import msgspec
from ahocorasick_rs import AhoCorasick, Implementation, MatchKind
from msgspec.structs import asdict

from loaders.lexicon.phrases import Phrases, by_last
from loaders.lexicon.wording import any_of
from loaders.targets.industries import Standing, standings
from loaders.targets.tables import ChainRows, GovernorsWords, chain_words

_LIST_MARKS = frozenset("、和及与或等以“”‘’")


class Names(msgspec.Struct, frozen=True):
    """The names of the table and the words that belong to one: for finding them in a text."""

    finder: AhoCorasick
    standings: tuple[Standing, ...]
    modifiers: dict[str, tuple[str, ...]]
    endings: Phrases
    before: frozenset[str]
    followers: Phrases
    closers: Phrases


class Wording(msgspec.Struct, frozen=True):
    """The words by which a clause tells what its names are and whether the measure acts on them."""

    heads: Phrases
    between: Phrases
    governors: dict[str, tuple[tuple[str, str], ...]]
    no_governors: dict[str, tuple[tuple[str, int], ...]]
    makes: tuple[str, ...]
    builds: frozenset[str]
    orders: frozenset[str]
    direct: tuple[str, ...]
    lists: tuple[str, ...]
    brings: tuple[str, ...]
    bodied: frozenset[str]
    systems: frozenset[str]
    built: Phrases
    park: re.Pattern[str]
    enters: frozenset[str]
    researches: frozenset[str]
    trade: frozenset[str]
    traded: tuple[str, ...]
    base: re.Pattern[str]
    cluster: re.Pattern[str]
    strengths: re.Pattern[str]
    carries: re.Pattern[str]
    made: re.Pattern[str]
    application: re.Pattern[str]
    application_against: re.Pattern[str]
    scenes: re.Pattern[str]
    scenes_against: re.Pattern[str]
    raised: Phrases
    institutes: re.Pattern[str]
    researched: re.Pattern[str]
    regulated: re.Pattern[str]
    elsewhere: re.Pattern[str]
    doers: re.Pattern[str]
    supervised: re.Pattern[str]
    misdeeds: Phrases
    links: re.Pattern[str]
    link_end: re.Pattern[str]
    link_words: frozenset[str]
    link_firsts: frozenset[str]
    linked: tuple[str, ...]
    general_after: Phrases
    strict: frozenset[str]
    things: Phrases
    things_of: dict[str, Phrases]
    quoted: tuple[str, ...]
    technologies: frozenset[str]
    serve: Phrases


class Shapes(msgspec.Struct, frozen=True):
    """What names are whole, general or none, by their words and endings."""

    never: frozenset[str]
    stems: dict[str, tuple[str, ...]]
    whole: frozenset[str]
    services: frozenset[str]
    unnamed: dict[str, tuple[str, ...]]
    shaped: dict[str, tuple[str, ...]]


def _governors(table: GovernorsWords) -> dict[str, tuple[tuple[str, str], ...]]:
    """The governors with their class by their last character, the longest first."""
    label = {word: one for one, words in _kinds(table).items() for word in words}
    return {last: tuple((word, label[word]) for word in words) for last, words in by_last(label).items()}


def _kinds(table: GovernorsWords) -> dict[str, tuple[str, ...]]:
    return {"develop": table.develop, "field": table.field, "means": table.means, "given": table.given}


def _holders(table: GovernorsWords) -> dict[str, tuple[tuple[str, int], ...]]:
    """For a governor, the words that hold it and govern nothing, with its place in them: 于 in 由于."""
    every = [word for words in _kinds(table).values() for word in words]
    return {
        word: holders
        for word in every
        if (holders := tuple((none, at) for none in table.none if (at := none.find(word)) >= 0))
    }


def _followers(grammar: ChainRows) -> Iterator[str]:
    """Yield the words behind an everyday word that may make an industry of it."""
    heads = grammar.heads
    for words in (heads.between, heads.industry, heads.firms, heads.bodies, heads.field):
        yield from words
    yield from grammar.links.words
    yield from grammar.endings.workings
    yield from grammar.built.words
    yield from grammar.raised.words
    yield from ("市场", "体系", "服务体系")


@cache
def names() -> Names:
    """The names of the table, compiled; read once."""
    grammar, table = chain_words(), standings()
    return Names(
        # A DFA of so many names is quicker only as long as nothing else is in the processor's cache.
        finder=AhoCorasick(
            list(table), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA
        ),
        standings=tuple(table.values()),
        modifiers=by_last(grammar.modifiers.words),
        endings=Phrases(
            {
                "none": grammar.endings.none,
                "working": grammar.endings.workings,
                "ending": grammar.endings.words,
            }
        ),
        before=_LIST_MARKS.union(
            word[-1]
            for word in (*grammar.governors.makes, *grammar.governors.orders, *grammar.modifiers.words)
        ),
        followers=Phrases({"list": _LIST_MARKS, "word": _followers(grammar)}),
        closers=Phrases({"list": _LIST_MARKS, "word": grammar.heads.industry}),
    )


@cache
def wording() -> Wording:
    """The words around names, compiled; read once."""
    grammar = chain_words()
    governors, taken, things, links = grammar.governors, grammar.taken, grammar.things, grammar.links
    institutes = grammar.institutes
    link = any_of(links.words)
    return Wording(
        heads=Phrases({label: words for label, words in asdict(grammar.heads).items() if label != "between"}),
        between=Phrases({"between": grammar.heads.between}),
        governors=_governors(governors),
        no_governors=_holders(governors),
        makes=tuple(governors.makes),
        orders=frozenset(governors.orders),
        direct=(*governors.makes, *governors.orders),
        lists=tuple(governors.lists),
        brings=tuple(governors.brings),
        bodied=frozenset(grammar.bodied.names),
        systems=frozenset(grammar.systems.names),
        builds=frozenset(governors.builds),
        built=Phrases({"built": grammar.built.words}),
        park=re.compile(f"(?:{any_of(grammar.built.parks)})(?![\u4e00-\u9fff]{{0,4}}管)"),
        enters=frozenset(grammar.built.enters),
        researches=frozenset(governors.researches),
        trade=frozenset(governors.trade),
        traded=grammar.traded.endings,
        base=re.compile(f"[^,。;:、为]{{0,14}}为(?:{any_of(taken.base)})"),
        cluster=re.compile(f"等?(?:作)?为[^。;]{{0,40}}的(?=[^,。;]{{0,8}}(?:{any_of(taken.cluster)}))"),
        strengths=re.compile(any_of(taken.strengths)),
        carries=re.compile(f"[^,。;:、为]{{0,12}}(?:{any_of(taken.carries)})"),
        made=re.compile(f"的?[和与及]?(?:产品|装备|标准)?的?(?:{any_of(grammar.made.words)})"),
        application=re.compile(any_of(grammar.application.words)),
        application_against=re.compile(any_of(grammar.application.against)),
        scenes=re.compile(any_of(grammar.scenes.words)),
        scenes_against=re.compile(any_of(grammar.scenes.against)),
        raised=Phrases({"raised": grammar.raised.words}),
        institutes=re.compile(
            f"\\)?等?(?:(?!{any_of(institutes.parted)})[\u4e00-\u9fff]){{0,10}}?(?:{any_of(institutes.words)})"
        ),
        researched=re.compile(f"[^,。;]{{0,8}}(?:{any_of(grammar.made.words)})"),
        regulated=re.compile(any_of(grammar.regulated.words)),
        elsewhere=re.compile(any_of(grammar.elsewhere.words)),
        doers=re.compile(
            "(?:等)?(?:、[一-鿿]{2,8}){0,2}"
            f"(?:{any_of(grammar.doers.manners)})?(?:{any_of(grammar.doers.words)})"
        ),
        supervised=re.compile(any_of(grammar.supervised.words)),
        misdeeds=Phrases({"misdeed": grammar.supervised.misdeeds}),
        links=re.compile(f"(?:{link})(?=(?:{any_of(links.between)})?(?:{any_of(links.before)}))"),
        link_end=re.compile(f"(?:{link})$"),
        link_words=frozenset(links.words),
        link_firsts=frozenset(word[0] for word in links.words),
        linked=tuple(links.before),
        general_after=Phrases({"after": grammar.general.after}),
        strict=frozenset(grammar.general.strict),
        things=Phrases({"no": things.excepted, "thing": things.all}),
        things_of={name: Phrases({"thing": words}) for name, words in things.names.items()},
        quoted=tuple(grammar.quoted.endings),
        technologies=frozenset(grammar.technologies.names),
        serve=Phrases({"serve": grammar.technologies.serve}),
    )


@cache
def shapes() -> Shapes:
    """The shapes of names, compiled; read once."""
    grammar = chain_words()
    return Shapes(
        never=frozenset(grammar.never.words),
        stems=by_last(grammar.never.stems),
        whole=frozenset(grammar.whole.words),
        services=frozenset(grammar.whole.services),
        unnamed=by_last(grammar.unnamed.endings),
        shaped=by_last(grammar.shaped.endings),
    )
