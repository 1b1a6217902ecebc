"""`qiantou agencies`: look at the departments that plans name, and judge which of them are one."""

from pathlib import Path

import click

from graph.model.plan_options import ocr_option
from loaders.cli.reviewing import judge_pairs, review_options


@click.group()
def agencies() -> None:
    """Judge which names mean one department."""


@agencies.command()
@click.argument("plans", nargs=-1, required=True, type=click.Path(path_type=Path))
@review_options
@ocr_option
def review(
    plans: tuple[Path, ...], output: Path | None, decisions: Path | None, least: float, ocr: str
) -> None:
    """List departments of PLANs that may be one, to be judged.

    PLANs are plans, or facts written by `qiantou extract`. In a terminal each pair is asked for and the answer is
    saved at once; otherwise, or with --output, the pairs are written as CSV. Write same, different or alias into its
    first column: same keeps the first name, alias makes the first name another name of the second. Give the file to
    `extract` and `load` by --decisions or QIANTOU_DECISIONS: it always wins.

    \b
    Example:
        qiantou agencies review plans/ -o decisions.csv
        qiantou load plans/ --decisions decisions.csv
    """
    from loaders.agencies.near_duplicates import near_duplicates

    judge_pairs(plans, output, decisions, ocr, find=near_duplicates, least=least)
