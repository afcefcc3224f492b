"""The colours that all demo pictures share, so that they look like one paper's work."""

from __future__ import annotations

INK = "#15213a"
NAVY = "#21385a"
SLATE = "#42607c"
STEEL = "#7d97a8"
TEAL = "#2b6a70"
SEA = "#5d9a98"
FOAM = "#a9cbc2"
MIST = "#d5e0d8"
CREAM = "#f6ead2"
SAND = "#e4c999"
OCHRE = "#e5a43f"
CORAL = "#dd7450"
BRICK = "#a6463a"
WINE = "#6e2f3c"
PLUM = "#4d3350"
ROSE = "#ecbfa6"
MOSS = "#7c8c53"
FOREST = "#315248"
PINE = "#1f3b3a"

WALLS = (CREAM, ROSE, SAND, MIST, "#d99a78", "#8fb0ae", "#c9b48c", "#b9c7c3")
ROOFS = (BRICK, "#7f4a44", SLATE, "#5c4a58", "#8c5a48")
COATS = (NAVY, BRICK, OCHRE, TEAL, PLUM, MOSS, CORAL, SLATE)
SKINS = ("#f0c9a8", "#d9a27a", "#a86f4c", "#7a4a34", "#e6b48e")
