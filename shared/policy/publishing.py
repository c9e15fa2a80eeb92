"""The thresholds of what is published (`publication.yaml` of a profile): what may stand there."""

import hashlib
from typing import Annotated

from msgspec import Meta

from shared.kernel.publishing import Publishing
from shared.kernel.words import Confidence
from shared.policy.versions import canonical
from shared.policy.words import Strict, Words


class PublishingFile(Strict, frozen=True, kw_only=True):
    """`set_by`, `confidence` and `reason` are those of both numbers: no law sets one."""

    set_by: Words
    confidence: Confidence
    reason: Words
    least: Annotated[int, Meta(ge=3, le=1000)]
    step: Annotated[int, Meta(ge=1, le=1000)]

    def __post_init__(self) -> None:
        if self.step > self.least:
            raise ValueError(f"rounded to {self.step}, told from {self.least}; expected a step that is no larger")


def publishing_of(file: PublishingFile) -> Publishing:
    version = hashlib.sha256(canonical(file)).hexdigest()[:16]
    return Publishing(file.least, file.step, file.set_by, file.confidence, file.reason, version)
