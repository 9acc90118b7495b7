"""A newsstand of many outlets: the sample newsroom's articles, told again about other things.

Each retelling exchanges the newsroom's words, one for one: all but the commonest for others with the same tag, names
for names that nobody has, and figures, but for dates. So it has the grammar of news, in the same templates, and tells
events that no other retelling tells.
"""

import calendar
import random
import re
import socket
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import NamedTuple

import uvicorn
from starlette.types import Receive, Scope, Send

from extractors.pipeline import build
from newsroom.articles import Article, Block, Outlet, load_articles, load_outlets
from newsroom.pages import Page, build_page

RETELLINGS_AN_OUTLET = 7
"""Which makes some hundred articles of the outlet that writes most."""

_EXCHANGED = ("NN", "NNS", "JJ", "JJR", "RB", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ")
_NAMES = ("NNP", "NNPS")
_COMMON = 0.2
"""A word that stands in this share of the articles stays."""
_LEAST_LETTERS = 3
_VOWELS, _CONSONANTS = "aeiou", "bcdfghjklmnpqrstvwxz"
_WORD = re.compile(r"[A-Za-z]+")
_CALENDAR = {name.lower() for name in (*calendar.month_name, *calendar.day_name) if name}
_MONTH = "|".join(filter(None, calendar.month_name))
_EXCHANGEABLE = re.compile(rf"(?:{_MONTH}) \d+|\d+ (?:{_MONTH})|(?:19|20)\d\d\b|(\d+|[A-Za-z]+)")
"""Groups a word or figure, and leaves dates ungrouped."""


class Outlets(NamedTuple):
    """Some outlets of the newsroom under names of their own, and what each of them shows, newest first."""

    outlets: tuple[Outlet, ...]
    articles: Mapping[str, list[Article]]
    """By the outlet's key."""


class _Words(NamedTuple):
    """The newsroom's words that can be exchanged."""

    kinds: Mapping[str, list[str]]
    """Words in lower case by their tag."""
    names: frozenset[str]


@contextmanager
def many_articles(count: int) -> Iterator[list[dict[str, str]]]:
    """Subscriptions to so many articles on loopback, a port an outlet, served by a process of its own."""
    ours, theirs = get_context("spawn").Pipe()
    server = get_context("spawn").Process(target=_serve, args=(count, theirs), daemon=True)
    server.start()
    theirs.close()
    try:
        yield ours.recv()
    finally:
        server.terminate()
        server.join()


def outlets_of(count: int) -> Iterator[Outlets]:
    """So many articles, all of the second night."""
    told = [_on_second_night(one) for one in load_articles() if one.kind == "story" and one.language == "en"]
    known = {outlet.key: outlet for outlet in load_outlets()}
    words = _words(told)
    left, retelling = count, 0
    while left > 0:
        group = retelling // RETELLINGS_AN_OUTLET
        shown: dict[str, list[Article]] = defaultdict(list)
        for _ in range(RETELLINGS_AN_OUTLET):
            for article in _retold(told, words, retelling)[:left]:
                shown[article.outlet].append(article)
                left -= 1
            retelling += 1
        outlets = tuple(
            replace(known[key], name=f"{known[key].name} {_letters(group)}".strip()) for key in sorted(shown)
        )
        newest = {key: sorted(own, key=lambda one: one.published, reverse=True) for key, own in shown.items()}
        yield Outlets(outlets, newest)


def _letters(number: int) -> str:
    """A name that has no figure in it."""
    return "".join(chr(ord("A") + int(digit)) for digit in str(number)) if number else ""


def _on_second_night(article: Article) -> Article:
    day = timedelta(days=2 - article.night)
    modified = article.modified + day if article.modified else None
    return replace(article, published=article.published + day, modified=modified)


def _words(articles: list[Article]) -> _Words:
    """Which words are exchanged, and for which kind, as the language pipeline tags them most often."""
    nlp = build()
    tags: dict[str, Counter[str]] = defaultdict(Counter)
    small: set[str] = set()
    spread: Counter[str] = Counter()
    for doc in nlp.pipe([article.text for article in articles]):
        spread.update({token.lower_ for token in doc})
        for token in doc:
            if _WORD.fullmatch(token.text) and len(token.text) >= _LEAST_LETTERS:
                tags[token.lower_][token.tag_] += 1
                if token.is_lower:
                    small.add(token.lower_)
    kinds: dict[str, list[str]] = defaultdict(list)
    names = set()
    for word, found in sorted(tags.items()):
        tag = min(found, key=lambda tag: (-found[tag], tag))
        if spread[word] >= _COMMON * len(articles):
            continue
        if tag in _EXCHANGED and word in small:
            kinds[tag].append(word)
        elif tag in _NAMES and word not in small and word not in _CALENDAR:
            names.add(word)
    return _Words(kinds, frozenset(names))


def _retold(articles: list[Article], words: _Words, retelling: int) -> list[Article]:
    """The articles with other words; retelling 0 has their own."""
    if not retelling:
        return articles
    chance = random.Random(retelling)  # noqa: S311
    exchange: dict[str, str] = {}
    for kind in words.kinds.values():
        exchange |= zip(kind, chance.sample(kind, len(kind)), strict=True)
    letters = _VOWELS + _CONSONANTS
    others = chance.sample(_VOWELS, len(_VOWELS)) + chance.sample(_CONSONANTS, len(_CONSONANTS))
    renaming = str.maketrans(letters, "".join(others))
    exchange |= {name: name.translate(renaming) for name in words.names}
    digits = str.maketrans("123456789", "".join(chance.sample("123456789", 9)))

    def other(match: re.Match[str]) -> str:
        old = match[1]
        if old is None:
            return match[0]
        new = exchange.get(old.lower(), old.translate(digits))
        return new if new == old or not old[0].isupper() else new.upper() if old.isupper() else new.capitalize()

    def text(old: str) -> str:
        return _EXCHANGEABLE.sub(other, old)

    known = {outlet.key: outlet for outlet in load_outlets()}
    return [
        replace(
            article,
            slug=f"{article.slug}-{retelling}",
            path=known[article.outlet].paths.format(slug=f"{article.slug}-{retelling}", published=article.published),
            headline=text(article.headline),
            description=text(article.description),
            authors=tuple(map(text, article.authors)),
            body=tuple(Block(block.kind, tuple(map(text, block.lines))) for block in article.body),
            event=f"{article.event}-{retelling}",
        )
        for article in articles
    ]


def _serve(count: int, waiting: Connection) -> None:
    sites: dict[int, dict[str, Page]] = {}
    sockets, subscriptions = [], []
    for group in outlets_of(count):
        for outlet in group.outlets:
            listener = socket.socket()
            listener.bind(("127.0.0.1", 0))
            listener.listen(64)
            sockets.append(listener)
            port = listener.getsockname()[1]
            origin, articles = f"http://127.0.0.1:{port}", group.articles[outlet.key]
            paths = ["/robots.txt", outlet.subscribe, *(article.path for article in articles)]
            pictures = [f"/images/{article.picture.file}" for article in articles if article.picture]
            sites[port] = {path: build_page(outlet, origin, articles, path) for path in (*paths, *pictures)}
            kind = "page_list" if outlet.feed == "page_list" else "feed"
            subscriptions.append({"outlet": outlet.name, "url": origin + outlet.subscribe, "kind": kind})

    waiting.send(subscriptions)  # the sockets hold who comes before the server accepts
    waiting.close()

    async def answer(scope: Scope, _receive: Receive, send: Send) -> None:
        page = sites[scope["server"][1]].get(scope["path"])
        status, kind, body = (page.status, page.content_type, page.body) if page else (404, "text/plain", b"")
        headers = [(b"content-type", kind.encode()), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    uvicorn.Server(uvicorn.Config(answer, lifespan="off", log_level="error")).run(sockets)
