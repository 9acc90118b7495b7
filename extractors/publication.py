"""When an article was published and modified, by what its page says."""

from datetime import UTC, datetime
from itertools import islice

from htmldate import find_date
from lxml.html import HtmlElement

from extractors.dates import first_date
from extractors.embedded import Embedded, printed_text
from extractors.linked_data import Node, text_of, types_of

_MAX_TIMES = 3
_FIELDS = {"published": "datePublished", "modified": "dateModified"}
_TAGS = {
    "published": (
        "article:published_time", "og:article:published_time", "og:published_time", "article:published",
        "datepublished", "parsely-pub-date", "pubdate", "publishdate", "publish-date", "published_time",
        "sailthru.date", "article.published", "date", "dc.date.issued", "dcterms.created", "dc.date",
        "cxenseparse:recs:publishtime", "citation_publication_date",
    ),
    "modified": (
        "article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified", "last-modified",
        "lastmod", "dcterms.modified", "article.updated", "article:modified",
    ),
}  # fmt: skip


def stated_date(which: str, stated: Embedded, article: Node) -> datetime | None:
    """The date that the page states as `which`, "published" or "modified"; None without."""
    field = _FIELDS[which]
    pages = [node for node in stated.nodes if "WebPage" in types_of(node)]
    texts = [text_of(node.get(field)) for node in (article, *pages)]
    texts += stated.properties.get(field, [])[:1]
    texts += [value for name in _TAGS[which] for value in stated.metas.get(name, ())]
    return first_date(texts)


def printed_date(tree: HtmlElement, url: str, latest: datetime | None) -> datetime | None:
    """The first date in a `time` element; else the day that htmldate finds in text or address, at midnight UTC."""
    times = list(islice(tree.iter("time"), _MAX_TIMES))
    moment = first_date(text for time in times for text in (time.get("datetime") or "", printed_text(time)))
    return moment or _searched(tree, url, latest)


def _searched(tree: HtmlElement, url: str, latest: datetime | None) -> datetime | None:
    try:
        found = find_date(
            tree,
            original_date=True,
            extensive_search=False,
            url=url,
            outputformat="%Y-%m-%d",
            max_date=f"{latest:%Y-%m-%d}" if latest else None,
        )
        return datetime.fromisoformat(found).replace(tzinfo=UTC) if found else None
    except Exception:  # the last resort must not cost the article
        return None
