"""One key destroyed: one section of one file of one agency is gone for good, and nothing else has changed.

What other agencies were granted they hold under keys of their own: it stays theirs until their grant is recalled.
"""

import io
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch
from uuid import UUID

import pytest
from pypdf import PdfReader

from deploy.demo.story import Told
from deploy.prepare import settings_kept
from services.intake.main import SERVICE
from services.intake.settings import Settings
from shared.desk import FORGOTTEN
from shared.instance import Instance
from shared.sealing.vault import SECONDS
from tests.town.asking import Desk
from tests.town.invariants import check
from tests.town.running import RunningTown, eventually
from tests.town.test_only_through_kafka import FIGURES, HEARD_AT, REPORTING, heard_all

SOURCE = "intake.labour"
Sections = Mapping[str, Mapping[str, str]]


@contextmanager
def instance_of(town: RunningTown, source: str) -> Iterator[Instance]:
    """The product's own code with the settings the instance runs with."""
    with patch.dict(os.environ, settings_kept(town.home, source)):
        instance = Instance(SERVICE, Settings())
    try:
        yield instance
    finally:
        instance.close()


def read(town: RunningTown, username: str, source: str, case: UUID, *sections: str) -> Sections:
    answer = Desk(town, username, source).send("GET", f"/api/cases/{case}/sections?open={','.join(sections)}")
    assert answer.status_code == 200
    found: Sections = answer.json()["sections"]
    return found


def on_paper(town: RunningTown, case: UUID, paper: str) -> str:
    pdf = town.story.officer("lan.labour").paper(case, paper)
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return " ".join(text.split())


def bodies(town: RunningTown) -> dict[str, list[tuple[object, ...]]]:
    """Every entry of every ledger, byte for byte."""
    every = "SELECT notification_id, originator_id, originator_version, topic, state FROM stored_events ORDER BY 1"
    return {i.source: town.sql(i.source.replace(".", "_"), every) for i in town.profile.instances}


def figures(town: RunningTown) -> dict[str, bytes]:
    leader = Desk(town, "son.office", REPORTING)
    asked = [each for each in FIGURES if each != "sources"]
    return {each: HEARD_AT.sub(b"", leader.send("GET", f"/api/{each}").raise_for_status().content) for each in asked}


class Destroyed:
    """What stood there before, and what was done."""

    def __init__(self, town: RunningTown, told: dict[str, Told]) -> None:
        self.hers, self.other = told["whole"], told["not_victim"]
        self.before = read(town, "lan.labour", SOURCE, self.hers.case, "identity", "contact", "story")
        self.paper_before = on_paper(town, self.hers.case, "phieu_tiep_nhan")
        eventually(town.quiet, 60, "quiet")
        self.bytes = bodies(town)
        eventually(lambda: heard_all(town), 30, "everything heard and folded")
        self.figures = figures(town)
        self.wrapped = {"hers": self._wrapped(town, self.hers), "another": self._wrapped(town, self.other)}
        with instance_of(town, SOURCE) as instance:
            self.keys = instance.vault.destroy("case", str(self.hers.case), "identity")

        def gone() -> bool:
            found = read(town, "lan.labour", SOURCE, self.hers.case, "identity")
            return set(found["identity"].values()) == {FORGOTTEN}

        eventually(
            gone, SECONDS + 10, "the section unreadable in the running process, which remembers keys for a while"
        )

    def _wrapped(self, town: RunningTown, of: Told) -> list[bytes]:
        sql = "SELECT wrapped FROM section_key WHERE subject = %s AND section = 'identity' AND wrapped IS NOT NULL"
        return [bytes(row[0]) for row in town.sql("intake_labour_keys", sql, str(of.case))]


@pytest.fixture(scope="module")
def destroyed(town: RunningTown, told: dict[str, Told]) -> Destroyed:
    done = Destroyed(town, told)
    assert done.keys
    assert done.before["identity"]["name"] == done.hers.person.name
    return done


