"""An inspector audits the running town; then somebody who owns the database, with every trigger off, changes its history: the
audit names the first wrong entry and the agency."""

import shutil
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from playwright.sync_api import Browser

from deploy.auditing import Doors, fetch
from deploy.demo.officers import issuer_of
from deploy.demo.story import Told
from deploy.device import Device, NotLoggedIn
from shared.audit.finding import Flaw
from shared.audit.folder import Folder
from shared.audit.proving import prove
from shared.audit.reconcile import reconcile
from shared.audit.unpacked import check_package
from shared.audit.verify import verify
from shared.audit.written import line_of
from shared.ledger.units import Row
from shared.transparency.known import Known, known_logs
from tests.audit.test_other_tools import GO
from tests.town.running import FOLDER, RunningTown, eventually, passwords

Statement = tuple[str, tuple[Any, ...]]
POLICE, DATABASE = "intake.police", "intake_police"
AGAIN = "UPDATE stored_events SET notification_id = %s WHERE notification_id = %s"
FROM_BEHIND = "UPDATE stored_events SET notification_id = notification_id + %s WHERE notification_id >= %s"


def known(town: RunningTown) -> Known:
    return known_logs(town.home / "keys" / "directory.json")


def fetched(town: RunningTown, into: Path, *sources: str) -> Folder:
    """What an inspector fetches: of these logs, or of all."""
    of_all = known(town)
    some = Known({source: of_all.logs[source] for source in sources or of_all.logs}, of_all.witnesses)
    inspector = town.story.officer("thanh.office")
    return Folder(fetch(Doors(town.profile.id, some, "reporting.labour", inspector.ask_at), into, FOLDER))


def sealed(town: RunningTown) -> bool:
    """Whatever stands in the ledger of the police is in a checkpoint that others have seen."""
    last, seen = (
        town.sql(DATABASE, "SELECT coalesce(max(notification_id), 0) FROM stored_events")[0][0],
        town.sql(DATABASE, "SELECT coalesce(max(size), 0) FROM log_cosignature")[0][0],
    )
    return bool(0 < last == seen)


@pytest.fixture(scope="module")
def watched(town: RunningTown, told: dict[str, Told]) -> RunningTown:
    eventually(lambda: sealed(town), 60, "a checkpoint that others have seen")
    return town


