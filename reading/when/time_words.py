"""Words of time: numbers, units in hours, weekdays, months and hours of the day, English and Russian."""

NUMBERS: dict[str, int] = {
    **{
        w: n
        for n, w in enumerate(
            [
                "one",
                "two",
                "three",
                "four",
                "five",
                "six",
                "seven",
                "eight",
                "nine",
                "ten",
                "eleven",
                "twelve",
            ],
            1,
        )
    },
    "ninety": 90,
    "sixty": 60,
    "forty": 40,
    "thirty": 30,
    "twenty": 20,
    "fifteen": 15,
    "fourteen": 14,
    "один": 1,
    "два": 2,
    "две": 2,
    "три": 3,
    "четыре": 4,
    "пять": 5,
    "шесть": 6,
    "семь": 7,
    "восемь": 8,
    "девять": 9,
    "десять": 10,
    "двух": 2,
    "трёх": 3,
    "трех": 3,
    "четырёх": 4,
    "четырех": 4,
    "пяти": 5,
    "пят": 5,
    "шести": 6,
    "семи": 7,
    "сем": 7,
    "десяти": 10,
}
UNITS: dict[str, int] = {
    **dict.fromkeys(("hour", "hours", "час", "часа", "часов"), 1),
    **dict.fromkeys(("day", "days", "день", "дня", "дней", "сутки", "суток", "дневн", "суточн"), 24),
    **dict.fromkeys(("week", "weeks", "недел", "недели", "недель", "неделю", "недельн"), 168),
    **dict.fromkeys(("month", "months", "месяц", "месяца", "месяцев", "месячн"), 720),
    **dict.fromkeys(("year", "years", "год", "года", "лет"), 8760),
}  # fmt: skip
WEEKDAYS: dict[str, int] = {
    **{
        w: n
        for n, w in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
    },
    **{
        w: n
        for n, w in enumerate(
            ["понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"]
        )
    },
    **{
        w: n
        for n, w in enumerate(
            ["понедельника", "вторника", "среды", "четверга", "пятницы", "субботы", "воскресенья"]
        )
    },
    "среду": 2,
    "пятницу": 4,
    "субботу": 5,
}
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
MONTHS: dict[str, int] = {
    **{w: n for n, w in enumerate(_MONTHS, 1)},
    **{w[:3]: n for n, w in enumerate(_MONTHS, 1) if n != 5},
    "sept": 9,
    **{
        w: n
        for n, w in enumerate(
            [
                "января",
                "февраля",
                "марта",
                "апреля",
                "мая",
                "июня",
                "июля",
                "августа",
                "сентября",
                "октября",
                "ноября",
                "декабря",
            ],
            1,
        )
    },
}
EVENING = (18, 0)
HOURS: dict[str, tuple[int, int]] = {
    "midnight": (24, 0),
    "noon": (12, 0),
    "midday": (12, 0),
    "dawn": (5, 0),
    "sunrise": (6, 0),
    "sunset": (18, 0),
    "dusk": (18, 0),
    **dict.fromkeys(("evening", "tonight"), EVENING),
    "полуночи": (24, 0),
    "полночь": (24, 0),
    "полудня": (12, 0),
    "полдень": (12, 0),
    **dict.fromkeys(("закате", "заката"), (18, 0)),
    **dict.fromkeys(("рассвете", "рассвета"), (5, 0)),
    **dict.fromkeys(("вечером", "вечера"), EVENING),
}
