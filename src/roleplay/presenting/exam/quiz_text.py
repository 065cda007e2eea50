"""The questions of an exam in words, and what the library says of a wrong answer."""

from __future__ import annotations

from roleplay.exam.quiz import QuestionKind, QuizChoice, QuizQuestion
from roleplay.exam.sitting import Sitting
from roleplay.locales import Catalogue
from roleplay.presenting.exam.page import GAP, STEP, PageText

#: What a choice is, by the kind of the question: where `roleplay explain` has more on it.
_MOVES = (QuestionKind.MEANING, QuestionKind.PHRASE, QuestionKind.HARM)
_LEVELS = (QuestionKind.HIGHEST, QuestionKind.LOWEST)


def asked(question: QuizQuestion, words: Catalogue) -> list[PageText]:
    """What is asked, and what is shown with it."""
    language = words.language
    criterion = "" if question.criterion is None else question.criterion.get(language)
    told = words(f"exam.ask.{question.kind}", rubric=question.rubric.get(language), criterion=criterion)
    texts = [PageText(told, "strong")]
    if question.shown is not None:
        key = "exam.said" if question.kind is QuestionKind.PHRASE else "exam.shown"
        texts.append(PageText(words(key, text=question.shown.get(language)), indent=STEP))
    return texts


def choice_texts(question: QuizQuestion, words: Catalogue) -> list[str]:
    """What can be answered, in the order in which it is shown."""
    return [choice.text.get(words.language) for choice in question.choices]


def question_number(sitting: Sitting, words: Catalogue) -> str:
    """Which question it is of how many."""
    return words("exam.question", number=len(sitting.answers) + 1, count=len(sitting.begun.questions))


def wrong_texts(sitting: Sitting, words: Catalogue) -> list[PageText]:
    """What was answered wrongly, with the source: only where all questions are answered."""
    if not sitting.all_answered:
        return []
    if not sitting.wrong:
        return [PageText(words("exam.all_right"))]
    texts = [PageText(words.count("exam.wrong", len(sitting.wrong)), "heading")]
    for question, chosen in sitting.wrong:
        texts += [GAP, *asked(question, words)]
        texts.append(PageText(_told("exam.answered", question, question.choices[chosen], words), "bad", STEP))
        texts.append(PageText(_told("exam.right", question, question.answer, words), "good", STEP))
        texts.append(PageText(_source(question, words), "muted", STEP))
    return texts


def _told(key: str, question: QuizQuestion, choice: QuizChoice, words: Catalogue) -> str:
    """A choice with what the library says of it."""
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
