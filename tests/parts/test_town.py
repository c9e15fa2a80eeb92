"""What a profile implies, without any part running."""

import json
import stat
from base64 import b64decode
from pathlib import Path

import pytest

from deploy.keys import BrokenKeys, make_keys
from deploy.town import Database, Rule, Topic, rights_table, town
from tests.parts.sample import OFFICERS, ORIGINS, SECRETS, SOURCES, profile, sample_realm


def test_each_instance_has_a_journal_kept_for_ever_and_an_inbox_and_files_kept_thirty_days() -> None:
    built = town(profile("intake.police"))
    assert built.topics == (
        Topic("files.intake.police", 3, 2_592_000_000),
        Topic("inbox.intake.police", 3, 2_592_000_000),
        Topic("journal.intake.police", 3, -1),
        *(Topic(f"transparency.{what}", 1, -1) for what in ("checkpoint", "cosignature", "evidence")),
    )


def test_each_instance_has_its_database_and_a_database_of_keys_under_one_role() -> None:
    built = town(profile("support.womens_union"))
    assert built.databases == (
        Database("support_womens_union", "support_womens_union", "support", False),
        Database("support_womens_union_keys", "support_womens_union", "support", True),
    )
    assert built.roles == ("support_womens_union",)


def test_an_instance_writes_its_own_journal_and_any_inbox_and_reads_only_its_own() -> None:
    table = rights_table(profile("intake.police", "support.labour"))
    assert table["intake.police", "journal.intake.police"] == {"read", "write"}
    assert table["intake.police", "inbox.intake.police"] == {"read", "write"}
    assert table["intake.police", "inbox.support.labour"] == {"write"}
    assert table["intake.police", "journal.support.labour"] == frozenset()


def test_files_go_to_any_instance_and_are_read_by_it_alone() -> None:
    table = rights_table(profile("intake.police", "support.labour"))
    assert table["intake.police", "files.intake.police"] == {"read", "write"}
    assert table["intake.police", "files.support.labour"] == {"write"}


def test_reporting_reads_the_journals_its_line_lists_and_no_other() -> None:
    table = rights_table(profile("intake.police", "support.labour", "reporting.labour", hears=("support.labour",)))
    assert table["reporting.labour", "journal.support.labour"] == {"read"}
    assert table["reporting.labour", "journal.intake.police"] == frozenset()


def test_the_table_names_every_instance_with_every_topic() -> None:
    assert len(rights_table(profile())) == 14 * (42 + 3)


def test_a_group_belongs_to_one_instance() -> None:
    groups = [rule for rule in town(profile("intake.police")).rules if rule.kind == "group"]
    assert groups == [
        Rule("intake.police", "read", "group", "intake.police"),
        Rule("intake.police", "read", "group", "intake.police.cosigned"),
        Rule("intake.police", "read", "group", "intake.police.evidence"),
        Rule("intake.police", "read", "group", "intake.police.files"),
        Rule("intake.police", "read", "group", "intake.police.journal"),
        Rule("intake.police", "read", "group", "intake.police.witness"),
    ]


def test_what_logs_show_and_witnesses_sign_is_open_to_all_and_kept_for_ever() -> None:
    made = town(profile("intake.police", "support.labour"))
    watched = [topic for topic in made.topics if topic.name.startswith("transparency.")]
    assert [(topic.partitions, topic.retention_ms) for topic in watched] == [(1, -1)] * 3
    table = rights_table(profile("intake.police", "support.labour"))
    assert all(table[user, topic.name] == {"read", "write"} for user in made.users for topic in watched)


def test_the_witness_of_an_agency_stands_in_its_first_instance() -> None:
    assert profile("intake.labour", "support.labour", "support.health").witnesses == {"intake.labour", "support.health"}


def test_the_order_of_lines_in_the_profile_changes_nothing() -> None:
    assert town(profile(*SOURCES)) == town(profile(*reversed(SOURCES)))


def test_the_same_profile_gives_the_same_realm_byte_for_byte() -> None:
    assert json.dumps(sample_realm()) == json.dumps(sample_realm())


