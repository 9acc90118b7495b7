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
_CONSENT = re.compile(
    r"""(?P<partners>(?:we|us)\ and\ our\ (?:\d[\d,.]*\ )?(?:trusted\ |advertising\ )?partners
        |wir\ und\ unsere\ (?:\d[\d.]*\ )?partner|nos\ (?:\d+\ )?partenaires|nuestros\ (?:\d+\ )?socios)
    | (?P<accept>(?:accept|agree\ to|allow|reject)\ all|i\ (?:accept|agree)\b|alle\ (?:akzeptieren|ablehnen)
        |tout\ (?:accepter|refuser)|aceptar\ (?:todo|y\ continuar)|accetta\ (?:tutto|e\ continua)
        |zustimmen\ und\ weiter)
    | (?P<manage>(?:manage|change|withdraw)\ (?:your\ |my\ )?(?:consent|cookies?|preferences|privacy\ settings|options)
        |cookie[- ](?:settings|preferences|policy|richtlinie|einstellungen)|privacy\ (?:settings|preferences|policy)
        |datenschutz(?:einstellungen|erklärung)|einwilligung|param[èe]tres\ des\ cookies|configurar\ cookies)
    | (?P<store>(?:store|access|storing|accessing)\ (?:and/or\ (?:access\ |store\ )?)?information\ on\ (?:a|your)
        \ device
        |unique\ identifiers|personali[sz]ed\ (?:ads|advertising|content)|personalisierte\ (?:werbung|anzeigen)
        |mit\ werbung\ (?:weiter)?lesen|legitimate\ interests?|audience\ (?:research|measurement)|use\ (?:of\ )?cookies
        |uses\ cookies|verwenden\ cookies|utilisons\ des\ cookies|utilizamos\ cookies)
    | (?P<continue>before\ you\ continue|bevor\ sie\ fortfahren|avant\ de\ continuer
        |we\ (?:value|care\ about)\ your\ privacy
        |your\ (?:privacy|consent|choices)\ (?:is|matters?|are)|gdpr|dsgvo)""",
    re.IGNORECASE | re.VERBOSE,
)
_MIN_CONSENT_SIGNS = 3
_MISSING = re.compile(
    r"""(?:\b|^)(?:error\ ?)?404\b(?!\ media)
    | (?:page|article|story|content|url|document|file)\ (?:was\ |is\ |could\ |can\ ?)?not\ (?:be\ )?(?:found|available)
    | (?:page|article|story|content)\ (?:you(?:['’]re|\ are|\ were|\ have)?\ (?:looking|search|request|try)\w*
      \ (?:for\ )?)?(?:does(?:n['’]t|\ not)\ exist|(?:is\ )?no\ longer\ (?:exists|available)
      |has\ been\ (?:removed|deleted|moved)|can(?:['’]t|not)\ be\ found|isn['’]t\ (?:here|available))
    | (?:we\ )?(?:can(?:['’]t|not)|could(?:n['’]t|\ not))\ find\ (?:the|that|this)\ (?:page|article|story)
    | (?:seite|artikel|beitrag)\ (?:wurde\ |konnte\ |existiert\ |ist\ )?(?:leider\ )?nicht\ (?:gefunden|mehr|verfügbar)
    | seite\ existiert\ nicht | page\ (?:introuvable|non\ trouvée|n['’]existe\ (?:pas|plus))
    | página\ no\ (?:encontrada|existe)
    | pagina\ (?:non\ trovata|niet\ gevonden) | página\ não\ encontrada | sidan\ (?:hittades\ inte|finns\ inte)
    | nie\ znaleziono\ strony | страница\ не\ найдена | ページが見つかりません | 페이지를\ 찾을\ 수\ 없""",
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


def asks_consent(text: str) -> bool:
    """True for a `text` that is a request to agree to cookies: it says three things at least that such requests say."""
    said = " ".join(text.split())[:_MAX_SAID_CHARS]
    return len({match.lastgroup for match in _CONSENT.finditer(said)}) >= _MIN_CONSENT_SIGNS


def says_missing(text: str) -> bool:
    """True where a title, a heading or the few words of a page say that what was asked for isn't there."""
    return _MISSING.search(" ".join(text.split())[:_MAX_SAID_CHARS]) is not None


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
