"""The rules for English, in their order: what is no claim, then the kind, then the stance."""

from news.claim import Kind, Stance
from reading import kinds
from reading.rules import grammar
from reading.rules.old_news import MONTH, first_published, in_body, of_other_time, titled
from reading.rules.rule import (
    BOTH,
    CEASEFIRE,
    TALKS,
    Rule,
    RuleOutcome,
    either,
    in_title,
    says,
    says_and_not_then,
    says_before,
    says_beside,
)
from reading.text.word_classes import words_of

_TRUCE = r"(?:truce|cease-?fire)"
_TALKS = r"(?:talks|negotiations|dialogue|peace (?:process|efforts))\b"
_FORCE = r"(?:effect|force)"
_AGE = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+)"
_YEAR = r"(?:1[89]|20)\d\d"
_NOT_SO = (  # before the words: wished for, refused, failed or only talked about
    r"\b(?:urg|call|want|hop|seek|sought|try|tries|tried|vow|press|push|bid|aim|effort|attempt|mission|mediation"
    r"|mediating|refus|reject|fail|unable|rul(?:e|es|ed|ing) out|condition|threat|struggl|invit|discuss|drive"
    r"|plan|propos|arriv|seek|sought|expect)\w*[^,.;]*$"
    r"|\b(?:no|not|never|cannot|may|might|could|ready|if|how|in)\b[^,.;]*$|n['’]t\b[^,.;]*$"
)
_SUSPENDED = r"(?:suspended|stalled|frozen|halted|deadlocked|paused|interrupted|broken-off|delayed)"
_TAKEN_UP = (
    r"(?P<later>\b(?:to|will|shall|would|due|set|agreed?)\s+(?:to\s+|be\s+)?)?"
    r"\b(?:restart|resum|reviv|relaunch|reopen|return\w* to|back to)\w*\s+"
    rf"(?:\w+[\s-]+){{0,3}}?{_SUSPENDED}\s+(?:\w+[\s-]+){{0,3}}?{_TALKS}"
)
_UNWILLING = (
    r"\b(?:no|not|never|n['’]t|refus\w+|reluctan\w+|unwilling|against|without)\b[\w\s'’]{0,30}"
    rf"\b{words_of('en', 'EXTEND')}\b"
)
_EXTENDS = rf"\b{words_of('en', 'EXTEND', ('pres', 'past'))}\b"

