"""From the outside world to readings: subscriptions, leads, pages, articles, and the facts in them.

In the order of the night: `subscriptions` and `discovery` find leads, `fetching` brings pages, `extraction` makes
articles of them, and `pipeline` reads articles into readings. Nothing here knows Prefect, the database or the reader.
"""
