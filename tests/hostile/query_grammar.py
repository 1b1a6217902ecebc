"""Queries made by a grammar: of what a graph is asked, and of what must never reach its engine."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from graph.store.statements import dialect

T = TypeVar("T")

WHITE = [
    *" \t\n\x0b\x0c\r\x1c\x1d\x1e\x1f\xa0\u1680\u180e\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009",
    *"\u200a\u2028\u2029\u202f\u205f\u3000",
    *("/**/", "/* ' */", "// `\n", "/*\n*/"),
]
_UNKNOWN_WHITE = ["\u200b", "\ufeff", "\u00ad", "\u180b", "/* **/ */", "\\u0020"]
_LABELS = ["Department", "Zone", "IndustryChain", "Measure", "Plan", "Goal", "Nothing"]
_EDGES = ["LEADS", "SUPPORTS", "RESPONSIBLE_FOR", "TARGETS", "PART_OF", "LEADS|SUPPORTS", "NOTHING"]
_NAMES = ["key", "name", "aliases", "heading", "text", "load", "copy", "order", "from", "Zone", "x y", "文"]
_TABLE_FUNCTIONS = [
    "READ_CSV_PARALLEL",
    "READ_CSV_SERIAL",
    "READ_NPY",
    "READ_PANDAS",
    "READ_PARQUET",
    "COPY_CSV",
    "COPY_PARQUET",
    "STORAGE_INFO",
    "BM_INFO",
    "FILE_INFO",
    "DISK_INFO",
    "CURRENT_SETTING",
    "SHOW_MACROS",
    "PROJECT_GRAPH",
    "_CACHE_ARRAY_COLUMN_LOCALLY",
]
_SETTINGS = ["threads", "timeout", "home_directory", "file_search_path", "spill_to_disk", "auto_checkpoint"]
_MARKS = list("()[]{},.:;|+-*/%^<>=!&~$'\"`\\#@?\x00€")


@dataclass
class Maker:
    """Makes queries; one seed makes one row of them.

    `files` are paths that attacks try to read, `made` one that they try to write.
    """

    seed: int
    files: Sequence[str]
    made: str
    _random: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)

    def query(self) -> str:
        """The next query."""
        tokens = self._statement()
        for _ in range(self._random.choice([0, 0, 0, 0, 0, 0, 1, 3])):
            self._spoil(tokens)
        return self._spelled(tokens)

    # ── statements ────────────────────────────────────────────────────────────────────────────────────────────────

    def _statement(self) -> list[str]:
        roll = self._random.random()
        if roll < 0.2:
            tokens = self._attack()
        elif roll < 0.4:
            tokens = [*self._clauses(2), *self._attack(), *self._clauses(1), *self._return()]
        elif roll < 0.55:
            tokens = [*self._clauses(2), *self._return()]
        else:
            return self._sound()
        if self._random.random() < 0.1:
            tokens += ["UNION", *self._pick([], ["ALL"]), *self._pick(self._return(), self._attack())]
        if self._random.random() < 0.05:
            tokens = [*self._pick(["EXPLAIN"], ["PROFILE"], ["EXPLAIN", "LOGICAL"]), *tokens]
        if self._random.random() < 0.1:
            tokens += [";", *self._pick([], [], self._attack())]
        return tokens

    def _sound(self) -> list[str]:
        """A query that the engine answers, as far as a grammar sees to it."""
        node = ["(", "n", ":", self._random.choice(_LABELS[:-1]), ")"]
        edge = ["-", "[", "r", "]", "-", "(", "m", ")"]
        tokens = ["MATCH", *node, *self._pick([], edge)]
        tokens += self._pick([], ["WHERE", *self._truth(2)], ["WITH", "n", "WHERE", *self._truth(1)])
        tokens += [
            "RETURN",
            *self._pick([], ["DISTINCT"]),
            *self._text(2),
            "AS",
            "a",
            ",",
            *self._number(2),
            "AS",
            "b",
        ]
        return [
            *tokens,
            *self._pick([], ["ORDER", "BY", "a", "DESC"]),
            *self._pick([], ["LIMIT", "5"]),
        ]

    def _text(self, depth: int) -> list[str]:
        if depth == 0:
            return self._pick(["n", ".", "key"], [self._plain_string()])
        inner = self._text(depth - 1)
        return self._pick(
            inner,
            [*inner, "+", *self._text(depth - 1)],
            [
                self._pick("upper", "lower", "reverse", "trim", "md5", "sha256", "initcap", "ucase"),
                "(",
                *inner,
                ")",
            ],
            ["substring", "(", *inner, ",", "1", ",", "3", ")"],
            ["CASE", "WHEN", *self._truth(depth - 1), "THEN", *inner, "ELSE", "null", "END"],
            ["CAST", "(", *self._number(depth - 1), "AS", "STRING", ")"],
            ["coalesce", "(", *inner, ",", self._plain_string(), ")"],
            ["regexp_replace", "(", *inner, ",", "'[a-z]'", ",", "'x'", ")"],
        )

    def _number(self, depth: int) -> list[str]:
        if depth == 0:
            return [self._pick("0", "1", "2.5", "1e3", "7")]
        inner = self._number(depth - 1)
        return self._pick(
            inner,
            ["(", *inner, self._pick("+", "-", "*"), *self._number(depth - 1), ")"],
            [self._pick("abs", "sqrt", "floor", "sign"), "(", *inner, ")"],
            ["size", "(", *self._text(depth - 1), ")"],
            ["list_sum", "(", "[", *inner, ",", "1", "]", ")"],
            ["size", "(", "list_transform", "(", "[", *inner, "]", ",", "x", "->", "x", ")", ")"],
        )

    def _truth(self, depth: int) -> list[str]:
        return self._pick(
            [*self._text(depth), self._pick("=", "<>", "<", ">="), *self._text(depth)],
            [*self._number(depth), self._pick("=", "<", ">"), *self._number(depth)],
            [
                *self._text(depth),
                *self._pick(["STARTS", "WITH"], ["ENDS", "WITH"], ["CONTAINS"]),
                self._plain_string(),
            ],
            ["NOT", *self._text(depth), "IS", "NULL"],
            ["EXISTS", "{", "MATCH", "(", "n", ")", "-", "[", "]", "-", "(", ")", "}"],
        )

    def _plain_string(self) -> str:
        return self._pick("''", "'市科技局'", "'LOAD FROM x'", '"it\'s"', "'a\\n'", "'/* */ // ;'")

    def _attack(self) -> list[str]:
        """A statement that reads or writes a file, or changes what the graph is made of."""
        file, made = f"'{self._random.choice(self.files)}'", f"'{self.made}'"
        headers = ["WITH", "HEADERS", "(", "a", "STRING", ")"]
        options = [
            "(",
            "header",
            "=",
            "false",
            ",",
            "delim",
            "=",
            "'|'",
            ",",
            "file_format",
            "=",
            "'csv'",
            ")",
        ]
        call = [self._random.choice(_TABLE_FUNCTIONS), "(", self._pick(file, made), ")"]
        query = ["MATCH", "(", "n", ")", "RETURN", "n", ".", "key"]
        columns = ["(", "a", "STRING", ",", "PRIMARY", "KEY", "(", "a", ")", ")"]
        return self._pick(
            ["LOAD", *self._pick([], headers), "FROM", file, *self._pick([], options), "RETURN", "*"],
            ["LOAD", "FROM", *call, "RETURN", "*"],
            ["LOAD", "CSV", "FROM", file, "AS", "row", "RETURN", "row"],
            ["CALL", *call, "RETURN", "*"],
            ["RETURN", *call],
            ["CALL", self._random.choice(_SETTINGS), "=", self._pick("1", "true", made)],
            ["COPY", "(", *query, ")", "TO", made],
            ["COPY", "Zone", "FROM", self._pick(file, "(", "$a")],
            ["EXPORT", "DATABASE", made],
            ["IMPORT", "DATABASE", file],
            ["ATTACH", file, "AS", "other", "(", "DBTYPE", "lbug", ")"],
            ["INSTALL", "httpfs"],
            ["LOAD", *self._pick([], ["EXTENSION"]), self._pick(file, "httpfs")],
            ["CREATE", "NODE", "TABLE", "Made", *columns],
            ["CREATE", "NODE", "TABLE", "Made", "AS", "LOAD", "FROM", file, "RETURN", "*"],
            ["CREATE", "NODE", "TABLE", "Made", *columns, "WITH", "(", "storage", "=", file, ")"],
            ["CREATE", "REL", "TABLE", "Made", "(", "FROM", "Zone", "TO", "Zone", ")"],
            ["CREATE", "MACRO", "made", "(", "x", ")", "AS", "x", "+", "1"],
            ["CREATE", "SEQUENCE", "made"],
            ["CREATE", "TYPE", "made", "AS", "INT64"],
            ["ALTER", "TABLE", "Zone", "ADD", "made", "STRING"],
            ["DROP", "TABLE", "FOCUSES_ON"],
            ["COMMENT", "ON", "TABLE", "Zone", "IS", "'made'"],
            self._pick(["BEGIN", "TRANSACTION"], ["COMMIT"], ["ROLLBACK"], ["CHECKPOINT"]),
            ["CREATE", "(", ":", "Zone", "{", "key", ":", self._string(), "}", ")"],
            ["MERGE", "(", "z", ":", "Zone", "{", "key", ":", self._string(), "}", ")"],
            ["MATCH", "(", "n", ":", "Goal", ")", "SET", "n", ".", "unit", "=", self._string()],
            ["MATCH", "(", "n", ":", "Goal", ")", "DETACH", "DELETE", "n"],
        )

    def _clauses(self, most: int) -> list[str]:
        tokens: list[str] = []
        for _ in range(self._random.randint(0, most)):
            tokens += self._pick(
                [*self._pick([], ["OPTIONAL"]), "MATCH", *self._pattern(), *self._where()],
                ["UNWIND", "[", *self._expression(2), "]", "AS", self._name()],
                ["WITH", *self._expression(2), "AS", self._name(), *self._where()],
                ["CALL", self._pick("show_tables", "db_version"), "(", ")"],
            )
        return tokens

    def _return(self) -> list[str]:
        order = ["ORDER", "BY", *self._expression(1), *self._pick([], ["DESC"])]
        return [
            *("RETURN", *self._pick([], ["DISTINCT"])),
            *self._pick(["*"], [*self._expression(3), *self._pick([], ["AS", self._name()])]),
            *self._pick([], order),
            *self._pick([], ["SKIP", "1"]),
            *self._pick([], ["LIMIT", "5"]),
        ]

    def _where(self) -> list[str]:
        return self._pick([], [], ["WHERE", *self._expression(2)])

    def _pattern(self) -> list[str]:
        tokens = self._node()
        if self._random.random() < 0.5:
            edge = ["[", self._name(), *self._pick([], [":", self._random.choice(_EDGES)])]
            edge += self._pick([], [], ["*", "1", "..", "2"], ["*", "SHORTEST", "1", "..", "3"])
            tokens += [*self._pick(["-"], ["<", "-"], ["–"]), *edge, "]", *self._pick(["-"], ["-", ">"])]
            tokens += self._node()
        return tokens

    def _node(self) -> list[str]:
        label = [":", self._random.choice(_LABELS)]
        return [
            "(",
            *self._pick([], ["n"]),
            *self._pick(label, label, []),
            *self._pick([], [], self._map()),
            ")",
        ]

    def _map(self) -> list[str]:
        return ["{", self._name(), ":", *self._expression(1), "}"]

    # ── expressions ───────────────────────────────────────────────────────────────────────────────────────────────

    def _expression(self, depth: int) -> list[str]:
        if depth == 0:
            return [self._pick("n", "1", "0.5", "true", "null", self._string(), self._name())]
        inner = self._expression(depth - 1)
        operator = self._pick(
            "+", "-", "*", "/", "%", "=", "<>", "<", ">=", "AND", "OR", "XOR", "IN", "CONTAINS", "=~"
        )
        return self._pick(
            inner,
            ["n", ".", self._name()],
            [*inner, *operator.split(), *self._expression(depth - 1)],
            [*inner, *self._pick(["STARTS", "WITH"], ["ENDS", "WITH"]), self._string()],
            [*inner, "IS", *self._pick([], ["NOT"]), "NULL"],
            ["NOT", *inner],
            ["(", *inner, ")"],
            ["[", *inner, ",", *self._expression(depth - 1), "]"],
            ["{", self._name(), ":", *inner, "}"],
            [self._random.choice(_FUNCTIONS), "(", *inner, *self._pick([], [",", *self._expression(0)]), ")"],
            ["count", "(", self._pick("*", "n"), ")"],
            ["CASE", "WHEN", *inner, "THEN", *self._expression(0), "ELSE", "1", "END"],
            ["CAST", "(", *inner, "AS", self._pick("STRING", "INT64", "DATE", "DECIMAL(5,2)"), ")"],
            ["EXISTS", "{", "MATCH", "(", "n", ")", "-", "-", "(", ")", "}"],
            ["list_transform", "(", "[", *inner, "]", ",", "x", "->", "x", ")"],
        )

    def _name(self) -> str:
        return self._random.choice(_NAMES)

    def _string(self) -> str:
        text = self._random.choice(
            ["", "市科技局", "it's", 'a"b', "LOAD FROM x", "/* */", "// ;", "`", "\\", *self.files]
        )
        quote = self._pick("'", '"')
        escaped = text.replace("\\", "\\\\").replace(quote, f"\\{quote}")
        return f"{quote}{self._pick('', '', chr(92) + 'n', '', chr(92) + 'u0027', '', chr(92) + 'q')}{escaped}{quote}"

    # ── spelling ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _spoil(self, tokens: list[str]) -> None:
        place = self._random.randrange(len(tokens) + 1)
        what = self._random.random()
        if what < 0.4 and place < len(tokens):
            del tokens[place]
        elif what < 0.7:
            tokens.insert(
                place, self._random.choice([*_MARKS, "LOAD", "FROM", "CALL", "WITH", "AS", "CREATE"])
            )
        elif place < len(tokens):
            tokens.insert(self._random.randrange(len(tokens)), tokens[place])

    def _spelled(self, tokens: list[str]) -> str:
        plain = self._random.random() < 0.4
        pieces = []
        for token in tokens:
            pieces.append(self._cased(token))
            pieces.append(
                " " if plain else "".join(self._random.choices(WHITE, k=self._random.choice([1, 1, 2])))
            )
        return "".join(pieces)

    def _white(self) -> str:
        if self._random.random() < 0.005:
            return self._random.choice(_UNKNOWN_WHITE)
        return "".join(self._random.choices(WHITE, k=self._random.choice([1, 1, 2])))

    def _cased(self, token: str) -> str:
        if token[:1] in "'\"":
            return token
        if token in _NAMES and (" " in token or self._random.random() < 0.1):
            return f"`{token}`"
        if token in _TABLE_FUNCTIONS and self._random.random() < 0.3:
            return f"`{token}`"
        return self._pick(token, token, token.lower(), token.swapcase())

    def _pick(self, *choices: T) -> T:
        return self._random.choice(choices)


_FUNCTIONS = sorted(dialect("ladybug").functions)
