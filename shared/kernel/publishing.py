"""How small a number may be before it is told to people outside the lawful line: data of the profile, since no law sets it."""

from dataclasses import dataclass

from shared.kernel.words import Code, Confidence


@dataclass(frozen=True)
class Publishing:
    """Numbers of fewer than `least` persons are not told; what is told is rounded down to a multiple of `step`. `version` is the
    beginning of the file's hash (SHA-256): a publication keeps it, so that it can be read when a number was changed."""

    least: int
    step: int
    set_by: str
    confidence: Confidence
    reason: str
    version: Code = "0" * 16

    def told(self, count: int) -> int:
        """What is told of so many persons."""
        return count - count % self.step
