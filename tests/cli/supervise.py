"""``python -m tests.cli.supervise CODE…``: a supervisor over children that run the given code."""

from __future__ import annotations

import logging
import signal
import sys

from masthead.cli.supervisor import ChildSpec, Supervisor


def main() -> None:
    """Supervise until SIGTERM."""
    logging.basicConfig(format="%(message)s")
    supervisor = Supervisor(
        [
            ChildSpec(name=f"child {number}", command=[sys.executable, "-c", code])
            for number, code in enumerate(sys.argv[1:])
        ]
    )
    signal.signal(signal.SIGTERM, lambda *_: supervisor.stop())
    supervisor.run(each_look=lambda: None)


if __name__ == "__main__":
    main()