def test_a_user_without_a_unit_has_no_such_attribute() -> None:
    users = {user["username"]: user["attributes"] for user in sample_realm()["users"]}
    assert "unit" not in users["an"]
    assert users["binh"]["unit"] == ["19996"]


def test_a_client_is_sent_back_to_its_own_address_only() -> None:
    clients = {client["clientId"]: client for client in sample_realm()["clients"]}
    assert clients["intake.police"]["redirectUris"] == [f"{ORIGINS['intake.police']}/auth/callback"]
    assert not clients["intake.police"]["directAccessGrantsEnabled"]


def test_outside_a_demo_nobody_logs_in_with_a_password_at_a_terminal_and_no_user_is_made_up() -> None:
    real = sample_realm(demo=False)
    (cli,) = (client for client in real["clients"] if client["clientId"] not in SECRETS)
    assert not cli["directAccessGrantsEnabled"]
    assert real["users"] == []


def test_a_role_the_profile_does_not_know_is_named() -> None:
    from deploy.realm import realm

    town_without_roles = profile(*SECRETS, users=OFFICERS)
    broken = type(town_without_roles)(**{**vars(town_without_roles), "roles": {}})
    with pytest.raises(ValueError, match=r"an has roles .* investigator"):
        realm(broken, SECRETS, ORIGINS, dict.fromkeys(("an", "binh"), "x"), demo=True)


def test_keys_are_made_once_and_kept(tmp_path: Path) -> None:
    first = make_keys(tmp_path, "sample", ["intake.police"])
    kept = first.files["intake.police"].read_bytes()
    second = make_keys(tmp_path, "sample", ["intake.police", "support.labour"])
    assert second.files["intake.police"].read_bytes() == kept
    assert set(json.loads(second.directory.read_text())) == {"intake.police", "support.labour"}


def test_a_key_file_holds_five_keys_that_only_its_owner_reads(tmp_path: Path) -> None:
    file = make_keys(tmp_path, "sample", ["intake.police"]).files["intake.police"]
    keys = json.loads(file.read_text())
    assert set(keys) == {"kek", "index", "session", "signing", "opening"}
    assert {len(b64decode(value)) for value in keys.values()} == {32}
    assert len(set(keys.values())) == 5
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_directory_lists_no_private_key(tmp_path: Path) -> None:
    keys = make_keys(tmp_path, "sample", ["intake.police"])
    private = json.loads(keys.files["intake.police"].read_text()).values()
    assert not any(value in keys.directory.read_text() for value in private)


@pytest.mark.parametrize("broken", ["", "{}", "[]", '{"kek": "AA=="}', "not json"])
def test_a_broken_key_file_is_named_and_never_replaced(tmp_path: Path, broken: str) -> None:
    file = make_keys(tmp_path, "sample", ["intake.police"]).files["intake.police"]
    file.write_text(broken)
    with pytest.raises(BrokenKeys, match=r"intake\.police"):
        make_keys(tmp_path, "sample", ["intake.police"])
    assert file.read_text() == broken


def test_a_key_file_others_can_read_is_refused(tmp_path: Path) -> None:
    file = make_keys(tmp_path, "sample", ["intake.police"]).files["intake.police"]
    file.chmod(0o644)
    with pytest.raises(BrokenKeys, match="can be read by others"):
        make_keys(tmp_path, "sample", ["intake.police"])


def test_the_key_for_matching_is_made_once_for_all_and_is_its_owners_alone(tmp_path: Path) -> None:
    file = make_keys(tmp_path, "sample", ["intake.police"]).matching
    first = file.read_text()
    assert len(b64decode(first, validate=True)) == 32
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert make_keys(tmp_path, "sample", ["intake.police", "intake.labour"]).matching.read_text() == first
    assert first not in (tmp_path / "intake.police.keys.json").read_text()


@pytest.mark.parametrize("broken", ["", "AA==", "not base64!"])
def test_a_broken_key_for_matching_is_named_and_never_replaced(tmp_path: Path, broken: str) -> None:
    file = make_keys(tmp_path, "sample", ["intake.police"]).matching
    file.write_text(broken)
    with pytest.raises(BrokenKeys, match=r"matching\.key"):
        make_keys(tmp_path, "sample", ["intake.police"])
    assert file.read_text() == broken
