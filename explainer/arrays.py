"""What the library means by an array: anything that follows the Python Array API standard.

Shapes stand in the signatures, as in ``Float[Array, "... queries keys"]``. They are read by people
and by type checkers; they are enforced at run time only where jaxtyping was imported first, which
the tests do. An ordinary ``import explainer`` never imports it.
"""

from __future__ import annotations

import math
import sys
from typing import TYPE_CHECKING, Any

import numpy as np
from array_api_compat import array_namespace, device, is_array_api_obj

Array = Any

if TYPE_CHECKING or "jaxtyping" in sys.modules:
    from jaxtyping import Bool, Float, Int
else:

    class _Shaped:
        def __class_getitem__(cls, _: object) -> object:
            return Any

    Bool = Float = Int = _Shaped

__all__ = [
    "Array",
    "Bool",
    "Float",
    "Int",
    "all_finite",
    "array_namespace",
    "as_floats",
    "as_numpy",
    "device",
    "moved",
    "shape_of",
]


def shape_of(array: Array) -> str:
    """The shape as text for an error message: ``[4, 64]``."""
    return "[" + ", ".join(str(size) for size in array.shape) + "]"


def as_floats(**given: Any) -> list[Array]:
    """The given arrays in one floating dtype; lists become NumPy's, whole numbers float64.

    Raises ValueError that names what is not an array of real numbers, and arrays of several
    libraries.
    """
    arrays = [
        value if is_array_api_obj(value) else _on_host(value, name) for name, value in given.items()
    ]
    try:
        xp = array_namespace(*arrays)
    except TypeError:
        of = (f"{name} of {type(a).__module__}" for name, a in zip(given, arrays, strict=True))
        raise ValueError(f"arrays of one library are needed, got {', '.join(of)}") from None
    dtypes = {array.dtype for array in arrays}  # nearly always one
    floating = [dtype for dtype in dtypes if xp.isdtype(dtype, "real floating")]
    if len(floating) < len(dtypes):
        floating.append(xp.float64)
        for name, array in zip(given, arrays, strict=True):
            if not xp.isdtype(array.dtype, ("real floating", "integral")):
                raise ValueError(f"{name} must hold real numbers, got {array.dtype}")
    common = xp.result_type(*floating)
    return [array if array.dtype == common else xp.astype(array, common) for array in arrays]


def moved(array: Any, name: str, like: Array) -> Array:
    """A list, a number or an array of another library, where ``like`` is; others as they are.

    Raises ValueError, with the ``name``, for what is not an array of real numbers.
    """
    xp = array_namespace(like)
    if is_array_api_obj(array) and array_namespace(array) is xp:
        if xp.isdtype(array.dtype, "complex floating"):
            raise ValueError(f"{name} must hold real numbers, got {array.dtype}")
        return array
    return xp.asarray(_on_host(array, name).copy(), device=device(like))


def all_finite(*arrays: Array) -> bool:
    """No number is infinite or undefined.

    A finite sum says so at the price of one pass; only after another one is each number asked.
    """
    xp = array_namespace(*arrays)
    if bool(abs(sum(xp.sum(array) for array in arrays)) < math.inf):
        return True
    return all(bool(xp.all(xp.isfinite(array))) for array in arrays)


def as_numpy(array: Any, name: str = "the array") -> Float[Array, "..."]:
    """Float64 NumPy from NumPy, nested lists or torch (on any device, bfloat16 and gradients).

    Raises ValueError, with the ``name``, for what is not an array of real numbers.
    """
    return _on_host(array, name).astype(np.float64, copy=False)


def _on_host(array: Any, name: str) -> Array:
    if hasattr(array, "detach"):
        array = array.detach().cpu()
        array = (array.double() if array.is_floating_point() else array).numpy()
    try:
        found = np.asarray(array)
    except (TypeError, ValueError):
        raise ValueError(f"{name}: no array, its rows differ in length or kind") from None
    if found.dtype.kind not in "fiub":
        raise ValueError(f"{name} must hold real numbers, got {found.dtype}")
    return found
