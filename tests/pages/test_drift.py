"""What changed, in its parts: sentences, values and checks of two states, and kept states."""

import json
from dataclasses import replace

import pytest

from generators.pages.drift import kept_states
from generators.pages.drift.check_changes import HOLDS, other_checks, turned_checks, without_checks
from generators.pages.drift.compare import compare
from generators.pages.drift.left_words import running_words
from generators.pages.drift.report import html_page
from generators.pages.drift.report_values import relative_change
from generators.pages.drift.sentence_changes import sentence_changes, without_moved
from generators.pages.drift.state import State
from generators.pages.drift.summary import summary
from generators.pages.drift.value_changes import ValueChange, value_changes
from generators.pages.drift.words import sentences, without_numbers
from generators.pages.lab import HEADING, without_figures
from generators.pages.page import weave_page

WOVEN = """---
title: A page
---

# A heading

The *nearest* word is <span class="check" tabindex="0"><span aria-hidden="true">✓ 1</span><span
class="visually-hidden">(checked)</span></span> **goat**. Its cosine is 0.47; <span class="term">[a
cosine](g.md){ aria-describedby="d" }<span class="definition" id="d">An angle.</span></span> is one.

| word | near |
| --- | --- |
| *street* | goat 0.47 |

<figure class="figure" id="figure-x" markdown="block">
<div class="figure-frame"><picture><img src="x.svg" alt="Two words. One is near."></picture></div>
<figcaption markdown="span">A caption. <a class="figure-source" href="c.md">How</a></figcaption>
</figure>
"""


def state(tmp_path, figures, sources=None):
    named = {
        name: values and {"name": name, "outputs": {}, "values": values}
        for name, values in figures.items()
    }
    return State("a state", named, sources or {}, {}, tmp_path)


def test_words_of_the_old_running_sentence_are_named_with_page_and_line(tmp_path):
    recipe = tmp_path / "experiments/translator/recipe.py"
    assert running_words(tmp_path) == []
    recipe.parent.mkdir(parents=True)
    recipe.write_text("RUNNING = {'a': 'the animal saw it'}\nFRENCH = {'a': \"l'animal le vit\"}\n")
    then = running_words(tmp_path)
    assert then == ["the", "animal", "saw", "it", "l", "le", "vit"]
    recipe.write_text("raise SystemError('of another time')\n")
    assert running_words(tmp_path) == []

    page = "# The Animal\n\nAn *animal*, not animals: {x.animal} {? x.animal > 1}\n"
    page += "\n```\nl'animal\n```\n"
    old = replace(state(tmp_path, {}), running=then)
    now = replace(
        state(tmp_path, {}, {"a.md": page}), running=["the", "dog", "saw", "it", "le", "vit"]
    )
    found = compare(old, now, {})
    assert list(map(str, found.left)) == [
        "docs/a.md:1: animal: # The Animal",
        "docs/a.md:3: animal: An *animal*, not animals: {x.animal} {? x.animal > 1}",
        "docs/a.md:6: animal: l'animal",
    ]
    told = "ords of the old running sentence that pages still write"
    assert f"w{told}:\n  docs/a.md:1: animal: # The Animal" in summary(found)
    assert f"<h3>W{told}</h3><ul><li><code>docs/a.md:1:" in html_page(found)
    assert not compare(old, replace(now, running=then), {}).left
    assert not compare(state(tmp_path, {}), now, {}).left


def test_the_figures_that_the_lab_lists_are_no_sentences(tmp_path):
    page = "# Lab\n\nOne sentence.\n"
    listed = f"{page}\n{HEADING}\n\n### still\n\nHashes of all 97 files.\n"
    assert without_figures(listed) == without_figures(page) == page
    now = state(tmp_path, {}, {"lab/index.md": page})
    then = replace(now, pages={"lab/index.md": listed})
    assert compare(then, now, {}).sentences == []


def test_a_page_is_read_as_sentences_without_ticks_definitions_and_links():
    assert sentences(WOVEN) == [
        "A heading",
        "The nearest word is goat.",
        "Its cosine is 0.47; a cosine is one.",
        "word | near",
        "street | goat 0.47",
        "Two words.",
        "One is near.",
        "A caption.",
    ]


def test_a_formula_is_read_as_its_source():
    inside = '<math><mi>d</mi><annotation encoding="application/x-tex">d&#95;k</annotation></math>'
    woven = f'The root of <span class="formula-inline">{inside}<span>d k</span></span> grows.\n'
    assert sentences(woven) == ["The root of d_k grows."]


@pytest.mark.parametrize("text", ["0.47", "1,024", "−3.5", "12 %", "12%", "2 × 10⁻⁶", "…"])
def test_a_number_is_no_word(text):
    other = "7 × 10⁻³" if "×" in text else "5"
    assert without_numbers(f"It is {text}.") == without_numbers(f"It is {other}.")


def test_changed_words_are_told_from_changed_numbers():
    old = ["Street is near goat, by 0.47.", "All 20 are right.", "Same.", "Goes away entirely."]
    new = ["Street is near hill, by 0.51.", "All 19 are right.", "Same.", "It comes."]
    changes = sentence_changes("a.md", old, new, old[:2])
    assert [(one.in_words, one.by_values, one.new) for one in changes] == [
        (True, True, new[0]),
        (False, True, new[1]),
        (True, False, ""),
        (True, False, new[3]),
    ]
    assert ("old", "goat,") in changes[0].parts
    assert ("new", "hill,") in changes[0].parts


