"""The space that `roleplay check` assumes on a projector is the space that the conversation has there."""

from __future__ import annotations

import pytest

from roleplay.checking.projector import CHOICE_WIDTH, COLUMNS, FIXED_ROWS, ROWS, SPEECH_WIDTH
from roleplay.presenting.facts import TranscriptLine
from roleplay.presenting.rows.row import Item
from roleplay.session import UtteranceKind
from roleplay.text.cells import cell_len
from roleplay.tui.widgets.choices import Choices
from roleplay.tui.widgets.meters import Meters
from roleplay.tui.widgets.transcript import Transcript

from .app_under_test import wait_screen
from .conversation_steps import MakeApp, setup


@pytest.mark.usefixtures("talk_library")
async def test_the_checker_measures_what_the_conversation_shows(make_app: MakeApp) -> None:
    app = make_app("en", scene="parcel", setup=setup(), skip_briefing=True)
    async with app.run_test(size=(COLUMNS, ROWS)) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        choices, talk = app.screen.query_one(Choices), app.screen.query_one(Transcript)
        meters = app.screen.query_one(Meters)
        around = ROWS - talk.region.height - len(choices.rows)
        assert (around, len(meters.rows)) == (FIXED_ROWS - 1, 1)  # a scene with more meters has two rows of them

        def rows_of_choice(width: int) -> int:
            choices.show([Item("1", "x" * width)])
            return len(choices.rows)

        assert (rows_of_choice(CHOICE_WIDTH), rows_of_choice(CHOICE_WIDTH + 1)) == (1, 2)

        def rows_said(width: int) -> int:
            talk.show([TranscriptLine(UtteranceKind.THEY, "Ms Lin", "x" * (width - cell_len("Ms Lin") - 2), 0)])
            return len(talk.rows)

        assert (rows_said(SPEECH_WIDTH), rows_said(SPEECH_WIDTH + 1)) == (1, 2)
