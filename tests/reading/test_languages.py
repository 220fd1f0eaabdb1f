"""Items in the languages that the model reads alone: which pass, whose names are known, what is claimed."""

from datetime import UTC, datetime

import pytest

from news.claim import Axis, Kind, Stance
from news.process import ProcessCatalogue
from reading.about.linking import Linker
from reading.item import ItemText
from reading.languages.vocabulary import LANGUAGES, Vocabulary
from reading.model.multilingual import MultilingualModel
from reading.reader import Reader
from reading.text.tokens import tokenize


@pytest.fixture(scope="module")
def reader(catalogue: ProcessCatalogue) -> Reader:
    return Reader.load(catalogue, model=MultilingualModel.load(), rules_alone=False)


def item(title: str, language: str | None = None, summary: str = "") -> ItemText:
    return ItemText(title, summary, None, datetime(2025, 11, 3, tzinfo=UTC), "Outlet", language)


def test_seven_languages_have_a_vocabulary() -> None:
    assert sorted(LANGUAGES) == ["ar", "es", "fa", "fr", "he", "tr", "uk"]


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_name_is_one_of_the_catalogue(language: str, catalogue: ProcessCatalogue) -> None:
    linker = Linker(catalogue)
    unknown = [name for name in Vocabulary.load(language).english if not linker.hits(tokenize(name))]
    assert unknown == []


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("ar", "وقالت إسرائيل إن حماس في غزّة", ["Israel", "Hamas", "Gaza"]),
        ("ar", "تركيز على تمنع ومصرف", []),
        ("he", 'בישראל ובארה"ב', ["Israel", "United States"]),
        ("tr", "ABD'nin ve İsrail'in Suriye'deki", ["United States", "Israel", "Syria"]),
        ("tr", "abdest aldı, katar geçti", []),
        ("uk", "Зустріч із Путіним про Україну, кримінал і гази", ["Putin", "Ukraine"]),
        ("es", "El ELN y el Gobierno de Colombia; una etapa petrolera", ["ELN", "Colombia"]),
        ("es", "jugar con la goma", []),
        ("fr", "L’Iran et l'armée soudanaise, à Alep", ["Iran", "Sudanese army", "Aleppo"]),
        ("fa", "آمریکا و ایران", ["United States", "Iran"]),
    ],
)
def test_names_are_found_in_their_forms(language: str, text: str, names: list[str]) -> None:
    assert [name.english for name in Vocabulary.load(language).names(text)] == names


@pytest.mark.parametrize(
    ("language", "title", "passes"),
    [
        ("es", "El Gobierno y el ELN firman una tregua", True),
        ("es", "Una nueva receta de pan llega a Colombia", False),
        ("uk", "Сторони домовилися про припинення вогню", True),
        ("uk", "У Києві відкрили нову бібліотеку", False),
        ("fr", "Accord sur le prix du lait", False),
        ("he", "הפסקת האש נכנסה לתוקף", True),
        ("fa", "آتش‌بس از نیمه‌شب آغاز شد", True),
        ("ar", "افتتاح معرض الكتاب", False),
        ("tr", "Ateşkes gece yarısı başladı", True),
    ],
)
def test_what_may_tell_of_peace_passes(language: str, title: str, passes: bool) -> None:
    assert Vocabulary.load(language).passes(title) is passes


@pytest.mark.parametrize(
    ("title", "process", "axis", "kind"),
    [
        ("دخل وقف إطلاق النار بين إسرائيل وحماس في غزة حيز التنفيذ", "gaza", Axis.CEASEFIRE, Kind.IN_EFFECT),
        (
            "El Gobierno de Colombia suspende los diálogos de paz con el ELN",
            "colombia",
            Axis.TALKS,
            Kind.STALLED,
        ),
        ("Переговори між Україною та Росією розпочалися у Стамбулі", "ukraine", Axis.TALKS, Kind.UNDER_WAY),
        ("Hindistan ve Pakistan ateşkes üzerinde anlaştı", "india-pakistan", Axis.CEASEFIRE, Kind.AGREED),
    ],
)
def test_a_claim_is_read_of_its_process(
    reader: Reader, title: str, process: str, axis: Axis, kind: Kind
) -> None:
    (reading,) = reader.read_many([item(title)])
    current = [claim for claim in reading.claims if claim.stance.current]
    assert (process, axis, kind) in [(claim.process, claim.axis, claim.kind) for claim in current]
    assert all(claim.sentence == title and claim.proofs and claim.by is None for claim in current)


def test_a_denial_is_not_current(reader: Reader) -> None:
    (reading,) = reader.read_many([item("Hamás niega que se haya acordado una tregua con Israel en Gaza")])
    assert not [claim for claim in reading.claims if claim.stance.current and claim.kind is Kind.AGREED]
    assert {claim.stance for claim in reading.claims} <= {Stance.DENIED, Stance.CLAIMED, Stance.ASSERTED}


def test_the_quote_is_the_sentence_that_says_it(reader: Reader) -> None:
    said = "El alto el fuego entre Israel y Hamás en Gaza entró en vigor a medianoche."
    (reading,) = reader.read_many(
        [item("Alto el fuego en Gaza: lo que se sabe", "es", f"Hubo pocas noticias. {said}")]
    )
    assert said in [claim.sentence for claim in reading.claims if claim.kind is Kind.IN_EFFECT]


def test_other_news_is_not_read(reader: Reader) -> None:
    (reading,) = reader.read_many([item("Un equipo de Bogotá gana la copa tras los penaltis", "es")])
    assert (reading.language, reading.read, reading.claims) == ("es", False, ())


def test_without_the_model_they_stay_unread(catalogue: ProcessCatalogue) -> None:
    (reading,) = Reader.load(catalogue).read_many(
        [item("Hindistan ve Pakistan ateşkes üzerinde anlaştı", "tr")]
    )
    assert (reading.language, reading.read) == ("tr", False)
