"""Which language pipeline made a reading. It is told without loading one, which takes seconds."""

from functools import lru_cache
from importlib.metadata import version as installed_version
from importlib.util import find_spec
from pathlib import Path

from extractors.code_version import code_version
from extractors.errors import ModelError

BUILT_IN = Path(__file__).parent / "model"


@lru_cache(maxsize=4)
def version(name: str = "") -> str:
    """A short name for what the pipeline `name` does (see `extractors.pipeline.build`), which changes with its model,
    its components and their rules. Raises ModelError if there is no such pipeline."""
    return f"{installed_version('nightdesk')}-{code_version(Path(__file__).parent, _meta(name).read_bytes())}"


def missing(name: str, why: str) -> ModelError:
    """What is to be said of a pipeline that can't be used."""
    return ModelError(
        f"The language pipeline {name!r} does not load ({why}): install it, or leave the name empty to use the "
        "built-in one."
    )


def _meta(name: str) -> Path:
    """The file in which the pipeline describes itself."""
    try:
        spec = find_spec(name) if name.isidentifier() else None
    except (ImportError, ValueError):
        spec = None
    folders = [Path(place) for place in spec.submodule_search_locations or ()] if spec else []
    for folder in (*folders, Path(name) if name else BUILT_IN):
        if (meta := folder / "meta.json").is_file():
            return meta
    raise missing(name, "no package and no folder of that name has a meta.json")
