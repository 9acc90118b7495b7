"""The evaluation table that lies beside the weights: what the benchmarks of names and syntax print, as JSON.

python measure.py CORPORA OUTPUT
"""

import argparse
import json
from pathlib import Path

from benchmarks import organizations, syntax


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("output", type=Path)
    options = parser.parse_args()
    rows = [*organizations.measure(options.corpora), *syntax.measure(options.corpora)]
    kept = [
        {"set": row.set, "measure": row.measure, "value": round(row.value, 4), "n": row.n}
        for row in rows
        if row.system == "nightdesk" and not row.measure.endswith("per_second")
    ]
    options.output.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
