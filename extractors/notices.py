"""Lines that pages print between the paragraphs of a story: share bars, promotions, pointers, photo and cookie notes.

Every rule is general; none knows an outlet. Stories, too, tell of newsletters, pictures and members: what is quoted or
ends in "…, she said" is no notice; a rule that looks at a line's beginning alone refuses a sentence that tells
something; one that looks within a line asks that a sentence begins like a notice.
"""

import re

from extractors.agencies import AGENCY

_MAX_WORDS = 45
_MAX_CHARS = 400
_MAX_SHARE_WORDS = 12
# A longer line that ends like a sentence is one of the story's.
_MAX_POINTER_WORDS = 12

_SHARE_WORDS = frozenset(
    """share this article story on via by with facebook twitter x whatsapp linkedin reddit pinterest telegram bluesky
    threads email e-mail mail copy link print save comment comments bookmark flipboard messenger tweet post pocket sms
    instagram youtube tiktok follow us like more close copied teilen drucken merken kommentare artikel compartir
    partager gift listen audio""".split()
)
_NETWORK = r"(?:twitter|x|facebook|instagram|tiktok|threads|youtube|bluesky|linkedin|whatsapp|telegram)"
# The whole line, which ends in no full stop, is a heading or a button.
_LABELS = (
    r"(?:related|recommended|suggested)(?: (?:articles?|stor(?:y|ies)|content|reading|links?|topics?|news|video"
    r"|coverage))?",
    r"more (?:on this|from us|stories|news|like this|from [\w\s]{2,40})",
    r"(?:most (?:read|popular|viewed|watched|shared)|popular|trending|recommended for you|editors?['’]?s? picks?)"
    r"(?: (?:in|on|now|today|stories|articles|news|videos)\b.{0,40})?",
    r"(?:filed under|posted in|tags?\s*:|topics?\s*:|categor(?:y|ies)\s*:|schlagw[oö]rter?\s*:).{0,200}",
    r"advertisement|advertising|sponsored(?: content)?|anzeige|werbung|publicidad|publicité|promoted",
    r"(?:show|view|hide|load|see) (?:more|less|all|comments|replies|gallery|transcript)(?: \w+)?",
    r"\d+ (?:comments?|shares?|views?|kommentare)|\d+ ?min(?:ute)?s? (?:read|listen|de lectura)\b.{0,20}",
    r"(?:article|story) content|back to top",
)
# The whole line points somewhere or tells who did what; a sentence that tells something is none.
_POINTERS = (
    r"(?:read|see|learn|find out) (?:more|also|next)\b.{0,200}",
    r"(?:also|must|further) read(?:ing)?\b.{0,200}",
    r"(?:related|recommended|suggested)(?: (?:articles?|stor(?:y|ies)|content|reading|links?|topics?|news|video"
    r"|coverage))?\s*[:|].{0,200}",
    r"(?:see|watch|listen|explore|discover) (?:also|more|now|next|below|the full)\b.{0,160}",
    r"(?:watch|listen|video|podcast|in pictures|gallery|explainer|more (?:from|on|about)(?: \w+)?)\s*[:|].{0,200}",
    r"more\s*:\s.{0,200}",
    r"(?:you (?:may|might) (?:also )?(?:like|enjoy)|you (?:may|might) (?:also )?be interested in)\b.{0,160}",
    r"(?:czytaj|zobacz|przeczytaj|lue|čtěte|přečtěte|citește|citiți|pročitajte|baca|xem|đọc|читайте|смотрите|читати)"
    r" (?:więcej|także|też|również|myös|také|i|și|juga|thêm|také|također|также|ещё|еще|також)\b.{0,200}",
    r"(?:les mer|læs (?:også|mere)|ilgili haber\w*|devamını oku|関連記事|あわせて読みたい|続きを読む|延伸閱讀"
    r"|相关阅读|관련기사|더 보기)\b.{0,200}",
    r"zum (?:artikel|video|podcast|audio|thema|liveblog)\b.{0,160}",
    r"(?:sources?|quellen?|fuentes?|fontes?|källa|kilde|bron)\s*:.{0,80}",
    r"(?:redaktion|faktencheck|recherche|autor(?:in)?|author|editors?|producers?)\s*:\s.{2,80}",
    r"our standards\s*:.{0,80}|for more (?:stories|news) like this\b.{0,80}",
    r"pictured\b.{0,300}",
    r"(?:mehr (?:zum thema|dazu|lesen)|lesen sie (?:auch|hier|mehr)|auch interessant|zum thema|weiterlesen|siehe auch)"
    r"\b.{0,200}",
    r"(?:lire aussi|à lire(?: aussi)?|voir aussi|lea también|te puede interesar|leggi anche|leia (?:também|mais)"
    r"|lees ook|läs (?:också|mer)|les også)\b.{0,200}",
    r"(?:story|article|text) continues (?:below|after)\b.{0,60}",
    r"(?:skip|jump) (?:to|past) .{0,60}",
    r"opens? in (?:a )?new (?:tab|window)|(?:tap|click|swipe|scroll) (?:here|to|for|on)\b.{0,120}",
    r"(?:to )?(?:join|view|leave|add) (?:the |a )?(?:conversation|comments?|discussion)\b.{0,80}",
    rf"(?:follow|find|like|join) (?:us|me|the \w+) on {_NETWORK}\b.{{0,120}}",
    r"(?:sign up|subscribe|register) (?:for|to|here|now)\b.{0,160}",
)
# The whole line says what only a notice says.
_NOTES = (
    r"(?:photo(?:graph)?s?|images?|pictures?|file (?:photo|image|picture)|illustration|foto|bild|graphic|video"
    r"|pictured)(?: (?:by|credit|courtesy|source|above|below|left|right|top))?\s*[:/].{0,200}",
    r"pictured,? (?:above|below|(?:(?:from|at|on|second|far) )*(?:the )?(?:left|right|back|front|cent(?:re|er)))\b"
    r".{0,300}",
    r".{2,60} can be (?:reached|contacted) (?:at|by|via|on)\b(?:.{0,80}\S@\S.{0,80}| @\w.{0,80}"
    r"|(?: (?:tele)?(?:phone|mobile|whatsapp|signal))? [+(]?\d(?:[\s().-]{0,2}\d){6,14}.{0,40})",
    r"write to .{2,60} at \S+@\S+",
    r"an error (?:has )?occurred(?: (?:while|when) (?:trying|loading|retrieving|saving|processing|submitting)\b"
    r"[^,.]{0,80})?(?:[.!,]* please\b.{0,80})?",
    r"this (?:article|story) has been sent to.{0,60}",
    r".{0,60}personal, non-?commercial use.{0,300}|order reprints.{0,60}",
    r"got a (?:story|tip|news tip|question)\b[^.]{0,160}\?.{0,240}",
    r"(?:wie )?(?:hat|gefällt|war) (?:ihnen|dir) (?:dieser|dieses|der) (?:artikel|beitrag|text|video)\b.{0,200}",
    r"(?:did you (?:like|enjoy)|was) this (?:article|story|page)\b[^.]{0,120}|durchschnittliche bewertung\b.{0,40}",
    r"loading\.{0,3}|please wait\.{0,3}",
    r"(?:follow|find|like|join) (?:us|me) on .{0,120}",
    r"(?:(?:©|\(c\)) ?|copyright (?=[\d©(]|by\b|notice\b)).{0,160}|.{0,120}all rights reserved.{0,120}",
    r"this (?:material|content) (?:may not|is subject)\b(?=.*(?:publish|broadcast|copied|reproduc|redistribut|copyright"
    r"|terms\b)).{0,240}",
    r"this (?:article|story|piece|report|post) (?:has been|was|is being) (?:updated|amended|corrected|edited).{0,240}",
    r"this (?:video|content|post) (?:is not|isn't|cannot be|can't be) (?:available|displayed).{0,80}",
)
# A sentence of the line begins with this.
_OPENINGS = (
    r"(?:sign up|subscribe|register|get|receive|join|want|abonnieren|bestellen|suscríbete|inscrivez)\b.{0,120}\b"
    r"(?:newsletters?|inbox|briefing|alerts?|mailing list|e-?mails? from|whatsapp[- ]?(?:channel|kanal))\b",
    r"(?:our|the|this|der|unser)\b.{0,40}\bnewsletters?\b.{0,60}"
    r"\b(?:sign up|subscribe (?:here|now|to|for)|abonnieren|anmelden)\b",
    r"(?:our|unser)\b.{0,40}\bnewsletters?\b.{0,60}\b(?:subscribe|here)\b",
    r"(?:sign up|subscribe|register) (?:here|now)\b",
    r"(?:download|get) (?:our|the) (?:free )?(?:\w+ )?app\b",
    r"(?:we|this (?:site|website)) uses? cookies\b|(?:accept|manage|reject) (?:all )?cookies\b",
    r"by (?:signing up|subscribing|clicking|submitting)\b.{0,80}\b(?:you|I) (?:\w+ ){0,3}(?:agree|consent|accept"
    r"|confirm|acknowledge)\b",
    r"(?:support|subscribe to) (?:our|independent) journalism\b|become a (?:member|subscriber)\b",
    r"already a (?:subscriber|member)\b",
    r"to (?:read|continue|keep|unlock|access|finish|view|join|leave)(?: reading| watching| (?:this|our|your|all|more"
    r"|unlimited|full|a comment|the (?:full|whole|rest|entire|conversation|discussion|comments)))\b.{0,80}"
    r"\b(?:subscri\w+|sign (?:in|up)|log ?in|account|register|trial)\b",
    r"to (?:read|continue|keep|unlock|access|finish|view)\b.{0,80}(?:,| you (?:must|need to|have to|can)) (?:please |"
    r"simply |first )*(?:subscribe|sign (?:in|up)|log ?in|register|create an? (?:free )?account|start (?:a|your))\b",
    r"(?:this|the (?:full|whole|rest of (?:this|the))) (?:article|story|text) is (?:only |exclusively )?"
    r"(?:for|available to) .{0,30}\b(?:subscribers|members)\b",
    r"(?:weiterlesen|lesen sie (?:weiter|den ganzen)|jetzt(?! (?:m[uü]ss|k[oö]nn|soll|woll|will|d[aü]rf|ha[bt]|ist|sind"
    r"|war|w[ei]rd))) .{0,40}\b(?:abo|abonnement|abonnieren|registrieren|anmelden)\b",
    r"(?:follow|contact|e-?mail|reach) .{2,60}\b(?:at \S+@\S+|@\w+)",
    rf"(?:follow|reach) .{{2,60}}\bon {_NETWORK}\b",
    r"send (?:us )?(?:tips|your feedback)\b|externe[rn]? inhalte?n?\b",
    r"(?:hier|jetzt) (?:geht['’]?s (?:zur|zum)|anmelden|abonnieren|bestellen)\b.{0,60}",
    r"join our \w+|listen to .{2,40} live\b|(?:and )?if you have (?:a )?(?:news )?tips?\b",
    r"(?:please )?bookmark .{2,60}\band sign up\b",
    r"(?:dann )?unterstützen sie uns\b|(?:please )?(?:support us\b.{0,40}\b(?:today|now|here)|donate"
    r"(?: to (?:us|our \w+))?,? (?:today|now|here))\b",
    r"we(?:['’]d like| would like| want) to hear (?:from you|what you)\b",
    r"tell us (?:what|why|how) you\b|have your say\b",
)
# Where the line goes on with names alone.
_CREDITING = re.compile(
    r"\W{0,5}(?:(?:additional |further |with )?(?:reporting|writing|editing)|compiled|edited|produced|written|reported"
    r"|mit (?:informationen|material)) (?:by|von|der|des)\b|\W{0,5}mit (?=dpa\b)|\W{0,5}copyright\b",
    re.IGNORECASE,
)
_BESIDE_NAMES = frozenset(
    """and und by von der des dem vom van de la the in for at from of with mit via to as our staff reporting writing
    editing compiled edited produced written additional further graphics photography research production reporters
    reporter correspondents correspondent editor editors newsroom desk bureau agencies agentur agenturen wire wires
    service services contributed dpa""".split()
)
_NAME = r"[^\W\d_a-z][\w.'’-]*"
# The end of a caption: a marked credit, or a photographer and an agency.
_CREDIT = re.compile(
    r"(?:^|[.!?”\")]\s+)\(?(?:Photo(?:graph)?|Image|Picture|Foto|Bild|Illustration|Credit)s?"
    rf"(?:: (?:[^.:!?]|(?<=\b[A-Z])\.){{2,60}}| by {_NAME}"
    rf"(?:[\s,/|]+(?:{_NAME}|for|of|via|the|and|in|von|van|de)){{0,9}})[\s.)]*$"
    rf"|(?:[/(|©]\s*|\bvia\s+){AGENCY}(?:\s*/\s*[\w .-]{{2,40}})?[\s)]*$"
    r"|\((?:[Pp]hoto(?:graph)?|[Ii]mage|[Pp]icture|AP Photo|[Ff]ile)s?"
    r"(?:\s*[:/]| (?:by|credit|courtesy|via|source|photo|image|picture)\b| (?=[A-Z©])|(?=\)))[^)]{0,120}\)[\s.]*$"
    r"|(?:^|\s)(?:Credit|CREDIT|Foto|FOTO|Photo|PHOTO|Bild|BILD|Image|Photograph)s?\s*:\s.{2,80}$"
    r"|\([A-Z][^()/]{1,40}(?:/[A-Z][^()/]{1,40})+\)$"
    rf"|\[[^\]]{{0,60}}\b(?:{AGENCY}|[Ff]ile|[Aa]rchive)\b[^\]]{{0,40}}\]\.?$"
)
_LABEL = re.compile(rf"^[\W_]{{0,20}}(?:{'|'.join(_LABELS)})[\W_]{{0,20}}$", re.IGNORECASE)
_POINTER = re.compile(rf"^[\W_]{{0,20}}(?:{'|'.join(_POINTERS)})[\W_]{{0,20}}$", re.IGNORECASE)
_NOTE = re.compile(
    rf"^[\W_]{{0,20}}(?:{'|'.join(_NOTES)})[\W_]{{0,20}}$|(?:^|[.!?:]\s)[^\w\"“„«]{{0,5}}(?:{'|'.join(_OPENINGS)})",
    re.IGNORECASE,
)
# A quotation and nothing else.
_QUOTED = re.compile(r"\s*[\"“„«][^\"“”„«»]*[\"”»]?\W*$")
# An agency's signature below what it reported, as below a caption: the text before it tells which.
_SIGNED = re.compile(rf"(?<=[.!?”\"])\s+\({AGENCY}\)$")
_SAYING = (
    r"(?:said|says|told|tells|asked|asks|added|adds|wrote|writes|warned|warns|urged|urges|announced|argued|argues"
    r"|claimed|explained|reported|insisted|according to|sagt|sagte|sagten|erklärte|erklärten|teilte|teilten|berichtet"
    r"|berichtete)"
)
_REPORTED = re.compile(rf",[”\"]?\s+(?:[\w’'.-]+\s+){{0,8}}{_SAYING}\b[^.!?]{{0,60}}[.!?]$")
_ENDED = re.compile(r"[.!?][”\"’')\]]{0,2}$")
_TELLING = re.compile(rf"\d|\b(?:{_SAYING}|is|are|was|were|has|had|have|will|would|could|did|ist|sind|war|waren|hat)\b")


