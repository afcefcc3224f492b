"""No orphans: a process that ends when the one that started it ends, however that came about."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
import time
from collections.abc import Callable

IS_LINUX = sys.platform == "linux"
# prctl(2): the signal that this process gets when its parent dies.
_PR_SET_PDEATHSIG = 1
# Loaded here: between fork and exec, where it is used, loading could wait on a lock for ever.
_libc = ctypes.CDLL(None) if IS_LINUX else None
_WATCH_SECONDS = 1.0


def die_with_parent(parent: int) -> None:
    """Have the kernel kill this process when ``parent`` dies; at once if it is dead already.

    Elsewhere than on Linux a thread looks every second instead.
    """
    if _libc is not None:
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        # The parent may have died before the call, and then no signal would ever come.
        if os.getppid() != parent:
            os._exit(1)
    else:
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def before_exec() -> Callable[[], None] | None:
    """What a child runs between fork and exec so that it dies with this process.

    None where that takes a thread, which exec would end: the child calls `follow_supervisor`.
    """
    if not IS_LINUX:
        return None
    parent = os.getpid()
    return lambda: die_with_parent(parent)


def follow_supervisor() -> None:
    """In a child: die with the supervisor, where `before_exec` could not see to it."""
    if not IS_LINUX and (parent := os.environ.get("MASTHEAD_SUPERVISOR")):
        die_with_parent(int(parent))


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_WATCH_SECONDS)
    os._exit(1)
