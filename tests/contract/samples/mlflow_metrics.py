"""A run's folder of an MLflow file store with the power of its GPU, in editions."""

from __future__ import annotations

from pathlib import Path

SETTINGS = '[sources.runs]\nkind = "mlflow_metrics"\nuri = "mlruns"\n'
EXPERIMENT, RUN = "417", "0a1b2c3d4e5f60718293a4b5c6d7e8f9"
SLICE = f"runs__{EXPERIMENT}~2F~{RUN}"
BEGAN_MS = 1760529600000
"""2025-10-15T12:00:00Z in milliseconds."""
KEY = "system/gpu_0_power_usage_watts"


def metric_file(home: Path, key: str = KEY, run: str = RUN) -> Path:
    """Where the store keeps a metric of a run."""
    return home / f"mlruns/{EXPERIMENT}/{run}/metrics/{key}"


def write(home: Path, *samples: tuple[float, float], key: str = KEY, run: str = RUN) -> Path:
    """Write a metric as the store does: a line per sample, (seconds since it began, watts)."""
    file = metric_file(home, key, run)
    file.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(
        f"{BEGAN_MS + round(seconds * 1000)} {watts} {step}\n"
        for step, (seconds, watts) in enumerate(samples)
    )
    file.write_text(text)
    meta = home / f"mlruns/{EXPERIMENT}/{run}/meta.yaml"
    meta.write_text(
        f"experiment_id: '{EXPERIMENT}'\nrun_id: {run}\nrun_name: calm-owl-1\nstatus: 4\n"
        f"start_time: {BEGAN_MS}\nend_time: {BEGAN_MS + 60000}\nlifecycle_stage: deleted\n"
    )
    return file


def deliver(home: Path, *, edition: int) -> None:
    """Two samples; another metric of the run lies beside them."""
    write(home, (0, 400.0), (10, 400.0 + edition))
    (metric_file(home).parent / "cpu_utilization_percentage").write_text(f"{BEGAN_MS} 3.5 0\n")


def spoil(home: Path) -> None:
    """A line is cut."""
    metric_file(home).write_text(f"{BEGAN_MS}\n")


def withdraw(home: Path) -> None:
    """The run's folder is gone; another is there."""
    (home / f"mlruns/{EXPERIMENT}/{RUN}").rename(home / f"mlruns/{EXPERIMENT}/{RUN[::-1]}")


def touch(home: Path) -> None:
    """The same content in a newly written file."""
    file = metric_file(home)
    content = file.read_bytes()
    file.rename(home / "old")
    file.write_bytes(content)
