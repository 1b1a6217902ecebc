"""A file system that ends whoever reads one of its files: what a worker without memory looks like."""

import os
import signal
from pathlib import Path


class Ending:
    """Reads files of this machine, and takes the reader along with one of them."""

    def cat_file(self, path: str) -> bytes:
        """The bytes of a file, but for one."""
        if "ends-all" in path:
            os.kill(os.getpid(), signal.SIGKILL)
        return Path(path).read_bytes()
