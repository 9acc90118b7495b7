"""Page lists: HTML pages that link to articles."""

import re
from collections import Counter
from itertools import islice
from urllib.parse import urlsplit

from extractors.addresses import NAMES_ARTICLE, cleaned, resolved, same_site
from extractors.announcements import Announcement, Entries, Item, Refusal, announcement, looks_like, not_read
from extractors.articles import Page
from extractors.charsets import decoded
from extractors.subscriptions import Skipped, Subscription
from extractors.trees import base_of, parsed_html, text_in

_MAX_LINKS = 5_000
_MAX_CHARS = 3_000_000
_HEADLINE_WORDS = 5
_DATED = re.compile(r"/(?:19|20)\d\d[/-]?(?:0?[1-9]|1[0-2]|[a-z]{3})\b", re.IGNORECASE)
_NO_ARTICLE = re.compile(
    r"""/(?:tags?|topics?|authors?|profiles?|people|categor(?:y|ies)|sections?|search|login|sign-?in|sign-?up|register
    |subscribe|subscriptions?|newsletters?|about(?:-us)?|contact(?:-us)?|privacy[^/]*|terms[^/]*|cookies?[^/]*|help|faq
    |advertis[^/]*|careers|jobs|shop|video|videos|audio|podcasts?|gallery|galleries|pictures|live|rss|feeds?|page|tv
    |sitemap|account|corrections|wp-[^/]*)(?:/|$)
    |\.(?:jpe?g|png|gif|webp|svg|pdf|mp[34]|zip|xml|rss|json|css|js)$""",
    re.IGNORECASE | re.VERBOSE,
)
_INSTEAD = {
    "feed": 'a feed, no page of links: write kind = "feed"',
    "sitemap": 'a sitemap, no page of links: write kind = "sitemap"',
}


def read_page_list(page: Page, subscription: Subscription) -> Announcement | Skipped:
    """The links of an HTML page that look like articles of the same site, in page order; `Skipped` without any."""
    found = announcement(_entries(page), subscription, page)
    if found.leads:
        return found
    return not_read(subscription, _INSTEAD.get(looks_like(page), "no link that looks like an article of this site"))


def _entries(page: Page) -> Entries:
    """The page's links to articles of its own site, under the longest text that links to each."""
    root = parsed_html(decoded(page)[:_MAX_CHARS])
    links = [] if root is None else list(islice(root.iterfind(".//a[@href]"), _MAX_LINKS))
    base, own = page.url if root is None else base_of(root, page.url), cleaned(page.url)
    titles: dict[str, str] = {}
    first: dict[str, str] = {}
    refused: Counter[Refusal] = Counter()
    for link in links:
        url = resolved(base, link.get("href", ""))
        address = cleaned(url)
        if not same_site(url, page.url):
            refused[Refusal.OTHER_SITE] += bool(url)
        elif address != own:
            first.setdefault(address, url)
            titles[address] = max(titles.get(address, ""), text_in(link), key=len)
    items = [Item(first[address], title) for address, title in titles.items() if names_article(first[address], title)]
    refused[Refusal.NO_ARTICLE] = len(titles) - len(items)
    return Entries("page list", items, +refused)


def names_article(url: str, title: str = "") -> bool:
    """True where an address, with the words that link to it, looks like an article and not like a list or file."""
    path = urlsplit(url).path.rstrip("/")
    if not path or _NO_ARTICLE.search(path):
        return False
    told = len(title.split()) >= _HEADLINE_WORDS
    return told or bool(_DATED.search(path)) or bool(NAMES_ARTICLE.search(path.rpartition("/")[2]))
