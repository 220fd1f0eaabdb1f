"""The rules for Russian, in their order: what is no claim, then the kind, then the stance."""

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

_TRUCE = r"(?:перемири\w+|тишин\w+|прекращени\w+ огня|пауз\w+)"
_YEAR = r"(?:1[89]|20)\d\d"
_NOT_SO = (  # before the words: wished for, refused or only talked about
    r"\b(?:призыв|призва|хоч|хот|надеет|надею|пыта|отказ|отверг|план|предл|готов)\w*[^,.;]*$"
    r"|\b(?:не|без|услови\w+|если|отсутстви\w+)\s[^,.;]*$|\bуслови\w+, при котор[^.;]*$"
)
_LATER = r"(?:возобновят|возобновит|продолжат|возобновить|продолжить|возобновлению)\w*"
_TAKEN_UP = (
    rf"(?:(?P<later>{_LATER})|возобнов\w+|продолж\w+)\s+(?:приостановл|прерван|заморож|отлож|зашедш)\w+\s+"
    r"(?:\w+\s+){0,3}?(?:переговор|диалог|мирн\w+ процесс)"
)
_UNWILLING = rf"\b(?:не|без|против|отказ\w+)\s+(?:\w+\s+){{0,3}}{words_of('ru', 'EXTEND')}"
_EXTENDS = r"\bпродл(?:ил|ила|или|ило|ена?|ено|ены|евает|евают)\b"

