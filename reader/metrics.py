"""Figures on editions and answers for a monitoring system, in Prometheus's text format."""

import re
import time
from collections import Counter
from collections.abc import Iterator

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reader.health import Watch
from store import Store
from summarizer.digests import Edition

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5)
_KINDS = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("front", r"/"),
        ("api", r"/api(/.*)?"),
        ("search", r"/search"),
        ("feed", r"(/categories/[^/]+)?/feed\.[a-z]+"),
        ("evidence", r"/editions/[^/]+/[^/]+/evidence/[^/]+"),
        ("archive", r"/editions(/page/[^/]+)?"),
        ("download", r"/editions/.*\.[a-z]+"),
        ("edition", r"/(editions|sections|about)/[^/]+"),
        ("digest", r"/editions/[^/]+/[^/]+"),
        ("category", r"/categories/.*"),
        ("organization", r"/organizations(/.*)?"),
        ("asked", r"/asked(/.*)?"),
        ("image", r"/images/.*"),
        ("watch", r"/(health|metrics)"),
    )
)


def kind_of(path: str) -> str:
    """The kind of page at a path: one of few, whatever is asked for."""
    return next((kind for kind, pattern in _KINDS if pattern.fullmatch(path)), "other")


class Metrics:
    """The figures of one application, in a registry of its own."""

    def __init__(self, store: Store, watch: Watch) -> None:
        self._registry = CollectorRegistry()
        self._registry.register(_Editions(store, watch))
        self._durations = Histogram(
            "nightdesk_request_seconds",
            "How long answers took, by kind of page and class of status.",
            ("page", "status"),
            registry=self._registry,
            buckets=_SECONDS,
        )

    @property
    def route(self) -> Route:
        """`/metrics`."""

        def metrics(_request: Request) -> Response:
            # The type has its own charset, which Starlette would add to.
            headers = {"Cache-Control": "no-store", "Content-Type": CONTENT_TYPE_LATEST}
            return Response(generate_latest(self._registry), headers=headers)

        return Route("/metrics", metrics)

    def timed(self, app: ASGIApp) -> ASGIApp:
        """The application, its answers timed."""

        async def timed(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "http":
                await app(scope, receive, send)
                return
            status = 500
            page = kind_of(scope["path"].removeprefix(scope.get("root_path", "")))  # what is mounted changes the scope
            begun = time.perf_counter()

            async def noted(message: Message) -> None:
                nonlocal status
                if message["type"] == "http.response.start":
                    status = message["status"]
                await send(message)

            try:
                await app(scope, receive, noted)
            finally:
                self._durations.labels(page, f"{status // 100}xx").observe(time.perf_counter() - begun)

        return timed


class _Editions(Collector):
    """What the store says when it is asked."""

    def __init__(self, store: Store, watch: Watch) -> None:
        self._store = store
        self._watch = watch

    def collect(self) -> Iterator[GaugeMetricFamily]:
        editions, digests = self._store.published_counts()
        yield GaugeMetricFamily("nightdesk_editions", "Published editions.", editions)
        yield GaugeMetricFamily("nightdesk_digests", "Digests in published editions.", digests)
        health = self._watch.health()
        yield GaugeMetricFamily(
            "nightdesk_edition_overdue", "1 where an edition should be out and is not.", health.status == "overdue"
        )
        if health.edition is None:
            return
        published = health.edition.published_at
        yield GaugeMetricFamily(
            "nightdesk_last_published_timestamp_seconds", "When the last edition was published.", published.timestamp()
        )
        if self._watch.now:
            age = (self._watch.now() - published).total_seconds()
            yield GaugeMetricFamily("nightdesk_last_published_age_seconds", "How long ago that was.", age)
        edition = self._store.edition(health.edition.date)
        if edition is not None:
            yield from _of_edition(edition)


def _of_edition(edition: Edition) -> Iterator[GaugeMetricFamily]:
    statements = [statement for digest in edition.digests for statement in digest.statements()]
    cited = sum(bool(statement.evidence) for statement in statements)
    checked = sum(digest.check.checked for digest in edition.digests)
    passed = sum(digest.check.passed for digest in edition.digests)
    of = "of the last edition"
    yield GaugeMetricFamily("nightdesk_last_edition_articles", f"Articles read {of}.", edition.articles)
    yield GaugeMetricFamily("nightdesk_last_edition_digests", f"Digests {of}.", len(edition.digests))
    yield GaugeMetricFamily("nightdesk_last_edition_statements", f"Statements {of}.", len(statements))
    yield GaugeMetricFamily(
        "nightdesk_last_edition_cited_ratio",
        f"Share of the statements {of} that are cited.",
        _share(cited, len(statements)),
    )
    yield GaugeMetricFamily(
        "nightdesk_last_edition_verified_ratio",
        f"Share of the drafted parts {of} that the verifier found true; what it did not was left out or mended.",
        _share(passed, checked),
    )
    skipped = GaugeMetricFamily(
        "nightdesk_last_edition_skipped", f"Feeds and pages {of} that could not be read.", labels=["reason"]
    )
    reasons = Counter(item.reason.name.lower() for source in edition.sources for item in source.skipped)
    for reason, count in sorted(reasons.items()):
        skipped.add_metric([reason], count)
    yield skipped


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
