"""How the journals heard here stand against what other agencies have seen of each ledger."""

from dataclasses import dataclass
from datetime import datetime

from shared.kernel.words import AgencyId, Source


@dataclass(frozen=True)
class Seal:
    """One ledger. `heard`: up to which entry its journal was heard without a hole; `checked`: up to which entry that is the
    history others have co-signed, `seen_by` them at `seen_at`; `differs`: the size of a co-signed checkpoint whose root is not
    that of the journal; `open_since`: since when something stands above `checked` (None: nothing does); `lies`: how the log
    contradicted itself before a witness (`shared.proof.witnessing.Lie`). Moments are real time, never the town's."""

    source: Source
    heard: int
    checked: int
    seen_by: tuple[AgencyId, ...]
    seen_at: datetime | None
    differs: int | None
    open_since: datetime | None
    lies: tuple[str, ...]
