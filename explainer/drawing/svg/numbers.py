"""The numbers of an SVG with no more digits than an eye can see."""

import re

# Matplotlib writes glyphs at 100 px in 1/64 px; a tenth of that precision is 0.01 px in a label.
GLYPH_SCALE = "scale(0.015625)"
SHORT_GLYPH_SCALE = "scale(.15625)"

_POINTS = {"M": 1, "L": 1, "Q": 2, "C": 3}  # points of a path command
_NUMBER = re.compile(r"-?\d*\.?\d+(?:e[-+]?\d+)?")


def shorten_numbers(text: str, digits: int) -> str:
    """Every number in `text`, rounded to `digits` decimals."""

    def shorten(match: re.Match[str]) -> str:
        number = f"{float(match.group()):.{digits}f}"
        number = number.rstrip("0").rstrip(".") if "." in number else number
        return "0" if number in ("-0", "") else number

    return _NUMBER.sub(shorten, text)


def shorten_path(text: str) -> str:
    """Path data to 0.01 px."""
    return _relative(text, 0.01)


def shorten_glyph(text: str) -> str:
    """The outline of a letter in tens of its units."""
    return _relative(text, 10)


def _relative(text: str, grid: float) -> str:
    """Path data on a grid, in relative steps: differences of places on it, so no error adds up."""
    parts = []
    here = start = (0, 0)
    for command, arguments in re.findall(r"([A-Za-z])([^A-Za-z]*)", text):
        if command in "zZ":
            parts.append("z")
            here = start
            continue
        numbers = [round(float(number) / grid) for number in _NUMBER.findall(arguments)]
        points = list(zip(numbers[::2], numbers[1::2], strict=True))
        if len(points) != _POINTS.get(command):
            raise ValueError(f"path command {command} with {len(points)} points")
        steps = [(x - here[0], y - here[1]) for x, y in points]
        parts.append(_command(command, steps, grid))
        here = points[-1]
        start = here if command == "M" else start
    return "".join(parts).replace("m", "M", 1)


def _command(command: str, steps: list[tuple[int, int]], grid: float) -> str:
    if command == "L" and steps[0][1] == 0:
        return "h" + _step(steps[0][0], grid)
    if command == "L" and steps[0][0] == 0:
        return "v" + _step(steps[0][1], grid)
    numbers = " ".join(_step(number, grid) for step in steps for number in step)
    return command.lower() + numbers.replace(" -", "-")


def _step(number: int, grid: float) -> str:
    if grid >= 1:
        return str(number)
    text = f"{number * grid:.2f}".rstrip("0").rstrip(".")
    return re.sub(r"^(-?)0\.", r"\1.", text)


def shorten_transform(text: str) -> str:
    """A transform: lengths and angles to 0.01, factors to six decimals."""

    def step(match: re.Match[str]) -> str:
        digits = 2 if match.group(1) in ("translate", "rotate") else 6
        return f"{match.group(1)}({shorten_numbers(match.group(2), digits)})"

    return re.sub(r"(\w+)\(([^)]*)\)", step, " ".join(text.split()))
