"""The procedures in a law file: their shape, what can be wrong with them, and what the rules are given to read."""

from collections.abc import Container, Iterator, Mapping
from typing import Annotated

from msgspec import Meta

from shared.kernel.procedures import Procedure, ProcedureStep
from shared.kernel.words import Code
from shared.policy.words import Strict, Words

Place = tuple[str | int, ...]


class StepShape(Strict, frozen=True, kw_only=True):
    step: Code
    power: Code
    papers: tuple[Code, ...] = ()
    term: Code | None = None
    basis: Annotated[tuple[Words, ...], Meta(min_length=1)]
    note: Words | None = None


class ProcedureShape(Strict, frozen=True, kw_only=True):
    vi: Words
    en: Words
    basis: Annotated[tuple[Words, ...], Meta(min_length=1)]
    steps: Annotated[tuple[StepShape, ...], Meta(min_length=1)]


def procedures_of(shapes: Mapping[Code, ProcedureShape]) -> dict[Code, Procedure]:
    return {
        code: Procedure(
            code, shape.vi, shape.en,
            tuple(ProcedureStep(s.step, s.power, s.papers, s.term, s.basis, s.note) for s in shape.steps),
            shape.basis,
        )
        for code, shape in shapes.items()
    }  # fmt: skip


def bases(shapes: Mapping[Code, ProcedureShape]) -> Iterator[tuple[Place, str]]:
    """Every legal basis with its place in the file."""
    for code, shape in shapes.items():
        yield from ((("procedures", code, "basis"), basis) for basis in shape.basis)
        for at, step in enumerate(shape.steps):
            yield from ((("procedures", code, "steps", at, "basis"), basis) for basis in step.basis)


def unknown(
    shapes: Mapping[Code, ProcedureShape], known: Mapping[str, Container[str]]
) -> Iterator[tuple[Place, str, str]]:
    """Place, kind and word of every power, paper and term that nobody explains; `known` has the words by kind."""
    for code, shape in shapes.items():
        for at, step in enumerate(shape.steps):
            used = {"power": (step.power,), "paper": step.papers, "term": (step.term,) if step.term else ()}
            for kind, words in used.items():
                for word in words:
                    if word not in known[kind]:
                        yield ("procedures", code, "steps", at), kind, word
