"""The network as a still picture: the nodes and links of its page, at their places, as SVG."""

from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from graph.network import Incidence
from graph.views.layout import FONT_SIZE, label_width
from graph.views.network_page import legend_of, nodes_and_links
from graph.views.printing import print_picture
from graph.views.scene import OTHER, Scene
from graph.words import words

_FONT = "'Noto Sans CJK SC','Noto Sans SC','PingFang SC','Microsoft YaHei','WenQuanYi Micro Hei',sans-serif"
_MARGIN = 40
_TITLE = 26
_ROW = 24
_INK = "#1d2733"


def at_first(scene: Scene) -> Scene:
    """What a page draws before anybody asks for more: a picture holds nothing else, and counts the rest as left out."""
    links = tuple(link for link in scene.links if link.rank != OTHER)
    if len(links) == len(scene.links):
        return scene
    ends = {end for link in links for end in (link.source, link.target)}
    nodes = tuple(node for node in scene.nodes if node.id in ends)
    return replace(scene, nodes=nodes, links=links, left_out=scene.left_out + scene.asked_for)


def picture(
    incidence: Incidence, scene: Scene, *, language: str = "zh", title: str = "", level: float = 0.0
) -> tuple[str, int, int]:
    """Draw a scene as SVG.

    Parameters
    ----------
    incidence : Incidence
        What the scene was made of.
    scene : Scene
    language : {"zh", "en"}
    title : str, optional
        Stands above the picture; what is drawn, without it.
    level : float, optional
        The false discovery rate that the drawn pairs were chosen by; 0 where all are drawn.

    Returns
    -------
    svg : str
        The picture, the same for the same arguments; it asks no host for anything.
    width, height : int
        Its size in pixels.
    """
    say = words(language)
    drawn = nodes_and_links(scene, incidence)
    nodes, links = drawn.nodes, drawn.edges
    heading = title or say[f"{scene.network}_title"]
    below = say["picture_only"].format(level=level, count=scene.left_out) if level else ""
    legend = legend_of(scene, incidence, say)
    left, top, right, bottom = _box(nodes)
    width = round(max(right - left, label_width(heading, _TITLE), label_width(below, 13), 480) + 2 * _MARGIN)
    rows = _legend_rows(legend, width)
    above = _MARGIN + round(2.6 * _TITLE)
    height = round(above + (bottom - top) + _MARGIN + _ROW * len(rows) + _MARGIN)
    place = {
        node["id"]: (node["x"] - left + _MARGIN, node["y"] - top + above, node["size"]) for node in nodes
    }
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" font-family="{_FONT}" role="img">',
        f"<title>{escape(heading)}</title>",
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        f'<text x="{_MARGIN}" y="{_MARGIN + _TITLE // 2}" font-size="{_TITLE}" font-weight="700" '
        f'fill="{_INK}">{escape(heading)}</text>',
        f'<text x="{_MARGIN}" y="{_MARGIN + 1.4 * _TITLE:.1f}" font-size="13" fill="#5b6470">{escape(below)}</text>',
        *(_link(link, place) for link in links),
        *(_shape(node["shape"], *place[node["id"]], node["color"]["background"]) for node in nodes),
        *(_label(node["label"], *place[node["id"]]) for node in nodes),
    ]
    for row, entries in enumerate(rows):
        y = height - _MARGIN - _ROW * (len(rows) - 1 - row)
        parts += [_entry(entry, x, y) for x, entry in entries]
    return "\n".join([*parts, "</svg>"]) + "\n", width, height


def write_picture(
    incidence: Incidence,
    scene: Scene,
    out: Path,
    kind: str,
    language: str = "zh",
    title: str = "",
    level: float = 0.0,
) -> None:
    """Write the picture as svg, or through Chromium as png or pdf; see `picture`.

    Raises
    ------
    InputError
        If there is no Chromium where one is needed.
    """
    svg, width, height = picture(incidence, scene, language=language, title=title, level=level)
    if kind == "svg":
        out.write_text(svg, encoding="utf-8", newline="")
    else:
        print_picture(svg, width, height, out, kind)


