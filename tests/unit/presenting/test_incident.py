"""The seven questions in words: answering, skipping and going back."""

from __future__ import annotations

from roleplay.authoring.incident import Incident
from roleplay.locales import LANGUAGES, catalogue
from roleplay.presenting.incident import IncidentForm


def test_questions_are_answered_one_by_one() -> None:
    words, form = catalogue("en"), IncidentForm()
    for text in ("", " It was\n late. ", "Third time!", "Worried", "Our policy.", "", "I see."):
        assert form.answer(text, words) is None
    assert form.done
    assert form.incident == Incident("", "It was late.", "Third time!", "worried", "Our policy.", "", "I see.")


def test_an_invalid_answer_changes_nothing() -> None:
    words, form = catalogue("en"), IncidentForm()
    form.answer("Ann", words)
    problem = form.answer("  ", words)
    assert problem is not None
    assert (problem.key, form.question) == ("new_empty", "happened")
    for text in ("x", "y", "z", "The Policy", ""):
        form.answer(text, words)
    problem = form.answer("the policy", words)
    assert problem is not None
    assert (problem.key, form.done) == ("incident_same", False)


def test_going_back_shows_the_earlier_answer() -> None:
    words, form = catalogue("zh"), IncidentForm()
    assert not form.go_back()
    for text in ("林女士", "晚了", "第三次", "2"):
        form.answer(text, words)
    assert form.go_back()
    assert (form.question, form.previous_answer(words)) == ("felt", "失望"), "in words, not as the stored id"
    assert form.answer(form.previous_answer(words), words) is None
    assert form.answers["felt"] == "let_down"


def test_every_question_has_its_words() -> None:
    for language in LANGUAGES:
        words, form = catalogue(language), IncidentForm()
        while not form.done:
            assert form.heading(words)
            assert form.hint(words)
            assert bool(form.options(words)) == (form.question == "felt")
            form.answer("x" if form.question != "better" else "y", words)
