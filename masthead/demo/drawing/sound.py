"""The one sound of the demo: a harbour bell, added up from its partial tones."""

from __future__ import annotations

import wave
from array import array
from io import BytesIO
from math import exp, pi, sin

# Ample for a bell whose highest partial is 690 Hz, at a quarter of a CD's size.
_RATE = 22_050

# The strikes of a low E and the partials of a cast bell: hum, prime, minor third, fifth, octave
# and two above, as (ratio to the prime, loudness, seconds until it has fallen to 1/e).
_PRIME = 164.8
_PARTIALS = (
    (0.5, 0.55, 2.6),
    (1.0, 0.8, 1.7),
    (1.2, 0.6, 1.3),
    (1.5, 0.3, 0.9),
    (2.0, 0.7, 0.8),
    (3.01, 0.3, 0.4),
    (4.17, 0.2, 0.25),
)
_STRIKES = (0.1, 2.3, 4.5)
_LENGTH = 7.0


def _level(moment: float) -> float:
    total = 0.0
    for strike in _STRIKES:
        since = moment - strike
        if since >= 0:
            rise = min(1.0, since / 0.004)
            total += rise * sum(
                loud * exp(-since / fall) * sin(2 * pi * _PRIME * ratio * since)
                for ratio, loud, fall in _PARTIALS
            )
    return total


def bell_wav() -> bytes:
    """Return seven seconds of the harbour bell as a mono 16-bit WAV file."""
    # 5.2 leaves headroom over the sum of all partials of two overlapping strikes.
    samples = array(
        "h", (round(_level(i / _RATE) / 5.2 * 32_000) for i in range(int(_LENGTH * _RATE)))
    )
    out = BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(_RATE)
        file.writeframes(samples.tobytes())
    return out.getvalue()


SOUNDS = {"harbour-bell": bell_wav}
