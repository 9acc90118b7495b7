"""An edition goes to an address once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

from store import Store

NIGHT = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 4, 40, tzinfo=UTC)


def test_an_address_is_claimed_once_an_edition(url):
    with Store.open(url) as store:
        assert store.claim_mail(NIGHT, "mara@example.org", at=AT)
        assert not store.claim_mail(NIGHT, "mara@example.org", at=AT)
        assert store.claim_mail(NIGHT, "jonas@example.org", at=AT)
        assert store.claim_mail(date(2026, 11, 23), "mara@example.org", at=AT)
        assert store.mailed(NIGHT) == ("jonas@example.org", "mara@example.org")


def test_what_did_not_go_can_be_claimed_again(url):
    with Store.open(url) as store:
        store.claim_mail(NIGHT, "mara@example.org", at=AT)
        store.release_mail(NIGHT, "mara@example.org")
        assert store.mailed(NIGHT) == ()
        assert store.claim_mail(NIGHT, "mara@example.org", at=AT)


def test_of_several_that_claim_at_once_one_may_send(url):
    with Store.open(url) as store, ThreadPoolExecutor(8) as pool:
        claims = list(pool.map(lambda _: store.claim_mail(NIGHT, "mara@example.org", at=AT), range(8)))
    assert claims.count(True) == 1
