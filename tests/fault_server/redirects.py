"""Redirects to where nobody should go."""

import socket

from extractors.subscriptions import Reason
from fault_server.kinds import Client, kind_of


@kind_of("page", Reason.TOO_MANY_REDIRECTS)
async def redirects_in_a_circle(client: Client) -> None:
    await client.answer("", status=302, Location="/story")


@kind_of("page", Reason.TOO_MANY_REDIRECTS)
async def redirects_ever_further(client: Client) -> None:
    await client.answer("", status=301, Location=f"{client.path}/on")


@kind_of("page", Reason.STATUS)
async def redirects_nowhere(client: Client) -> None:
    await client.answer("", status=302)


@kind_of("page", Reason.PRIVATE_ADDRESS)
async def redirects_to_a_metadata_service(client: Client) -> None:
    await client.answer("", status=302, Location="http://169.254.169.254/latest/meta-data/")


@kind_of("page", Reason.PRIVATE_ADDRESS)
async def redirects_to_a_metadata_service_in_one_number(client: Client) -> None:
    await client.answer("", status=307, Location="http://2852039166/latest/meta-data/")


@kind_of("page", Reason.PRIVATE_ADDRESS)
async def redirects_to_a_metadata_service_in_ipv6(client: Client) -> None:
    await client.answer("", status=308, Location="//[::ffff:a9fe:a9fe]/latest/meta-data/")


@kind_of("page", Reason.PRIVATE_ADDRESS)
async def redirects_to_a_metadata_service_behind_a_user_name(client: Client) -> None:
    await client.answer("", status=302, Location="http://harbour.example@169.254.169.254/")


@kind_of("page", Reason.BAD_ADDRESS)
async def redirects_to_a_file(client: Client) -> None:
    await client.answer("", status=302, Location="file:///etc/passwd")


@kind_of("page", Reason.BAD_ADDRESS)
async def redirects_to_a_script(client: Client) -> None:
    await client.answer("", status=302, Location="javascript:alert(document.cookie)")


@kind_of("page", Reason.BAD_ADDRESS)
async def redirects_to_data(client: Client) -> None:
    await client.answer("", status=302, Location="data:text/html,<h1>Pier</h1>")


@kind_of("page", Reason.BAD_ADDRESS)
async def redirects_to_gopher(client: Client) -> None:
    await client.answer("", status=302, Location="gopher://127.0.0.1:11211/_stats")


@kind_of("page", Reason.BAD_ADDRESS)
async def redirects_to_no_address(client: Client) -> None:
    await client.answer("", status=302, Location="http://[::1/")


@kind_of("page", Reason.BAD_ADDRESS)
async def redirects_to_an_address_of_kilobytes(client: Client) -> None:
    await client.answer("", status=302, Location="/pier" * 2_000)


@kind_of("page", Reason.UNREACHABLE)
async def redirects_to_no_host(client: Client) -> None:
    await client.answer("", status=302, Location="http://pier.invalid/story")


@kind_of("page", Reason.UNREACHABLE)
async def redirects_to_a_closed_port(client: Client) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    await client.answer("", status=302, Location=f"http://127.0.0.1:{port}/story")


@kind_of("page", Reason.BAD_ADDRESS)
async def redirect_to_a_port_beyond_all_numbers(client: Client) -> None:
    await client.answer("", status=302, Location="http://127.0.0.1:99999/story")