def test_the_section_reads_as_destroyed_in_the_api_and_on_the_page(town: RunningTown, destroyed: Destroyed) -> None:
    found = read(town, "lan.labour", SOURCE, destroyed.hers.case, "identity")
    assert set(found["identity"].values()) == {"đã xóa khóa"}
    page = Desk(town, "lan.labour", SOURCE).form(f"/cases/{destroyed.hers.case}/sections", {"section": "identity"}).text
    shown = destroyed.hers.person.name in page
    assert not shown
    assert "đã xóa khóa" in page


def test_no_figure_has_changed(town: RunningTown, destroyed: Destroyed) -> None:
    eventually(lambda: heard_all(town), 30, "everything heard and folded")
    assert figures(town) == destroyed.figures


@pytest.mark.parametrize("paper", ["phieu_tiep_nhan", "bien_ban_ban_giao", "van_ban_de_nghi_xac_minh"])
def test_every_paper_leaves_the_place_of_the_name_blank(town: RunningTown, destroyed: Destroyed, paper: str) -> None:
    named = destroyed.hers.person.name in destroyed.paper_before
    assert named, "the paper bore the name before"
    text = on_paper(town, destroyed.hers.case, paper)
    named = destroyed.hers.person.name in text
    assert not named
    assert "đã xóa" not in text
    assert "…" in text or "..." in text


def test_the_other_sections_of_the_file_and_other_files_read_as_before(town: RunningTown, destroyed: Destroyed) -> None:
    rest = read(town, "lan.labour", SOURCE, destroyed.hers.case, "contact", "story")
    same = rest == {section: destroyed.before[section] for section in ("contact", "story")}
    assert same
    other = read(town, "lan.labour", SOURCE, destroyed.other.case, "identity")
    same = other["identity"]["name"] == destroyed.other.person.name
    assert same


def test_what_other_agencies_hold_is_theirs_under_keys_of_their_own(town: RunningTown, destroyed: Destroyed) -> None:
    """So it must be while no recall was asked for: the police were asked about her, support works with her."""
    for username, source in (("khoa.police", "intake.police"), ("lan.labour", "support.labour")):
        same = read(town, username, source, destroyed.hers.case, "identity")["identity"] == {
            field: destroyed.before["identity"][field] for field in ("name", "birth")
        }
        assert same, source


def test_every_byte_of_every_ledger_stands_as_it_stood_and_nothing_is_lost(
    town: RunningTown, destroyed: Destroyed
) -> None:
    eventually(town.quiet, 60, "quiet")
    now = bodies(town)
    assert all(now[source][: len(rows)] == rows for source, rows in destroyed.bytes.items())
    check(town)


def test_the_wrapped_key_is_not_left_in_the_files_of_the_key_database(town: RunningTown, destroyed: Destroyed) -> None:
    """The write-ahead log, like a backup, keeps it for a while: that is why the certificate of erasure waits."""
    ((oid,),) = town.sql("postgres", "SELECT oid FROM pg_database WHERE datname = 'intake_labour_keys'")
    town.sql("postgres", "CHECKPOINT")
    files = [file for file in (town.home / "postgres" / "data" / "base" / str(oid)).iterdir() if file.is_file()]
    found = {kind: _in_any(files, keys) for kind, keys in destroyed.wrapped.items()}
    assert found == {"hers": False, "another": True}


def _in_any(files: list[Path], keys: list[bytes]) -> bool:
    return any(key in file.read_bytes() for file in files for key in keys)


def test_what_is_sent_again_goes_without_the_section_and_everything_else_flows(
    town: RunningTown, destroyed: Destroyed
) -> None:
    """A listener asks for everything again: the relay tells what can still be told, and stops at nothing."""
    ask = "INSERT INTO resend (inbox, subject, seq) VALUES (%s, %s, 1) ON CONFLICT DO NOTHING"
    for inbox in ("support.labour", "intake.police"):
        town.sql("intake_labour", ask, inbox, str(destroyed.hers.case))
    eventually(lambda: not town.sql("intake_labour", "SELECT 1 FROM resend"), 20, "everything sent again")
    town.story.officer("lan.labour").begin(
        "intake", channel="person", unit="20008", reported_on=town.today.isoformat(), name="Nguyễn Thị Sau"
    )
    eventually(town.quiet, 60, "quiet")
    check(town)
