"""Benchmarks: one module a benchmark, each a command. `python -m benchmarks.NAME [DIR] [--json]`."""
