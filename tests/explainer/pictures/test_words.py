"""Tokens in signs that can be seen."""

from __future__ import annotations

import pytest

from explainer.drawing.theme import SMALL, measure
from explainer.pictures import words
from explainer.pictures.words import written
from tests.explainer.pictures.given import ODD


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ("cat", "cat"),
        (" cat", "␣cat"),
        ("", '""'),
        ("\n", r"\n"),
        ("a\tb", r"a\tb"),
        ("\xa0", r"\xa0"),
        ("\u200d", r"\u200d"),
        ("\ud800", r"\ud800"),
        ("▁the", "▁the"),
        (464, "464"),
    ],
)
def test_what_cannot_be_seen_is_written_as_python_would(token: object, expected: str) -> None:
    assert written([token]) == [expected]


def test_no_token_is_wider_than_asked() -> None:
    for widest in (60.0, 120.0):
        assert all(measure(word, SMALL, mono=True)[0] <= widest for word in written(ODD, widest))
    assert written(["w" * 80], 60.0)[0].endswith("w…")


def test_a_sign_that_no_font_has_is_its_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "_signs", lambda file: frozenset())
    words._sign.cache_clear()
    assert written(["é"]) == [r"\xe9"]
    words._sign.cache_clear()


def test_an_installed_font_helps_out(monkeypatch: pytest.MonkeyPatch) -> None:
    class Font:
        name, fname = "Far Away", "far-away.ttf"

    known: list[str] = ["Here"]
    monkeypatch.setattr(words, "MONO", known)
    monkeypatch.setattr(words, "_signs", lambda file: {ord("中")} if "far" in file else set())
    monkeypatch.setattr(words.font_manager, "findfont", lambda wanted: "here.ttf")
    monkeypatch.setattr(words.font_manager.fontManager, "ttflist", [Font()])
    words._sign.cache_clear()
    assert words._sign("中") == "中" and known == ["Here", "Far Away"]
    words._sign.cache_clear()
