"""Brings users, topics and rights of a broker to what the town implies; what is implied no longer is taken away."""

import re
from collections.abc import Iterable, Mapping
from secrets import token_urlsafe

from kafka.admin import (
    ACL,
    ACLFilter,
    ACLOperation,
    ACLPermissionType,
    ACLResourcePatternType,
    ConfigResource,
    ConfigResourceType,
    KafkaAdminClient,
    NewTopic,
    ResourcePattern,
    ResourcePatternFilter,
    ResourceType,
    ScramMechanism,
    UserScramCredentialUpsertion,
)

from deploy.parts.process import wait_until
from deploy.town import Rule, Topic, Town

_SOURCE = re.compile(r"[a-z]{2,20}\.[a-z][a-z_]{1,31}")
_OURS = ("journal.", "inbox.", "files.", "transparency.")
_PATIENCE = 30
_DEEDS = {"read": ACLOperation.READ, "write": ACLOperation.WRITE}
_KINDS = {"topic": ResourceType.TOPIC, "group": ResourceType.GROUP}


class BrokerRefused(Exception):
    """The broker did not do what the town needs; the message names what."""


def apply(admin: KafkaAdminClient, town: Town, passwords: Mapping[str, str]) -> tuple[str, ...]:
    """Create, correct, take away until the broker is as the town says, and wait until that is in force (it answers
    before it acts). Tells what changed; nothing the second time.

    Passwords are always set (they cannot be compared). Topics are never deleted and never lose partitions.
    """
    return (
        *_users(admin, town, passwords),
        *_topics(admin, town.topics),
        *_rights(admin, town.rules),
    )


def _users(admin: KafkaAdminClient, town: Town, passwords: Mapping[str, str]) -> Iterable[str]:
    known = set(admin.describe_user_scram_credentials())
    gone = sorted(user for user in known - set(town.users) if _SOURCE.fullmatch(user))
    wanted = [UserScramCredentialUpsertion(user, ScramMechanism.SCRAM_SHA_256, passwords[user]) for user in town.users]
    # Not deleted: after one deletion Kafka 4.4.0 knows no SCRAM user at all once it is started again (seen, repeatable).
    # A password nobody knows shuts the door as well.
    shut = [UserScramCredentialUpsertion(user, ScramMechanism.SCRAM_SHA_256, token_urlsafe(32)) for user in gone]
    refused = admin.alter_user_scram_credentials([*wanted, *shut])
    if wrong := sorted(user for user, fault in refused.items() if fault):
        raise BrokerRefused(f"the users {', '.join(wrong)} could not be set")
    if not known.issuperset(town.users):
        wait_until("kafka", lambda: set(admin.describe_user_scram_credentials()).issuperset(town.users), _PATIENCE)
    yield from (f"user {user} is new" for user in town.users if user not in known)


def _topics(admin: KafkaAdminClient, topics: Iterable[Topic]) -> Iterable[str]:
    there = set(admin.list_topics())
    new = [topic for topic in topics if topic.name not in there]
    old = [topic for topic in topics if topic.name in there]
    if new:
        admin.create_topics([_new(topic) for topic in new], wait_for_metadata=True)
    yield from (f"topic {topic.name} is new" for topic in new)
    if old:
        yield from _more_partitions(admin, old)
        yield from _retention(admin, old)


def _new(topic: Topic) -> NewTopic:
    return NewTopic(topic.name, topic.partitions, -1, topic_configs={"retention.ms": str(topic.retention_ms)})


def _more_partitions(admin: KafkaAdminClient, topics: list[Topic]) -> Iterable[str]:
    now = {topic["name"]: len(topic["partitions"]) for topic in admin.describe_topics([t.name for t in topics])}
    few = [topic for topic in topics if now[topic.name] < topic.partitions]
    if few:
        admin.create_partitions({topic.name: topic.partitions for topic in few})
    yield from (f"topic {topic.name} has {topic.partitions} partitions now" for topic in few)


def _retention(admin: KafkaAdminClient, topics: list[Topic]) -> Iterable[str]:
    asked = [ConfigResource(ConfigResourceType.TOPIC, topic.name, {"retention.ms": None}) for topic in topics]
    said = admin.describe_configs(asked, config_filter="all")["topic"]
    other = [topic for topic in topics if said[topic.name]["retention.ms"]["value"] != str(topic.retention_ms)]
    if other:
        admin.alter_configs(
            [ConfigResource(ConfigResourceType.TOPIC, t.name, {"retention.ms": str(t.retention_ms)}) for t in other]
        )
    yield from (f"topic {topic.name} has another retention now" for topic in other)


def _rights(admin: KafkaAdminClient, rules: Iterable[Rule]) -> Iterable[str]:
    wanted = {_acl(rule) for rule in rules}
    known = _known(admin)
    if missing := sorted(wanted - known, key=_in_words):
        if refused := admin.create_acls(missing)["failed"]:
            raise BrokerRefused(f"{len(refused)} rights could not be given")
        yield from (f"right given: {_in_words(acl)}" for acl in missing)
    if stale := sorted((acl for acl in known - wanted if _is_ours(acl)), key=_in_words):
        if any(error.errno for _, _, error in admin.delete_acls([_exactly(acl) for acl in stale])):
            raise BrokerRefused(f"{len(stale)} rights that nobody should have could not be taken away")
        yield from (f"right taken away: {_in_words(acl)}" for acl in stale)
    if missing or stale:
        wait_until("kafka", lambda: wanted <= (now := _known(admin)) and not now & set(stale), _PATIENCE)


def _known(admin: KafkaAdminClient) -> set[ACL]:
    anything = ResourcePatternFilter(ResourceType.ANY, None, ACLResourcePatternType.ANY)
    found, _ = admin.describe_acls(ACLFilter(None, None, ACLOperation.ANY, ACLPermissionType.ANY, anything))
    return set(found)


def _acl(rule: Rule) -> ACL:
    """LITERAL always: a pattern silently skips what it may not see, and lets in what comes later."""
    pattern = ResourcePattern(_KINDS[rule.kind], rule.name, ACLResourcePatternType.LITERAL)
    return ACL(f"User:{rule.user}", "*", _DEEDS[rule.deed], ACLPermissionType.ALLOW, pattern)


def _is_ours(acl: ACL) -> bool:
    """On a broker shared with others, only rights of our users and rights on our topics are ours to take away."""
    user = acl.principal.removeprefix("User:")
    topic = acl.resource_pattern.resource_type == ResourceType.TOPIC
    return bool(_SOURCE.fullmatch(user)) or (topic and acl.resource_pattern.resource_name.startswith(_OURS))


def _exactly(acl: ACL) -> ACLFilter:
    pattern = acl.resource_pattern
    same = ResourcePatternFilter(pattern.resource_type, pattern.resource_name, pattern.pattern_type)
    return ACLFilter(acl.principal, acl.host, acl.operation, acl.permission_type, same)


def _in_words(acl: ACL) -> str:
    pattern = acl.resource_pattern
    named = f"{pattern.resource_type.name} {pattern.resource_name} ({pattern.pattern_type.name})".lower()
    return f"{acl.principal} {acl.operation.name.lower()} {named}"
