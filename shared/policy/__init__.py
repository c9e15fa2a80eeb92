"""Policy as data: the profile of a town, read from its files, checked, and handed to the rules as one day sees it."""

from shared.policy.faults import NoLaw, ProfileFault
from shared.policy.profile import DemoUser, Instance, Profile, load

__all__ = ["DemoUser", "Instance", "NoLaw", "Profile", "ProfileFault", "load"]
