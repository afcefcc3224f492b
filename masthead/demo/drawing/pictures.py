"""Every demo picture by its key, as an image or as the bytes of a JPEG."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from PIL import Image

from masthead.demo.drawing import (
    fire,
    indoors,
    land,
    machines,
    marsh,
    portraits,
    sea,
    shore,
    town,
    works,
)

Scene = Callable[[str], Image.Image]

SCENES: dict[str, Scene] = {
    "bridge-fog": town.bridge_fog,
    "concert-lights": indoors.concert_lights,
    "council-chamber": indoors.council_chamber,
    "eelgrass": marsh.eelgrass,
    "ferry": sea.ferry,
    "fire-crews": fire.fire_crews,
    "flood-wall": works.flood_wall,
    "football-pitch": land.football_pitch,
    "glasshouse": indoors.glasshouse,
    "harbour-bell": machines.harbour_bell,
    "harbour-fire": fire.harbour_fire,
    "harbour-morning": sea.harbour_morning,
    "hollin-village": land.hollin_village,
    "lantern-festival": town.lantern_festival,
    "library-shelves": indoors.library_shelves,
    "lighthouse-dusk": shore.lighthouse_dusk,
    "market-stalls": town.market_stalls,
    "pumping-station": marsh.pumping_station,
    "quay-after-fire": fire.quay_after_fire,
    "road-works": works.road_works,
    "robot": machines.robot,
    "saltmarsh": marsh.saltmarsh,
    "seal-beach": shore.seal_beach,
    "storm-waves": sea.storm_waves,
    "town-dusk": town.town_dusk,
    "wind-turbines": land.wind_turbines,
    **dict.fromkeys(portraits.SITTERS, portraits.portrait),
}

# Above 85 the grain alone doubles the file; below 75 the gradients begin to band.
_JPEG_QUALITY = 82


def draw(key: str) -> Image.Image:
    """Return the picture of a key in `SCENES`, the same pixels each time.

    Raises `KeyError` for a key that no scene has.
    """
    return SCENES[key](key)


def encode_jpeg(key: str) -> bytes:
    """Return the picture of a key as a progressive JPEG; raises `KeyError` as `draw` does."""
    out = BytesIO()
    draw(key).save(out, "JPEG", quality=_JPEG_QUALITY, progressive=True, optimize=True)
    return out.getvalue()
