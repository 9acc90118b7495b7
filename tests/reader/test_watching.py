"""Health and metrics, as a monitoring system meets them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

from reader.application import application
from reader.health import Schedule
from reader.metrics import kind_of

AT = datetime(2026, 11, 22, 4, 30, tzinfo=UTC)
SCHEDULE = Schedule("Europe/Berlin", time(4, 30), 3)


@contextmanager
def watched(store, now: datetime, schedule: Schedule | None = SCHEDULE) -> Iterator[TestClient]:
    with TestClient(application(store, schedule=schedule, now=lambda: now)) as client:
        yield client


def test_health_names_the_last_edition(client):
    answer = client.get("/health")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    edition = answer.json()["edition"]
    assert (edition["date"], edition["published_at"], edition["revision"]) == ("2026-11-22", "2026-11-22T04:30:00Z", 1)
    assert (answer.json()["status"], answer.json()["due"]) == ("ok", None)


@pytest.mark.parametrize(
    ("now", "status", "due"),
    [
        (AT, 200, "2026-11-21"),
        (datetime(2026, 11, 22, 6, 31, tzinfo=UTC), 200, "2026-11-22"),
        (datetime(2026, 11, 23, 6, 29, tzinfo=UTC), 200, "2026-11-22"),
        (datetime(2026, 11, 23, 6, 31, tzinfo=UTC), 503, "2026-11-23"),
        (datetime(2027, 11, 23, tzinfo=UTC), 503, "2027-11-22"),
    ],
)
def test_health_fails_when_an_edition_is_overdue(store, now, status, due):
    with watched(store, now) as client:
        answer = client.get("/health")
        assert (answer.status_code, answer.json()["due"]) == (status, due)
        assert client.head("/health").status_code == status
        overdue = [line for line in client.get("/metrics").text.splitlines() if line.startswith("nightdesk_edition_ov")]
        assert overdue == [f"nightdesk_edition_overdue {float(status == 503)}"]


def test_a_new_store_is_not_overdue_before_its_first_night(stored_empty):
    now = AT
    with TestClient(application(stored_empty, schedule=SCHEDULE, now=lambda: now)) as client:
        assert client.get("/health").json() == {"status": "ok", "edition": None, "due": "2026-11-21"}
        assert client.get("/metrics").status_code == 200
        now += timedelta(days=1)
        assert client.get("/health").status_code == 503


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (datetime(2026, 3, 29, 5, 29, tzinfo=UTC), date(2026, 3, 28)),  # the night that clocks went forward
        (datetime(2026, 3, 29, 5, 31, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 10, 25, 6, 29, tzinfo=UTC), date(2026, 10, 24)),  # and back
        (datetime(2026, 10, 25, 6, 31, tzinfo=UTC), date(2026, 10, 25)),
    ],
)
def test_hours_are_those_of_the_editions_zone(now, due):
    assert SCHEDULE.due(now) == due


def test_metrics_are_prometheus_text(store, edition):
    with watched(store, AT + timedelta(hours=1)) as client:
        client.get("/")
        client.get("/nothing")
        client.get("/api/editions")
        answer = client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=")
    samples = {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }
    statements = [statement for digest in edition.digests for statement in digest.statements()]
    skipped = sum(len(source.skipped) for source in edition.sources)
    assert samples["nightdesk_editions",] == 2
    assert samples["nightdesk_digests",] == len(edition.digests) + 1
    assert samples["nightdesk_last_edition_statements",] == len(statements)
    assert samples["nightdesk_last_edition_cited_ratio",] == 1
    assert 0 < samples["nightdesk_last_edition_verified_ratio",] <= 1
    assert samples["nightdesk_last_published_timestamp_seconds",] == edition.until.timestamp()
    assert samples["nightdesk_last_published_age_seconds",] == 3600
    assert sum(value for name, value in samples.items() if name[0] == "nightdesk_last_edition_skipped") == skipped
    for kind, status in (("front", "2xx"), ("other", "4xx"), ("api", "2xx")):
        assert samples[("nightdesk_request_seconds_count", *sorted((kind, status)))] == 1


def test_each_application_counts_for_itself(store):
    with watched(store, AT) as one, watched(store, AT) as other:
        one.get("/")
        assert 'page="front"' in one.get("/metrics").text
        assert 'page="front"' not in other.get("/metrics").text


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "front"),
        ("/editions/2026-11-22", "edition"),
        ("/editions/2026-11-22/a-slug", "digest"),
        ("/editions/2026-11-22/a-slug/evidence/1", "evidence"),
        ("/editions/2026-11-22.epub", "download"),
        ("/editions", "archive"),
        ("/editions/page/2", "archive"),
        ("/categories/world/feed.atom", "feed"),
        ("/categories/world", "category"),
        ("/search", "search"),
        ("/x" * 1_000, "other"),
    ],
)
def test_pages_are_of_few_kinds(path, kind):
    assert kind_of(path) == kind