def _box(nodes: list[dict[str, Any]]) -> tuple[float, float, float, float]:
    if not nodes:
        return 0, 0, 0, 0
    half = [max(label_width(node["label"]) / 2, node["size"]) for node in nodes]
    return (
        min(node["x"] - wide for node, wide in zip(nodes, half, strict=True)),
        min(node["y"] - node["size"] for node in nodes),
        max(node["x"] + wide for node, wide in zip(nodes, half, strict=True)),
        max(node["y"] + node["size"] + 2 * FONT_SIZE for node in nodes),
    )


def _link(link: dict[str, Any], place: dict[str, tuple[float, float, float]]) -> str:
    """A line from rim to rim, with an arrow head where one end leads."""
    (x, y, start), (to_x, to_y, end) = place[link["from"]], place[link["to"]]
    length = ((to_x - x) ** 2 + (to_y - y) ** 2) ** 0.5 or 1.0
    along, across = (to_x - x) / length, (to_y - y) / length
    x, y = x + along * start, y + across * start
    to_x, to_y = to_x - along * end, to_y - across * end
    colour, opacity = link["color"]["color"], link["color"]["opacity"]
    dashes = ' stroke-dasharray="5 4"' if link["dashes"] else ""
    parts = [
        f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}" stroke-width="{link["width"]}"{dashes}/>'
    ]
    size = 5 + link["width"]
    for here, there, sign in (("to", (to_x, to_y), 1), ("from", (x, y), -1)):
        if link["arrows"][here]["enabled"]:
            back = (there[0] - sign * along * size, there[1] - sign * across * size)
            wing = (across * size / 2, -along * size / 2)
            points = [there, (back[0] + wing[0], back[1] + wing[1]), (back[0] - wing[0], back[1] - wing[1])]
            parts.append(f'<polygon points="{_points(points)}" stroke="none"/>')
    return f'<g stroke="{colour}" fill="{colour}" opacity="{opacity}">{"".join(parts)}</g>'


def _shape(shape: str, x: float, y: float, size: float, colour: str) -> str:
    look = f'fill="{colour}" stroke="#ffffff" stroke-width="1.5"'
    if shape == "square":
        return f'<rect x="{x - size:.1f}" y="{y - size:.1f}" width="{2 * size}" height="{2 * size}" {look}/>'
    if shape == "triangle":
        return f'<polygon points="{_points([(x, y - size), (x + size, y + size), (x - size, y + size)])}" {look}/>'
    if shape == "diamond":
        corners = [(x, y - size), (x + size, y), (x, y + size), (x - size, y)]
        return f'<polygon points="{_points(corners)}" {look}/>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size}" {look}/>'


def _label(text: str, x: float, y: float, size: float) -> str:
    return (
        f'<text x="{x:.1f}" y="{y + size + FONT_SIZE:.1f}" font-size="{FONT_SIZE}" text-anchor="middle" '
        f'fill="{_INK}" stroke="#ffffff" stroke-width="3" paint-order="stroke">{escape(_legible(text))}</text>'
    )


def _legend_rows(legend: list[dict[str, Any]], width: int) -> list[list[tuple[float, dict[str, Any]]]]:
    rows: list[list[tuple[float, dict[str, Any]]]] = [[]]
    x = float(_MARGIN)
    for entry in legend:
        room = 34 + label_width(entry["label"], 13) + 18
        if rows[-1] and x + room > width - _MARGIN:
            rows.append([])
            x = _MARGIN
        rows[-1].append((x, entry))
        x += room
    return rows


def _entry(entry: dict[str, Any], x: float, y: float) -> str:
    if entry["shape"] == "line":
        dashes = ' stroke-dasharray="5 4"' if entry["dashed"] else ""
        sign = f'<line x1="{x}" y1="{y}" x2="{x + 24}" y2="{y}" stroke={quoteattr(entry["colour"])} stroke-width="3"{dashes}/>'
    else:
        sign = _shape(entry["shape"], x + 12, y, 7, entry["colour"])
    return f'{sign}<text x="{x + 32:.1f}" y="{y + 5}" font-size="13" fill="{_INK}">{escape(entry["label"])}</text>'


def _points(points: list[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _legible(text: str) -> str:
    """A text without what XML cannot hold."""
    return "".join(char if char.isprintable() else "\ufffd" for char in text)
