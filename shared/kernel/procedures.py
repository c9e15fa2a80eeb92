"""The ways the law leads somebody home: which steps, on which article, with which papers, within which term."""

from dataclasses import dataclass

from shared.kernel.words import Code


@dataclass(frozen=True)
class ProcedureStep:
    """One step: the power an agency needs for it, the papers it makes, the term in which it is to be done, if one is
    named; `note` says what is different on this way."""

    code: Code
    power: Code
    papers: tuple[Code, ...]
    term: Code | None
    legal_basis: tuple[str, ...]
    note: str | None = None


@dataclass(frozen=True)
class Procedure:
    """A procedure of the law, with its steps in order."""

    code: Code
    vi: str
    en: str
    steps: tuple[ProcedureStep, ...]
    legal_basis: tuple[str, ...]

    def step(self, code: Code) -> ProcedureStep | None:
        return next((step for step in self.steps if step.code == code), None)
