"""Faults of connections and of HTTP itself."""

from itertools import count, repeat

from extractors.subscriptions import Reason
from fault_server.kinds import Client, kind_of
from fault_server.stories import STORY

BODY = STORY.encode()
SLOW = 0.05


@kind_of("page", Reason.BROKEN_ANSWER)
async def closes_before_headers(client: Client) -> None:
    client.writer.close()


@kind_of("page", Reason.BROKEN_ANSWER)
async def closes_within_headers(client: Client) -> None:
    await client.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/h")


@kind_of("page", Reason.BROKEN_ANSWER)
async def resets_before_headers(client: Client) -> None:
    client.reset()


@kind_of("page", Reason.BROKEN_ANSWER)
async def resets_within_the_body(client: Client) -> None:
    await client.head(Content_Length=str(len(BODY)))
    await client.send(BODY[:200])
    client.reset()


@kind_of("page", Reason.BROKEN_ANSWER)
async def speaks_garbage(client: Client) -> None:
    await client.send(b"\x00\xff\x17 what? \r\n\r\n", BODY)


@kind_of("page", Reason.BROKEN_ANSWER)
async def speaks_tls_without_being_asked(client: Client) -> None:
    await client.send(b"\x15\x03\x01\x00\x02\x02\x28")


@kind_of("page", Reason.BROKEN_ANSWER)
async def speaks_http_0_9(client: Client) -> None:
    await client.send(BODY)


@kind_of("page")
async def speaks_http_9_9(client: Client) -> None:
    await client.send(b"HTTP/9.9 200 OK\r\nConnection: close\r\n\r\n", BODY)


@kind_of("page", Reason.BROKEN_ANSWER)
async def status_of_four_digits(client: Client) -> None:
    await client.send(b"HTTP/1.1 2000 OK\r\nContent-Length: 0\r\n\r\n")


@kind_of("page", Reason.BROKEN_ANSWER)
async def null_bytes_in_a_header(client: Client) -> None:
    await client.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/\x00html\r\nContent-Length: 0\r\n\r\n")


@kind_of("page", Reason.TIMEOUT)
async def drips_headers(client: Client) -> None:
    await client.send(b"HTTP/1.1 200 OK\r\n")
    await client.repeat((f"X-{number}: slow\r\n".encode() for number in count()), SLOW)


@kind_of("page", Reason.TIMEOUT)
async def drips_the_body(client: Client) -> None:
    await client.head(Content_Length="100000")
    await client.repeat(repeat(b"<"), SLOW)


@kind_of("page", Reason.TIMEOUT)
async def drips_the_size_of_a_chunk(client: Client) -> None:
    await client.head(Transfer_Encoding="chunked")
    await client.repeat(repeat(b"1\r\n<\r\n"), SLOW)


@kind_of("page", Reason.TIMEOUT)
async def says_nothing(client: Client) -> None:
    await client.wait()


@kind_of("page", Reason.TIMEOUT)
async def stops_within_the_body(client: Client) -> None:
    await client.head(Content_Length=str(len(BODY)))
    await client.send(BODY[:200])
    await client.wait()


@kind_of("page", Reason.BROKEN_ANSWER)
async def headers_without_end(client: Client) -> None:
    await client.send(b"HTTP/1.1 200 OK\r\n")
    await client.repeat(f"X-{number}: more\r\n".encode() * 100 for number in count())


@kind_of("page", Reason.BROKEN_ANSWER)
async def header_of_ten_megabytes(client: Client) -> None:
    await client.send(b"HTTP/1.1 200 OK\r\nX-Long: ", b"x" * 10_000_000, b"\r\nContent-Length: 0\r\n\r\n")


@kind_of("page", Reason.BROKEN_ANSWER)
async def ten_thousand_headers(client: Client) -> None:
    lines = b"".join(f"X-{number}: header\r\n".encode() for number in range(10_000))
    await client.send(b"HTTP/1.1 200 OK\r\n", lines, b"Content-Length: 0\r\n\r\n")