def test_rows_of_one_source_stay_pairs_however_unlike_they_are():
    old, new = ["tired | ill 0.43 | lazy 0.41"], ["tired | scared 0.53 | brave 0.48"]
    assert len(sentence_changes("a.md", old, new, old)) == 1


def test_a_sentence_that_only_moved_is_no_change():
    gone = sentence_changes("a.md", ["One.", "It moves away."], ["One."], [])
    come = sentence_changes("b.md", [], ["It moves away.", "This is new."], [])
    assert [change.new for change in without_moved([*gone, *come])] == ["This is new."]


def test_values_are_sorted_by_how_much_they_changed(tmp_path):
    old = {"a": 1.0, "zero": 0, "noise": 0.1 + 0.2, "word": "goat", "flag": True, "list": [1, 4]}
    new = {"a": 1.1, "zero": 3, "noise": 0.3, "word": "hill", "flag": False, "list": [1, 2, 5]}
    then, now = state(tmp_path, {"f": old, "gone": {}}), state(tmp_path, {"f": new, "x": None})
    found = value_changes(then, now, {"f.list.last": 5, "f.word": "hill", "f.list": [1, 2, 5]})
    assert [change.name for change in found.numbers] == ["f.zero", "f.list.2", "f.a"]
    assert [change.name for change in found.words] == ["f.flag", "f.word"]
    assert [change.quoted for change in found.words] == [False, True]
    assert (found.new, found.gone) == (["f.list.3"], [])


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (0.5, 0.56, "+12 %"),
        (10, 9.5, "−5.0 %"),
        (0, 2, "from 0"),
        (0.01, 0.35, "× 35"),
        (-1.0, 1.0, "+200 %"),
        (100000, 100001, "+0.0010 %"),
    ],
)
def test_how_much_a_number_changed_is_said_in_words(old, new, words):
    assert relative_change(ValueChange("f.a", old, new)) == words


PAGE = """# Page

Half{? f.a > 0.5} and{? f.b == "x"} more{? f.new == 1}.

| {one} | {? one < 3} | {each one in f.list}
"""


def problems(values):
    record = {"name": "f", "kind": "numbers", "values": values}
    return weave_page(PAGE, "p.md", {"f": record}).problems


def test_checks_that_turned_are_told_with_their_sentence():
    then = problems({"a": 0.6, "b": "y", "list": [1, 5]})
    now = problems({"a": 0.4, "b": "x", "new": 2, "list": [4, 5]})
    found = {change.expression: change for change in turned_checks(then, now) if change.line == 3}
    assert found["{? f.a > 0.5}"].then == HOLDS
    assert "f.a is 0.4, which is not > 0.5" in found["{? f.a > 0.5}"].now
    assert found["{? f.a > 0.5}"].sentence == "Half and more."
    assert found['{? f.b == "x"}'].now == HOLDS
    assert "{? f.new == 1}" not in found  # it could not be evaluated then, and fails now as well
    rows = [change for change in turned_checks(then, now) if change.line == 5]
    assert ["f.list.1 is 4" in change.now for change in rows] == [True]  # the second failed before


def test_a_check_of_a_value_that_did_not_exist_has_not_turned_true():
    then, now = problems({"a": 1, "b": "x", "list": [1]}), problems({"a": 1, "b": "x", "new": 1})
    assert not [change for change in turned_checks(then, now) if "f.new" in change.expression]


def test_a_check_that_failed_and_cannot_be_evaluated_now_has_not_turned_true():
    then, now = problems({"a": 0, "b": "x", "list": [1]}), problems({"b": "x", "list": [1]})
    assert turned_checks(then, now) == []


def test_new_and_gone_checks_are_listed():
    new, gone = other_checks({"p.md": PAGE}, {"p.md": PAGE.replace("> 0.5", "> 0.6")})
    assert (new, gone) == ([("p.md", "{? f.a > 0.6}")], [("p.md", "{? f.a > 0.5}")])


def test_checks_are_left_out_without_moving_a_line():
    page = "---\ntitle: x\n---\n![Cap{? f.a\n> 1}tion {f.b}.](figure:f)\n\n`{? code}` {f.a}\n"
    plain = "---\ntitle: x\n---\n![Cap\ntion {f.b}.](figure:f)\n\n`{? code}` {f.a}\n"
    assert without_checks(page) == plain


@pytest.mark.parametrize("damage", ["", "[]", "{", '{"label": 1}', json.dumps({"figures": {}})])
def test_a_damaged_state_counts_as_not_kept(damage, tmp_path, monkeypatch):
    monkeypatch.setattr(kept_states, "KEPT", tmp_path)
    (tmp_path / "last-good.json").write_text(damage)
    assert kept_states.read_kept(kept_states.LATEST) is None


@pytest.mark.parametrize("poster", ["same", "other"])
def test_an_animation_that_changed_before_its_still_picture_says_so(poster, tmp_path):
    def film(gif, png):
        outputs = {"m.gif": gif, "m.png": png}
        figure = {"name": "m", "kind": "gif", "alt": "a", "width": 1, "height": 1, "source": ""}
        return State(
            "a state", {"m": figure | {"outputs": outputs, "values": {}}}, {}, {}, tmp_path
        )

    page = html_page(compare(film("one", "same"), film("two", poster), {}))
    assert ("Only what moves before this still picture changed." in page) == (poster == "same")
    assert page.count("The picture is no longer kept.") == 2
