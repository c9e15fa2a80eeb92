"""What a listener says back to whoever told it something: heard up to here, missing from here on, a file that did not come."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

import msgspec

from shared.kernel.words import Digest

Number = Annotated[int, msgspec.Meta(ge=1)]


@dataclass(frozen=True)
class Receipt:
    """Back to a teller: everything about the subject up to and including `seq` was heard."""

    subject: UUID
    seq: Number


@dataclass(frozen=True)
class ResendAsked:
    """Back to a teller: messages about the subject are missing from `seq` on."""

    subject: UUID
    seq: Number


@dataclass(frozen=True)
class FileAsked:
    """Back to a teller: a file that it told of, and that its grant lets travel, has not come."""

    subject: UUID
    digest: Digest


SAID_BACK: Mapping[str, type[Any]] = {
    "trove.Receipt": Receipt, "trove.ResendAsked": ResendAsked, "trove.FileAsked": FileAsked,
}  # fmt: skip
