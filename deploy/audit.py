"""`trove audit`: fetch what an audit needs, then check it without network and without database."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import httpx
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from deploy import ports
from deploy.auditing import Ask, Doors, fetch
from deploy.demo.officers import StoryBroken, Town, issuer_of
from deploy.device import Device, NotLoggedIn, say_where
from deploy.packing import packed_case
from deploy.parts import places
from shared.audit.finding import Finding
from shared.audit.folder import Folder
from shared.audit.leaves import hash_of
from shared.audit.proving import entry_at, prove
from shared.audit.reconcile import reconcile
from shared.audit.unpacked import check_package
from shared.audit.verify import Verified, verify
from shared.policy.profile import Profile, load
from shared.proof import NotProved
from shared.proof.policy import Policy, read_policy
from shared.proof.proofs import Proof
from shared.transparency.known import known_logs

audit = typer.Typer(help="Prove that nobody wrote a history anew.", no_args_is_help=True)
console, errors = Console(), Console(stderr=True)
At = Annotated[Path, typer.Argument(help="The folder of the audit.", exists=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Say it as JSON, for programs.")]
ByPolicy = Annotated[
    Path | None, typer.Option("--policy", help="Whom to believe, instead of the policy in the folder.")
]
HOLDS, WRONG, REFUSED = 0, 1, 2
"""How a command ends: everything holds, something is wrong, or it could not be checked at all."""


def at(folder: Path, policy: Path | None) -> tuple[Folder, Policy]:
    found = Folder(folder)
    return found, read_policy(policy.read_text("utf-8")) if policy else found.policy()


class refusing:  # noqa: N801 - reads as what it does
    """What cannot be checked is said in one sentence and ends with 2, never with a trace."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        known = (NotProved, OSError, httpx.HTTPError, UnicodeDecodeError, StoryBroken, NotLoggedIn)
        if isinstance(error, known):
            errors.print(f"Refused: {error}", style="red", markup=False, highlight=False, soft_wrap=True)
            raise typer.Exit(REFUSED) from None


@audit.command("fetch")
def fetch_(
    into: At,
    inspector: Annotated[
        str | None,
        typer.Argument(help="The login name of a made-up inspector of a demo; without it, log in by a code."),
    ] = None,
    *,
    home: Annotated[Path, typer.Option(help="Where the town keeps its data.", default_factory=places.data)],
    profile: Annotated[Path, typer.Option(help="Folder of the town's profile.")] = places.PROFILE,
    directory: Annotated[
        Path | None, typer.Option(help="The town's directory of public keys, as you were given it.")
    ] = None,
    issuer: Annotated[str | None, typer.Option(help="Where the town's officers log in.")] = None,
    host: Annotated[str, typer.Option(help="The machine on which the town runs.")] = "127.0.0.1",
) -> None:
    """Fetch every log with its entries, tiles and notes into a new folder."""
    with refusing():
        loaded = load(profile)
        known = known_logs(directory or home / "keys" / "directory.json")
        login = issuer or issuer_of(home)
        reporting = next((each.source for each in loaded.instances if each.service == "reporting"), None)
        ask = Town.at(home, loaded, login).officer(inspector).ask_at if inspector else by_code(loaded, login, host)
        with Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=errors) as bar:
            tasks = {source: bar.add_task(source, total=None) for source in known.logs}

            def told(source: str, done: int, total: int) -> None:
                bar.update(tasks[source], completed=done, total=total)

            fetch(Doors(loaded.id, known, reporting, ask), into, profile, told)
    console.print(f"Fetched into {into}.", highlight=False, soft_wrap=True)


def by_code(profile: Profile, issuer: str, host: str) -> Ask:
    """Asks every instance as whoever logs in by a code. Raises `NotLoggedIn`, httpx errors."""
    addresses = {each.source: ports.address(each.port, host) for each in profile.instances}
    client = httpx.Client(timeout=60, trust_env=False)
    device = Device(issuer, [f"for-{source}" for source in addresses], say_where(errors))
    device.token()
    return lambda source, path: client.get(
        addresses[source] + path, headers={"Authorization": f"Bearer {device.token()}"}
    )


@audit.command("verify")
def verify_(folder: At, policy: ByPolicy = None, as_json: AsJson = False) -> None:
    """Check every hash, signature and step of every log; ends with 1 when anything is wrong, naming the first wrong entry."""
    with refusing():
        found, believed = at(folder, policy)
        results = []
        with Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=errors) as bar:
            for source in found.sources():
                task = bar.add_task(source, total=None)
                results.append(verify(found, believed, source, lambda n, task=task: bar.advance(task, n)))  # type: ignore[misc]
        between = [each for source in found.sources() for each in _pairs(found, source)]
        _say(results, between, as_json)


