"""One address for one article, and which network addresses a reader of public news has no business with."""

import re
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

import httpx
from courlan.clean import TRACKERS_RE
from tld import get_fld, is_tld

IPAddress = IPv4Address | IPv6Address

MAX_URL_CHARS = 2_000
"""Of a longer address nothing is read; no article has one."""

_DEFAULT_PORTS = {"http": 80, "https": 443}
# IPv6 addresses that end in the IPv4 address that they stand for: NAT64's, SIIT's, the deprecated "compatible" ones.
_IPV4_IN_IPV6 = (ip_network("64:ff9b::/96"), ip_network("::ffff:0:0:0/96"), ip_network("::/96"))
# What `ipaddress` takes for global: a site's own addresses as they once were, and a network's own NAT64 (RFC 8215).
_LOCAL = (ip_network("fec0::/10"), ip_network("64:ff9b:1::/48"))
# Clouds' metadata services that are not link-local: Azure's, which lies in public space, Alibaba's, Oracle's, Amazon's.
_METADATA = frozenset(map(ip_address, ("168.63.129.16", "100.100.100.200", "192.0.0.192", "fd00:ec2::254")))

NAMES_ARTICLE = re.compile(r"(?<![^\W_])(?:[^\W_]+[-_]){3}[^\W_]+|\d{5,}|[0-9a-f]{8}-[0-9a-f]{4}")
"""Found in the last part of an article's path: words joined by hyphens or underscores, or a long number."""

# courlan's list, its names taken whole: there "gl" also means "global", and "ga" also "gallery".
_TRACKER = re.compile(rf"(?:{TRACKERS_RE.pattern})(?:(?<=_)|(?![a-z0-9]))")
# Names on that list under which some sites keep the number of the article.
_MAY_NAME_ARTICLE = frozenset({"cid", "eid", "uid", "keyword"})
_TWIN_HOSTS = ("m.", "mobile.", "amp.")
_AMP_PARAMETER = re.compile(
    r"_?(?:is_?)?amp(?:=(?:1|true|yes)?)?|(?:amp_(?:js_v|gsa)|usqp)=.*|(?:output|view)(?:type)?=amp(?:-type)?", re.I
)
_AMP_START = re.compile(r"^(?:/amp)+/", re.IGNORECASE)
_AMP_END = re.compile(r"(?:(?:/amp)+(/?)|\.amp(\.html?)?)$", re.IGNORECASE)
_MAX_CACHES = 3
_AMP_CACHE = re.compile(
    r"""https?://(?:(?:[\w-]+\.)?(?:cdn\.ampproject\.org|bing-amp\.com)/[a-z]+|(?:www\.)?google\.[a-z.]+/amp)
    (?P<secure>/s)?/(?P<page>[^/\s]+\.[^\s]+)""",
    re.IGNORECASE | re.VERBOSE,
)


class _Parts(NamedTuple):
    """An http(s) address in the one spelling of each of its parts."""

    scheme: str
    host: str
    port: str
    path: str
    parameters: list[str]

    @classmethod
    def of(cls, url: str) -> "_Parts | None":
        try:
            address = httpx.URL(url)
            host = address.raw_host.decode("ascii").lower().rstrip(".")
            path, _, query = address.raw_path.decode("ascii").partition("?")
        except (httpx.InvalidURL, ValueError):
            return None
        if address.scheme not in _DEFAULT_PORTS or not host:
            return None
        port = f":{address.port}" if address.port and address.port != _DEFAULT_PORTS[address.scheme] else ""
        parameters = sorted(pair for pair in query.split("&") if pair and not _is_tracker(pair))
        return cls(address.scheme, host, port, path or "/", parameters)

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        query = f"?{'&'.join(self.parameters)}" if self.parameters else ""
        return f"{self.scheme}://{host}{self.port}{self.path}{query}"


def cleaned(url: str) -> str:
    """`url` in one spelling: lower-case host, no default port, user, fragment or tracking parameter.

    What can't be read as a web address comes back without surrounding white space, otherwise unchanged.
    """
    url = url.strip()
    return str(_Parts.of(url) or url)


