"""What the library means by an array: anything that follows the Python Array API standard.

Shapes stand in the signatures, as in ``Float[Array, "... queries keys"]``. They are read by people
and by type checkers; they are enforced at run time only where jaxtyping was imported first, which
the tests do. An ordinary ``import explainer`` never imports it.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from array_api_compat import array_namespace, device

Array = Any

if TYPE_CHECKING or "jaxtyping" in sys.modules:
    from jaxtyping import Bool, Float, Int
else:

    class _Shaped:
        def __class_getitem__(cls, _: object) -> object:
            return Any

    Bool = Float = Int = _Shaped

__all__ = ["Array", "Bool", "Float", "Int", "array_namespace", "device", "shape_of"]


def shape_of(array: Array) -> str:
    """The shape as text for an error message: ``[4, 64]``."""
    return "[" + ", ".join(str(size) for size in array.shape) + "]"
