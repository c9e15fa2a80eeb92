"""`trove`: the one command for whoever starts a town, looks after it, or shows it."""

import os
import subprocess
import sys
import warnings
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from deploy.audit import audit
from deploy.keys import BrokenKeys
from deploy.parts import places
from deploy.parts.process import MissingPrerequisite, PartFailed
from deploy.past_cases import import_
from deploy.ports import PortInUse
from deploy.processes import TownAlreadyRunning
from shared.clock import TOWN, read_offset, real, set_clock
from shared.policy.faults import ProfileFault

FIRST_DAY = datetime(2023, 5, 5, 8, 0, tzinfo=TOWN)

trove = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_show_locals=False)
clock = typer.Typer(no_args_is_help=True, help="The town's day: the same for all instances.")
trove.add_typer(clock, name="clock")
topics = typer.Typer(no_args_is_help=True, help="What stands on the broker.")
trove.add_typer(topics, name="topics")
inbox = typer.Typer(no_args_is_help=True, help="Messages and records that wait for a person.")
trove.add_typer(inbox, name="inbox")
trove.add_typer(audit, name="audit")
trove.command("import")(import_)
ledger = typer.Typer(no_args_is_help=True, help="A ledger after its database was restored.")
trove.add_typer(ledger, name="ledger")
console = Console(emoji=False)  # `town.yaml:100:` is a line number

Home = Annotated[Path, typer.Option(help="Where the town keeps its data.", default_factory=places.data)]


