"""Answers whose status is out of place."""

from extractors.subscriptions import Reason
from fault_server.kinds import Client, kind_of
from fault_server.stories import STORY


@kind_of("page", Reason.STATUS)
async def not_modified_without_being_asked(client: Client) -> None:
    await client.head(304, ETag='"v1"')


@kind_of("page", Reason.NO_TEXT)
async def no_content(client: Client) -> None:
    await client.head(204)


@kind_of("page", Reason.STATUS)
async def partial_content_without_being_asked(client: Client) -> None:
    await client.answer(STORY[:900], status=206, Content_Range=f"bytes 0-899/{len(STORY)}")


@kind_of("page", Reason.BROKEN_ANSWER)
async def switching_protocols_without_being_asked(client: Client) -> None:
    await client.head(101, Upgrade="websocket")


@kind_of("page", Reason.STATUS)
async def status_out_of_this_world(client: Client) -> None:
    await client.answer(STORY, status=999)


@kind_of("page", Reason.STATUS)
async def busy_until_the_end_of_time(client: Client) -> None:
    await client.answer("<p>Later.</p>", status=429, Retry_After="9" * 40)


@kind_of("page", Reason.STATUS)
async def busy_until_a_day_that_is_none(client: Client) -> None:
    await client.answer("<p>Later.</p>", status=503, Retry_After="Someday, 99 Nev 99999 99:99:99 GMT")


@kind_of("page", Reason.STATUS)
async def busy_since_last_year(client: Client) -> None:
    await client.answer("<p>Later.</p>", status=503, Retry_After="Mon, 03 Nov 2025 08:00:00 GMT")


@kind_of("page")
async def ready_in_a_year_beyond_all_numbers(client: Client) -> None:
    await client.answer(STORY, Retry_After=f"Fri, 01 Jan {'9' * 20} 00:00:00 GMT")


@kind_of("page")
async def busy_only_the_first_time(client: Client) -> None:
    if client.asked == 1:
        return await client.answer("<p>Later.</p>", status=503, Retry_After="0")
    return await client.answer(STORY)


@kind_of("page")
async def breaks_off_only_the_first_time(client: Client) -> None:
    if client.asked == 1:
        return client.reset()
    return await client.answer(STORY)


@kind_of("page", Reason.STATUS)
async def server_error_with_its_stack(client: Client) -> None:
    await client.answer("<pre>Traceback (most recent call last): harbour.py, line 1</pre>" * 100, status=500)


@kind_of("page", Reason.STATUS)
async def gone_with_a_story(client: Client) -> None:
    await client.answer(STORY, status=410)


@kind_of("page", Reason.STATUS)
async def not_for_legal_reasons(client: Client) -> None:
    await client.answer("<p>Not in your country.</p>", status=451)


@kind_of("page", Reason.BLOCK_PAGE)
async def forbidden(client: Client) -> None:
    await client.answer("<h1>Forbidden</h1>", status=403)


@kind_of("page", Reason.BLOCK_PAGE)
async def browser_check_with_an_error(client: Client) -> None:
    await client.answer("<title>Just a moment...</title><p>Checking your browser.</p>", status=503)


@kind_of("page", Reason.LOGIN_WALL)
async def wants_a_password(client: Client) -> None:
    await client.answer("<p>Who are you?</p>", status=401, WWW_Authenticate="Basic realm=harbour")


@kind_of("page", Reason.LOGIN_WALL)
async def wants_money(client: Client) -> None:
    await client.answer("<p>Pay first.</p>", status=402)
