"""What ``masthead doctor`` finds: values, and how they are told. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

State = Literal["ok", "warning", "error"]

# Leases of background work last 8 s and compare clocks: what is further off breaks them.
CLOCK_TOLERANCE = timedelta(seconds=5)
# No correct clock shows a time before this version was written.
WRITTEN_ON = datetime.fromisoformat("2026-11-01T00:00:00+00:00")
# A day of a busy newsroom's pictures, and the room that SQLite needs to fold in its log.
LEAST_FREE_BYTES = 1_000_000_000
LEAST_FREE_SHARE = 0.05


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One check's result: ``what`` is the case, and the ``mend`` when it is not well."""

    check: str
    state: State
    what: str
    mend: str = ""


def well(check: str, what: str) -> Finding:
    """All is well."""
    return Finding(check=check, state="ok", what=what)


def wrong(check: str, what: str, mend: str) -> Finding:
    """Something does not work."""
    return Finding(check=check, state="error", what=what, mend=mend)


def doubtful(check: str, what: str, mend: str) -> Finding:
    """Something works, and soon may not."""
    return Finding(check=check, state="warning", what=what, mend=mend)


def judge_clock(now: datetime, others: Mapping[str, datetime], last_written: datetime) -> Finding:
    """Whether this machine's clock agrees with other clocks and with what was written last.

    ``others`` are what other clocks show at this moment, by their names.
    """
    mend = "Set the clock (timedatectl set-ntp true) on every machine of this newsroom."
    if now < WRITTEN_ON:
        return wrong("clock", f"The clock shows {now:%Y-%m-%d %H:%M} UTC, which is past.", mend)
    for name, moment in others.items():
        if abs(moment - now) > CLOCK_TOLERANCE:
            seconds = (moment - now).total_seconds()
            return wrong("clock", f"The clock of {name} differs by {seconds:+.0f} s.", mend)
    if last_written - now > CLOCK_TOLERANCE:
        return wrong(
            "clock",
            f"The newsroom last wrote at {last_written:%Y-%m-%d %H:%M:%S} UTC, which is to come.",
            mend,
        )
    return well("clock", "The clock is right, as far as this machine can tell.")


def judge_disk(*, free: int, total: int) -> Finding:
    """Whether there is room to go on."""
    text = f"{free / 1e9:.1f} GB of {total / 1e9:.1f} GB are free."
    mend = "Make room, or move the data folder to a larger disk."
    if free < LEAST_FREE_BYTES:
        return wrong("disk", text, mend)
    if free < total * LEAST_FREE_SHARE:
        return doubtful("disk", text, mend)
    return well("disk", text)


def report(findings: Iterable[Finding]) -> Iterator[str]:
    """Findings as lines for people."""
    marks = {"ok": "ok      ", "warning": "WARNING ", "error": "ERROR   "}
    for finding in findings:
        yield f"{marks[finding.state]} {finding.check}: {finding.what}"
        if finding.mend:
            yield f"{' ' * 9} → {finding.mend}"