_DROPS = (
    Rule(
        "trade",
        BOTH,
        kinds.EVERY,
        says(
            r"\b(?:торгов|тарифн|зарплат|контрактн|бюджетн|газов|зернов|нефтян|транзитн)\w*\s+"
            r"(?:перемири|переговор|сделк|войн|протокол|соглашени)"
            r"|\b(?:сделк|соглашени|переговор|договор)\w*\s+(?:по|о|об)\s+(?:\w+\s+)?"
            r"(?:недр|ископаем|редкозем|коалици|инвестиц|зерн)"
        ),
        RuleOutcome.DROP,
        (("Торговое перемирие", Kind.IN_EFFECT), ("Столицы согласовали сделку по недрам", Kind.DEAL_REACHED)),
        (("Переговоры по Газе продолжаются", Kind.UNDER_WAY),),
    ),
)
_KINDS = (
    Rule(
        "petition",  # who signs one asks others to act
        BOTH,
        kinds.STANDING | kinds.MADE | {Kind.UNDER_WAY, Kind.ANNOUNCED},
        either(says(r"\bпетици\w+|\bоткрыт\w+ письм"), titled(r"\bпетици\w+|\bоткрыт\w+ письм")),
        Kind.CALLED_FOR,
        (
            ("Сотни депутатов подписали петицию о перемирии", Kind.AGREED),
            ("Депутаты передали петицию\nОни предлагают перемирие.", Kind.PROPOSED),
        ),
        (("Сотни депутатов приветствовали перемирие", Kind.AGREED),),
    ),
    Rule(
        "over",
        CEASEFIRE,
        kinds.STANDING,
        says(
            r"\b(?:объяв|заяв|уведом|сообщ)\w* (?:об|о) (?:окончани|завершени|прекращени)\w+ (?:действия )?"
            r"(?:режима (?:тишины|прекращения огня|перемирия)|(?:\w+ )?перемирия|прекращения огня)"
            r"|прекращени\w+ перемири|перемири\w+ (?:окончено|закончено|больше не действует)"
        ),
        Kind.COLLAPSED,
        (("Армия объявила об окончании режима прекращения огня", Kind.IN_EFFECT),),
        (("Армия объявила о прекращении огня", Kind.IN_EFFECT),),
    ),
    Rule(
        "refused",
        CEASEFIRE,
        kinds.IN_FORCE,
        says(r"\bотказ\w+ (?:соблюдать|признавать|признать|выполнять|присоединиться)"),
        Kind.REJECTED,
        (("Повстанцы отказались соблюдать перемирие", Kind.IN_EFFECT),),
        (("Повстанцы соблюдают перемирие", Kind.IN_EFFECT),),
    ),
    Rule(
        "to-start",  # agreed, not yet in force
        CEASEFIRE,
        frozenset({Kind.IN_EFFECT}),
        says(
            rf"\b{_TRUCE}\b[^,.;:]{{0,40}}\b(?:вступ(?:ит|ят) в силу|начн[её]тся|начнутся)\b"
            r"|\b(?:вступ(?:ит|ят) в силу|начн[её]тся|начн[её]т действовать)\b[^,.;:]{0,40}"
            rf"\b{_TRUCE}\b",
            unless=r"\b(?:вступает|вступил\w*|начал\w*|действует|соблюда\w+)\b",
        ),
        Kind.AGREED,
        (("Перемирие вступит в силу сегодня", Kind.IN_EFFECT),),
        (("Перемирие вступило в силу, обмен пленными начнётся завтра", Kind.IN_EFFECT),),
    ),
    Rule(
        "to-talk",  # agreed to talk is no deal yet
        TALKS,
        frozenset({Kind.DEAL_REACHED}),
        says(
            r"\b(?:договорил|согласил)\w+\s+(?:провести|начать|возобновить|продолжить)\s+(?:\w+\s+){0,3}переговор"
        ),
        Kind.ANNOUNCED,
        (("Стороны договорились провести новые переговоры в Порт-Салисе", Kind.DEAL_REACHED),),
        (("Стороны договорились о мире после переговоров", Kind.DEAL_REACHED),),
    ),
    Rule(
        "taken-up-later",
        TALKS,
        frozenset({Kind.STALLED}),
        says_before(_TAKEN_UP, not_after=_NOT_SO, wanted="later"),
        Kind.ANNOUNCED,
        (("Стороны возобновят приостановленные переговоры", Kind.STALLED),),
        (("Столица не возобновит приостановленные переговоры", Kind.STALLED),),
    ),
    Rule(
        "taken-up",  # what was suspended goes on
        TALKS,
        frozenset({Kind.STALLED}),
        says_before(_TAKEN_UP, not_after=_NOT_SO),
        Kind.UNDER_WAY,
        (("Стороны возобновили прерванные мирные переговоры", Kind.STALLED),),
        (("Стороны отказались возобновить прерванные переговоры", Kind.STALLED),),
    ),
    Rule(
        "headway",
        TALKS,
        frozenset({Kind.ANNOUNCED}),
        says_before(
            r"\b(?:объяв|сообщ|отмет|отмеч|добил)\w*\s+(?:о\s+)?(?!отсутств|не\b)(?:\w+\s+)?прогресс\w*\s+(?:в|на)\s+"
            r"(?:мирных\s+)?переговор",
            not_after=_NOT_SO,
        ),
        Kind.UNDER_WAY,
        (("Посредник сообщил о прогрессе на переговорах", Kind.ANNOUNCED),),
        (("Посредник отметил отсутствие прогресса на переговорах", Kind.ANNOUNCED),),
    ),
)
_OLD_NEWS = (
    Rule(
        "archive",
        BOTH,
        kinds.EVERY,
        titled(
            r"^[\s\[(«\"“]*(?:(?:уточнение|исправление|поправка)\s*:"
            rf"|из (?:нашего )?архива\b|архив(?:,? {_YEAR})?\s*[:|\]—–-]|ретроспектива\s*[:|—–-]"
            rf"|(?:в )?этот день(?:\s*[:,|—–-]|[^:]{{0,20}}\b{_YEAR}\b|[^:]{{0,20}}:)|\w+ лет назад\s*[:|—–-])"
            rf"|[|—–(\[-]\s*(?:из )?архива?,? {_YEAR}\b"
        ),
        Stance.BACKGROUND,
        (("Из архива: стороны подписали перемирие", Kind.AGREED),),
        (("Архив МИД открыт: стороны договорились о прекращении огня", Kind.AGREED),),
    ),
    Rule(
        "first-published",  # said of the item, at the start of a sentence or of "эта статья", not of a plan
        BOTH,
        kinds.EVERY,
        first_published(
            r"(?:^|[.!?()»”\"]\s*|\b(?:стать\w|материал|текст|репортаж|интервью)\s+)"
            r"(?:(?:был[аои]?\s+)?впервые\s+(?:был[аои]?\s+)?(?:опубликован|напечатан)\w*"
            r"|(?:опубликован|напечатан)\w*\s+впервые|первая публикация)\b[^.;]{0,40}?"
            rf"\b({_YEAR})\b"
        ),
        Stance.BACKGROUND,
        (("Перемирие заключено\nБои стихают. Впервые опубликовано 13 декабря 2018 года.", Kind.AGREED),),
        (("Перемирие заключено\nЗа основу взят план, впервые опубликованный в 2020 году.", Kind.AGREED),),
    ),
    Rule(
        "aged",
        BOTH,
        kinds.EVERY,
        in_body(r"\bматериалу? (?:более|больше) \w+ лет\b"),
        Stance.BACKGROUND,
        (("Перемирие заключено\nЭтому материалу больше шести лет.", Kind.AGREED),),
        (("Перемирие заключено\nВойне больше шести лет.", Kind.AGREED),),
    ),
    Rule(
        "memory",
        BOTH,
        kinds.EVERY,
        says(
            r"^\W*(?:спустя )?\w+ (?:лет|года) спустя\b"
            r"|\bперемирию\s+(?:исполн\w+\s+)?(?:(?!\d{4}|(?:на|в|за|с)\b|прошл|эт|нынешн|следующ)\w+\s+)?"
            r"(?:год|года|лет)\b|\b\w+[-\s]лети\w+ (?:\w+ )?перемири"
        ),
        Stance.BACKGROUND,
        (("Перемирию исполнилось четыре года", Kind.IN_EFFECT),),
        (("Объявлено перемирие на год", Kind.AGREED),),
    ),
    Rule(
        "lasted",  # a truce that lasted so long is over
        CEASEFIRE,
        frozenset({Kind.IN_EFFECT}),
        says(
            r"\b(?:продержал|прожи|просуществовал|длил)\w*\s+(?:лишь\s+|всего\s+)?"
            r"(?:до|с|меньше|\w+\s+(?:час|сут|дн|недел|месяц))"
        ),
        Stance.BACKGROUND,
        (("Январское перемирие продержалось до июня", Kind.IN_EFFECT),),
        (("Перемирие держится", Kind.IN_EFFECT),),
    ),
    grammar.OLDER_DATE,
    Rule(
        "other-time",  # "в 2011 году", "осенью 2020-го", "21 февраля 2014 года"
        BOTH,
        kinds.EVERY,
        of_other_time(
            rf"\b(?:в|в начале|в конце)\s+(?P<month>{MONTH})\b(?!\s*\d|\s+(?:truce|cease|deal|talks))"
            rf"|\b(?:в|осенью|весной|летом|зимой|(?:\d{{1,2}}|в)\s+(?:{MONTH}))\s+(?P<year>(?:19|20)\d\d)"
            r"(?:-?(?:го|м|й))?(?:\s+(?:году|года|г\.))?"
        ),
        Stance.BACKGROUND,
        (
            ("В 2011 году после недели обстрелов стороны объявили перемирие", Kind.AGREED),
            ("Перемирие рухнуло осенью 2021-го", Kind.COLLAPSED),
        ),
        (("Столица объявила недействительным перемирие 1953 года", Kind.COLLAPSED),),
    ),
)
_STANCES = (
    grammar.QUESTION,
    Rule(
        "asks",  # a headline that asks although no question mark ends it
        BOTH,
        kinds.EVERY - {Kind.CALLED_FOR},
        in_title(
            says(
                r"^(?-i:(?:(?:Разбор|Анализ|Мнение)\s*[:|—–-]\s*)?(?:Кто|кто|Почему|почему|Зачем|зачем)\b"
                r"(?![^?]*\?\s*\w))",
                unless=r"\?[\"”»’' ]*$",
            )
        ),
        Stance.POSSIBLE,
        (("Почему рухнуло перемирие", Kind.COLLAPSED),),
        (("Почему сейчас? Армия нарушила перемирие", Kind.VIOLATION),),
    ),
    Rule(
        "long-ago",
        CEASEFIRE,
        kinds.TURNS,
        in_title(
            says(
                r"\b(?:год|года|лет|месяц|месяца|месяцев)\s+(?:назад|спустя|после)"
                r"|\b(?:годовщин|в прошлом (?:году|месяце)|на прошлой неделе)"
            )
        ),
        Stance.BACKGROUND,
        (("Год назад стороны договорились о перемирии", Kind.AGREED),),
        (("Час назад стороны договорились о перемирии", Kind.AGREED),),
    ),
    Rule(
        "extended-after-all",  # told beside the unwillingness
        CEASEFIRE,
        frozenset({Kind.EXTENDED}),
        says_beside(_UNWILLING, _EXTENDS),
        RuleOutcome.STANDS,
        (("Столица не хотела продлевать перемирие, но продлила его", Kind.EXTENDED),),
        (("Киев не намерен продлевать перемирие", Kind.EXTENDED),),
    ),
    Rule(
        "unwilling",
        CEASEFIRE,
        frozenset({Kind.EXTENDED}),
        says(_UNWILLING),
        Stance.DENIED,
        (("Киев не намерен продлевать перемирие", Kind.EXTENDED),),
        (("Киев продлил перемирие", Kind.EXTENDED),),
    ),
    Rule(
        "false-reports",
        BOTH,
        kinds.EVERY - kinds.BAD_NEWS,
        says(
            r"\b(?:сообщени|слух|заявлени|утверждени)\w*\s+(?:о|об|что)\b[^.;]{0,200}?"
            r"\b(?:ложн\w*|лож\w*|не соответству\w+|не подтвер\w+|фейк\w*|неправд\w*|выдум\w*|вымы\w*)"
        ),
        Stance.DENIED,
        (("Армия: сообщения о прекращении огня — неправда", Kind.AGREED),),
        (("Армия рада сообщениям о прекращении огня", Kind.AGREED),),
    ),
    grammar.NOBODY,
    Rule(
        "not-of-it",
        BOTH,
        kinds.COVERED,
        grammar.not_told_before(
            r"\bне\s+(?:распростран\w+|каса\w+|относ[ия]тся)\b"
            r"|[—–-]\s+(?:это\s+)?не\s+(?:перемирие|прекращение огня)\b"
        ),
        Stance.DENIED,
        (
            ("Перемирие на побережье не распространяется", Kind.IN_EFFECT),
            ("Пауза по энергетике — не перемирие", Kind.AGREED),
        ),
        (("Стороны договорились о перемирии, оно не касается флота", Kind.AGREED),),
    ),
    Rule(
        "no-date",
        TALKS,
        kinds.DATED,
        grammar.no_date(
            r"\bдат\w*\b[^.;]{0,50}\b(?:не\s+(?:\w+\s+)?(?:назва|назнач|определ|согласов|объявл)\w*|нет)\b"
            r"|\bвстреч\w+\b[^.;]{0,40}\bне подготовлен\w*"
        ),
        Stance.DENIED,
        (("Дату встречи президентов так и не назвали", Kind.STALLED),),
        (("Дату встречи президентов назвали", Kind.ANNOUNCED),),
    ),
    grammar.DISPUTED,
    grammar.NEGATED,
    Rule(
        "not-yet",
        CEASEFIRE,
        frozenset({Kind.AGREED}),
        says(r"\bперемири\w+\s+(?:нет|не\s)|\bни одна\b[^.;]{0,40}\bсоглас"),
        Stance.DENIED,
        (("Перемирия нет, обстрелы идут", Kind.AGREED),),
        (("Перемирие заключено", Kind.AGREED),),
    ),
    Rule(
        "on-a-thread",
        CEASEFIRE,
        kinds.IN_FORCE,
        says(r"\bна волоске\b|\bна честном слове\b|\bна ладан\b"),
        Stance.POSSIBLE,
        (("Перемирие висит на волоске", Kind.IN_EFFECT),),
        (("Перемирие соблюдается", Kind.IN_EFFECT),),
    ),
    Rule(
        "threatened",  # but not where the threat is what it was made after
        CEASEFIRE,
        kinds.IN_FORCE,
        says_before(
            r"\b(?:грозит|угрожает|пригрозил)\w* (?:выйти|сорвать|разорвать|прекратить|покинуть)",
            not_after=r"\b(?:после|несмотря)\b[^.;,]*$",
        ),
        Stance.POSSIBLE,
        (("Повстанцы пригрозили выйти из перемирия", Kind.IN_EFFECT),),
        (("Повстанцы соблюдают перемирие", Kind.IN_EFFECT),),
    ),
    Rule(
        "if",
        BOTH,
        kinds.UNSURE_UNTIL_SO,
        says(r"^\W*(?-i:Если|Возможно|Может быть)\b[^,]*(?:,|$)"),
        Stance.POSSIBLE,
        (("Если перемирие удержится, пойдёт помощь", Kind.IN_EFFECT),),
        (("Перемирие держится, если верить наблюдателям", Kind.IN_EFFECT),),
    ),
    Rule(
        "unclear",  # what nobody can say yet
        BOTH,
        kinds.UNSURE_UNTIL_SO,
        says(
            r"\b(?:рано|преждевременно)\s+(?:\w+\s+)?(?:говорить|судить|объявлять)"
            r"|\b(?:говорить|судить)\b[^.;]{0,40}\b(?:рано|преждевременно)\b"
            r"|(?<!едва )(?<!вряд )(?<!чуть )\b(?!если|или|едва|вряд|чуть)"
            r"\w+(?:ет|ит|ут|ют|ат|ят|лось|лась|ли|тся|ся|но|на|ны)\s+ли\b"
        ),
        Stance.POSSIBLE,
        (
            ("О согласии сторон на перемирие говорить рано", Kind.AGREED),
            ("Неделя тишины: держится ли перемирие", Kind.IN_EFFECT),
        ),
        (("Перемирие держится едва ли не чудом", Kind.IN_EFFECT),),
    ),
    Rule(
        "was-due",  # and not that it then did
        CEASEFIRE,
        frozenset({Kind.IN_EFFECT}),
        says_and_not_then(
            r"\bдолж(?:но|ен|на|ны) был[аои]?\s+(?:\w+\s+){0,2}(?:начать|вступить|начинать|вступать)",
            then=r"(?<!не )\bвступил\w* в силу\b",
        ),
        Stance.POSSIBLE,
        (("Перемирие должно было вступить в силу в полдень", Kind.IN_EFFECT),),
        (("Перемирие должно было вступить в силу в полдень и вступило в силу", Kind.IN_EFFECT),),
    ),
    Rule(
        "near-end",
        CEASEFIRE,
        frozenset({Kind.EXPIRED}),
        says(
            r"\b(?:завтра|скоро|вскоре|через \w+ (?:час|дн|сут)\w*|накануне)\b[^.;]{0,25}"
            r"\b(?:истека\w+|истеч[её]т|закончится|заканчивается)\b"
            r"|\b(?:истекает|истеч[её]т|закончится|заканчивается)\b[^.;]{0,30}\b(?:завтра|скоро|вскоре|через)\b"
        ),
        Stance.POSSIBLE,
        (("Завтра истекает срок перемирия", Kind.EXPIRED),),
        (("Срок перемирия истёк", Kind.EXPIRED),),
    ),
    grammar.MAY,
    grammar.VERGE,
    Rule(
        "after-signature",  # a start that waits for a signature
        CEASEFIRE,
        kinds.IN_FORCE,
        grammar.not_settled(
            r"\bвступ(?:ит|ило бы|ит бы)\b[^.;]{0,40}\b(?:после|с момента)\s+(?:его\s+)?подписани"
        ),
        Stance.POSSIBLE,
        (("Перемирие вступит в силу через сутки после подписания", Kind.AGREED),),
        (("Стороны договорились: перемирие вступит в силу после подписания", Kind.AGREED),),
    ),
)

RULES = (*_DROPS, *_KINDS, *_OLD_NEWS, *_STANCES)
