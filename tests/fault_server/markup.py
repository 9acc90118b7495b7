"""Pages that answer well and are no story, or one in a sea of other things."""

import json

from extractors.subscriptions import Reason
from fault_server.kinds import Client, kind_of
from fault_server.stories import ARTICLE, STORY, STORY_HEAD

HEAD = STORY_HEAD.format(meta="<meta charset='utf-8'>")
WITHOUT_STORY = (Reason.NO_TEXT, Reason.TOO_SHORT)
UNREADABLE = (*WITHOUT_STORY, Reason.NOT_HTML, Reason.BROKEN_PAGE, Reason.TOO_LARGE, Reason.OTHER_LANGUAGE)


@kind_of("page", Reason.BLOCK_PAGE)
async def block_page(client: Client) -> None:
    await client.answer(
        "<title>Access denied</title><h1>Verify you are human</h1><p>Your access to this page has been denied because "
        "we believe that you are using automation tools.</p><p>Press and hold to confirm that you are human.</p>"
    )


@kind_of("page", Reason.BLOCK_PAGE)
async def script_that_checks_the_browser(client: Client) -> None:
    await client.answer("<noscript>Please enable JavaScript and cookies to continue.</noscript>"
                        "<h1>Checking your browser</h1><script>check()</script>")  # fmt: skip


@kind_of("page", Reason.CONSENT_WALL)
async def consent_wall(client: Client) -> None:
    await client.answer(
        "<title>Harbour News</title><h1>We value your privacy</h1><p>We and our 812 partners store and access "
        "information on your device.</p><button>Accept all</button><button>Reject all</button>"
    )


@kind_of("page", Reason.LOGIN_WALL)
async def login_wall(client: Client) -> None:
    await client.answer(
        "<title>Log in</title><h1>Log in to continue</h1><form><input name='email'><input type='password'></form>"
        "<p>Already a subscriber? Forgot your password?</p>"
    )


@kind_of("page", Reason.MISSING_PAGE)
async def soft_404(client: Client) -> None:
    await client.answer("<title>Not found</title><h1>Page not found</h1><p>The page may have moved.</p>")


@kind_of("page", *WITHOUT_STORY)
async def shell_for_a_script(client: Client) -> None:
    await client.answer("<title>Harbour</title><div id='root'></div><script src='/app.js'></script>")


@kind_of("page", Reason.NO_TEXT)
async def empty_page(client: Client) -> None:
    await client.answer("")


@kind_of("page", Reason.NO_TEXT)
async def blank_page(client: Client) -> None:
    await client.answer(" \n\t" * 100_000)


@kind_of("page", *UNREADABLE)
async def null_page(client: Client) -> None:
    await client.answer(b"\0" * 500_000)


@kind_of("page", Reason.NOT_HTML)
async def pdf(client: Client) -> None:
    await client.answer(b"%PDF-1.7\n" + b"<</Type/Page>>\n" * 1_000, kind="application/pdf")


@kind_of("page", *UNREADABLE)
async def pdf_called_html(client: Client) -> None:
    await client.answer(b"%PDF-1.7\n" + b"1 0 obj<</Type/Page/Parent 2 0 R>>endobj\n" * 1_000 + b"%%EOF")


@kind_of("page", Reason.NOT_HTML)
async def json_for_a_page(client: Client) -> None:
    await client.answer(json.dumps({"headline": "Pier to be rebuilt"}), kind="application/json")


@kind_of("page", Reason.NOT_HTML)
async def picture_for_a_page(client: Client) -> None:
    await client.answer(b"\xff\xd8\xff\xe0" + bytes(1_000), kind="image/jpeg")


@kind_of("page", *UNREADABLE)
async def divisions_a_hundred_thousand_deep(client: Client) -> None:
    await client.answer(HEAD + "<div>" * 100_000 + ARTICLE)


@kind_of("page", *UNREADABLE)
async def tables_five_thousand_deep(client: Client) -> None:
    await client.answer(HEAD + "<table><tr><td>" * 5_000 + ARTICLE)


@kind_of("page", Reason.TOO_LARGE)
async def million_of_tags(client: Client) -> None:
    await client.answer(HEAD + "<b>x</b>" * 500_000 + ARTICLE)


@kind_of("page", *UNREADABLE)
async def attribute_of_four_megabytes(client: Client) -> None:
    await client.answer(f"<html><body><p title='{'x' * 4_000_000}'>Pier</p></body></html>")


@kind_of("page")
async def story_among_five_megabytes_of_script(client: Client) -> None:
    await client.answer(HEAD + f"<script>{'var harbour = 1;' * 320_000}</script>" + ARTICLE)


@kind_of("page")
async def story_with_broken_metadata(client: Client) -> None:
    nested = "[" * 20_000
    await client.answer(HEAD + f"<script type='application/ld+json'>{{\"@graph\": {nested}</script>" + ARTICLE)


@kind_of("page")
async def story_without_a_single_end_tag(client: Client) -> None:
    await client.answer(STORY.replace("</p>", "").replace("</h1>", "\n").replace("</article>", ""))
