"""One address for one article, and which network addresses a reader of public news has no business with."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import quote, urljoin, urlsplit

import httpx
from courlan.clean import clean_query

IPAddress = IPv4Address | IPv6Address

_DEFAULT_PORTS = {"http": 80, "https": 443}
# IPv6 addresses that end in the IPv4 address that they stand for: NAT64's, and the deprecated "compatible" ones.
_IPV4_IN_IPV6 = (ip_network("64:ff9b::/96"), ip_network("::/96"))
# Clouds' metadata services that are not link-local: Azure's, which lies in public space, Alibaba's, Oracle's, Amazon's.
_METADATA = frozenset(map(ip_address, ("168.63.129.16", "100.100.100.200", "192.0.0.192", "fd00:ec2::254")))


def identity(url: str) -> str:
    """The one spelling of an article's address: lower-case host, no default port, user, fragment or tracking parameter.

    What can't be read as a web address comes back without surrounding white space, otherwise unchanged.
    """
    url = url.strip()
    try:
        address = httpx.URL(url)
    except (httpx.InvalidURL, ValueError):
        return url
    if address.scheme not in ("http", "https") or not address.host:
        return url
    pairs = sorted(pair for pair in address.query.decode("ascii").split("&") if pair and not _is_tracker(pair))
    target = address.raw_path.partition(b"?")[0].decode("ascii") or "/"
    port = f":{address.port}" if address.port and address.port != _DEFAULT_PORTS[address.scheme] else ""
    host = address.raw_host.decode("ascii")
    query = f"?{'&'.join(pairs)}" if pairs else ""
    return f"{address.scheme}://{f'[{host}]' if ':' in host else host}{port}{target}{query}"


def resolved(base: str, link: str) -> str:
    """`link` as an http(s) address, read relative to `base`; empty where that isn't one."""
    try:
        url = urljoin(base, link.strip()) if link.strip() else ""
        parts = urlsplit(url)
        url.encode()
        return url if parts.scheme in ("http", "https") and parts.hostname else ""
    except ValueError:
        return ""


def host_of(url: str) -> str:
    """Host and port as they stand in `url`, in lower case, without user name; empty where there is none."""
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""


def same_site(url: str, other: str) -> bool:
    """True where both addresses have the same host and port, "www." aside."""
    host, another = host_of(url), host_of(other)
    return bool(host) and host.removeprefix("www.") == another.removeprefix("www.")


def is_public(address: str) -> bool:
    """True for an IP address on the public internet: not private, loopback, link-local, multicast, reserved, and no
    cloud metadata service, nor an IPv6 form that leads to one of these."""
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    return all(form.is_global and not form.is_multicast and form not in _METADATA for form in _forms(ip))


def is_metadata(address: str) -> bool:
    """True for an IP address where only a cloud's metadata service can be: the link-local ones, and some more."""
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    return any(form.is_link_local or form in _METADATA for form in _forms(ip))


def _forms(ip: IPAddress) -> list[IPAddress]:
    """`ip` itself (unless it only wraps another) and the IPv4 addresses that traffic to it may end at."""
    if isinstance(ip, IPv4Address):
        return [ip]
    if ip.ipv4_mapped:
        return [ip.ipv4_mapped]
    inner: list[IPAddress] = [ip]
    if ip.sixtofour:
        inner.append(ip.sixtofour)
    if ip.teredo:
        inner.extend(ip.teredo)
    if any(ip in network for network in _IPV4_IN_IPV6):
        inner.append(IPv4Address(int(ip) & 0xFFFFFFFF))
    return inner


def _is_tracker(pair: str) -> bool:
    """True where courlan drops a query parameter of this name."""
    name, given, _ = pair.partition("=")
    return bool(given) and not clean_query(f"{quote(name, safe='%')}=1")
