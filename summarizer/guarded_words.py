"""Word lists of the verifier: what a statement may leave out of its evidence, and what it may never lose.

All but names are in lower case. They are the verifier's own, so that they can't share a mistake with the writer's.
"""

_NUMBERS = """
two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions billion
billions trillion dozen dozens half third quarter quarters twice double triple percent
"""
_HEDGES = """
over under above below about around roughly approximately some nearly almost least most up more less fewer than
estimated only just barely hardly scarcely exceeding upwards maximum minimum between exactly virtually partly mostly
largely mainly usually often sometimes rarely generally typically so-called
"""
_MODALS = """
may might could would should ought must can will shall alleged allegedly reportedly suspected suspects accused accuses
purported purportedly supposed supposedly apparent apparently possible possibly perhaps maybe probable probably likely
unlikely potential potentially seemingly seems seem seemed appears appear appeared rumoured rumored expected expects
proposed planned plans if unless until whether provided assuming unconfirmed
"""
_ATTRIBUTIONS = """
said say says saying told tell tells according claim claims claimed claiming argue argues argued believe believes
believed think thinks thought warn warns warned warning added adds note notes noted suggest suggests suggested estimate
estimates insist insists insisted state stated announce announces announced report reports reported write writes wrote
explain explained explains predict predicts predicted forecast forecasts assert asserts asserted acknowledge
acknowledged conceded admit admits admitted described describes hopes hoped fears feared wants wanted feels felt find
finds found show shows showed shown reckon reckons reckoned reveal reveals revealed indicate indicates indicated confirm
confirms confirmed agree agrees agreed recall recalled conclude concludes concluded ruled heard understands understood
learned maintain maintains maintained contend contends contended allege alleges hold holds concede quoted cite cites
cited citing speculate speculated testified call calls called caution cautioned urge urged urges vow vowed promise
promised pledged threatened complained criticized criticised remarked commented replied responded answered
tweeted posted
"""
_CONTRASTS = "but although though while whereas despite however except excluding without because"

NEGATIONS = frozenset(
    """
    not no never without neither nor none nobody nothing nowhere cannot n't hardly barely scarcely deny denies denied
    denying refuse refuses refused refusing fail fails failed failing lack lacks lacked false falsely untrue
    """.split()
)
DENIALS = frozenset("not no never neither nor none nobody nothing without cannot".split())
"""Negations that turn a sentence into its opposite."""
GUARDED = NEGATIONS.union(*(words.split() for words in (_NUMBERS, _HEDGES, _MODALS, _ATTRIBUTIONS, _CONTRASTS)))
"""What is never lost with a passage that is left out."""

CONNECTIVES = frozenset(
    phrase.strip()
    for phrase in """
    however, but, and, yet, still, meanwhile, moreover, furthermore, also, too, so, then, thus, therefore, hence,
    additionally, besides, instead, nevertheless, nonetheless, separately, elsewhere, overall, indeed, though,
    similarly, likewise, consequently, accordingly, again, finally, lastly, now, specifically, notably, importantly,
    interestingly, surprisingly, unsurprisingly, in addition, in particular, in contrast, by contrast, in fact,
    in short, in sum, in turn, in the meantime, in other words, for example, for instance, as a result,
    on the other hand, at the same time, at the time, of course, that said, after all, even so, but still, but now,
    but also, and yet, and so, and now, and also, once again, to be sure, what's more, what is more, more broadly,
    plus, in reality, unfortunately, fortunately, as it turns out, be that as it may,
    on top of that, for its part, for their part, for her part, for his part
    """.split(",")
)
"""What may be left out where commas set it off."""
OPENING_CONNECTIVES = frozenset("but and yet so also meanwhile then thus therefore".split())
"""What may be left out at the beginning without a comma."""
INNER_CONNECTIVES = frozenset("also meanwhile therefore thus".split())
"""What may be left out anywhere without commas."""

