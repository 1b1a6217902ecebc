"""The language that people are answered in: decided here, once a run, and looked up when something is said.

The source speaks English, and so does all that is stored, exchanged and compared. People read Chinese by the tables
beside this module, one for each kind of text:

- `messages.toml`: what is said, by its English; `{name}` stands for a value.
- `help.toml`: what `--help` says of commands and options, and the API and the tools of questions, a paragraph an entry.
- `columns.toml`: the heads of tables, by the name of the column; `values.toml`: words of fixed lists in their cells.
- `queries.toml`: the named queries.
- `rules.toml`: why a name was read as what it is.

`say` puts a command's own sentence into the language of the run. What comes from below (an error, a finding) has been
written in English where nobody knew who would read it; `translated` takes it back to the sentence it was made from.
"""

from graph.model.language.choosing import LANGUAGES, VARIABLE, asked_for, choose, language, speaking
from graph.model.language.phrases import counted, helping, in_words, listed, rules_in_words, say, translated
from graph.model.language.tables import head, heads, query_answers, query_meaning, query_title, value

__all__ = [
    "LANGUAGES",
    "VARIABLE",
    "asked_for",
    "choose",
    "counted",
    "head",
    "heads",
    "helping",
    "in_words",
    "language",
    "listed",
    "query_answers",
    "query_meaning",
    "query_title",
    "rules_in_words",
    "say",
    "speaking",
    "translated",
    "value",
]
