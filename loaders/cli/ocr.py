"""The option of the commands that read plans: of which pages characters are recognised."""

import click

from graph.model.ocr import Ocr

ocr_option = click.option(
    "--ocr",
    type=click.Choice([ocr.value for ocr in Ocr]),
    default=Ocr.AUTO.value,
    show_default=True,
    envvar="QIANTOU_OCR",
    help="Recognise the characters on pages that are pictures (extra ocr): auto those without usable text.",
)
