"""Connections that are made to public addresses only.

A name is resolved once, every address it has is checked, and the connection goes to one of the checked addresses: a
name that would resolve differently a moment later gains nothing.
"""

import asyncio
import socket
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import httpcore
import httpx

from extractors.addresses import is_metadata, is_public


class PrivateAddress(Exception):
    """A host name leads to an address that isn't public."""


class CheckedTransport(httpx.AsyncHTTPTransport):
    """httpx's transport over HTTP/1.1 and HTTP/2, with every connection checked."""

    def __init__(self, max_connections: int, allow_private_addresses: bool) -> None:
        super().__init__()
        # Names that don't resolve hold a thread for long; the threads that others wait for are not these.
        self._resolvers = ThreadPoolExecutor(max_connections, thread_name_prefix="resolver")
        # httpx has no parameter for httpcore's network backend, so the pool is made here.
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=httpx.create_ssl_context(),
            max_connections=max_connections,
            max_keepalive_connections=max_connections,
            keepalive_expiry=10.0,
            http2=True,
            network_backend=_CheckedBackend(allow_private_addresses, self._resolvers),
        )

    async def aclose(self) -> None:
        await super().aclose()
        self._resolvers.shutdown(wait=False, cancel_futures=True)


class _CheckedBackend(httpcore.AsyncNetworkBackend):
    def __init__(self, allow_private_addresses: bool, resolvers: ThreadPoolExecutor) -> None:
        self._allow_private_addresses = allow_private_addresses
        self._resolvers = resolvers
        self._network = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        fault: Exception = httpcore.ConnectError(f"no address for {host}")
        for address in await self._addresses(host, port, timeout):
            try:
                return await self._network.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                fault = error
        raise fault

    async def _addresses(self, host: str, port: int, timeout: float | None) -> list[str]:
        """The addresses of `host`, in the resolver's order, each once. Nobody's own network has its outlets where
        metadata services are, so those stay refused where private addresses are allowed."""
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(timeout):
                look_up = partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
                found = await loop.run_in_executor(self._resolvers, look_up)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(f"no answer for the name {host}") from error
        except (OSError, UnicodeError, OverflowError) as error:
            raise httpcore.ConnectError(f"the name {host} does not resolve") from error
        addresses = list(dict.fromkeys(str(info[4][0]) for info in found))
        for address in addresses:
            if is_metadata(address) or not (self._allow_private_addresses or is_public(address)):
                raise PrivateAddress(address if address == host else f"{host} is {address}")
        return addresses
