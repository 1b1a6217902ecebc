"""What the analyses found out, in words: why an agency is flagged, why something is missing, who came and went."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from graph.model import Role

if TYPE_CHECKING:
    from graph.analysis.overload import Thresholds

ROLES_IN_WORDS = (Role.LEADS, Role.RESPONSIBLE, Role.SUPPORTS)
"""The order in which people read the roles."""
_PLANS = 5
_SIMILAR = ("similar_text", "similar_chain", "similar_zone", "similar_class")


def similar_in_words(reason: str, chinese: Mapping[str, str], say: Mapping[str, str]) -> str:
    """Why two measures are on one matter.

    Parameters
    ----------
    reason : str
        Of a row of `graph.analysis.duplicates.duplicates`, which says it in Chinese.
    chinese, say : mapping
        The words in Chinese, and those to say it in, see `graph.words.words`.
    """
    said = []
    for part in reason.split("；"):
        kind, _, names = part.partition("：")
        (name,) = [name for name in _SIMILAR if chinese[name].partition("：")[0] == kind] or [""]
        said.append(say[name].format(names=names) if name else part)
    return say["between_flags"].join(said)


def flags_in_words(row: Mapping[str, Any], thresholds: "Thresholds", say: Mapping[str, str]) -> list[str]:
    """Which thresholds an agency reaches.

    Parameters
    ----------
    row : mapping
        A row of `graph.analysis.overload.overload`.
    thresholds : Thresholds
        What the row was flagged by.
    say : mapping
        The words, see `graph.words.words`.
    """
    values = {
        "lead_share": f"{row['lead_share']:.0%}",
        "load_ratio": f"{row['load_ratio']:.1f}",
        "z": f"{row['z_load']:.1f}",
        "peak": f"{row['peak']}",
    }
    limits = {name: f"{getattr(thresholds, name):g}" for name in values}
    limits["lead_share"] = f"{thresholds.lead_share:.0%}"
    return [
        say[f"flag_{flag}"].format(
            count=row["leads"], month=row["peak_month"], value=values[flag], limit=limits[flag]
        )
        for flag in row["flags"]
    ]


def gap_in_words(row: Mapping[str, Any], say: Mapping[str, str]) -> str:
    """Why something is missing: a row of `graph.analysis.gaps.gaps`."""
    names = "、".join(row["names"][:_PLANS]) + (say["and_others"] if len(row["names"]) > _PLANS else "")
    why = say[f"why_{row['why']}"].format(count=len(row["measures"]), names=names)
    return (
        say["led_elsewhere"].format(why=why, names=names)
        if names and row["kind"] in ("chain", "zone")
        else why
    )


def changes_in_words(changes: Sequence[tuple[Role, str, str]], say: Mapping[str, str]) -> str:
    """Who came (+) and who went (-), by role; see `graph.analysis.comparison.Comparison`."""
    parts = []
    for role in ROLES_IN_WORDS:
        named = [f"{sign}{name}" for one, sign, name in changes if one is role]
        if named:
            parts.append(f"{say[role]}：{'、'.join(named)}")
    return "；".join(parts)