def test_a_clean_town_gives_no_finding_and_most_agencies_saw_each_log(watched: RunningTown, tmp_path: Path) -> None:
    made = fetched(watched, tmp_path / "audit")
    sources, policy = made.sources(), made.policy()
    assert policy == known(watched).policy()
    results = {source: verify(made, policy, source) for source in sources}
    assert [finding for each in results.values() for finding in each.findings] == []
    assert all(len(each.seen_by) > len(policy.witnesses) // 2 for each in results.values())
    assert POLICE in sources
    assert [each for one in sources for other in sources if one < other for each in reconcile(made, one, other)] == []
    assert not list(made.evidence())
    assert not (made.root / "profile" / "users.yaml").exists()


@pytest.mark.skipif(shutil.which("go") is None, reason="Go is not installed here")
def test_go_reads_the_checkpoints_tiles_and_proofs_of_the_running_town(watched: RunningTown, tmp_path: Path) -> None:
    made = fetched(watched, tmp_path / "audit")
    proof = tmp_path / "one.tlog-proof"
    proof.write_text(str(prove(made.log(POLICE), 3)))
    said = subprocess.run(
        ["go", "run", ".", made.root, proof, "3"], cwd=GO, capture_output=True, text=True, check=False
    )
    assert said.returncode == 0, said.stdout + said.stderr
    assert {line.split()[0] for line in said.stdout.splitlines()} == {*made.sources(), "proof"}


def test_a_package_of_her_case_holds(watched: RunningTown, told: dict[str, Told], tmp_path: Path) -> None:
    from deploy.packing import packed_case

    made, her = fetched(watched, tmp_path / "audit"), next(iter(told.values())).case
    file = tmp_path / "case.zip"
    entries, withheld = packed_case(made, str(her), "lan.labour", FOLDER, file)
    assert 0 < withheld < entries
    checked = check_package(file, made.policy())
    assert (checked.entries, checked.withheld) == (entries, withheld)


CHANGED: Statement = ("UPDATE stored_events SET state = state || ' '::bytea WHERE notification_id = 3", ())
DELETED: Statement = ("DELETE FROM stored_events WHERE notification_id = 3", ())
FORGED = "INSERT INTO stored_events SELECT gen_random_uuid(), 1, topic, state, 3 FROM stored_events WHERE notification_id = 2"
HOW: dict[str, tuple[Statement, ...]] = {
    "a byte is changed": (CHANGED,),
    "one is deleted": (DELETED,),
    "two are swapped": ((AGAIN, (900_000, 3)), (AGAIN, (3, 4)), (AGAIN, (4, 900_000))),
    "one is added": ((FROM_BEHIND, (800_000, 3)), (FROM_BEHIND, (-799_999, 800_000)), (FORGED, ())),
}


def as_it_would_be_fetched(town: RunningTown, made: Folder, statements: tuple[Statement, ...]) -> None:
    """The owner of the database changes the ledger with all triggers off, and an inspector reads it then; nothing of it stays:
    the town goes on."""
    with psycopg.connect(town.admin(DATABASE)) as conn:
        conn.execute("ALTER TABLE stored_events DISABLE TRIGGER ALL")
        for statement, values in statements:
            conn.execute(statement.encode(), values)
        rows = conn.execute(
            "SELECT originator_id, originator_version, topic, state, notification_id FROM stored_events ORDER BY 5"
        ).fetchall()
        conn.rollback()
    (file,) = (made.root / "logs" / POLICE / "entries").glob("*.jsonl")
    file.write_bytes(b"".join(line_of(Row(*row)) for row in rows))


@pytest.mark.parametrize("how", HOW)
def test_whoever_owns_the_database_is_found_at_the_first_wrong_entry(
    watched: RunningTown, tmp_path: Path, how: str
) -> None:
    made, policy = fetched(watched, tmp_path / "audit", POLICE), known(watched).policy()
    assert verify(made, policy, POLICE).holds
    as_it_would_be_fetched(watched, made, HOW[how])
    first = verify(made, policy, POLICE).findings[0]
    assert (first.source, first.wrong, first.position) == (POLICE, Flaw.ENTRY, 3)


def test_the_doors_of_a_ledger_are_for_inspectors_and_what_they_fetch_is_an_entry(watched: RunningTown) -> None:
    ask: Callable[[str, str], Any] = watched.story.officer("thanh.office").ask_at
    before = watched.sql(DATABASE, "SELECT count(*) FROM stored_events")[0][0]
    assert ask(POLICE, "/api/ledger/entries?after=0").status_code == 200
    assert ask(POLICE, "/tile/entries/000.p/1").status_code == 200
    assert watched.sql(DATABASE, "SELECT count(*) FROM stored_events")[0][0] == before + 2
    khoa = watched.story.officer("khoa.police").ask_at
    for path in ("/api/ledger/entries?after=0", "/tile/entries/000.p/1"):
        assert khoa(POLICE, path).status_code == 403
    for path in ("/checkpoint", "/tile/0/000.p/1"):
        assert khoa(POLICE, path).status_code == 200


def by_a_code(watched: RunningTown, browser: Browser, press: str) -> str:
    """The token of an inspector who opens the address that the terminal shows, logs in there and presses this button."""
    shown: list[str] = []
    device = Device(issuer_of(watched.home), [f"for-{POLICE}"], lambda address, code: shown.append(f"{address} {code}"))
    with ThreadPoolExecutor(1) as terminal:
        token = terminal.submit(device.token)
        eventually(lambda: bool(shown), 30, "an address")
        address, code = shown[0].split(" ")
        page = browser.new_context().new_page()
        page.goto(address)
        assert code in address
        page.fill("#username", "thanh.office")
        page.fill("#password", passwords(watched)["thanh.office"])
        page.keyboard.press("Enter")
        page.click(f"[name={press}]")
        return token.result(60)


def test_an_inspector_logs_in_by_a_code_on_any_screen(watched: RunningTown, browser: Browser) -> None:
    token = by_a_code(watched, browser, "accept")
    door = watched.story.origin(POLICE) + "/api/ledger/entries?after=0"
    assert httpx.get(door, headers={"Authorization": f"Bearer {token}"}).status_code == 200


def test_whoever_says_no_on_that_screen_lets_nobody_in(watched: RunningTown, browser: Browser) -> None:
    with pytest.raises(NotLoggedIn, match="access_denied"):
        by_a_code(watched, browser, "cancel")


def test_the_trail_on_the_page_is_proved_by_what_others_have_seen(watched: RunningTown, told: dict[str, Told]) -> None:
    her, ask = next(iter(told.values())).case, watched.story.officer("thanh.office").ask_at
    path = f"/api/cases/{her}/timeline"

    def all_proved() -> bool:
        """Those of reporting are this very asking: they are heard a moment later."""
        lines = ask("reporting.labour", path).json()["lines"]
        services = {line["source"].partition(".")[0] for line in lines}
        return services == {"intake", "support", "reporting"} and all(
            line["proved"] for line in lines if not line["source"].startswith("reporting.")
        )

    eventually(all_proved, 90, "every line of the trail proved, and who asks for it in it")
    seals = ask("reporting.labour", "/api/seals").json()["seals"]
    assert not [seal for seal in seals if seal["differs"] or seal["lies"]]
