"""A Keycloak realm as a plain function of the profile: the same profile gives the same JSON; ids come from names."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from shared.policy.profile import DemoUser, Profile

REALM = "trove"
CLI = "trove-cli"
_TOKEN_SECONDS = 300

Json = dict[str, Any]


def realm(
    profile: Profile,
    clients: Mapping[str, str],
    origins: Mapping[str, str],
    passwords: Mapping[str, str],
    *,
    demo: bool,
) -> Json:
    """The realm of a town: a client per instance (`clients`: source to secret, `origins`: source to address) and, in a
    demo, the profile's users with their `passwords` and a command-line client that may log in with them.

    A KeyError names an instance without an origin or a user without a password.
    """
    return {
        "realm": REALM,
        "id": _id("realm"),
        "displayName": f"Trở Về – {profile.town}",
        "enabled": True,
        **_SECURITY,
        "internationalizationEnabled": True,
        "supportedLocales": ["vi", "en"],
        "defaultLocale": "vi",
        "roles": {"realm": [{"name": code, "description": vi} for code, vi in sorted(profile.roles.items())]},
        "defaultRole": {"name": f"default-roles-{REALM}", "composite": True},
        "clientScopes": [_basic(), _who(), *(_audience(source) for source in sorted(clients))],
        "defaultDefaultClientScopes": ["basic", "who"],
        "clients": [
            *(_instance(source, secret, origins[source]) for source, secret in sorted(clients.items())),
            _command_line(sorted(clients), demo=demo),
        ],
        "users": [_user(user, passwords[user.username], profile) for user in profile.users] if demo else [],
        "components": {"org.keycloak.userprofile.UserProfileProvider": [_user_profile()]},
        "requiredActions": [],
    }


_SECURITY: Json = {
    "sslRequired": "external",  # plain http on loopback and private addresses only
    "registrationAllowed": False,
    "resetPasswordAllowed": False,
    "loginWithEmailAllowed": False,
    "duplicateEmailsAllowed": True,
    "rememberMe": False,
    "passwordPolicy": "length(12) and notUsername(undefined) and passwordHistory(3)",
    "bruteForceProtected": True,
    "permanentLockout": False,
    "failureFactor": 5,
    "waitIncrementSeconds": 60,
    "maxFailureWaitSeconds": 900,
    "maxDeltaTimeSeconds": 43200,
    "quickLoginCheckMilliSeconds": 1000,
    "minimumQuickLoginWaitSeconds": 60,
    "accessTokenLifespan": _TOKEN_SECONDS,
    "ssoSessionIdleTimeout": 1800,
    "ssoSessionMaxLifespan": 36000,
    "revokeRefreshToken": True,
    "refreshTokenMaxReuse": 0,
    "defaultSignatureAlgorithm": "RS256",
    "eventsEnabled": True,
    "eventsExpiration": 2592000,
    "adminEventsEnabled": True,
}


def _instance(source: str, secret: str, origin: str) -> Json:
    """A confidential client: code flow with PKCE, back to exactly one address."""
    return {
        "id": _id("client", source),
        "clientId": source,
        "name": source,
        "secret": secret,
        "publicClient": False,
        "standardFlowEnabled": True,
        "implicitFlowEnabled": False,
        "directAccessGrantsEnabled": False,
        "serviceAccountsEnabled": False,
        "fullScopeAllowed": True,
        "redirectUris": [f"{origin}/auth/callback"],
        "webOrigins": [],
        "defaultClientScopes": ["basic", "who", f"for-{source}"],
        "optionalClientScopes": [],
        "attributes": {
            "pkce.code.challenge.method": "S256",
            "post.logout.redirect.uris": f"{origin}/",
            "backchannel.logout.url": f"{origin}/auth/backchannel",
            "backchannel.logout.session.required": "true",
        },
    }


def _command_line(sources: Sequence[str], *, demo: bool) -> Json:
    """For people at a terminal: device flow; in a demo also user name and password. It asks for the audiences it
    needs: `scope=for-intake.police`."""
    return {
        "id": _id("client", CLI),
        "clientId": CLI,
        "publicClient": True,
        "standardFlowEnabled": False,
        "implicitFlowEnabled": False,
        "directAccessGrantsEnabled": demo,
        "fullScopeAllowed": True,
        "defaultClientScopes": ["basic", "who"],
        "optionalClientScopes": [f"for-{source}" for source in sources],
        "attributes": {"oauth2.device.authorization.grant.enabled": "true"},
    }


def _basic() -> Json:
    """Keycloak's own scope, written out: a realm file with scopes gets none of the built-in ones, and then no `sub`."""
    everywhere = {"access.token.claim": "true", "introspection.token.claim": "true"}
    session = {"user.session.note": "AUTH_TIME", "claim.name": "auth_time", "jsonType.label": "long"}
    return _scope(
        "basic",
        _mapper("sub", "oidc-sub-mapper", everywhere),
        _mapper("auth_time", "oidc-usersessionmodel-note-mapper", {**session, **everywhere, "id.token.claim": "true"}),
    )


