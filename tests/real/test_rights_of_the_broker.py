"""The broker's rights of the real town: every instance tries every topic and group with its own login."""

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeVar

import pytest
from aiokafka import AIOKafkaConsumer
from aiokafka.errors import GroupAuthorizationFailedError, TopicAuthorizationFailedError
from kafka import KafkaAdminClient
from kafka import errors as refusals
from kafka.admin import NewTopic

from deploy import topics
from deploy.parts.kafka import Kafka, login
from deploy.town import rights_table, town
from shared.policy.profile import Profile, load
from tests.parts.attempts import PATIENCE, deeds, may_enter, write_one_each

FOLDER = Path("deploy/profiles/huong-tra-2023")
AT_ONCE = 4
REFUSED = (refusals.TopicAuthorizationFailedError, refusals.ClusterAuthorizationFailedError)
T = TypeVar("T")
Deeds = frozenset[str]


@pytest.fixture(scope="module")
def profile() -> Profile:
    return load(FOLDER)


@pytest.fixture(scope="module")
def passwords(kafka: Kafka, profile: Profile) -> dict[str, str]:
    """The town's users, topics and rights are in force; each user has a password of its own."""
    given = {instance.source: secrets.token_urlsafe(18) for instance in profile.instances}
    admin = kafka.admin()
    topics.apply(admin, town(profile), given)
    admin.close()
    return given


WATCHED = tuple(f"transparency.{what}" for what in ("checkpoint", "cosignature", "evidence"))


def topics_of(profile: Profile) -> list[str]:
    kinds = ("journal", "inbox", "files")
    return [*(f"{kind}.{instance.source}" for instance in profile.instances for kind in kinds), *WATCHED]


def in_words(profile: Profile) -> Mapping[tuple[str, str], Deeds]:
    """The rule, said again from scratch: an instance writes its own journal, every inbox and files to everybody; it reads its
    own inbox, files and journal, and the journals its line of the profile lists; what logs show and witnesses sign is of all.
    Nothing else."""
    table: dict[tuple[str, str], Deeds] = {}
    for instance in profile.instances:
        me = instance.source
        listed = {f"journal.{source}" for source in instance.hears}
        for topic in topics_of(profile):
            writes = topic == f"journal.{me}" or topic.startswith(("inbox.", "files.", "transparency."))
            reads = topic in {f"inbox.{me}", f"files.{me}", f"journal.{me}", *WATCHED} | listed
            table[me, topic] = frozenset({"write"} if writes else ()) | frozenset({"read"} if reads else ())
    return table


def test_the_profile_implies_the_rule_in_words(profile: Profile) -> None:
    assert rights_table(profile) == in_words(profile)
    each = len(profile.instances)
    assert len(in_words(profile)) == each * (3 * each + len(WATCHED))


@pytest.mark.timeout(180)
def test_every_instance_does_to_every_topic_what_the_rule_says_and_nothing_else(
    kafka: Kafka, profile: Profile, passwords: Mapping[str, str]
) -> None:
    names, began = topics_of(profile), time.monotonic()

    async def attempt() -> list[Mapping[str, Deeds]]:
        await write_one_each(kafka.bootstrap, kafka.admin_user, kafka.admin_password, names)
        return await few_at_once(lambda user: deeds(kafka.bootstrap, user, passwords[user], names), passwords)

    tried = asyncio.run(attempt())
    found = {(user, topic): did for user, by in zip(passwords, tried, strict=True) for topic, did in by.items()}
    expected = in_words(profile)
    wrong = {at: (sorted(found[at]), sorted(expected[at])) for at in expected if found[at] != expected[at]}
    assert not wrong, f"(user, topic): (could, should) {wrong}"
    print(f"{len(found)} pairs of instance and topic, each read and written, in {time.monotonic() - began:.0f} s")


def test_an_instance_joins_its_own_three_groups_and_no_other(
    kafka: Kafka, profile: Profile, passwords: Mapping[str, str]
) -> None:
    sources = [instance.source for instance in profile.instances]

    async def attempt(user: str) -> list[str]:
        foreign = sources[sources.index(user) - 1]
        groups = (user, f"{user}.files", f"{user}.journal", foreign, f"{foreign}.files", f"{user}.other")
        return [group for group in groups if await joins(kafka.bootstrap, user, passwords[user], group)]

    joined = asyncio.run(few_at_once(attempt, sources))
    assert dict(zip(sources, joined, strict=True)) == {
        user: [user, f"{user}.files", f"{user}.journal"] for user in sources
    }


def test_nobody_comes_in_without_a_login_with_a_wrong_one_or_with_that_of_another(
    kafka: Kafka, passwords: Mapping[str, str]
) -> None:
    users = list(passwords)

    async def attempt(user: str) -> tuple[bool, bool, bool]:
        another = passwords[users[users.index(user) - 1]]
        return (
            await may_enter(kafka.bootstrap, **login(user, passwords[user])),
            await may_enter(kafka.bootstrap, **login(user, "wrong")),
            await may_enter(kafka.bootstrap, **login(user, another)),
        )

    assert asyncio.run(few_at_once(attempt, users)) == [(True, False, False)] * len(users)
    assert not asyncio.run(may_enter(kafka.bootstrap))


def test_no_instance_can_give_itself_rights_or_make_topics(kafka: Kafka, passwords: Mapping[str, str]) -> None:
    user = "intake.police"
    admin = KafkaAdminClient(bootstrap_servers=kafka.bootstrap, **login(user, passwords[user]))
    try:
        with pytest.raises(REFUSED):
            admin.create_topics([NewTopic("journal.intake.stranger", 1, 1)])
        with pytest.raises(REFUSED):
            admin.delete_topics(["journal.intake.police"])
    finally:
        admin.close()


async def few_at_once(work: Callable[[str], Awaitable[T]], users: Iterable[str]) -> list[T]:
    turn = asyncio.Semaphore(AT_ONCE)

    async def one(user: str) -> T:
        async with turn:
            return await work(user)

    return await asyncio.gather(*map(one, users))


async def joins(bootstrap: str, user: str, password: str, group: str) -> bool:
    """Does the broker let this user listen to its own inbox as a member of this group?"""
    consumer = AIOKafkaConsumer(f"inbox.{user}", bootstrap_servers=bootstrap, group_id=group, **login(user, password))
    try:
        await asyncio.wait_for(consumer.start(), PATIENCE)
        return bool(await asyncio.wait_for(assigned(consumer), PATIENCE))
    except (GroupAuthorizationFailedError, TopicAuthorizationFailedError):
        return False
    finally:
        await consumer.stop()


async def assigned(consumer: AIOKafkaConsumer) -> frozenset[object]:
    """What is assigned, as soon as it is; a refusal shows at the first question for records."""
    while not (found := consumer.assignment()):
        await consumer.getmany(timeout_ms=100)
    return frozenset(found)
