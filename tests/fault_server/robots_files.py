"""robots.txt files out of order. Where the rules say that nothing is allowed, not even the feed is read."""

from itertools import repeat
from random import Random

from extractors.subscriptions import Reason
from fault_server.bodies import GZIP_BOMB
from fault_server.kinds import Client, kind_of
from fault_server.stories import STORY

TEXT = "text/plain"


@kind_of("robots", Reason.ROBOTS)
async def robots_forbid_everything(client: Client) -> None:
    await client.answer("User-agent: *\nDisallow: /\n", kind=TEXT)


@kind_of("robots", Reason.ROBOTS)
async def robots_in_trouble(client: Client) -> None:
    await client.answer("<p>Sorry.</p>", status=500)


@kind_of("robots", Reason.ROBOTS)
async def robots_too_busy(client: Client) -> None:
    await client.answer("", status=429, Retry_After="86400")


@kind_of("robots", Reason.TIMEOUT)
async def robots_that_drip(client: Client) -> None:
    await client.head(kind=TEXT)
    await client.repeat(repeat(b"#"), 0.05)


@kind_of("robots", Reason.BROKEN_ANSWER)
async def robots_cut_off(client: Client) -> None:
    await client.head(kind=TEXT, Content_Length="1000")
    await client.send(b"User-agent: *\n")


@kind_of("robots", Reason.PRIVATE_ADDRESS)
async def robots_at_a_metadata_service(client: Client) -> None:
    await client.answer("", status=302, Location="http://169.254.169.254/robots.txt")


@kind_of("robots")
async def robots_in_a_circle(client: Client) -> None:
    await client.answer("", status=302, Location="/robots.txt")


@kind_of("robots")
async def robots_without_end(client: Client) -> None:
    await client.head(kind=TEXT)
    await client.repeat(repeat(b"# and so on\n" * 5_000))


@kind_of("robots")
async def robots_that_are_a_bomb(client: Client) -> None:
    await client.answer(GZIP_BOMB, kind=TEXT, Content_Encoding="gzip")


@kind_of("robots")
async def robots_that_are_a_page(client: Client) -> None:
    await client.answer(STORY)


@kind_of("robots")
async def robots_that_are_noise(client: Client) -> None:
    await client.answer(Random(7).randbytes(100_000), kind=TEXT)


@kind_of("robots")
async def robots_of_ten_thousand_wildcards(client: Client) -> None:
    await client.answer("User-agent: *\n" + f"Disallow: /{'*a' * 40}$\n" * 4_000, kind=TEXT)


@kind_of("robots")
async def crawl_delay_of_a_century(client: Client) -> None:
    await client.answer("User-agent: *\nCrawl-delay: 3153600000\n", kind=TEXT)


@kind_of("robots")
async def crawl_delay_that_is_no_number(client: Client) -> None:
    await client.answer("User-agent: *\nCrawl-delay: nan\nCrawl-delay: -5\nCrawl-delay: soon\n", kind=TEXT)


@kind_of("robots")
async def robots_behind_a_login(client: Client) -> None:
    await client.answer("<h1>Log in</h1>", status=401)
