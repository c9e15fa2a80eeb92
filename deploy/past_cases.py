"""`trove import`: past cases from a spreadsheet, through the public API, as whoever logs in."""

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any
from uuid import NAMESPACE_URL, uuid5

import httpx
import typer
from rich.console import Console

from deploy import ports
from deploy.demo.officers import StoryBroken, issuer_of
from deploy.device import Device, NotLoggedIn, say_where
from deploy.parts import places
from shared.policy.profile import load

PAUSE = 1.0
"""Seconds between two looks at how far it is."""
ALL, SOME, REFUSED = 0, 1, 2
"""How it ends: every row is good, or became a case; some rows are not; it could not be read at all."""
console, errors = Console(), Console(stderr=True)
Say = Callable[[str], None]
Headers = Callable[[], Mapping[str, str]]


def import_(
    file: Annotated[Path, typer.Argument(help="The spreadsheet, .xlsx or CSV.", exists=True, dir_okay=False)],
    *,
    to: Annotated[str, typer.Option(help="The intake it is brought in at.")] = "intake.labour",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would become of each row, and do nothing.")
    ] = False,
    bad: Annotated[
        Path | None,
        typer.Option(help="A file for the bad rows: row, column and what is wrong, as CSV.", dir_okay=False),
    ] = None,
    home: Annotated[Path, typer.Option(help="Where the town keeps its data.", default_factory=places.data)],
    profile: Annotated[Path, typer.Option(help="Folder of the town's profile.")] = places.PROFILE,
    issuer: Annotated[str | None, typer.Option(help="Where the town's officers log in.")] = None,
    host: Annotated[str, typer.Option(help="The machine on which the town runs.")] = "127.0.0.1",
) -> None:
    """Bring in past cases from a spreadsheet; rows that may be about somebody known here are left."""
    try:
        line = next((each for each in load(profile).instances if each.source == to), None)
        if line is None:
            raise StoryBroken(f"the profile knows no {to}")
        device = Device(issuer or issuer_of(home), [f"for-{to}"], say_where(errors))
        with httpx.Client(base_url=ports.address(line.port, host), timeout=300, trust_env=False) as client:
            ended = bring_in(
                client, lambda: {"Authorization": f"Bearer {device.token()}"}, file.read_bytes(), dry_run, _say, bad
            )
    except (OSError, httpx.HTTPError, NotLoggedIn, StoryBroken) as no:
        errors.print(f"Refused: {no}", style="red", markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(REFUSED) from None
    raise typer.Exit(ended)


def bring_in(
    client: httpx.Client, headers: Headers, raw: bytes, dry_run: bool, say: Say, bad: Path | None = None
) -> int:
    """How it ended; `say` is told each bad row, and how far it is. `bad`: the file that the bad rows are written to."""
    sent = client.post("/api/past-cases", files={"sheet": ("sheet", raw)}, headers=headers())
    if sent.status_code != httpx.codes.CREATED:
        say(f"Refused: {_why(sent)}")
        return REFUSED
    address = f"/api/past-cases/{sent.json()['file']}"
    found = client.get(f"{address}/dry-run", headers=headers()).raise_for_status().json()
    left = sorted({int(row) for row in (*found["known"], *found["twins"])} & {int(row) for row in found["cases"]})
    _tell(found, left, say)
    if bad and found["bad"]:
        bad.write_bytes(client.get(f"{address}/bad-rows.csv", headers=headers()).raise_for_status().content)
        say(f"What is wrong with which row stands in {bad}.")
    if found["missing"] or found["doubled"]:
        return REFUSED
    if not dry_run and len(found["cases"]) > len(left):
        yes = {"columns": found["columns"], "left_out": left}
        key = {"Idempotency-Key": str(uuid5(NAMESPACE_URL, f"{address} {yes}"))}  # asked again, it is the same
        client.post(f"{address}/beginning", json=yes, headers={**headers(), **key}).raise_for_status()
        _wait(client, headers, address, say)
    return SOME if found["bad"] or left else ALL


def _tell(found: Mapping[str, Any], left: list[int], say: Say) -> None:
    for code in found["missing"]:
        say(f"No column is {code}.")
    for code in found["doubled"]:
        say(f"Two columns are {code}.")
    for fault in found["bad"]:
        say(f"Row {fault['row']}, {fault['column'] or 'as a whole'}: {fault['say']}")
    if left:
        say(f"Rows {', '.join(map(str, left))} may be about somebody known here: left for an officer to look at.")
    say(f"{len(found['cases'])} of {found['rows']} rows would become cases, {len(found['here'])} are here already.")


def _wait(client: httpx.Client, headers: Headers, address: str, say: Say) -> None:
    while (far := client.get(address, headers=headers()).raise_for_status().json())["runs"]:
        time.sleep(PAUSE)
    say(f"{far['cases']} cases were brought in, {far['refused']} rows refused.")


def _why(answer: httpx.Response) -> str:
    try:
        return str(answer.json().get("rule") or answer.json().get("detail") or answer.status_code)
    except ValueError:
        return str(answer.status_code)


def _say(words: str) -> None:
    console.print(words, markup=False, highlight=False, soft_wrap=True)
