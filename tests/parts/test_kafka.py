"""The broker as a town uses it: nobody anonymous, every right tried with its real user, nothing lost at a stop."""

import asyncio
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from kafka import KafkaAdminClient
from kafka.admin import (
    ACL,
    ACLOperation,
    ACLPermissionType,
    ACLResourcePatternType,
    ConfigResource,
    ConfigResourceType,
    ResourcePattern,
    ResourceType,
)

from deploy import topics
from deploy.parts.kafka import Kafka, login, start_kafka
from deploy.parts.process import wait_until
from deploy.town import Town, rights_table, town
from tests.parts.attempts import deeds, may_enter, readable, write_one_each
from tests.parts.sample import SOURCES, profile


def passwords(of: Town) -> dict[str, str]:
    return {user: f"password-of-{user}" for user in of.users}


@pytest.fixture
def admin(kafka: Kafka) -> Iterator[KafkaAdminClient]:
    client = kafka.admin()
    yield client
    client.close()


@pytest.fixture
def whole_town(admin: KafkaAdminClient) -> Town:
    whole = town(profile())
    topics.apply(admin, whole, passwords(whole))
    return whole


def test_nobody_enters_anonymously_or_with_a_wrong_password(kafka: Kafka) -> None:
    assert asyncio.run(may_enter(kafka.bootstrap, **login(kafka.admin_user, kafka.admin_password)))
    assert not asyncio.run(may_enter(kafka.bootstrap))
    assert not asyncio.run(may_enter(kafka.bootstrap, **login(kafka.admin_user, "wrong")))
    assert not asyncio.run(may_enter(kafka.bootstrap, **login("nobody", "wrong")))


def test_it_listens_on_loopback_only(kafka: Kafka) -> None:
    if kafka.pid is None:
        pytest.skip("not a process of ours")
    listening = [c.laddr.ip for c in psutil.Process(kafka.pid).net_connections() if c.status == "LISTEN"]
    assert listening
    assert set(listening) <= {"127.0.0.1", "::ffff:127.0.0.1"}


def test_every_instance_can_do_to_every_topic_exactly_what_the_profile_implies(
    kafka: Kafka, whole_town: Town, record_property: Callable[[str, object], None]
) -> None:
    names = [topic.name for topic in whole_town.topics]
    began = time.monotonic()

    async def attempt() -> dict[tuple[str, str], frozenset[str]]:
        await write_one_each(kafka.bootstrap, kafka.admin_user, kafka.admin_password, names)
        tried = [deeds(kafka.bootstrap, user, word, names) for user, word in passwords(whole_town).items()]
        found = await asyncio.gather(*tried)
        return {
            (user, name): could for user, by in zip(whole_town.users, found, strict=True) for name, could in by.items()
        }

    assert asyncio.run(attempt()) == rights_table(profile())
    record_property("seconds", time.monotonic() - began)


def test_a_topic_nobody_made_is_not_made_by_writing_to_it(kafka: Kafka, admin: KafkaAdminClient) -> None:
    with pytest.raises(Exception, match="UnknownTopic"):
        asyncio.run(
            asyncio.wait_for(write_one_each(kafka.bootstrap, kafka.admin_user, kafka.admin_password, ["new"]), 90)
        )
    assert "new" not in admin.list_topics()


def test_applied_twice_nothing_changes(admin: KafkaAdminClient, whole_town: Town) -> None:
    assert topics.apply(admin, whole_town, passwords(whole_town)) == ()


def test_a_right_nobody_implied_is_taken_away(kafka: Kafka, admin: KafkaAdminClient, whole_town: Town) -> None:
    too_much = ACL(
        "User:intake.police",
        "*",
        ACLOperation.READ,
        ACLPermissionType.ALLOW,
        ResourcePattern(ResourceType.TOPIC, "journal.", ACLResourcePatternType.PREFIXED),
    )
    assert not admin.create_acls([too_much])["failed"]
    changes = topics.apply(admin, whole_town, passwords(whole_town))
    assert changes == ("right taken away: User:intake.police read topic journal. (prefixed)",)
    word = passwords(whole_town)["intake.police"]
    assert asyncio.run(readable(kafka.bootstrap, "intake.police", word, ["journal.support.labour"])) == []


def test_an_instance_that_left_the_profile_may_not_enter_any_more(kafka: Kafka, admin: KafkaAdminClient) -> None:
    both, one = town(profile("intake.police", "support.labour")), town(profile("intake.police"))
    topics.apply(admin, both, passwords(both))
    changes = topics.apply(admin, one, passwords(one))
    assert "right taken away: User:support.labour read topic inbox.support.labour (literal)" in changes
    left = login("support.labour", passwords(both)["support.labour"])
    wait_until("kafka", lambda: not asyncio.run(may_enter(kafka.bootstrap, **left)), 20)
    assert asyncio.run(may_enter(kafka.bootstrap, **login("intake.police", passwords(both)["intake.police"])))
    assert "journal.support.labour" in admin.list_topics()


def test_a_retention_somebody_changed_is_set_right(admin: KafkaAdminClient, whole_town: Town) -> None:
    journal = "journal.intake.police"
    admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, journal, {"retention.ms": "1000"})])
    assert topics.apply(admin, whole_town, passwords(whole_town)) == (f"topic {journal} has another retention now",)


def test_a_partition_somebody_added_is_kept(admin: KafkaAdminClient, whole_town: Town) -> None:
    admin.create_partitions({"inbox.intake.police": 4})
    assert topics.apply(admin, whole_town, passwords(whole_town)) == ()
    (found,) = admin.describe_topics(["inbox.intake.police"])
    assert len(found["partitions"]) == 4


def test_what_was_written_is_there_after_a_stop_and_a_start(scratch_home: Path) -> None:
    """Also when an instance left the profile in between: the broker must still know its other users."""
    home = scratch_home / "again"
    half_made = (
        home / "kafka" / "data.half-killed"
    )  # what a start leaves that was killed while it laid out the data folder
    half_made.mkdir(parents=True)
    (half_made / "bootstrap.checkpoint").touch()
    first = start_kafka(home)
    if first.choice == "given":
        pytest.skip("only a broker of our own is stopped")
    assert not half_made.exists()
    three, one = town(profile(*SOURCES[:3])), town(profile(SOURCES[0]))
    client = first.admin()
    topics.apply(client, three, passwords(three))
    topics.apply(client, one, passwords(one))
    client.close()
    name = f"journal.{SOURCES[0]}"
    asyncio.run(write_one_each(first.bootstrap, SOURCES[0], passwords(one)[SOURCES[0]], [name]))
    first.stop()
    second = start_kafka(home)
    try:
        assert second.bootstrap == first.bootstrap
        assert asyncio.run(readable(second.bootstrap, SOURCES[0], passwords(one)[SOURCES[0]], [name])) == [name]
    finally:
        second.stop()
