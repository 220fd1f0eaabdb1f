"""What a person may mean who writes as one talks: a greeting, thanks, "stop", a question about peace; pure."""

import enum
import re
from dataclasses import dataclass


class Meant(enum.StrEnum):
    """What plain words ask for."""

    GREETING = "greeting"
    THANKS = "thanks"
    REGRET = "regret"
    STOP = "stop"
    NEWS = "news"
    HELP = "help"
    BOARD = "board"  # peace in general: no conflict is named
    QUESTION = "question"  # something is asked; what it names is in `left`
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Plain:
    """What is meant, and the words `left` that may name a conflict once those of every question are gone."""

    meant: Meant
    left: str = ""


def read_plain(words: str) -> Plain:
    """What the words mean, whatever their case and signs."""
    parts = _WORD.findall(words.casefold().replace("ё", "е").replace("’", "'"))
    if not parts:
        return Plain(_sign(words))
    said = f" {' '.join(parts)} "
    for meant, phrases in _WHOLE:
        found = next((phrase for phrase in phrases if phrase in said), "")
        if found and all(
            part in _BESIDE for part in said.replace(found, " ", 1).split() if f" {part} " not in phrases
        ):
            return Plain(meant)
    left = [part for part in parts if part not in _FILLING and not _TOPIC.fullmatch(part)]
    if not left:
        told_of = any(_TOPIC.fullmatch(part) for part in parts)
        return Plain(Meant.BOARD if told_of or "?" in words or len(parts) > 1 else Meant.OTHER)
    asked = "?" in words or parts[0] in _ASKING or any(_TOPIC.fullmatch(part) for part in parts)
    return Plain(Meant.QUESTION if asked else Meant.OTHER, " ".join(left))


def _sign(words: str) -> Meant:
    if any(sign in words for sign in _SORRY):
        return Meant.REGRET
    if any(sign in words for sign in _HANDS):
        return Meant.GREETING
    if "?" in words:
        return Meant.HELP
    return Meant.THANKS if any(sign in words for sign in _THUMBS) else Meant.OTHER


_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_THUMBS = "👍👌🙏👏❤♥💯🔥🙂😊😀😃😄☺🤝🕊✅"
_SORRY = "👎😠😡🤬"
_HANDS = "👋🖐✋"


def _words(written: str) -> frozenset[str]:
    return frozenset(written.split())


def _phrases(written: str) -> tuple[str, ...]:
    return tuple(f" {phrase.strip()} " for phrase in written.split(","))


_BESIDE = _words(
    "there all everyone parley bot dear so very much you a lot for me us and again the any is it this that please no "
    "more messages sending writing to what how are do can i now new good day "
    "всем бот друг друзья большое огромное вам вас тебе тебя очень и снова еще раз мне меня нам добрый доброе доброго "
    "дня времени суток пожалуйста не надо больше что как это ты вы все нужно сегодня последние свежие какие есть "
    "покажи расскажи здесь"
)
"""Words that may stand beside a phrase without changing what it means."""
_WHOLE = (
    (
        Meant.GREETING,
        _phrases(
            "hello,hi,hey,hiya,howdy,greetings,morning,afternoon,evening,good day,salam,shalom,how are you,"
            "привет,приветик,здравствуй,здравствуйте,здрасте,добрый день,утро,вечер,доброго времени,доброго дня,"
            "салам,как дела,как ты,как вы"
        ),
    ),
    (
        Meant.STOP,
        _phrases(
            "stop,unsubscribe,enough,quit,cancel,no more,"
            "стоп,хватит,отпишись,отпишите,отписаться,отписка,прекрати,прекратите,перестань,перестаньте,остановись,"
            "отмена,довольно,не пиши,не пишите,не надо"
        ),
    ),
    (
        Meant.THANKS,
        _phrases(
            "thanks,thank,thx,ty,cheers,great,nice,perfect,cool,ok,okay,good,super,awesome,bye,goodbye,"
            "спасибо,благодарю,спс,отлично,супер,класс,ок,хорошо,понятно,ясно,здорово,круто,пока,до свидания"
        ),
    ),
    (
        Meant.NEWS,
        _phrases(
            "news,latest,what's new,whats new,what is new,updates,what happened,what's happening,what is happening,"
            "новости,новостей,что нового,что слышно,что случилось,что происходит"
        ),
    ),
    (
        Meant.HELP,
        _phrases(
            "help,commands,menu,what can you do,who are you,what are you,what is this,how does it work,"
            "помощь,помоги,помогите,справка,что ты умеешь,что ты можешь,что вы умеете,кто ты,ты кто,что это,команды,"
            "меню,как это работает"
        ),
    ),
)
_ASKING = _words(
    "is are was were will does do did has have had what what's whats who how how's when where why which any "
    "can could tell show "
    "есть что как где когда кто какой какая какие каково почему сколько идут идет будет скажи скажите "
    "расскажи расскажите покажи"
)
_FILLING = _ASKING | _words(
    "there a an the in on of at about with between and or still now today going happening up me give please you "
    "i know want to it its stands stand standing hold holds holding over yet currently latest new news for from "
    "this that happened situation status update updates things whole world anywhere somewhere soon right "
    "ли там с со в во на о об у и а но по про из между сейчас теперь сегодня уже еще насчет мне нам пожалуйста "
    "дела слышно нового новое новости новостей происходит случилось ну же нет не действует держится скоро "
    "обстоят обстановка обстановке ситуация ситуации статус мире где-нибудь где-то то это хоть"
)
_TOPIC = re.compile(
    r"cease-?fires?|cease|fire|truces?|armistices?|peace|talks?|negotiations?|negotiating|deals?|agreements?|wars?|"
    r"fighting|conflicts?|hostilities|"
    r"перемири\w+|прекращени\w+|огня|мира|миру|миром|мир|переговор\w*|сделк\w+|соглашени\w+|войн\w+|войны|боев|бои|"
    r"боях|конфликт\w*|стреляют|воюют"
)
