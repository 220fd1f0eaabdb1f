"""How much of the conflict a ceasefire covers."""

import pytest

from news.claim import Axis, Kind, Scope
from reading.rules.scope import find_scope


@pytest.mark.parametrize(
    ("sentence", "scope"),
    [
        ("Both armies agreed to a ceasefire", Scope.WHOLE),
        ("A humanitarian pause lets trucks in", Scope.HUMANITARIAN),
        ("Daily pauses will let aid through", Scope.HOURS),
        ("The two presidents agreed on an energy truce", Scope.SECTOR),
        ("They agreed to halt strikes on energy infrastructure", Scope.SECTOR),
        ("A truce in the town of Zabad was agreed", Scope.AREA),
        ("A local ceasefire was signed by elders", Scope.AREA),
        ("North agrees to truce", Scope.UNILATERAL),
        ("North agrees to a 72-hour truce with the South", Scope.WHOLE),
        ("North and South agree to truce", Scope.WHOLE),
        ("Столица согласилась на перемирие", Scope.UNILATERAL),
        ("Столица согласилась на перемирие с повстанцами", Scope.WHOLE),
        ("A truce was reached in one Zabad neighbourhood", Scope.AREA),
        ("They agreed to halt fire around the river power station", Scope.AREA),
        ("The rebels declared a unilateral ceasefire", Scope.UNILATERAL),
        ("Объявлена гуманитарная пауза", Scope.HUMANITARIAN),
        ("Энергетическое перемирие вступило в силу", Scope.SECTOR),
        ("Локальное перемирие заключено старейшинами", Scope.AREA),
        ("Повстанцы объявили одностороннее прекращение огня", Scope.UNILATERAL),
        ("Стороны договорились о прекращении огня", Scope.WHOLE),
        ("The army will pause its attacks for ten hours a day in parts of Zabad", Scope.HOURS),
        ("The army will pause military operations in parts of Zabad", Scope.AREA),
        ("The ceasefire holds, but shells fell in parts of Zabad", Scope.WHOLE),
        ("Both agreed to a three-hour evacuation pause", Scope.HUMANITARIAN),
        ("Both agreed to a pause in fighting to allow aid in", Scope.HUMANITARIAN),
        ("The two sides sign a prisoner-swap deal", Scope.SECTOR),
        ("They agreed on an exchange of all prisoners", Scope.SECTOR),
        ("They agreed on an exchange of prisoners of war", Scope.SECTOR),
        ("They agreed on an exchange of prisoners and to end the war", Scope.WHOLE),
        ("They agreed on a ceasefire and a prisoner exchange", Scope.WHOLE),
        ("They agreed not to strike each other's refineries", Scope.SECTOR),
        ("They agreed to stop attacking power stations", Scope.SECTOR),
        ("They agreed to stop attacking each other", Scope.WHOLE),
        ("Стороны договорились не бить по энергетике", Scope.SECTOR),
        ("Стороны договорились не наносить удары по портам", Scope.SECTOR),
        ("Стороны договорились не стрелять", Scope.WHOLE),
        ("Стороны согласовали обмен военнопленными", Scope.SECTOR),
        ("Стороны согласовали перемирие и обмен пленными", Scope.WHOLE),
        ("Объявлена трёхчасовая пауза для эвакуации раненых", Scope.HUMANITARIAN),
        ("Огонь приостановят на десять часов в день", Scope.HOURS),
        ("Перемирие в отдельных районах страны", Scope.AREA),
        ("The ten-hour pause takes effect", Scope.HOURS),
        ("The 12-hour pause takes effect", Scope.WHOLE),
        ("The truce is breached every day", Scope.WHOLE),
        ("Введены ежедневные десятичасовые паузы", Scope.HOURS),
        ("Трёхдневная пауза вступила в силу", Scope.WHOLE),
        ("Стороны на месяц прекращают удары по энергетике", Scope.SECTOR),
    ],
)
def test_scope_of_a_ceasefire(sentence: str, scope: Scope) -> None:
    assert find_scope(sentence, Axis.CEASEFIRE, Kind.AGREED) == scope


def test_talks_about_a_pause_are_whole() -> None:
    assert find_scope("Talks on a humanitarian pause go on", Axis.TALKS, Kind.UNDER_WAY) == Scope.WHOLE


def test_a_call_is_not_unilateral_though_it_says_so() -> None:
    assert find_scope("They called for a unilateral truce", Axis.CEASEFIRE, Kind.CALLED_FOR) == Scope.WHOLE


@pytest.mark.parametrize(
    ("sentence", "scope"),
    [
        ("Rebels to free captured general after talks in the capital", Scope.SECTOR),
        ("Both countries exchange the bodies of soldiers killed in the spring", Scope.SECTOR),
        ("Kyiv and Moscow hold talks on a prisoner exchange", Scope.SECTOR),
        ("Стороны договорились об обмене пленными", Scope.SECTOR),
        ("Negotiators agree on a prisoner release as part of the peace deal", Scope.WHOLE),
        ("Talks on a ceasefire and on an exchange of prisoners go on", Scope.WHOLE),
        ("Detained journalist asks for a lawyer", Scope.WHOLE),
        ("Prisoner deal reached at talks between the two capitals", Scope.SECTOR),
        ("Capital agrees to open two more border crossings for aid", Scope.SECTOR),
        ("Both armies agree on humanitarian corridors out of the port", Scope.SECTOR),
        ("Стороны договорились о гуманитарных коридорах", Scope.SECTOR),
        ("Talks on humanitarian corridors go on in the border town", Scope.WHOLE),
        ("Both sides sign a declaration on humanitarian access", Scope.WHOLE),
        ("Both armies agree on a truce and humanitarian access", Scope.WHOLE),
        ("Стороны подписали соглашение о возвращении тел погибших", Scope.SECTOR),
        ("Government suspends talks with rebels until a captured general is freed", Scope.WHOLE),
        ("Talks to start after prisoners are released", Scope.WHOLE),
        ("Talks stalled as the army refuses to free prisoners", Scope.WHOLE),
        ("Talks on a freeze of the lines and on POWs", Scope.WHOLE),
    ],
)
def test_talks_about_prisoners_or_the_dead_alone_are_of_a_sector(sentence: str, scope: Scope) -> None:
    assert find_scope(sentence, Axis.TALKS, Kind.DEAL_REACHED) == scope