@kind_of("page")
async def a_thousand_headers(client: Client) -> None:
    await client.answer(STORY, **{f"X_{number}": "header" for number in range(1_000)})


@kind_of("page")
async def folded_headers(client: Client) -> None:
    await client.answer(STORY, X_Folded="one\r\n two\r\n\tthree")


@kind_of("page", Reason.NO_TEXT, Reason.TOO_SHORT)
async def content_length_too_short(client: Client) -> None:
    await client.head(Content_Length="180")
    await client.send(BODY)


@kind_of("page", Reason.BROKEN_ANSWER)
async def content_length_too_long(client: Client) -> None:
    await client.head(Content_Length=str(len(BODY) + 5_000))
    await client.send(BODY)


@kind_of("page", Reason.BROKEN_ANSWER)
async def content_length_below_zero(client: Client) -> None:
    await client.head(Content_Length="-1")
    await client.send(BODY)


@kind_of("page", Reason.TOO_LARGE)
async def content_length_of_a_petabyte(client: Client) -> None:
    await client.head(Content_Length=str(10**15))
    await client.send(BODY)


@kind_of("page", Reason.BROKEN_ANSWER)
async def content_length_of_a_thousand_digits(client: Client) -> None:
    await client.head(Content_Length="9" * 1_000)
    await client.send(BODY)


@kind_of("page", Reason.BROKEN_ANSWER)
async def two_content_lengths(client: Client) -> None:
    await client.head(Content_Length="10", **{"Content-length": str(len(BODY))})
    await client.send(BODY)


@kind_of("page")
async def content_length_beside_chunks(client: Client) -> None:
    await client.head(Content_Length="3", Transfer_Encoding="chunked")
    await client.send(f"{len(BODY):x}\r\n".encode(), BODY, b"\r\n0\r\n\r\n")


@kind_of("page", Reason.BROKEN_ANSWER)
async def chunk_of_no_size(client: Client) -> None:
    await client.head(Transfer_Encoding="chunked")
    await client.send(b"many\r\n", BODY, b"\r\n0\r\n\r\n")


@kind_of("page", Reason.BROKEN_ANSWER)
async def chunk_longer_than_its_size(client: Client) -> None:
    await client.head(Transfer_Encoding="chunked")
    await client.send(b"10\r\n", BODY, b"\r\n0\r\n\r\n")


@kind_of("page", Reason.BROKEN_ANSWER)
async def chunks_without_a_last_one(client: Client) -> None:
    await client.head(Transfer_Encoding="chunked")
    await client.send(f"{len(BODY):x}\r\n".encode(), BODY, b"\r\n")


@kind_of("page", Reason.BROKEN_ANSWER)
async def trailers_without_end(client: Client) -> None:
    await client.head(Transfer_Encoding="chunked")
    await client.send(f"{len(BODY):x}\r\n".encode(), BODY, b"\r\n0\r\n")
    await client.repeat(repeat(b"X-Trailer: more\r\n" * 100))


@kind_of("page", Reason.BROKEN_ANSWER)
async def unknown_transfer_encoding(client: Client) -> None:
    await client.head(Transfer_Encoding="rot13")
    await client.send(BODY)


@kind_of("page", Reason.TOO_LARGE)
async def chunks_without_end(client: Client) -> None:
    await client.head(Transfer_Encoding="chunked")
    await client.repeat(repeat(b"10000\r\n" + b"<" * 0x10000 + b"\r\n"))


@kind_of("page", Reason.TOO_LARGE)
async def body_without_end_or_length(client: Client) -> None:
    await client.head()
    await client.repeat(repeat(b"<p>and " * 10_000))


@kind_of("page")
async def body_without_length(client: Client) -> None:
    await client.head()
    await client.send(BODY)


@kind_of("page", Reason.TIMEOUT)
async def flood_of_early_hints(client: Client) -> None:
    await client.repeat(repeat(b"HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n" * 10), 0.001)


@kind_of("page")
async def early_hints_before_the_answer(client: Client) -> None:
    await client.send(b"HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n" * 3)
    await client.answer(STORY)
