"""`python -m graph`: the command, where its name is not on the path."""

import sys

# Python would look for modules in the working folder first, where plans lie and what else was sent with them.
if not sys.flags.safe_path:
    _folder = sys.path.pop(0)
    if __file__.startswith(_folder):
        sys.path.append(_folder)

from graph.cli import main

main(prog_name="qiantou")
