"""The colours of the house, a light and a dark value each. Plain data, read without matplotlib.

Roles have colours, everywhere the same, and nothing else has them.
"""

# name -> (light, dark). Marks use the light value; the SVG writer turns each light value into a
# CSS variable that also knows the dark one, so every colour of a figure must stand here.
ROLES: dict[str, tuple[str, str]] = {
    "QUERY": ("#0067A5", "#6CB8F0"),
    "KEY": ("#A84A00", "#F2A25C"),
    "VALUE": ("#00735A", "#3FCFA5"),
    "WEIGHT": ("#8C2F6F", "#E79ACB"),
    "RESIDUAL": ("#4F5B6B", "#AAB6C5"),
    "ENCODER": ("#4A55B5", "#A3ADFA"),
    "DECODER": ("#7A5C00", "#E0BE4E"),
    "POSITIVE": ("#1B5FB4", "#7FB2F7"),
    "NEGATIVE": ("#B3342D", "#F48F86"),
    "MASKED": ("#6E6E6E", "#9A9A9A"),
    "NEUTRAL_1": ("#3F4A54", "#C3CCD3"),
    "NEUTRAL_2": ("#8A5F3C", "#D6B08C"),
    "NEUTRAL_3": ("#46746F", "#8FC2BB"),
    "NEUTRAL_4": ("#77668A", "#BDAFCB"),
    "INK": ("#1B1F24", "#ECEAE5"),
    "MUTED": ("#5A626C", "#A9AFB8"),
    "GRID": ("#DDD9D0", "#3B4148"),
    "PAPER": ("#FBFAF7", "#14171B"),
    "PANEL": ("#FFFFFF", "#1C2026"),
}
SURFACES = ("GRID", "PAPER", "PANEL")  # everything else is drawn on PANEL and must be legible

QUERY = ROLES["QUERY"][0]
KEY = ROLES["KEY"][0]
VALUE = ROLES["VALUE"][0]
WEIGHT = ROLES["WEIGHT"][0]
RESIDUAL = ROLES["RESIDUAL"][0]
ENCODER = ROLES["ENCODER"][0]
DECODER = ROLES["DECODER"][0]
POSITIVE = ROLES["POSITIVE"][0]
NEGATIVE = ROLES["NEGATIVE"][0]
MASKED = ROLES["MASKED"][0]
# For what has no role: models, methods, categories, genders. They differ in lightness too.
NEUTRAL = tuple(ROLES[f"NEUTRAL_{number}"][0] for number in (1, 2, 3, 4))
INK = ROLES["INK"][0]
MUTED = ROLES["MUTED"][0]
GRID = ROLES["GRID"][0]
PAPER = ROLES["PAPER"][0]
PANEL = ROLES["PANEL"][0]
