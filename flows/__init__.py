"""Stringing the house together: the flows, the command line, and what runs them.

`stages` holds the steps of a night as plain functions; `nightly` and `on_demand` are the Prefect flows over them;
`command_line` is `nightdesk`. Only this package knows Prefect, and nothing imports it.
"""