_DROPS = (
    Rule(
        "trade",
        BOTH,
        kinds.EVERY,
        says(
            r"\b(?:tariffs?|trade|trade war|price|pay|wage|contract|transfer|budget|labou?r|coalition|merger|rail"
            r"|strike|fishing|copyright|gas|grain|oil|transit|minerals?|mining|rare earths?|investment)[\s-]+"
            r"(?:ceasefire|truce|talks|negotiations|deal)\b"
        ),
        RuleOutcome.DROP,
        (("Tariff truce holds", Kind.IN_EFFECT), ("Minerals deal signed", Kind.DEAL_REACHED)),
        (("Peace talks resume", Kind.UNDER_WAY),),
    ),
)
_KINDS = (
    Rule(
        "petition",  # who signs one asks others to act
        BOTH,
        kinds.STANDING | kinds.MADE | {Kind.UNDER_WAY, Kind.ANNOUNCED},
        either(says(r"\bpetitions?\b|\bopen letter\b"), titled(r"\bpetitions?\b|\bopen letter\b")),
        Kind.CALLED_FOR,
        (
            ("Hundreds of deputies sign petition for a truce", Kind.AGREED),
            ("Deputies hand in a petition\nThey propose a truce.", Kind.PROPOSED),
        ),
        (("Hundreds of deputies hail the truce", Kind.AGREED),),
    ),
    Rule(
        "over",
        CEASEFIRE,
        kinds.STANDING,
        says(
            r"\b(?:declar\w+|announc\w+|pronounc\w+|says?|said|calls?|called)\s+(?:the |its |a |\w+['’]s )?"
            rf"(?:\w+ )?{_TRUCE}\s+(?:is |was |to be )?(?:over|ended|dead|null|void|at an end)\b"
            rf"|\b{_TRUCE} (?:is|was) (?:over|dead)\b|\bcall(?:s|ed|ing)? off (?:\w+ ){{0,2}}{_TRUCE}\b"
            r"|\b(?:declar|announc|proclaim)\w* (?:an |the |its )?end (?:to|of) (?:the |a |its |their )?(?:\w+ )?"
            rf"{_TRUCE}\b(?! (?:viol|breach|talk))"
        ),
        Kind.COLLAPSED,
        (("Rebels declare truce over", Kind.IN_EFFECT), ("Army announces an end to the truce", Kind.AGREED)),
        (("Junta announces end to ceasefire violations", Kind.IN_EFFECT),),
    ),
    Rule(
        "refused",
        CEASEFIRE,
        kinds.IN_FORCE,
        says(
            r"\b(?:refus|declin)\w+ to (?:observe|honou?r|respect|abide by|comply with|recogni[sz]e|accept|join)\b"
            r"|\b(?:won['’]t|will not) (?:observe|honou?r|abide by|join)\b"
        ),
        Kind.REJECTED,
        (("Rebels refuse to observe the truce", Kind.IN_EFFECT),),
        (("Rebels observe the truce", Kind.IN_EFFECT),),
    ),
    Rule(
        "to-start",  # "will take effect today": agreed, not yet in force
        CEASEFIRE,
        frozenset({Kind.IN_EFFECT}),
        says(
            r"\b(?:truce|cease-?\s?fire|pause|lull|it|which|that)\b[^,.;:]{0,40}"
            r"\b(?:will|shall|(?:is|are|due|set|scheduled|expected) to)\s+(?:\w+\s+)?"
            rf"(?:take (?:effect|hold)|(?:come|go|enter) into {_FORCE}|(?:begin|start)(?! \w+ing\b))\b",
            unless=rf"\b(?:took|has taken|came|went|entered|began|started|begun|in {_FORCE}|holds|holding"
            rf"|takes (?:effect|hold)|(?:comes|goes|enters) into {_FORCE}|is being observed|now active"
            r"|(?:truce|cease-?\s?fire) (?:is )?(?:now )?in place)\b",
        ),
        Kind.AGREED,
        (("The truce will take effect today, mediators say", Kind.IN_EFFECT),),
        (("The truce took effect today and will start to be monitored on Monday", Kind.IN_EFFECT),),
    ),
    Rule(
        "to-talk",  # agreed to talk is no deal yet
        TALKS,
        frozenset({Kind.DEAL_REACHED}),
        says(
            r"\bagree[sd]?\s+to\s+(?:hold|start|open|begin|resume|restart)\s+(?:\w+\s+){0,3}(?:talks|negotiations)\b"
        ),
        Kind.ANNOUNCED,
        (("Army and rebels agree to resume peace talks in May", Kind.DEAL_REACHED),),
        (("Army and rebels agree on a peace accord after talks", Kind.DEAL_REACHED),),
    ),
    Rule(
        "taken-up-later",
        TALKS,
        frozenset({Kind.STALLED}),
        says_before(_TAKEN_UP, not_after=_NOT_SO, wanted="later"),
        Kind.ANNOUNCED,
        (("Rivals to resume stalled negotiations on Monday", Kind.STALLED),),
        (("Insurgents refuse to resume stalled talks", Kind.STALLED),),
    ),
    Rule(
        "taken-up",  # what was suspended goes on
        TALKS,
        frozenset({Kind.STALLED}),
        says_before(_TAKEN_UP, not_after=_NOT_SO),
        Kind.UNDER_WAY,
        (("Envoys resumed the long-frozen peace talks in Muscat", Kind.STALLED),),
        (("UN urges rivals to resume stalled talks", Kind.STALLED),),
    ),
    Rule(
        "to-follow",
        TALKS,
        frozenset({Kind.UNDER_WAY}),
        says(rf"\b{_TALKS}[^,.;]{{0,40}}\s+to\s+(?:follow|come|begin|start|open|resume)\b"),
        Kind.ANNOUNCED,
        (("Truce holds, talks on the border line to follow", Kind.UNDER_WAY),),
        (("Talks on the border line continue", Kind.UNDER_WAY),),
    ),
    Rule(
        "headway",
        TALKS,
        frozenset({Kind.ANNOUNCED}),
        says_before(
            r"\b(?:announc\w*|report\w*|hail\w*|cit(?:e|es|ed|ing)|sees?|saw|seen|not(?:e|es|ed|ing)|mak(?:e|es|ing)"
            r"|made)\s+(?!no\b|little\b|scant\b)(?:['\"‘“]?[\w-]+\s+){0,2}?progress['\"’”]?\s+"
            r"(?:from|in|at|on|during)\s+(?:(?:peace|truce|ceasefire|the|these|their)\s+){0,2}"
            rf"{_TALKS}",
            not_after=_NOT_SO,
        ),
        Kind.UNDER_WAY,
        (("Mediator hails real progress in the peace talks", Kind.ANNOUNCED),),
        (("Envoys seek progress in talks on Friday", Kind.ANNOUNCED),),
    ),
)
_OLD_NEWS = (
    Rule(
        "archive",
        BOTH,
        kinds.EVERY,
        titled(
            rf"^[\s\[(«\"“]*(?:from (?:the|our) archives?\b|(?:from|this (?:day|week|month) in) {_YEAR}\s*[:|—–-]"
            r"|(?:correction|clarification)\s*:"
            rf"|(?:archives?|flashback|throwback|looking back|republished)(?:,? {_YEAR})?\s*[:|\]—–-]"
            rf"|on this day(?:\s*[:,|—–-]|,? (?:in )?{_YEAR}|,? \w+ years? ago|[^:]{{0,20}}:))"
            rf"|[|—–(\[-]\s*(?:from the )?archives?,? (?:from )?{_YEAR}\b"
        ),
        Stance.BACKGROUND,
        (("Archive, 1994: Sarajevo ceasefire agreed", Kind.AGREED),),
        (("Archive of 1948 war opens as the sides agree ceasefire", Kind.AGREED),),
    ),
    Rule(
        "first-published",  # said of the item, at the start of a sentence or of "this article", not of a plan
        BOTH,
        kinds.EVERY,
        first_published(
            r"(?:^|[.!?()»”\"]\s*|\b(?:article|story|report|piece|interview|dispatch)\s+(?:was\s+)?)"
            r"(?:first\s+published|originally\s+(?:published|appeared|printed))\b[^.;]{0,40}?"
            rf"\b({_YEAR})\b"
        ),
        Stance.BACKGROUND,
        (("Sides agree truce\nThe fighting is to stop. First published on 13 December 2018.", Kind.AGREED),),
        (("Sides agree truce\nThey take up a plan first published in 2020.", Kind.AGREED),),
    ),
    Rule(
        "aged",
        BOTH,
        kinds.EVERY,
        in_body(r"\bthis (?:article|story|report) is (?:now )?more than \w+ (?:years?|months?) old\b"),
        Stance.BACKGROUND,
        (("Sides agree truce\nThis article is more than 6 years old.", Kind.AGREED),),
        (("Sides agree truce\nThe war is more than 6 years old.", Kind.AGREED),),
    ),
    Rule(
        "memory",
        BOTH,
        kinds.EVERY,
        says(
            rf"\b{_TRUCE}\s+(?:(?:turns|marks|is)\s+{_AGE}\s+years?\b"
            rf"|turns\s+{_AGE}\b(?!\s*(?:%|per\b|hour|day|week|month)))|^\W*(?:\w+\s)?\w+ (?:years|decades) on\b"
        ),
        Stance.BACKGROUND,
        (("The truce turns four", Kind.IN_EFFECT), ("Twenty years on: how the truce began", Kind.IN_EFFECT)),
        (("The truce turns 100 days old", Kind.IN_EFFECT),),
    ),
    Rule(
        "lasted",  # a truce that lasted so long is over
        CEASEFIRE,
        frozenset({Kind.IN_EFFECT}),
        says(
            r"(?<!has )(?<!have )\blasted\s+(?:only\s+|just\s+|barely\s+)*"
            r"(?:until|till|through|less than|for|\w+\s+(?:hours|days|weeks|months)\b)"
        ),
        Stance.BACKGROUND,
        (("A truce in January lasted until spring", Kind.IN_EFFECT),),
        (("The truce has lasted for four years", Kind.IN_EFFECT),),
    ),
    grammar.OLDER_DATE,
    Rule(
        "other-time",  # "in 2020", "in late 2020", "in March 2023", "on 5 May 2019"
        BOTH,
        kinds.EVERY,
        of_other_time(
            r"\b(?:(?:back )?in|during|on)\s+(?:the\s+)?(?:(?:early|late|mid)[\s-]"
            r"|(?:spring|summer|autumn|fall|winter)\s+(?:of\s+)?)?"
            rf"(?:(?:{MONTH})\.?\s+(?:\d{{1,2}},?\s+)?|\d{{1,2}}\s+(?:{MONTH})\s+)?(?P<year>(?:19|20)\d\d)\b"
            r"(?![-–/]|\s+(?:truce|cease|peace|deal|accord|agreement|pact|war)\b)"
            rf"|\b(?:in|in early|in late|last)\s+(?P<month>{MONTH})\b(?!\s*\d|\s+(?:truce|cease|deal|talks))"
        ),
        Stance.BACKGROUND,
        (
            ("The truce collapsed in 2021 after months of shelling", Kind.COLLAPSED),
            ("Two truces collapsed in January", Kind.COLLAPSED),
        ),
        (
            ("The army breaks the truce signed in 2020", Kind.VIOLATION),
            ("The sides agreed to a truce in 2025", Kind.AGREED),
        ),
    ),
)
_STANCES = (
    grammar.QUESTION,
    Rule(
        "asks",  # a headline that asks although no question mark ends it; WHO is the health organisation
        BOTH,
        kinds.EVERY - {Kind.CALLED_FOR},
        in_title(
            says(
                r"^(?-i:(?:(?:[Ee]xplainer|EXPLAINER|[Aa]nalysis|ANALYSIS|[Oo]pinion|OPINION)\s*[:|—–-]\s*)?"
                r"(?:(?:Who|who|Why|WHY|why)\b"
                r"|(?:Is|Are|Was|Were|Has|Does|Did|Can|Could|Should) (?:the |a |there |[A-Z]))(?![^?]*\?\s*\w))",
                unless=r"\?[\"”»’' ]*$",
            )
        ),
        Stance.POSSIBLE,
        (("Explainer: why the ceasefire collapsed", Kind.COLLAPSED), ("Is the truce over", Kind.COLLAPSED)),
        (
            ("WHO doctors wait as ceasefire collapsed", Kind.COLLAPSED),
            ("Why now? Army breaks truce", Kind.VIOLATION),
        ),
    ),
    Rule(
        "long-ago",
        CEASEFIRE,
        kinds.TURNS,
        in_title(
            says(
                r"\b(?:years?|decades?|months?|anniversary)\s+(?:after|since|of|on from)\b"
                r"|\b(?:years?|decades?|months?)\s+ago\b|\blast (?:year|month|week)\b"
            )
        ),
        Stance.BACKGROUND,
        (("Two years after the truce was agreed, towns lie empty", Kind.AGREED),),
        (("The sides agreed a truce two hours ago", Kind.AGREED),),
    ),
    Rule(
        "extended-after-all",  # told beside the unwillingness
        CEASEFIRE,
        frozenset({Kind.EXTENDED}),
        says_beside(_UNWILLING, _EXTENDS),
        RuleOutcome.STANDS,
        (("The army had refused to extend the truce; it was extended on Thursday", Kind.EXTENDED),),
        (("Army has no intention to extend truce", Kind.EXTENDED),),
    ),
    Rule(
        "unwilling",
        CEASEFIRE,
        frozenset({Kind.EXTENDED}),
        says(_UNWILLING),
        Stance.DENIED,
        (("Army has no intention to extend truce", Kind.EXTENDED),),
        (("Army extends truce", Kind.EXTENDED),),
    ),
    Rule(
        "false-reports",
        BOTH,
        kinds.EVERY - kinds.BAD_NEWS,
        says(
            r"\b(?:reports?|claims?|rumou?rs?|suggestions?|allegations?)\s+(?:that|of)\b[^.;]{0,200}?"
            r"\b(?:are|is|were|was)\s+(?:\w+ly\s+)?"
            r"(?:false|untrue|wrong|baseless|fake|incorrect|unfounded|not true)\b"
            r"|\b(?:reports?|claims?|rumou?rs?)\b[^.;]{0,200}?\b(?:dismissed|rejected|described|called)\s+(?:as\s+)?"
            r"(?:false|fake|untrue|nonsense|baseless|invented|fiction)\b"
        ),
        Stance.DENIED,
        (("Reports that both sides have agreed a truce are false, army says", Kind.AGREED),),
        (("Reports that both sides have agreed a truce spread fast", Kind.AGREED),),
    ),
    grammar.NOBODY,
    Rule(
        "not-of-it",  # "the truce does not cover Lebanon", "a pause is no ceasefire"
        BOTH,
        kinds.COVERED,
        grammar.not_told_before(
            r"\b(?:(?:does|do|did|will)\s+not|n['’]t)\s+(?:cover|apply to|extend to)\b"
            r"|\b(?:is|are|was)\s+(?:not|no)\s+(?:an?\s+)?(?:cease-?fire|truce)\b"
        ),
        Stance.DENIED,
        (("A halt to strikes on dams is not a ceasefire, capital stresses", Kind.AGREED),),
        (("The sides agreed a truce that does not cover the coast", Kind.AGREED),),
    ),
    Rule(
        "no-date",
        TALKS,
        kinds.DATED,
        grammar.no_date(
            r"\bno (?:new |firm |exact )?dates?\b[^.;]{0,30}\b(?:set|fixed|named|agreed|announced|yet)\b"
            r"|\bdates?\b[^.;]{0,40}\b(?:not|yet to)\s+(?:been\s+|be\s+)?(?:set|fixed|named|agreed|announced)\b"
        ),
        Stance.DENIED,
        (("No date has been set for new talks", Kind.ANNOUNCED),),
        (("Talks stalled, no date set for a new round", Kind.STALLED),),
    ),
    grammar.DISPUTED,
    grammar.NEGATED,
    Rule(
        "not-yet",
        CEASEFIRE,
        frozenset({Kind.AGREED}),
        says(
            r"\b(?:no|without|not|neither|nor|yet to|failed to|fail to|fails to)\b[^,.;]{0,40}"
            r"\b(?:truce|ceasefire|cease-fire)\b[^,.;]{0,15}\b(?:agreed|reached|signed)\b"
            r"|\b(?:stop|stops|stopped|stopping|fall|falls|fell) short of (?:an? |any )?(?:\w+ )?"
            r"(?:truce|ceasefire|cease-fire)\b"
            r"|\b(?:neither|no side|none)\b[^.;]{0,45}\bagree[ds]?\b"
        ),
        Stance.DENIED,
        (("Envoys stop short of a truce", Kind.AGREED),),
        (("Envoys agree a truce", Kind.AGREED),),
    ),
    Rule(
        "on-a-thread",
        CEASEFIRE,
        kinds.IN_FORCE,
        says(r"\bhang\w* by a thread\b|\bknife[-’' ]edge\b|\blife support\b"),
        Stance.POSSIBLE,
        (("Truce hangs by a thread, monitors say", Kind.IN_EFFECT),),
        (("Truce holds, monitors say", Kind.IN_EFFECT),),
    ),
    Rule(
        "threatened",  # but not where the threat is what it was made after
        CEASEFIRE,
        kinds.IN_FORCE,
        says_before(
            r"\bthreat\w* to (?:walk|pull|leave|quit|abandon|end|break|scrap|withdraw)\b",
            not_after=r"\b(?:after|despite|once|since|following)\b[^.;,]*$",
        ),
        Stance.POSSIBLE,
        (("Rebels threaten to walk away from truce", Kind.IN_EFFECT),),
        (("The sides agreed to a truce after the capital threatened to end aid", Kind.AGREED),),
    ),
    Rule(
        "if",
        BOTH,
        kinds.UNSURE_UNTIL_SO,
        says(r"^\W*(?-i:If|Should|Perhaps|Maybe|Unless)\b[^,]*(?:,|$)"),
        Stance.POSSIBLE,
        (("If the truce holds, aid will flow", Kind.IN_EFFECT), ("Perhaps the truce holds", Kind.IN_EFFECT)),
        (("The truce holds, if barely", Kind.IN_EFFECT),),
    ),
    Rule(
        "unclear",  # what nobody can say yet
        BOTH,
        kinds.UNSURE_UNTIL_SO,
        says(
            r"\b(?:too (?:early|soon)|premature) to (?:say|speak|talk|tell|judge|know|declare|announce|call)\b"
            r"|\b(?:unclear|uncertain|not clear|in doubt|remains to be seen|doubts?(?: over)?|question is"
            r"|wait to see) (?:whether|if)\b"
            r"|\b(?:bet|bets|betting)\b[^.;]{0,40}\bwill (?:hold|stick|last|survive)\b"
        ),
        Stance.POSSIBLE,
        (
            ("It is unclear whether the truce holds", Kind.IN_EFFECT),
            ("Traders bet that the truce will stick", Kind.IN_EFFECT),
        ),
        (("It is clear that the truce holds", Kind.IN_EFFECT),),
    ),
    Rule(
        "was-due",  # "a truce that was to begin at noon", and not that it then did
        CEASEFIRE,
        frozenset({Kind.IN_EFFECT}),
        says_and_not_then(
            r"\b(?:was|were|had been) (?:due|supposed|meant|scheduled|expected|to have)\b[^.;,]{0,15}"
            r"\b(?:begin|begun|start|started|take|taken|come|go|gone|enter)\w*\b",
            then=r"(?<!not )(?<!never )\b(?:took|has taken) (?:effect|hold)\b"
            rf"|\b(?:came|come|went|gone|entered) into {_FORCE}\b",
        ),
        Stance.POSSIBLE,
        (("The ceasefire was due to start on Monday", Kind.IN_EFFECT),),
        (("The truce that was due to start at noon took effect on time", Kind.IN_EFFECT),),
    ),
    Rule(
        "near-end",
        CEASEFIRE,
        frozenset({Kind.EXPIRED}),
        says(
            r"\b(?:expires?|expiring|expiry|ends|to end|runs out|to lapse|lapses)\b[^.;]{0,30}"
            r"\b(?:tomorrow|tonight|soon|shortly|in (?:\d+|two|three|a few) (?:hours|days))\b"
            r"|\b(?:tomorrow|hours before|days before|ahead of|as the)\b[^.;]{0,20}"
            r"\b(?:expires|expiry|is (?:due|set) to (?:expire|end|lapse))\b"
            r"|\b(?:is|are) (?:due|set|about) to (?:expire|end|lapse|run out)\b"
        ),
        Stance.POSSIBLE,
        (("Truce expires tomorrow, no word of a new one", Kind.EXPIRED),),
        (("Truce expires, shelling resumes", Kind.EXPIRED),),
    ),
    grammar.MAY,
    grammar.VERGE,
    Rule(
        "after-signature",  # a start that waits for a signature
        CEASEFIRE,
        kinds.IN_FORCE,
        grammar.not_settled(
            r"\b(?:would|will|shall)\b[^.;]{0,15}\b(?:come|enter|go|take)\b[^.;]{0,40}"
            r"\b(?:after|upon|once|following)\b[^.;]{0,30}\bsign(?:ature|ing|ed)\b"
        ),
        Stance.POSSIBLE,
        (("The truce would come into force a day after signature", Kind.AGREED),),
        (("The sides agreed a truce that will take effect after signing", Kind.AGREED),),
    ),
)

RULES = (*_DROPS, *_KINDS, *_OLD_NEWS, *_STANCES)