LIMITING = frozenset(
    """
    in on at by for from of to with among amid during after before since under within between beyond except only when
    where if as unless until while and or than
    """.split()
)
"""An aside that begins with one of these limits what is said, and stays."""

SELF = frozenset("i we our my".split())
REPORTING = frozenset("reported reports report reporting said says wrote writes noted according citing".split())
REPORTING_PARTICULARS = frozenset(
    """
    as to in a an the on by first earlier previously recently has had have been also was were that it last this week
    month year yesterday today newspaper agency news outlet magazine broadcaster website site paper story article
    morning evening night
    """.split()
)
AGENCIES = frozenset(
    name.strip()
    for name in """
    Reuters, The Associated Press, Associated Press, AP, AFP, Agence France-Presse, Bloomberg, Bloomberg News, dpa,
    ANSA, EFE, TASS, Interfax, Xinhua, Kyodo, Kyodo News, Press Association, PA Media, UPI, PTI, Dow Jones,
    Dow Jones Newswires, Canadian Press
    """.split(",")
)
"""Media whose naming a citation replaces, besides the outlets themselves."""

SPEECH = frozenset(
    """
    said says say told tells added adds noted notes wrote writes explained explains warned warns argued argues asked
    asks insisted insists stated states claimed claims replied recalled continued concluded stressed declared announced
    tweeted posted called commented remarked testified complained joked admitted acknowledged conceded suggested
    according
    """.split()
)
"""Words that lead from a quotation to its speaker."""
VOICED = SPEECH | frozenset(
    """
    reported reports announces confirmed confirms denied denies promised promises vowed pledged urged urges believes
    believed thinks hopes hoped fears feared expects expected predicted predicts criticized criticised praised accused
    threatened welcomed apologized apologised responded described describes agreed agrees answered spoke
    """.split()
)
"""Words that show that somebody is heard."""
PERSONAL_PRONOUNS = frozenset("he she".split())
POSSESSIVE_PRONOUNS = frozenset("his her".split())
NAME_PARTICLES = frozenset("of the and for de la le du des van von der den di da dos al el bin ibn at on in".split())
TITLES = frozenset(
    """
    mr mrs ms miss mx dr prof professor sir dame lord lady president chair chairman chairwoman chairperson minister
    secretary senator sen representative rep governor gov mayor judge justice general gen colonel captain sergeant
    officer inspector chief director king queen prince princess pope bishop rev reverend chancellor premier ambassador
    commissioner coach economist analyst spokesman spokeswoman spokesperson deputy vice
    """.split()
)
DAYS_AND_MONTHS = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december
    """.split()
)
FUNCTION_WORDS = frozenset(
    """
    that this these those with from have been were will would their there they them then than which what when where
    while about over under into also said says more most some such only just after before other could should being does
    because between through during your ours very
    """.split()
)
PEOPLE = TITLES | frozenset(
    """
    driver teacher lawyer solicitor prosecutor attorney owner founder leader manager boss head executive officer
    spokesperson author writer artist singer actor actress player captain striker goalkeeper trainer doctor nurse
    surgeon scientist researcher engineer expert student pupil teenager child boy girl man woman father mother son
    daughter brother sister husband wife widow widower uncle aunt cousin friend partner colleague neighbour neighbor
    victim suspect defendant plaintiff witness attacker gunman shooter killer robber thief prisoner hostage soldier
    sailor pilot farmer fisherman priest vicar imam rabbi politician candidate councillor councilor lawmaker senator
    congressman congresswoman mp diplomat envoy monarch emperor sultan sheikh duke duchess earl baron baroness worker
    labourer employee employer customer passenger resident tenant landlord pensioner patient investor banker broker
    trader shareholder journalist reporter editor presenter host guest winner loser champion rival opponent ally
    successor predecessor adviser advisor aide assistant clerk curator composer director producer conductor designer
    architect builder mechanic plumber electrician postman firefighter policeman policewoman constable detective sheriff
    superintendent lieutenant major admiral commander marshal magistrate juror undersecretary treasurer
    warden ranger guard skipper helmsman climber rider cyclist runner swimmer boxer golfer racer jockey
    counsellor psychologist historian professor lecturer dean headteacher headmaster headmistress principal somebody
    model star someone everybody everyone another
    """.split()
)
"""Words that mean somebody, so that a pronoun behind them may mean that person."""
ORGANIZATIONS = frozenset(
    """
    rail railway railways bank inc ltd llc plc corp corporation co company group holdings partners associates industries
    systems technologies energy motors airlines airways university college school institute ministry department agency
    council committee commission union association society foundation trust fund party club united city county court
    police hospital news times herald team league government office bureau authority board
    """.split()
)
"""Words that make a name that of an organization or a place."""
NO_NAMES = (
    DAYS_AND_MONTHS
    | FUNCTION_WORDS
    | NAME_PARTICLES
    | PERSONAL_PRONOUNS
    | POSSESSIVE_PRONOUNS
    | SELF
    | frozenset(_NUMBERS.split())
    | frozenset(word for phrase in CONNECTIVES for word in phrase.split())
    | frozenset("a an it its as if all no not few how why who him me us you i'm i've he's she's it's".split())
)
"""Words that name nobody though they open a sentence with a capital."""

TIMES_OF_DAY = (
    frozenset("morning mornings dawn daybreak sunrise breakfast".split()),
    frozenset("midday noon lunchtime".split()),
    frozenset("afternoon afternoons".split()),
    frozenset("evening evenings dusk sunset".split()),
    frozenset("night nights overnight midnight nightfall".split()),
)
"""Words for the parts of a day, each with those that say the same."""


def _sides(pair: str) -> tuple[frozenset[str], frozenset[str]]:
    one, other = pair.split("/")
    return frozenset(one.split()), frozenset(other.split())


OPPOSITES = tuple(
    _sides(pair)
    for pair in """
