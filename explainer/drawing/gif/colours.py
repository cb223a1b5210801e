"""One palette for all frames of an animation."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from PIL import Image

Indexed = np.ndarray[Any, np.dtype[np.uint16]]  # [height, width], numbers of colours in an Atlas
_VISIBLE = 7  # least distance in RGB of two colours that both deserve a place
_MOST = 1 << 16


class Atlas:
    """Numbers the colours in the order in which frames bring them, and counts their pixels."""

    def __init__(self) -> None:
        self._number = np.full(1 << 24, -1, dtype=np.int32)  # colour -> its number
        self._colours = np.zeros(0, dtype=np.uint32)  # number -> colour, 0xBBGGRR
        self._pixels = np.zeros(0, dtype=np.int64)  # number -> pixels in all frames

    def index(self, rgba: np.ndarray[Any, np.dtype[np.uint8]]) -> Indexed:
        """The frame rgba [height, width, 4] as numbers [height, width].

        Raises:
            ValueError: when the frames have more than 65536 colours (a photograph, a gradient).
        """
        packed = np.ascontiguousarray(rgba).view("<u4")[..., 0] & 0xFFFFFF
        numbers = self._number[packed]
        new = np.unique(packed[numbers < 0])
        if len(new):
            self._number[new] = np.arange(len(self._colours), len(self._colours) + len(new))
            self._colours = np.concatenate([self._colours, new])
            if len(self._colours) > _MOST:
                raise ValueError(f"the frames have more than {_MOST} colours")
            numbers = self._number[packed]
        counted = np.bincount(numbers.ravel(), minlength=len(self._colours))
        counted[: len(self._pixels)] += self._pixels
        self._pixels = counted
        shown: Indexed = numbers.astype(np.uint16)
        return shown

    def reduce(
        self, frames: list[Indexed], size: int, named: Sequence[str] = ()
    ) -> list[Image.Image]:
        """The frames as images in one palette of `size` colours, each pixel in the nearest one.

        Half of the palette is exact: the `named` colours ("#RRGGBB") that occur, then the
        commonest (the panel must be the page's panel), passing over those that the eye cannot
        tell from a commoner one. The other half is shared out over the rest, which are the edges
        of letters and lines.
        """
        rgb = self._colours[:, np.newaxis] >> np.array([0, 8, 16]) & 0xFF  # [colours, 3]
        first = np.isin(self._colours, [_packed(colour) for colour in named])
        ranked = np.lexsort((self._colours, -self._pixels, ~first))
        chosen = _apart(rgb[ranked], size // 2)
        kept, rest = rgb[ranked[chosen]], np.delete(ranked, chosen)
        if len(rest):
            kept = np.concatenate([kept, self._share(rgb[rest], self._pixels[rest], size // 2)])
        difference = rgb[:, np.newaxis, :].astype(np.int32) - kept[np.newaxis].astype(np.int32)
        nearest = (difference**2).sum(axis=-1).argmin(axis=1).astype(np.uint8)  # [colours]
        images = []
        for frame in frames:
            image = Image.fromarray(nearest[frame])
            image.putpalette(kept.astype(np.uint8).tobytes())
            images.append(image)
        return images

    @staticmethod
    def _share(rgb: Any, pixels: Any, size: int) -> Any:
        # A colour weighs as the root of its area, or thin lines would lose their colour to text.
        row = np.repeat(rgb, np.ceil(np.sqrt(pixels)).astype(int), axis=0)[np.newaxis]
        sample = Image.fromarray(row.astype(np.uint8))
        palette = sample.quantize(size, method=Image.Quantize.MEDIANCUT).getpalette() or []
        return np.array(palette).reshape(-1, 3)[:size]


def _apart(rgb: Any, size: int) -> list[int]:
    """The first `size` colours that differ visibly from each one chosen before."""
    chosen: list[int] = []
    far = np.full(len(rgb), True)
    while len(chosen) < size and far.any():
        chosen.append(int(far.argmax()))
        difference = rgb.astype(np.int32) - rgb[chosen[-1]].astype(np.int32)
        far &= (difference**2).sum(axis=-1) >= _VISIBLE**2
    return chosen


def _packed(colour: str) -> int:
    """`#RRGGBB` as 0xBBGGRR."""
    return int.from_bytes(bytes.fromhex(colour.removeprefix("#")), "little")