@trove.command()
def up(
    home: Home,
    profile: Annotated[Path, typer.Option(help="Folder of the town's profile.")] = places.PROFILE,
    story: Annotated[bool, typer.Option(help="Tell the town's story at the first start.")] = True,
) -> None:
    """Start the whole town and stay with it; Ctrl-C stops it, its data is kept."""
    warnings.filterwarnings("ignore", "XDG_RUNTIME_DIR is not set")  # the PostgreSQL wheel's
    from deploy import up as town  # only this command needs Kafka, PostgreSQL and the rest

    try:
        town.up(home, profile, console, first_day=FIRST_DAY, story=story)
    except KeyboardInterrupt:
        console.print("\nThe town has stopped; its data is kept.")
    except (BrokenKeys, MissingPrerequisite, PartFailed, PortInUse, ProfileFault, TownAlreadyRunning) as fault:
        console.print(str(fault), style="red", markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(1) from None


@trove.command()
def status(home: Home) -> None:
    """How each part and instance is: well, red and why, or waiting to be started again."""
    from deploy.status import look

    lines = look(home)
    if not lines:
        console.print(f"No town runs in {home}.")
        raise typer.Exit(1)
    for line in lines:
        since = datetime.fromtimestamp(line.since, TOWN).strftime("%H:%M")
        who = f"{line.name:26} {line.address:23} {line.pid or '':>8}"
        how = f"since {since}, restarts {line.restarts}: {line.state}"
        console.print(f"{who}  {how}", markup=False, highlight=False, soft_wrap=True)
    if any(line.state not in ("running", "well") for line in lines):
        raise typer.Exit(1)


@trove.command()
def reset(home: Home, yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False) -> None:
    """Throw the town's data, passwords and keys away; the next `trove up` starts a new town."""
    from deploy.reset import reset as throw_away

    if not home.exists():
        console.print(f"There is nothing in {home}.")
        return
    if not yes:
        typer.confirm(f"Throw away everything in {home}?", abort=True)
    try:
        throw_away(home)
    except (TownAlreadyRunning, ValueError) as fault:
        console.print(str(fault), style="red", markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(1) from None
    console.print("Done: the next `make run` starts a new town.")


@trove.command()
def demo(
    home: Home,
    cases: Annotated[int, typer.Option(min=1, help="How many people come home.")] = 1,
    year: Annotated[bool, typer.Option("--year", help="The plan's own work of a whole year instead.")] = False,
) -> None:
    """Drive the story, or the plan's year, through the running town by its public API, as each officer."""
    from deploy.demo import StoryBroken, run
    from deploy.demo.year import run_year

    _must_run(home)
    try:
        run_year(home) if year else run(home, cases)
    except StoryBroken as broken:
        console.print(f"The story broke off: {broken}", style="red", markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(1) from None


def _must_run(home: Path) -> list[str]:
    """What runs in the town of this home; ends with 1 when none runs there."""
    from deploy.watch import read_state

    names = [line.name for line in read_state(home / "run")]
    if not names:
        console.print(f"No town runs in {home}; `make run` starts one.", highlight=False, soft_wrap=True)
        raise typer.Exit(1)
    return names


def _at_instance(home: Path, source: str, *words: str, what: str = "inbox") -> None:
    """Let the instance itself do it, with its own settings."""
    from deploy.prepare import settings_kept

    if source not in (known := [name for name in _must_run(home) if "." in name]):
        raise typer.BadParameter(f"no instance is called {source}; there are {', '.join(known)}")
    command = [sys.executable, "-m", f"services.{source.partition('.')[0]}", what, *words]
    raise typer.Exit(subprocess.run(command, env={**os.environ, **settings_kept(home, source)}, check=False).returncode)


def _subject_of(officer: str) -> str:
    """The id of the officer with this login name: no name goes into an entry."""
    from deploy.realm import subject_of
    from shared.policy.profile import load

    if officer not in {user.username for user in load(places.PROFILE).users}:
        raise typer.BadParameter(f"nobody logs in as {officer}")
    return subject_of(officer)


@inbox.command()
def waiting(home: Home, source: str) -> None:
    """What waits at instance SOURCE (intake.labour), and why; ends with 1 when something does."""
    _at_instance(home, source, "waiting")


@inbox.command()
def redrive(
    home: Home, source: str, of: Annotated[list[str] | None, typer.Argument(help="SENDER SUBJECT")] = None
) -> None:
    """Try again what waits at SOURCE: all of it, or of one sender about one subject."""
    _at_instance(home, source, "redrive", *(of or []))


@inbox.command()
def skip(home: Home, source: str, sender: str, subject: str, seq: int, reason: str, officer: str) -> None:
    """Never apply one waiting message: an entry with REASON and OFFICER says so, and what follows has its turn."""
    _at_instance(home, source, "skip", sender, subject, str(seq), reason, _subject_of(officer))


@inbox.command()
def seen(home: Home, source: str, topic: str, partition: int, offset: int, officer: str) -> None:
    """Say that OFFICER has looked at a record which SOURCE could not attribute to anybody; it stays written down."""
    _at_instance(home, source, "seen", topic, str(partition), str(offset), _subject_of(officer))


@ledger.command()
def repair(home: Home, source: str) -> None:
    """Bring the missing end of the ledger of SOURCE back from its own journal, and prove that it is what others have seen."""
    _at_instance(home, source, what="repair")


@clock.command()
def show(home: Home) -> None:
    """The day and time it is in the town."""
    offset = read_offset(home / "clock.json")
    kind = "moved by `trove clock set`" if offset != timedelta(0) else "real time"
    console.print(f"{real().astimezone(TOWN) + offset:%Y-%m-%d %H:%M:%S} ({kind})", highlight=False)


@clock.command("set")
def set_to(home: Home, day: str, time: Annotated[str, typer.Argument()] = "08:00") -> None:
    """Move the whole town to another DAY (2023-05-05) and TIME (08:00)."""
    try:
        moment = datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=TOWN)
    except ValueError:
        raise typer.BadParameter(f"'{day} {time}' is no day and time like 2023-05-05 08:00") from None
    set_clock(home / "clock.json", moment)
    show(home)


@clock.command("real")
def back_to_real(home: Home) -> None:
    """Let the town follow real time again."""
    set_clock(home / "clock.json", None)
    show(home)


@topics.command("list")
def list_topics(home: Home) -> None:
    """Every topic with the number of records written to it."""
    from deploy.traffic import admin, written

    _must_run(home)
    with admin(home) as client:
        for line in written(client):
            console.print(f"{line.records:>10}  {line.topic}", highlight=False, soft_wrap=True)


@topics.command()
def lag(home: Home) -> None:
    """What each reader has left unread, topic by topic."""
    from deploy.traffic import admin, unread

    _must_run(home)
    with admin(home) as client:
        for line in unread(client):
            console.print(f"{line.records:>10}  {line.topic:40} {line.group}", highlight=False, soft_wrap=True)


if __name__ == "__main__":
    trove()
