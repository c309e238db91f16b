import os
import signal
from pathlib import Path

import pytest

from ferry_lambda_executor import jvm
from ferry_lambda_executor.invocation import answered, exit_reason
from ferry_lambda_executor.output import Output
from ferry_lambda_executor.reports import Report, end_lines


def test_output_is_taken_piece_by_piece() -> None:
    output = Output()
    os.write(output.fileno(), b"one")
    assert output.take() == "one"
    assert output.take() == ""
    os.write(output.fileno(), "zwö".encode())
    assert output.take() == "zwö"
    output.close()


def test_output_that_was_taken_takes_no_room() -> None:
    output = Output()
    for _ in range(3):
        os.write(output.fileno(), b"x" * (1 << 21))
        assert len(output.take()) == 1 << 21
        assert os.fstat(output.fileno()).st_size == 0
    output.close()


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (0, "Runtime exited without providing a reason"),
        (1, "Runtime exited with error: exit status 1"),
        (-signal.SIGKILL, "Runtime exited with error: signal: killed"),
        (-signal.SIGTERM, "Runtime exited with error: signal: terminated"),
    ],
)
def test_exit_is_told_in_the_words_of_lambda(status: int, reason: str) -> None:
    assert exit_reason(status) == reason


def test_report_rounds_what_is_billed_up() -> None:
    report = Report("r1", 0.0121, 512, 1 + (99 << 20), None, answered(b"{}"))
    assert end_lines(report, None) == (
        "END RequestId: r1\n"
        "REPORT RequestId: r1\tDuration: 12.10 ms\tBilled Duration: 13 ms\t"
        "Memory Size: 512 MB\tMax Memory Used: 100 MB\n"
    )


def test_class_path_has_the_root_then_the_jars_by_name_then_the_client(tmp_path: Path) -> None:
    (tmp_path / "lib").mkdir()
    for name in ("b.jar", "a.jar", "notes.txt"):
        (tmp_path / "lib" / name).touch()
    client = Path("/ric/client.jar")
    assert jvm.class_path(tmp_path, [client]).split(os.pathsep) == [
        str(tmp_path),
        str(tmp_path / "lib" / "a.jar"),
        str(tmp_path / "lib" / "b.jar"),
        str(client),
    ]


@pytest.mark.parametrize(("version", "feature"), [("17.0.2", 17), ("25", 25), ("26-ea", 26)])
def test_command_fits_the_jdk(tmp_path: Path, version: str, feature: int) -> None:
    java = tmp_path / "bin" / "java"
    (tmp_path / "release").write_text(f'IMPLEMENTOR="x"\nJAVA_VERSION="{version}"\n')
    assert jvm.feature(java) == feature
    command = jvm.command(java, tmp_path, [], "a.B::handle", 512)
    assert "-Xmx409m" in command
    assert ("--enable-native-access=ALL-UNNAMED" in command) == (feature >= 24)
    assert command[-2:] == [jvm.CLIENT, "a.B::handle"]


def test_java_home_of_the_functions_wins(tmp_path: Path) -> None:
    for name in ("own", "other"):
        (tmp_path / name / "bin").mkdir(parents=True)
        (tmp_path / name / "bin" / "java").touch()
    variables = {
        "FERRY_LAMBDA_JAVA_HOME": str(tmp_path / "own"),
        "JAVA_HOME": str(tmp_path / "other"),
    }
    assert jvm.java(variables) == tmp_path / "own" / "bin" / "java"
    assert jvm.java({"JAVA_HOME": str(tmp_path / "missing")}) is None
    assert jvm.java({"PATH": ""}) is None
