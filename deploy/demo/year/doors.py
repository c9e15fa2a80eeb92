"""What the parts of a year ask at the doors of support, where several of them ask the same."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from deploy.demo.officers import Officer, StoryBroken
from deploy.demo.year.telling import Year


@dataclass(frozen=True)
class File:
    """A file of the plan's work: `many` is its noun in addresses. Both sides of what crosses agencies may call it by one id."""

    many: str
    id: str

    def do(self, officer: Officer, path: str, /, **fields: Any) -> None:
        officer.post("support", f"/api/{self.many}/{self.id}/{path}", _plain(fields))

    def is_refused(self, officer: Officer, rule: str, path: str, /, **fields: Any) -> None:
        """Raises `StoryBroken` where it is not, or by another rule."""
        answer = officer.post("support", f"/api/{self.many}/{self.id}/{path}", _plain(fields), wanted=409)
        if (by := answer.get("rule")) != rule:
            raise StoryBroken(f"{path} of {self.many} was refused by {by}, not by {rule}")


def begun(officer: Officer, many: str, one: str, with_: str = "", /, **fields: Any) -> File:
    """A file that this officer begins; `with_` a deed that is not the ordinary first one (`new/holding`)."""
    return File(many, officer.post("support", f"/api/{many}/{with_}".rstrip("/"), _plain(fields), wanted=201)[one])


def listed(officer: Officer, many: str) -> dict[str, Any]:
    """The files this officer may list, by id."""
    return dict(officer.get("support", f"/api/{many}")[many])


def come(year: Year, officer: Officer, many: str, true: Callable[[Mapping[str, Any]], object]) -> File:
    """The one file of which this is true, as soon as it is on this officer's list."""

    def looked() -> list[str]:
        return [key for key, line in listed(officer, many).items() if true(line)]

    (found,) = year.until(looked, bool, f"what was told did not come to {officer.username} ({many})")
    return File(many, found)


def comes(year: Year, officer: Officer, file: File, stage: str) -> None:
    """Wait until it is that far on this officer's list."""
    year.until(
        lambda: listed(officer, file.many).get(file.id, {}).get("stage"),
        lambda found: found == stage,
        f"{file.many} at {officer.username} is not {stage}",
    )


def _plain(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in fields.items()}
