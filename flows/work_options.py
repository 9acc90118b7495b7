"""Where the heavy stages of a night are done."""

from typing import Literal

from pydantic import BaseModel, Field

MOST_BY_DEFAULT = 4
"""Workers hold some 400 MB each, so that a night fits into 2 GB where nothing else is configured."""


class WorkOptions(BaseModel, frozen=True, extra="forbid"):
    """Who finds the articles in pages, reads them, and writes the digests."""

    runner: Literal["processes", "threads", "dask"] = Field(
        "processes",
        description="Processes of this machine, threads of the run's own process, or the workers of a Dask cluster, "
        "for which the extra `dask` must be installed. What comes out is the same.",
    )
    workers: int = Field(
        0, ge=0, le=1024, description="How many work at a time; 0: as many as there are cores, four at most."
    )
    dask_scheduler: str = Field(
        "",
        description="Address of the cluster's scheduler, such as tcp://10.0.0.5:8786, whose workers need the database; "
        "empty for a cluster on this machine, as long as the night lasts.",
    )

    @property
    def count(self) -> int:
        """How many work at a time."""
        from joblib import cpu_count

        return self.workers or min(MOST_BY_DEFAULT, cpu_count())
