"""Who is acting, as the login said; asked by the rules of rights, written into every entry as `by`."""

from dataclasses import dataclass

import msgspec

from shared.kernel.words import AgencyId, Code, UnitCode


@dataclass(frozen=True)
class Actor:
    """A person at a desk. `id` is the random subject of the token: no name stands in an entry."""

    id: str
    agency: AgencyId
    unit: UnitCode | None
    roles: frozenset[Code]


POLICY = "policy:"


class By(msgspec.Struct, frozen=True, gc=False):
    """Who did it, as an entry keeps it. For a policy, `actor` is `policy:<its name>` and there is no role."""

    actor: str
    agency: AgencyId
    unit: UnitCode | None = None
    role: Code | None = None

    @property
    def policy(self) -> Code | None:
        """The policy that did it; None: somebody at a desk."""
        return self.actor.removeprefix(POLICY) if self.actor.startswith(POLICY) else None
