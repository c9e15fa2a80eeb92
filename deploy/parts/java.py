"""Fetches what runs on Java, Apache Kafka and Keycloak, once into the cache; a half-finished fetch is never used."""

import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

from deploy.parts.places import cache, made_once
from deploy.parts.process import MissingPrerequisite, PartFailed

KAFKA = "kafka-4.4.0"
KEYCLOAK = "keycloak-26.7.5"
_POM = Path(__file__).with_name("pom.xml")
_OLDEST_JAVA = 17

JVM = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError", "-Dfile.encoding=UTF-8")
"""Small and quick to start: these parts serve one town."""

_QUARKUS = "io.quarkus.bootstrap"
# What Keycloak's own start script says besides; the script is not used because it always asks for another collector
# and stands between us and the process.
_KEYCLOAK_JVM = (
    *JVM,
    "-Xms64m",
    "-Xmx256m",
    "-XX:MaxMetaspaceSize=256m",
    "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
    "-Dpicocli.disable.closures=true",
    f"-Djava.util.concurrent.ForkJoinPool.common.threadFactory={_QUARKUS}.forkjoin.QuarkusForkJoinWorkerThreadFactory",
    *(f"--add-opens=java.base/java.{name}=ALL-UNNAMED" for name in ("util", "util.concurrent", "security", "lang")),
    "--enable-native-access=ALL-UNNAMED",
    "-Duser.language=en",
    "-Duser.country=US",
)


def check() -> None:
    """MissingPrerequisite unless Java 17 or newer and Maven are here."""
    if _java_version() < _OLDEST_JAVA:
        raise MissingPrerequisite("Java 17 or newer", "apt-get install -y default-jre-headless")
    if not shutil.which("mvn"):
        raise MissingPrerequisite("Maven", "apt-get install -y --no-install-recommends maven")


def kafka_jars() -> Path:
    """The folder with all jars of Apache Kafka, all of one version."""
    return _once(KAFKA, lambda folder: _copy_dependencies("kafka", folder))


def keycloak_build() -> Path:
    """Keycloak's distribution, built once for our settings; its data lie elsewhere."""
    return _once(KEYCLOAK, _build_keycloak)


def keycloak_command(home: Path, *arguments: str) -> list[str]:
    """Keycloak as a Java process whose home (data, import) is `home`."""
    return [
        "java",
        *_KEYCLOAK_JVM,
        f"-Dkc.home.dir={home}",
        f"-Djboss.server.config.dir={home}/conf",
        "-cp",
        f"{home}/lib/quarkus-run.jar",
        f"{_QUARKUS}.runner.QuarkusEntryPoint",
        *arguments,
    ]


def _java_version() -> int:
    if not shutil.which("java"):
        return 0
    said = subprocess.run(["java", "-version"], capture_output=True, text=True, timeout=30, check=False).stderr
    found = re.search(r'version "(\d+)', said)
    return int(found[1]) if found else 0


def _once(name: str, fetch: Callable[[Path], None]) -> Path:
    place = cache() / name
    if not place.is_dir():
        check()
    return made_once(place, fetch, mode=0o755)


def _copy_dependencies(profile: str, folder: Path) -> None:
    maven = ("mvn", "-q", "-B", "-f", str(_POM), f"-P{profile}")
    _run("Maven", *maven, "dependency:copy-dependencies", f"-DoutputDirectory={folder}")


def _build_keycloak(folder: Path) -> None:
    _copy_dependencies("keycloak", folder)
    for archive in folder.glob("*.zip"):
        with zipfile.ZipFile(archive) as whole:
            whole.extractall(folder)
        archive.unlink()
    (unpacked,) = folder.iterdir()
    for item in unpacked.iterdir():
        item.rename(folder / item.name)
    unpacked.rmdir()
    _run("Keycloak", *keycloak_command(folder, "build", "--db=dev-file", "--cache=local", "--health-enabled=true"))


def _run(part: str, *command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, timeout=900, check=False)
    if done.returncode:
        raise PartFailed(part, f"could not be fetched or built: {(done.stdout + done.stderr).strip()[-800:]}")
