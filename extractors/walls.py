"""What stands between a reader and a story: block pages, login walls, paywalls, and pages that are lists of links."""

import re

# A page that blocks says little else; a story may well mention a captcha.
_MAX_CHALLENGE_WORDS = 250
_MAX_SAID_CHARS = 20_000
_CHALLENGE = re.compile(
    r"""verify(?:ing)?\ (?:that\ )?you\ are\ (?:a\ )?(?:human|not\ a\ (?:robot|bot))
    | are\ you\ (?:a\ )?(?:human|robot)
    | (?:prove|confirm|show)\ (?:us\ )?(?:that\ )?you(?:'re|’re|\ are)\ (?:human|not\ a\ (?:robot|bot))
    | checking\ (?:your\ browser|if\ the\ site\ connection\ is\ secure)
    | attention\ required!\ \|
    | just\ a\ moment\.\.\.
    | (?:please\ )?(?:enable|turn\ on)\ (?:javascript\ and\ cookies|cookies\ and\ javascript|js)
    | (?:enable|turn\ on)\ javascript\ (?:and\ (?:disable|turn\ off)|to\ (?:continue|proceed))
    | (?:unusual|suspicious|automated)\ (?:traffic|activity|access|requests)
    | (?:your\ )?(?:access|request)\ (?:to\ this\ (?:page|site|resource)\ )?(?:has\ been\ |was\ |is\ )?
      (?:denied|blocked|forbidden)
    | you\ (?:have\ been|are\ being|were)\ (?:blocked|rate\ limited)
    | (?:complete|solve)\ (?:the|this|a)\ (?:security\ check|captcha|challenge)
    | ddos\ protection\ by | request\ unsuccessful\.\ incapsula | pardon\ our\ interruption | \bperimeterx\b
    | too\ many\ requests | \bcaptcha\b | \brobot\ check\b""",
    re.IGNORECASE | re.VERBOSE,
)
_LOGIN = re.compile(
    r"""(?:log|sign)\ ?in\ (?:to\ (?:continue|read|view|access|your\ account)|or\ (?:register|sign\ up|create))
    | (?:please|you\ (?:must|need\ to))\ (?:log|sign)\ ?in
    | (?:create|register\ for)\ (?:a\ free|an)\ account\ to
    | already\ (?:a\ (?:subscriber|member)|have\ an\ account|registered|subscribed)\?
    | subscribe\ (?:now\ )?to\ (?:continue|keep|read|unlock)
    | forgot(?:ten)?\ your\ password""",
    re.IGNORECASE | re.VERBOSE,
)
_HIDDEN = re.compile(r"<(script|style|noscript|template|svg)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.I | re.S)
_TAG = re.compile(r"<[^<>]*>")


def is_challenge(markup: str) -> bool:
    """True for a page (HTML or plain text) that holds us off instead of answering: a captcha, a browser check, a
    refusal."""
    words = visible(markup).split()
    said = " ".join(words)[:_MAX_SAID_CHARS]
    return len(words) <= _MAX_CHALLENGE_WORDS and _CHALLENGE.search(said) is not None


def is_login(text: str) -> bool:
    """True where the visible `text` of a page without a story asks for an account."""
    return _LOGIN.search(" ".join(text.split())[:_MAX_SAID_CHARS]) is not None


def visible(markup: str) -> str:
    """The words of a page that a reader sees, roughly, with its title; meant for looking, not for quoting."""
    return _TAG.sub(" ", _HIDDEN.sub(" ", markup))


_PAYWALL_MARK = re.compile(
    r"""(?:class|id|data-testid)\s*=\s*["'][^"']{0,200}(?:paywall|subscriber-?only|premium-?content|regwall|piano-offer
    |content-gate|article-gate|meter-wall)[^"']{0,200}["']""",
    re.IGNORECASE | re.VERBOSE,
)


def is_paywalled(markup: str) -> bool:
    """True for a page with an element that is named a paywall; tells something of short texts only, as open stories
    carry such elements, too."""
    return _PAYWALL_MARK.search(markup) is not None
