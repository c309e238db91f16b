"""The command that runs a Java function."""

import os
import platform
import shutil
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda"
"""The main class of the runtime interface client."""

JAVA_HOME = "FERRY_LAMBDA_JAVA_HOME"
"""Names the JDK of the functions; without it JAVA_HOME does, and then the PATH."""

NATIVE_PROPERTY = "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI"
"""Names the native part of the runtime interface client to a JVM."""

CLIENT_FOLDER = "FERRY_LAMBDA_RUNTIME_CLIENT"
"""Names the folder with the jars of the runtime interface client."""

_NATIVE_ACCESS_SINCE = 24


def java(variables: Mapping[str, str] = os.environ) -> Path | None:
    """The `java` that runs the functions, None where there is none."""
    home = variables.get(JAVA_HOME) or variables.get("JAVA_HOME")
    if home:
        candidate = Path(home, "bin", "java")
        return candidate if candidate.exists() else None
    found = shutil.which("java", path=variables.get("PATH"))
    return Path(found) if found else None


def client_jars(variables: Mapping[str, str] = os.environ) -> list[Path]:
    """The jars of the runtime interface client, none where they are not there."""
    folder = variables.get(CLIENT_FOLDER)
    return sorted(Path(folder).glob("*.jar")) if folder else []


def unpack_native(client: Iterable[Path], folder: Path) -> Path | None:
    """Unpacks the native part of the client for this machine; None where there is none for it.

    Left to itself each JVM writes it to one and the same file in /tmp when it starts, over what
    another that starts at that moment has loaded, which then dies of SIGBUS.
    """
    wanted = f"jni/libaws-lambda-jni.{_platform()}.so"
    for jar in client:
        with zipfile.ZipFile(jar) as entries:
            if wanted in entries.namelist():
                return Path(entries.extract(wanted, folder))
    return None


def _platform() -> str:
    system = "linux_musl" if any(Path("/lib").glob("ld-musl-*")) else "linux"
    return f"{system}-{platform.machine().replace('aarch64', 'aarch_64')}"


def class_path(code: Path, client: Iterable[Path]) -> str:
    """As Lambda has it: the classes at the root, the jars in lib by name, the runtime's own."""
    entries = [code, *sorted((code / "lib").glob("*.jar")), *client]
    return os.pathsep.join(map(str, entries))


def command(
    executable: Path, code: Path, client: Iterable[Path], handler: str, memory_megabytes: int
) -> list[str]:
    """Starts a function the way Lambda starts a JVM: one collector, the first compiler alone."""
    options = [
        f"-Xmx{memory_megabytes * 4 // 5}m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xshare:auto",
    ]
    if feature(executable) >= _NATIVE_ACCESS_SINCE:
        options.append("--enable-native-access=ALL-UNNAMED")
    return [str(executable), *options, "-cp", class_path(code, client), CLIENT, handler]


def feature(executable: Path) -> int:
    """The feature version (17, 21, ...) of a JDK by its `release` file; 0 where it says none."""
    release = executable.resolve().parent.parent / "release"
    for line in release.read_text().splitlines() if release.exists() else []:
        if line.startswith("JAVA_VERSION="):
            return int(line.split('"')[1].split(".")[0].split("-")[0])
    return 0