rise rises rose risen rising climb climbs climbed climbing soar soars soared soaring jump jumps jumped surge surged
/ fall falls fell fallen falling drop drops dropped dropping decline declines declined plunge plunged slump slumped
increase increases increased increasing / decrease decreases decreased decreasing reduce reduces reduced
gain gains gained gaining / lose loses lost losing
win wins won winning / lose loses lost losing
accept accepts accepted accepting / reject rejects rejected rejecting refuse refuses refused refusing
agree agrees agreed agreeing / refuse refuses refused refusing disagree disagrees disagreed
approve approves approved approving / reject rejects rejected rejecting
admit admits admitted admitting confirm confirms confirmed / deny denies denied denying
open opens opened opening / close closes closed closing
start starts started starting begin begins began begun / end ends ended ending stop stops stopped finish finished
arrest arrests arrested detain detains detained jail jailed / release releases released freed
support supports supported supporting back backs backed / oppose opposes opposed opposing
hire hires hired hiring / fire fires fired dismiss dismissed
appoint appoints appointed / dismiss dismisses dismissed sack sacks sacked
buy buys bought buying / sell sells sold selling
arrive arrives arrived arriving / leave leaves left leaving depart departed
pass passes passed / fail fails failed failing
convict convicts convicted guilty / acquit acquits acquitted innocent
allow allows allowed legal / ban bans banned forbid forbids forbidden prohibit prohibited illegal
strengthen strengthens strengthened / weaken weakens weakened
improve improves improved improving / worsen worsens worsened worsening
expand expands expanded expanding / shrink shrinks shrank shrinking
raise raises raised raising / cut cuts cutting lower lowers lowered lowering
alive survive survives survived / dead die dies died killed
higher / lower
more / fewer less
up / down
""".replace("\n/", " /")
    .strip()
    .splitlines()
)
"""Forms of words that contradict each other: of two sentences about one thing, both can't be true."""
