"""What of an item the encoder gets to see."""

from tokenizers import Tokenizer

from reading.model.weights import WEIGHTS
from reading.text.wording import joined, pieces, sentences

TOKENIZER = Tokenizer.from_file(str(WEIGHTS / "pieces.json"))
START, END = (TOKENIZER.token_to_id(mark) or 0 for mark in ("[CLS]", "[SEP]"))


def read(text: str, limit: int = 96) -> list[str]:
    ids, _ = pieces(TOKENIZER, text, START, END, limit)
    return [TOKENIZER.id_to_token(i) or "" for i in ids]


def test_title_and_summary_stand_apart() -> None:
    ids, summary = pieces(TOKENIZER, joined("Truce holds", "Guns silent."), START, END)
    words = [TOKENIZER.id_to_token(i) for i in ids]
    assert words == ["[CLS]", "truce", "holds", "[SEP]", "guns", "silent", ".", "[SEP]"]
    assert words[summary] == "guns"


def test_a_lone_title_and_a_lone_summary_are_read_alike() -> None:
    assert (
        read(joined("Truce holds", ""))
        == read(joined("", "Truce holds"))
        == ["[CLS]", "truce", "holds", "[SEP]"]
    )


def test_an_empty_text_is_readable() -> None:
    assert read("") == read("\n") == ["[CLS]", "[SEP]"]


def test_line_breaks_in_a_title_do_not_make_a_summary() -> None:
    assert joined("Truce\nholds", " a\n\nb ") == "Truce holds\na b"


def test_a_long_text_keeps_its_telling_sentence() -> None:
    dull = "The market in the old town sold oranges and fish as on any other day. " * 20
    words = read(joined("Evening report", dull + "Both armies agreed to a ceasefire from midnight. " + dull))
    assert len(words) <= 96
    assert "cease" in "".join(words)


def test_a_text_of_any_length_fits() -> None:
    for size in (1, 10, 95, 96, 97, 5000):
        assert len(read(joined("peace " * size, "talks " * size))) <= 96
        assert len(read(joined("peace " * size, ""))) <= 96
        assert len(read(joined("", "talks " * size))) <= 96


def test_sentences_end_at_stops_before_capitals() -> None:
    assert sentences('It holds. "For now," he said. U.S. envoys left.') == [
        "It holds.",
        '"For now," he said.',
        "U.S. envoys left.",
    ]
