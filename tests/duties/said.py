"""What the measures of an invented plan say, as pairs of the tests write it: leads, supports, responsible."""

from graph.model import Basis, Measure, Role
from loaders.pipeline import read_text

Who = tuple[list[str], list[str], list[str]]


def leads(*names: str) -> Who:
    return list(names), [], []


def answer(*names: str) -> Who:
    return [], [], list(names)


def duties(body: str) -> list[Who]:
    """What the measures of an invented plan with this body say."""
    measures = [
        measure
        for facts in read_text(f"青岚市示范工作方案\n一、重点任务\n{body}\n")
        for measure in facts.measures
    ]
    return [
        (of(measure, Role.LEADS), of(measure, Role.SUPPORTS), of(measure, Role.RESPONSIBLE))
        for measure in measures
    ]


def of(measure: Measure, role: Role) -> list[str]:
    return [
        duty.agency.translate(str.maketrans("（）〔〕", "()()"))
        for duty in measure.duties
        if duty.role is role and duty.basis is not Basis.CONVENTION
    ]