def is_notice(text: str) -> bool:
    """True for a share bar, a promotion, a pointer to another article, a photo note, a cookie or copyright line."""
    if not any(map(str.isalnum, text)):
        return True
    text = _SIGNED.sub("", text.strip())
    words = text.split()
    if len(words) > _MAX_WORDS or len(text) > _MAX_CHARS or _REPORTED.search(text):
        return False
    if len(words) <= _MAX_SHARE_WORDS and _SHARE_WORDS.issuperset(_letters(words)):
        return True
    if _CREDIT.search(text) or _is_credit_line(text):
        return True
    if _QUOTED.match(text):
        return False
    if _ENDED.search(text) is None and _LABEL.search(text):
        return True
    return bool(_NOTE.search(text) or (_POINTER.search(text) and not _tells(text)))


def _tells(text: str) -> bool:
    """True for a sentence that is long, gives a figure, reports what was said or says how something is."""
    return _ENDED.search(text) is not None and (
        len(text.split()) > _MAX_POINTER_WORDS or _TELLING.search(text) is not None
    )


def _is_credit_line(text: str) -> bool:
    """True for "Reporting by" and the like before names alone."""
    found = _CREDITING.match(text)
    if not found:
        return False
    words = [word for word in re.split(r"[\s;,/()|]+", text[found.end() :].rstrip(".")) if word]
    return bool(words) and all(not word[0].islower() or word.rstrip(":.") in _BESIDE_NAMES for word in words)


def _letters(words: list[str]) -> list[str]:
    """The words in lower case without the marks around them; what consists of marks is left out."""
    return [letters for word in words if (letters := word.strip(".,;:|·•–-!()[]").casefold())]
