"""The multilingual model tells a sentence that says a state from one that only mentions it, in English and Russian."""

import json
from pathlib import Path

import pytest

from news.claim import PROVEN, Axis, Kind
from news.errors import ModelUnusable
from reading.about.question import Question
from reading.model.labels import CLAIMS
from reading.model.multilingual import MANIFEST, MODEL, MultilingualModel
from reading.model.weights import WEIGHTS


@pytest.fixture(scope="module")
def prover() -> MultilingualModel:
    return MultilingualModel.load()


def proof(prover: MultilingualModel, sentence: str, axis: Axis, kind: Kind, language: str = "en") -> float:
    asked = Question("Lebanon: Israel, Hezbollah", sentence, "", language)
    return prover.proofs([asked])[0][PROVEN.index((axis, kind))]


@pytest.mark.parametrize(
    ("plain", "implied", "kind"),
    [
        (
            "Ceasefire between Israel and Hezbollah takes effect at dawn",
            "Israel and Hezbollah are still trading fire along their border",
            Kind.IN_EFFECT,
        ),
        (
            "Israel and Hezbollah agree on a ceasefire, mediators announce",
            "Lawmakers urge Israel and Hezbollah to agree on a ceasefire",
            Kind.AGREED,
        ),
        (
            "Hezbollah declares the ceasefire with Israel over",
            "Envoy warns that the ceasefire between Israel and Hezbollah could collapse",
            Kind.COLLAPSED,
        ),
    ],
)
def test_a_plain_sentence_is_surer_than_a_mention(
    prover: MultilingualModel, plain: str, implied: str, kind: Kind
) -> None:
    said, mentioned = (proof(prover, sentence, Axis.CEASEFIRE, kind) for sentence in (plain, implied))
    assert said > 0.6
    assert said - mentioned > 0.25  # a margin: int8 numbers differ by some .05 between kinds of processor


def test_russian_is_read_on_the_same_scale(prover: MultilingualModel) -> None:
    plain = "Перемирие между Израилем и «Хезболлой» вступило в силу"
    wish = "Депутаты призвали Израиль и «Хезболлу» к перемирию"
    assert proof(prover, plain, Axis.CEASEFIRE, Kind.IN_EFFECT, "ru") > 0.5
    assert proof(prover, wish, Axis.CEASEFIRE, Kind.IN_EFFECT, "ru") < 0.3


def test_the_same_question_gets_the_same_numbers_whatever_stands_beside_it(prover: MultilingualModel) -> None:
    one, other = (
        Question("Lebanon: Israel, Hezbollah", s, "") for s in ("Truce holds", "Talks go on in Doha")
    )
    assert prover.proofs([one, other])[1] == prover.proofs([other])[0]


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    for name in WEIGHTS.iterdir():
        (tmp_path / name.name).write_bytes(name.read_bytes())
    (tmp_path / MODEL).write_bytes(b"no graph")
    with pytest.raises(ModelUnusable, match=f"{MODEL}.* is damaged"):
        MultilingualModel.load(tmp_path)
    (tmp_path / MANIFEST).write_text(json.dumps({"format": 99}))
    with pytest.raises(ModelUnusable, match=f"{MANIFEST}.* another version"):
        MultilingualModel.load(tmp_path)


@pytest.mark.parametrize(
    ("title", "claim"),
    [
        ("La tregua entre Velia y Norra entra en vigor", "ceasefire/in_effect"),
        ("Ateşkes yürürlüğe girdi: Velya ile Norra arasında silahlar sustu", "ceasefire/in_effect"),
        ("انهيار الهدنة بين الطرفين وعودة القتال", "ceasefire/collapsed"),
        ("Les pourparlers entre les deux camps ont repris mardi à Genève", "talks/under_way"),
    ],
)
def test_items_of_other_languages_are_read(prover: MultilingualModel, title: str, claim: str) -> None:
    (numbers,) = prover.probabilities([(title, "")])
    assert max(CLAIMS, key=lambda name: numbers[name]) == claim
    assert numbers[claim] > 0.25
