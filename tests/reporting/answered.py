"""Where no question is counted anew."""

from services.reporting.projections.building import Build


class NothingBeside:
    """Where no question is counted anew."""

    def listed(self) -> list[Build]:
        return []

    def begin(self, question: str) -> Build:
        raise LookupError(question)

    def swap(self, slot: str) -> None:
        raise LookupError(slot)

    def drop(self, slot: str) -> None:
        raise LookupError(slot)
