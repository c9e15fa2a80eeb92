"""What the ledger says where there is no outcome to tell."""

from shared.ledger.stored import Entry


class Stale(Exception):
    """Somebody else wrote in between: the page the person looked at was older. `entries` came since."""

    def __init__(self, expected: int, actual: int, entries: tuple[Entry, ...]) -> None:
        super().__init__(f"version {expected} was expected, the stream stands at {actual}")
        self.expected, self.actual, self.entries = expected, actual, entries


class CommandIdReused(Exception):
    """This command id was used before for something else: nothing was written."""


class HoleBefore(Exception):
    """An earlier message of this sender about this subject is missing; `due` is the number to ask for."""

    def __init__(self, due: int) -> None:
        super().__init__(f"message {due} is missing")
        self.due = due


class Unavailable(Exception):
    """The database stayed away. The unit may or may not be written: ask again under the same key."""


class ReadOnly(Unavailable):
    """Nothing may be written: this ledger is not the one others have seen. `why` says in what they differ."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why
