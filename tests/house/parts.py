"""What the house consists of, found by looking: services, their aggregates, commands, events, views and settings."""

import ast
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from types import ModuleType
from typing import Any, get_args, get_type_hints

import services
from shared import access
from shared.instance import Service
from shared.kernel.decider import AnyDecider
from shared.settings import InstanceSettings
from shared.skipping import skipping
from shared.views import View

ROOT = Path(__file__).parents[2]
NAMES = sorted(folder.name for folder in Path(services.__path__[0]).iterdir() if (folder / "main.py").is_file())


def service(name: str) -> Service:
    found: Service = import_module(f"services.{name}.main").SERVICE
    return found


SERVICES = [service(name) for name in NAMES]


def deciders(of: Service) -> list[AnyDecider]:
    """Every aggregate that may write into a ledger of this service; an instance adds the skipping of messages."""
    return [*(decider for decider, _ in of.deciders), skipping(of.name)]


DECIDERS = [decider for each in SERVICES for decider in deciders(each)]
EVENTS: dict[str, type[Any]] = {f"{d.name}.{event.__name__}": event for d in DECIDERS for event in d.events}
"""Stored name → event."""
IN_EVERY_SERVICE = {event for d in (access.access("any"), skipping("any")) for event in d.events}
"""Events that each service records in the same words: a reading, a skipped message."""


def commands(decider: AnyDecider) -> tuple[type[Any], ...]:
    """What can be asked of an aggregate: the first thing its `decide` is given."""
    asked = next(iter(get_type_hints(decider.decide).values()))
    return get_args(asked) or (asked,)


COMMANDS = sorted({command for d in DECIDERS for command in commands(d)}, key=lambda command: command.__qualname__)


def modules(under: str) -> list[ModuleType]:
    """Every module of a package; packages of pages and programs (`__main__`) too little to matter are left out."""
    package = import_module(under)
    names = [m.name for m in walk_packages(package.__path__, f"{under}.") if not m.name.endswith("__main__")]
    return [import_module(name) for name in names]


def views() -> dict[str, View[Any, Any]]:
    """Every view of every service by its name."""
    found = (v for name in NAMES for m in modules(f"services.{name}") for v in vars(m).values())
    return {view.name: view for view in found if isinstance(view, View)}


def settings() -> Iterator[str]:
    """The environment variables each service reads."""
    for name in NAMES:
        kind: type[InstanceSettings] = import_module(f"services.{name}.settings").Settings
        yield from (f"{kind.model_config['env_prefix']}{field.upper()}" for field in kind.model_fields)


@cache
def tree(path: Path) -> ast.Module:
    """A Python file as its syntax."""
    return ast.parse(path.read_text("utf-8"))


def sources(*folders: str) -> list[Path]:
    """The Python files of these folders of the house."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))
