"""`python -m flows` is `nightdesk`."""

from flows.command_line import app

app()
