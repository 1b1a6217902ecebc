"""Whatever is said to people has its Chinese, with the same values in it."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest

import graph
import loaders
from graph.cli import main
from graph.model.language import helping, language, speaking, translated
from graph.model.language.entries import columns, meanings, queries, sentences, values
from graph.queries import named_queries
from graph.serving.api import description
from graph.serving.desk import QUESTIONS
from graph.serving.parameters import described
from graph.words import words
from loaders.check import RULES

PACKAGES = [Path(package.__file__).parent for package in (graph, loaders) if package.__file__]
ERRORS = {
    "InputError",
    "StoreError",
    "StoreLostError",
    "QiantouError",
    "UnknownNameError",
    "AmbiguousNameError",
}
ERRORS |= {"UsageError", "BadParameter", "ClickException", "UndecidedError"}
PLACE = re.compile(r"\{\w*\}")
MADE_ELSEWHERE = re.compile(r"^(\{\})*(: )?(\{\})*$")
"""A message that is put together of others alone."""


@cache
def calls() -> list[tuple[str, str, ast.expr]]:
    """Where, the name of what is called, and its first argument; for a name, what the function calls so."""
    found = []
    for package in PACKAGES:
        for file in sorted(package.rglob("*.py")):
            tree = ast.parse(file.read_text("utf-8"))
            named = dict(_named_values(tree))
            for node in ast.walk(tree):
                if isinstance(node, ast.Call) and node.args:
                    name = (
                        node.func.attr
                        if isinstance(node.func, ast.Attribute)
                        else getattr(node.func, "id", "")
                    )
                    where = f"{file.relative_to(package.parent)}:{node.lineno}"
                    found += [(where, name, value) for value in named.get(node.args[0], [node.args[0]])]
    return found


def _named_values(tree: ast.AST) -> Iterator[tuple[ast.expr, list[ast.expr]]]:
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            values: dict[str, list[ast.expr]] = {}
            for node in ast.walk(function):
                if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                    values.setdefault(node.targets[0].id, []).append(node.value)
            for node in ast.walk(function):
                if isinstance(node, ast.Name) and node.id in values:
                    yield node, values[node.id]


def templates(argument: ast.expr) -> Iterator[str]:
    """A sentence with {} for each value; both of `a if b else c`."""
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        yield argument.value
    elif isinstance(argument, ast.JoinedStr):
        yield "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in argument.values)
    elif isinstance(argument, ast.IfExp):
        yield from templates(argument.body)
        yield from templates(argument.orelse)


def without_names(message: str) -> str:
    return PLACE.sub("{}", message)


def test_every_message_that_is_said_has_its_chinese() -> None:
    said = {
        (where, text) for where, name, argument in calls() if name == "say" for text in templates(argument)
    }
    assert len(said) > 50
    # How many there are of a thing is said by `counted`.
    made = {"{count} {}s"}
    assert not [
        (where, text)
        for where, text in sorted(said)
        if text not in sentences("messages") and text not in made
    ]


def test_every_error_has_its_chinese() -> None:
    known = {without_names(message) for message in sentences("messages")}
    missing = [
        (where, text)
        for where, name, argument in calls()
        if name in ERRORS
        for text in templates(argument)
        if text not in known and not MADE_ELSEWHERE.match(text)
    ]
    assert not missing


def test_every_thing_that_is_counted_has_its_chinese() -> None:
    nouns = {
        call.args[1].value
        for package in PACKAGES
        for file in package.rglob("*.py")
        for call in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "counted" and len(call.args) == 2
        if isinstance(call.args[1], ast.Constant) and "formats" not in file.parts
    }
    assert nouns >= {"plan", "measure"}
    assert not [noun for noun in nouns if f"{{count}} {noun}s" not in sentences("messages")]


@pytest.mark.parametrize("name", ["messages", "help", "rules"])
def test_both_languages_have_the_same_values(name: str) -> None:
    for english, chinese in sentences(name).items():
        if name != "help":
            assert set(PLACE.findall(english)) == set(PLACE.findall(chinese)), english
        assert re.search(r"[\u4e00-\u9fff：]", chinese), english


def paragraphs(command: click.Command) -> Iterator[str]:
    """What the help of a command says, as it looks it up."""
    for text in (command.help or "").split("\n\n"):
        if text.lstrip().startswith("\b"):
            yield from (line for line in text.split("\n")[1:] if line and not line.startswith(" "))
        else:
            yield text
    for parameter in command.params:
        if help := getattr(parameter, "help", None):
            yield help.rpartition("  [")[0] or help
    for inner in getattr(command, "commands", {}).values():
        yield from paragraphs(inner)


def commands() -> list[str]:
    return main.list_commands(click.Context(main))


@pytest.mark.parametrize("name", ["", *commands()])
def test_the_help_of_a_command_is_in_chinese(name: str) -> None:
    context = click.Context(main)
    command = main.get_command(context, name) if name else main
    assert command is not None
    with speaking("zh"):
        summaries = [helping(main.summary(context, name))] if name else []
        texts = [*summaries, *map(helping, paragraphs(command))]
        assert not [text for text in texts if text.strip() and not re.search(r"[\u4e00-\u9fff]", text)]


def test_every_named_query_has_its_chinese() -> None:
    assert sorted(queries()) == sorted(named_queries())
    titles = [entry.title for entry in queries().values()]
    assert len(set(titles)) == len(titles)


def test_every_parameter_of_a_named_query_has_its_chinese() -> None:
    used = {parameter.meaning for query in named_queries().values() for parameter in query.parameters}
    assert set(meanings()) == used


def test_every_column_of_a_named_query_has_a_head() -> None:
    for query in named_queries().values():
        for column, _ in query.columns:
            assert column in columns().heads or any(
                column.startswith(f"{side}_") and column.removeprefix(f"{side}_") in columns().heads
                for side in columns().sides
            ), column


def test_what_programs_may_ask_is_described_in_chinese() -> None:
    with speaking("zh"):
        tree = description()
        assert not [tool for tool in map(described, QUESTIONS) if not re.search(r"^[^a-z]{4}", tool)]
    said: list[str] = []

    def collect(part: object) -> None:
        if isinstance(part, dict):
            said.extend(part[key] for key in ("summary", "description") if isinstance(part.get(key), str))
            part = list(part.values())
        if isinstance(part, list):
            for one in part:
                collect(one)

    collect(tree)
    assert len(said) > 50
    assert not [text for text in said if not re.search(r"[\u4e00-\u9fff]", text)]


def test_the_sentence_that_knows_most_of_a_text_translates_it() -> None:
    with speaking("zh"):
        text = "方案/名单.csv: no plan: no duty stands in it, and its title is none of a plan"
        assert re.fullmatch(r"方案/名单\.csv: [^A-Za-z]+", translated(text))
        assert translated("a.txt: cannot be read: the disk of it in 2 plans").startswith(
            "a.txt：无法读取：the disk"
        )


def test_every_rule_is_called_as_in_the_report() -> None:
    with speaking("zh"):
        for rule in RULES.values():
            assert translated(rule.title) == words("zh")[f"check_{rule.code}"]


def test_one_word_has_one_chinese_in_all_tables() -> None:
    pages, cells = words("zh"), values()
    for role in ("leads", "supports", "responsible"):
        assert pages[role] == cells["role"][role] == columns().heads[role]
    for column in ("level", "severity", "basis"):
        for word, chinese in cells[column].items():
            assert pages[f"{column}_{word}"] == chinese
    for column in ("load", "rank", "breadth", "depth", "deadline", "zone", "chain", "plan", "measure"):
        assert pages[column].startswith(columns().heads[column]) or column == "zone"
    assert language() == "en"
