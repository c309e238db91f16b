"""No process outlives the one that started it."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

from support import answer, await_true, environment, gone

from ferry_lambda_executor.environment import Environment

OWNER = """
import sys, time
sys.path[:0] = sys.argv[1:]
from support import answer, environment
one = environment()
one.start()
print(answer(one, "pid"), flush=True)
time.sleep(600)
"""


def test_process_dies_with_an_owner_that_is_killed() -> None:
    tests = Path(__file__).parent
    paths = [str(tests), str(tests.parent)]
    owner = subprocess.Popen([sys.executable, "-c", OWNER, *paths], stdout=subprocess.PIPE)
    assert owner.stdout is not None
    with owner, owner.stdout:
        process = int(owner.stdout.readline())
        assert not gone(process)
        os.kill(owner.pid, signal.SIGKILL)
    await_true(lambda: gone(process))


def test_process_outlives_the_thread_that_asked_for_it() -> None:
    started: list[Environment] = []

    def start() -> None:
        one = environment()
        one.start()
        started.append(one)

    thread = threading.Thread(target=start)
    thread.start()
    thread.join()
    try:
        assert answer(started[0], "pid") == str(started[0].pid)
        assert answer(started[0], "pid") == str(started[0].pid)
    finally:
        started[0].stop()


def test_command_whose_owner_is_gone_does_not_run(tmp_path: Path) -> None:
    from ferry_lambda_executor import lifeline  # noqa: PLC0415

    ran = tmp_path / "ran"
    command = lifeline.command(["touch", str(ran)])
    command[4] = "1"
    subprocess.run(command, check=True)
    assert not ran.exists()
    command[4] = str(os.getpid())
    subprocess.run(command, check=True)
    assert ran.exists()
