"""What a question takes, read from its signature and its docstring: for requests and for their description."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from inspect import Parameter, getdoc, signature
from typing import Any, Literal, get_args, get_origin

from graph.model import InputError
from graph.model.language import helping, language
from graph.serving.answer import Answer

Question = Callable[..., Answer]

_MEANING = re.compile(r"^(\w+(?:, \w+)*) : [^\n]+\n((?: {4}[^\n]*\n?)+)", re.M)
_VALUES = re.compile(r"parameters\[(\w+)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A parameter: its schema in JSON, its meaning, its default; `values` is a mapping of texts."""

    name: str
    schema: Mapping[str, Any]
    meaning: str
    required: bool

    @property
    def values(self) -> bool:
        """Whether it holds values by name, given as parameters[NAME]."""
        return bool(self.schema["type"] == "object")


def taken(question: Question) -> tuple[Taken, ...]:
    """The parameters of a question, their meanings in the language of the run."""
    return _taken(question, language())


@cache
def _taken(question: Question, _language: str) -> tuple[Taken, ...]:
    meanings: dict[str, str] = {}
    for names, text in _MEANING.findall((getdoc(question) or "") + "\n"):
        meanings |= dict.fromkeys(names.split(", "), helping(" ".join(text.split())))
    return tuple(
        Taken(
            name=name,
            schema=_schema(parameter),
            meaning=meanings.get(name, ""),
            required=parameter.default is Parameter.empty,
        )
        for name, parameter in signature(question).parameters.items()
        if name != "self"
    )


def question_summary(question: Question) -> str:
    """What it answers, in a line, in the language of the run."""
    return helping((getdoc(question) or "").split("\n", 1)[0])


def described(question: Question) -> str:
    """What it answers and takes, in the language of the run."""
    text = getdoc(question) or ""
    if language() == "en":
        return text
    about = text.partition("\nParameters\n")[0].strip().split("\n\n")
    takes = [f"{one.name}：{one.meaning}" for one in taken(question)]
    return "\n\n".join([*map(helping, about), *(["\n".join(takes)] if takes else [])])


def arguments_of(question: Question, given: Mapping[str, str]) -> dict[str, Any]:
    """The arguments of a question from the texts of a request.

    Raises
    ------
    InputError
        If one is missing, unknown, or no value of its type.
    """
    known = {one.name: one for one in taken(question)}
    found: dict[str, Any] = {}
    for name, text in given.items():
        part = _VALUES.fullmatch(name)
        if part and "parameters" in known:
            found.setdefault("parameters", {})[part[1]] = text
        elif name in known and not known[name].values:
            found[name] = _value(known[name], text)
        else:
            raise InputError(f"{name} is no parameter of it; there are {', '.join(known) or 'none'}")
    if missing := [one.name for one in known.values() if one.required and not found.get(one.name)]:
        raise InputError(f"give {', '.join(missing)}")
    return found


def _value(one: Taken, text: str) -> Any:
    if one.schema["type"] == "integer":
        if not text.isascii() or not text.isdecimal():
            raise InputError(f"{one.name} is a whole number, not “{text}”")
        return int(text)
    if text not in one.schema.get("enum", [text]):
        raise InputError(f"{one.name} is one of {', '.join(filter(None, one.schema['enum']))}, not “{text}”")
    return text


def _schema(parameter: Parameter) -> dict[str, Any]:
    kind, default = parameter.annotation, parameter.default
    if get_origin(kind) is Literal:
        schema: dict[str, Any] = {"type": "string", "enum": list(get_args(kind))}
    elif kind is int:
        schema = {"type": "integer", "minimum": 0}
    elif kind is str:
        schema = {"type": "string"}
    else:
        schema = {"type": "object", "additionalProperties": {"type": "string"}}
    return schema if default in (Parameter.empty, None) else {**schema, "default": default}
