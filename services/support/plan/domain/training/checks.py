"""What both kinds of file ask of what they are told."""

from collections.abc import Collection

from shared.kernel.checks import must_know
from shared.kernel.decider import Refused
from shared.kernel.law import Law
from shared.kernel.words import Code


def taught_in(subjects: Collection[Code], law: Law) -> tuple[Code, ...]:
    """What a class is on: at least one subject of the list."""
    for subject in sorted(subjects):
        must_know(law, "training_subjects", subject)
    if not subjects:
        raise Refused("class.no_subject", "no subject is named")
    return tuple(sorted(subjects))
