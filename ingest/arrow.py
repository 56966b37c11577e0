"""pyarrow as the type checker may see it: it ships no types, so its things are Any by name.

Belongs here: names only. Does not: code.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import pyarrow.compute

Array: TypeAlias = Any
DataType: TypeAlias = Any
Field: TypeAlias = Any
RecordBatch: TypeAlias = Any
Schema: TypeAlias = Any
Table: TypeAlias = Any
ParquetFile: TypeAlias = Any

# Most functions of this module are made when it is imported.
compute: Any = pyarrow.compute
