"""Which code made something that is stored."""

import hashlib
from pathlib import Path


def code_version(package: Path, also: bytes = b"") -> str:
    """A short name for the modules of a package, and `also` what else goes in: it changes with any of them."""
    digest = hashlib.sha256(also)
    for module in sorted(package.glob("*.py")):
        digest.update(module.read_bytes())
    return digest.hexdigest()[:12]
