"""Two high-contrast themes for projectors in bright rooms, in addition to Textual's own."""

from __future__ import annotations

from textual.theme import BUILTIN_THEMES, Theme

#: Pure black on pure white and the reverse; every text colour has a contrast of at least 7 to 1.
PROJECTOR_THEMES = (
    Theme(
        name="projector-light",
        primary="#003a8c",
        secondary="#00474f",
        accent="#7a0049",
        warning="#6b3a00",
        error="#8f0014",
        success="#0b4f1f",
        foreground="#000000",
        background="#ffffff",
        surface="#ffffff",
        panel="#e6e6e6",
        dark=False,
        text_alpha=1.0,
        variables={
            "text-accent": "#7a0049",
            "text-warning": "#6b3a00",
            "text-error": "#8f0014",
            "text-success": "#0b4f1f",
            "text-muted": "#333333",
            "foreground-muted": "#333333",
            "border": "#003a8c",
            "block-cursor-background": "#003a8c",
            "block-cursor-foreground": "#ffffff",
        },
    ),
    Theme(
        name="projector-dark",
        primary="#8ec5ff",
        secondary="#9fe8e0",
        accent="#ffd666",
        warning="#ffc069",
        error="#ff9c9c",
        success="#95e895",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#262626",
        dark=True,
        text_alpha=1.0,
        variables={
            "text-accent": "#ffd666",
            "text-warning": "#ffc069",
            "text-error": "#ff9c9c",
            "text-success": "#95e895",
            "text-muted": "#d0d0d0",
            "foreground-muted": "#d0d0d0",
            "border": "#8ec5ff",
            "block-cursor-background": "#ffd666",
            "block-cursor-foreground": "#000000",
        },
    ),
)


def theme_names() -> tuple[str, ...]:
    """The names of all available themes, sorted."""
    return tuple(sorted({*BUILTIN_THEMES, *(theme.name for theme in PROJECTOR_THEMES)}))
