"""Starts a command as this process, which the kernel kills when its parent is gone.

    python -I -S lifeline.py PARENT_PID COMMAND...

A program of its own, because code that runs between fork and exec in a process with threads may
hang it. Linux ends a process with the *thread* that forked it: that thread must live as long. Other
systems have no such signal: there the runtime interface client ends by itself, when the Runtime API
that it asks for its next event is gone.
"""

import ctypes
import os
import signal
import sys
from collections.abc import Sequence

PR_SET_PDEATHSIG = 1


def command(wrapped: Sequence[str]) -> list[str]:
    """What to start in order to run a command that ends with this process."""
    return [sys.executable, "-I", "-S", __file__, str(os.getpid()), *wrapped]


def main(arguments: Sequence[str]) -> None:
    """Becomes the command, or ends at once where the parent is gone already."""
    parent, *wrapped = arguments
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() == int(parent):
        os.execvp(wrapped[0], wrapped)


if __name__ == "__main__":
    main(sys.argv[1:])
