"""What a process prints."""

import fcntl
import os
import tempfile

_KEPT_BYTES = 1 << 20


class Output:
    """A file that a process prints to, read piece by piece.

    A file and no pipe: what was printed before an answer was posted is there when the answer is.
    """

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115
        fcntl.fcntl(self._file, fcntl.F_SETFL, os.O_APPEND)
        self._read = 0

    def fileno(self) -> int:
        """The descriptor to print to; everything is appended."""
        return self._file.fileno()

    def take(self) -> str:
        """What was printed since the last call."""
        size = os.fstat(self.fileno()).st_size
        text = os.pread(self.fileno(), size - self._read, self._read)
        self._read = size
        if size > _KEPT_BYTES:
            os.ftruncate(self.fileno(), 0)
            self._read = 0
        return text.decode(errors="replace")

    def close(self) -> None:
        """Gives the file up."""
        self._file.close()