def is_web_address(url: str) -> bool:
    """True for an http(s) address with a host that can be asked for."""
    return _Parts.of(url) is not None


def identity(url: str) -> str:
    """What an article is known by: its address as `cleaned` or, where that is of an AMP or mobile twin, the page's own.

    That one is a guess by the way twins are addressed, so a page is asked for at the address that was announced.
    """
    url = from_cache(url)
    parts = _Parts.of(url)
    if parts is None:
        return url
    return str(
        parts._replace(
            host=_without_twin(parts.host),
            path=_without_amp(parts.path),
            parameters=[pair for pair in parts.parameters if not _AMP_PARAMETER.fullmatch(pair)],
        )
    )


def from_cache(url: str) -> str:
    """The publisher's own address of a page that an AMP cache or Google's viewer shows; any other, also one of more
    than three caches within each other, without surrounding white space."""
    given = url = url.strip()
    for _ in range(_MAX_CACHES + 1):
        found = _AMP_CACHE.match(url) if len(url) <= MAX_URL_CHARS else None
        if found is None:
            return url
        url = f"{'https' if found['secure'] else 'http'}://{found['page']}"
    return given


def resolved(base: str, link: str) -> str:
    """`link` as an http(s) address, read relative to `base`; empty where that isn't one, or longer than any."""
    link = link.strip()
    if not 0 < len(link) <= MAX_URL_CHARS:
        return ""
    try:
        url = urljoin(base, link)
        parts = urlsplit(url)
        url.encode()
        asked = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
        return url if asked and len(url) <= MAX_URL_CHARS else ""
    except ValueError:  # also for a port beyond all numbers of ports
        return ""


def host_of(url: str) -> str:
    """Host and port as they stand in `url`, in lower case, without user name; empty where there is none."""
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""


def same_site(url: str, other: str) -> bool:
    """True where both addresses have the same host and port, "www." and the hosts of mobile and AMP twins aside."""
    host, another = _site(host_of(url)), _site(host_of(other))
    return bool(host) and host == another


def _site(host: str) -> str:
    name, colon, port = host.partition(":") if not host.startswith("[") else (host, "", "")
    return _without_twin(name).removeprefix("www.") + colon + port


@lru_cache(maxsize=4_096)
def _without_twin(host: str) -> str:
    """The host of the site whose mobile or AMP pages are at `host`; `host` itself where it is none of these."""
    rest = host
    while rest.startswith(_TWIN_HOSTS):
        rest = rest.partition(".")[2]
    if rest == host or "." not in rest or is_tld(rest):
        return host
    # The sites that have such twins are in their great majority those at "www.".
    registered = get_fld(f"https://{rest}", fail_silently=True) or (rest if rest.count(".") == 1 else "")
    return f"www.{rest}" if registered == rest else rest


def _without_amp(path: str) -> str:
    """`path` without the marks of an AMP page, where what is left names an article."""
    while True:
        plain = _AMP_END.sub(r"\1\2", _AMP_START.sub("/", path))
        if plain == path or not NAMES_ARTICLE.search(plain.rstrip("/").rpartition("/")[2]):
            return path
        path = plain


def is_public(address: str) -> bool:
    """True for an IP address on the public internet: not private, loopback, link-local, multicast, reserved, and no
    cloud metadata service, nor an IPv6 form that leads to one of these."""
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    return not any(ip in network for network in _LOCAL) and all(
        form.is_global and not form.is_multicast and form not in _METADATA for form in _forms(ip)
    )


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


@lru_cache(maxsize=4_096)
def _is_tracker_name(name: str) -> bool:
    return name not in _MAY_NAME_ARTICLE and _TRACKER.search(name) is not None


def _is_tracker(pair: str) -> bool:
    """True where a query parameter says where a reader came from, not what the page is."""
    name, given, _ = pair.partition("=")
    return bool(given) and _is_tracker_name(unquote(name).lower())