def _who() -> Json:
    """Who is asking, as our services read it. A user without a unit has no such claim."""
    attributes = {"agency": "agency", "unit": "unit", "name": "shown_as", "preferred_username": "username"}
    return _scope(
        "who",
        *(
            _mapper(claim, "oidc-usermodel-attribute-mapper", {**_claim(claim), "user.attribute": attribute})
            for claim, attribute in attributes.items()
        ),
        _mapper("roles", "oidc-usermodel-realm-role-mapper", {**_claim("roles"), "multivalued": "true"}),
    )


def _audience(source: str) -> Json:
    config = {"included.client.audience": source, "access.token.claim": "true", "id.token.claim": "false"}
    return _scope(f"for-{source}", _mapper("aud", "oidc-audience-mapper", config))


def _scope(name: str, *mappers: Json) -> Json:
    return {
        "id": _id("scope", name),
        "name": name,
        "protocol": "openid-connect",
        "protocolMappers": [{**mapper, "id": _id("scope", name, mapper["name"])} for mapper in mappers],
        "attributes": {"include.in.token.scope": "false", "display.on.consent.screen": "false"},
    }


def _mapper(name: str, kind: str, config: Mapping[str, str]) -> Json:
    return {"name": name, "protocol": "openid-connect", "protocolMapper": kind, "config": dict(config)}


def _claim(name: str) -> dict[str, str]:
    kinds = ("id.token.claim", "access.token.claim", "introspection.token.claim")
    return {
        "claim.name": name,
        "jsonType.label": "String",
        "userinfo.token.claim": "false",
        **dict.fromkeys(kinds, "true"),
    }


def _user(user: DemoUser, password: str, profile: Profile) -> Json:
    if unknown := sorted(set(user.roles) - set(profile.roles)):
        raise ValueError(f"user {user.username} has roles the profile does not know: {', '.join(unknown)}")
    unit = {"unit": [user.unit]} if user.unit else {}
    return {
        "id": subject_of(user.username),
        "username": user.username,
        "enabled": True,
        "emailVerified": True,
        "firstName": user.given_name,
        "lastName": user.family_name,
        "attributes": {
            "agency": [user.agency],
            "shown_as": [f"{user.family_name} {user.given_name}"],  # family name first
            "locale": ["vi"],
            **unit,
        },
        "realmRoles": sorted(user.roles),
        "requiredActions": [],
        "credentials": [{"type": "password", "value": password, "temporary": False}],
    }


def _user_profile() -> Json:
    """The attributes of a person; only an administrator may change them, so that nobody moves to another agency."""
    seen = {"view": ["admin", "user"], "edit": ["admin"]}
    hidden = {"view": ["admin"], "edit": ["admin"]}
    permissions = {
        **dict.fromkeys(("username", "firstName", "lastName"), seen),
        "email": hidden,  # never asked for; Keycloak does not start without it
        **dict.fromkeys(("agency", "unit", "shown_as"), hidden),
    }
    attributes = [
        {"name": name, "displayName": f"${{{name}}}", "permissions": allowed} for name, allowed in permissions.items()
    ]
    config = json.dumps({"attributes": attributes}, ensure_ascii=False)
    return {
        "id": _id("user-profile"),
        "providerId": "declarative-user-profile",
        "subComponents": {},
        "config": {"kc.user.profile.config": [config]},
    }


def subject_of(username: str) -> str:
    """The random-looking id under which this officer stands in tokens and entries: no name."""
    return _id("user", username)


def _id(*names: str) -> str:
    return str(uuid5(NAMESPACE_URL, "/".join(("trove", *names))))