def _pairs(folder: Folder, source: str) -> list[Finding]:
    return [each for other in folder.sources() if source < other for each in reconcile(folder, source, other)]


def _say(results: Sequence[Verified], between: Sequence[Finding], as_json: bool) -> None:
    wrong = [*(finding for each in results for finding in each.findings), *between]
    if as_json:
        said = {
            "holds": not wrong,
            "logs": [
                {"source": r.source, "size": r.size, "root": r.root.hex(), "seen_by": r.seen_by, "holds": r.holds}
                for r in results
            ],
            "findings": [vars(each) for each in wrong],
        }
        print(json.dumps(said, ensure_ascii=False, indent=1))
    else:
        for each in results:
            mark = "✓" if each.holds else "✗"
            seen = f"seen by {', '.join(each.seen_by)}" if each.seen_by else "seen by nobody"
            console.print(f"{mark} {each.source}: {each.size} entries, {seen}", highlight=False, soft_wrap=True)
        for finding in wrong:
            where = f" at entry {finding.position}" if finding.position else ""
            console.print(
                f"  {finding.source}{where}: {finding.why}", style="red", markup=False, highlight=False, soft_wrap=True
            )
    raise typer.Exit(WRONG if wrong else HOLDS)


@audit.command("prove")
def prove_(folder: At, source: str, position: int, into: Annotated[Path | None, typer.Option("--into")] = None) -> None:
    """Write the proof that entry POSITION of SOURCE stands in its log (`.tlog-proof`)."""
    with refusing():
        proof = prove(Folder(folder).log(source), position)
        file = into or Path(f"{source}-{position}.tlog-proof")
        file.write_text(str(proof), "utf-8")
    console.print(f"Proof in {file}.", highlight=False, soft_wrap=True)


@audit.command("package")
def package_(
    folder: At,
    case: Annotated[str, typer.Argument(help="The code or the id of the case.")],
    reader: Annotated[str, typer.Option("--for", help="The login name of whoever it is made for: what they may read.")],
    into: Annotated[Path | None, typer.Option("--into", help="The zip; by default named after the case.")] = None,
    profile: Annotated[Path, typer.Option(help="Folder of the town's profile.")] = places.PROFILE,
) -> None:
    """Make the evidence package of a case, with a program that checks it without us."""
    with refusing():
        file = into or Path(f"{case}.zip")
        entries, withheld = packed_case(Folder(folder), case, reader, profile, file)
    console.print(
        f"{file}: {entries} entries, {withheld} of them without their content.", highlight=False, soft_wrap=True
    )


@audit.command("check")
def check_(
    file: Annotated[Path, typer.Argument(help="A package (.zip), or a proof (.tlog-proof) with the entry it is of.")],
    entry: Annotated[Path | None, typer.Argument(help="The entry, as a line of JSON.")] = None,
    policy: ByPolicy = None,
    as_json: AsJson = False,
) -> None:
    """Check an evidence package, or a proof file against its entry."""
    if file.suffix == ".zip":
        _check_package(file, policy, as_json)
    elif entry is None or policy is None:
        raise typer.BadParameter(
            "a proof is checked against its entry, and by a policy: check PROOF ENTRY --policy FILE"
        )
    else:
        _check_proof(file, entry, policy, as_json)


def _check_package(file: Path, policy: Path | None, as_json: bool) -> None:
    with refusing():
        found = check_package(file, read_policy(policy.read_text("utf-8")) if policy else None)
        said = {"holds": True, "code": found.code, "entries": found.entries, "withheld": found.withheld}
        words = f"✓ {found.code}: {found.entries} entries, {found.withheld} of them without their content"
        by = "" if policy else "; by the policy in the package: compare its keys with those you were given"
        console.print(json.dumps(said) if as_json else words + by, highlight=False, soft_wrap=True)


def _check_proof(proof: Path, entry: Path, policy: Path, as_json: bool) -> None:
    with refusing():
        read = Proof.of(proof.read_text("utf-8"))
        line = entry_at(entry, read.index + 1)
        found = read.check(hash_of(line), read_policy(policy.read_text("utf-8")))
        said = {"holds": True, "origin": found.origin, "size": found.size, "position": line.position, "name": line.name}
        console.print(json.dumps(said) if as_json else f"✓ entry {line.position} ({line.name}) stands in {found.origin}",
                      highlight=False, soft_wrap=True)  # fmt: skip


@audit.command("reconcile")
def reconcile_(folder: At, one: str, other: str, as_json: AsJson = False) -> None:
    """Hold what ONE told OTHER against what OTHER heard, and the reverse."""
    with refusing():
        _say([], list(reconcile(Folder(folder), *sorted((one, other)))), as_json)
