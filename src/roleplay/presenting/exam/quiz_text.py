"""The questions of an exam in words, and the library's explanation of wrong answers."""

from __future__ import annotations

from roleplay.exam.quiz import QuestionKind, QuizChoice, QuizQuestion
from roleplay.exam.sitting import Sitting
from roleplay.locales import Catalogue
from roleplay.presenting.exam.page import GAP, STEP, PageText

#: The kinds of questions whose choices are levels of a criterion.
_LEVELS = (QuestionKind.HIGHEST, QuestionKind.LOWEST)


def question_texts(question: QuizQuestion, words: Catalogue) -> list[PageText]:
    """The question, and the text shown with it, if any."""
    language = words.language
    criterion = "" if question.criterion is None else question.criterion.get(language)
    text = words(f"exam.ask.{question.kind}", rubric=question.rubric.get(language), criterion=criterion)
    texts = [PageText(text, "strong")]
    if question.shown is not None:
        key = "exam.said" if question.kind is QuestionKind.PHRASE else "exam.shown"
        texts.append(PageText(words(key, text=question.shown.get(language)), indent=STEP))
    return texts


def choice_texts(question: QuizQuestion, words: Catalogue) -> list[str]:
    """The choices, in display order."""
    return [choice.text.get(words.language) for choice in question.choices]


def question_number(sitting: Sitting, words: Catalogue) -> str:
    """The number of the current question and how many there are."""
    return words("exam.question", number=len(sitting.answers) + 1, count=len(sitting.begun.questions))


def wrong_texts(sitting: Sitting, words: Catalogue) -> list[PageText]:
    """The wrong answers with the right ones and their sources; empty until all questions are answered."""
    if not sitting.all_answered:
        return []
    if not sitting.wrong:
        return [PageText(words("exam.all_right"))]
    texts = [PageText(words.count("exam.wrong", len(sitting.wrong)), "heading")]
    for question, chosen in sitting.wrong:
        texts += [GAP, *question_texts(question, words)]
        texts.append(PageText(_explained("exam.answered", question, question.choices[chosen], words), "bad", STEP))
        texts.append(PageText(_explained("exam.right", question, question.answer, words), "good", STEP))
        texts.append(PageText(_source(question, words), "muted", STEP))
    return texts


def _explained(key: str, question: QuizQuestion, choice: QuizChoice, words: Catalogue) -> str:
    """A choice with the library's explanation of it."""
    language, kind = words.language, question.kind
    meaning = "" if choice.meaning is None else choice.meaning.get(language)
    text = choice.text.get(language)
    if kind in _LEVELS:
        text = words("exam.of_level", level=choice.value, text=text)
    elif kind is QuestionKind.FIRST:
        text = words("exam.of_step", number=choice.value, name=meaning, text=text)
    elif kind is QuestionKind.HARM:
        points = words("exam.points" if choice.value else "exam.no_points", points=_signed(choice.value))
        text = words("exam.of_points", text=text, points=points, meaning=meaning)
    elif kind is QuestionKind.ANCHOR and choice is question.answer:
        text = words("exam.of_anchor", text=text, level=choice.value, meaning=meaning)
    else:
        text = words("exam.of_meaning", text=text, meaning=meaning)
    return words(key, text=text)


def _signed(points: int | None) -> str:
    return f"{points or 0:+d}".replace("-", "\N{MINUS SIGN}")


def _source(question: QuizQuestion, words: Catalogue) -> str:
    ref = question.answer.ref
    if question.kind in _LEVELS:
        ref = question.about
    return words("exam.source", ref=ref)
