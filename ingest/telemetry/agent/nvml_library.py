"""The functions of NVML: nvidia-ml-py's module, or one that a test names instead.

Belongs here: loading it. Does not: calling it.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

PYNVML = "pynvml"


def library(module: str = PYNVML) -> Callable[[], Any]:
    """How to load `module`; calling it raises ImportError where it is not installed."""
    return lambda: importlib.import_module(module)
