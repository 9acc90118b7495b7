"""A story and a feed in good order, in which the faults are set."""

PARAGRAPHS = (
    "The harbour council voted on Tuesday to rebuild the northern pier, which a storm had damaged in the spring, and "
    "set aside $4.2 million for the work. The chair said that the first boats could return before winter.",
    "Fishers had asked for the work since April, when waves tore forty metres of planks away. Most of them have landed "
    "their catch at the quay across the bay since then, which costs each boat an hour a day.",
    "The new pier will rest on piles of concrete instead of oak. Engineers reckon that it will stand for sixty years, "
    "and that a storm like the one of this spring will leave it as it is.",
)
STORY_HEAD = (
    "<!doctype html><html lang='en'><head>{meta}<title>Pier to be rebuilt</title>"
    "<meta property='article:published_time' content='2019-03-05T09:00:00Z'></head><body>"
)
"""The story is old, so that no edition tells it, whatever comes of it."""
ARTICLE = f"<article><h1>Pier to be rebuilt</h1>{''.join(f'<p>{paragraph}</p>' for paragraph in PARAGRAPHS)}</article>"
STORY = STORY_HEAD.format(meta="<meta charset='utf-8'>") + ARTICLE + "</body></html>"
ITEM = (
    "<item><title>Pier to be rebuilt</title><link>{origin}/story</link>"
    "<pubDate>Tue, 17 Nov 2026 09:00:00 GMT</pubDate></item>"
)
FEED = f"<?xml version='1.0'?><rss version='2.0'><channel><title>Harbour</title>{ITEM}</channel></rss>"
