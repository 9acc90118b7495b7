"""Lines with which a page turns to other news: "Also today: …", "In other news, …"."""

import re

_OTHER_NEWS = re.compile(
    r"(?:also (?:today|this week|tonight|in the news)|in other (?:news|headlines)|in case you missed it"
    r"|elsewhere in (?:the news|sports?|business)|(?:other|top|latest|more|today['’]s) (?:news|stories|headlines)"
    r"|(?:read|see|watch) (?:also|more|next)|related (?:news|stories|articles)|you may also like)\s*(?:[:,–—-]|\Z)"
    r"|(?:elsewhere|in brief|news in brief|don['’]t miss)(?::|\Z)",
    re.IGNORECASE,
)


def opens_round_up(text: str) -> bool:
    """Whether `text` turns to other news, in its opening or as a line of its own."""
    return _OTHER_NEWS.match(text) is not None
