"""The colours in web/styles/tokens.css can be read, in the light and in the dark (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[4] / "web/styles/tokens.css"
STATES = ("good", "warn", "bad", "info", "quiet")

TEXT = 4.5  # words, level AA
MARK = 3.0  # borders of controls, rings of focus, drawings that mean something

READ_ON = [
    *[(ink, ground, TEXT) for ink in ("ink", "ink-soft", "link") for ground in ("ground", "surface", "sunken")],
    *[(state, f"{state}-soft", TEXT) for state in STATES],
    *[(state, ground, TEXT) for state in STATES for ground in ("ground", "surface")],
    *[("ink", f"{state}-soft", TEXT) for state in STATES],
    *[("ink-soft", f"{state}-soft", TEXT) for state in ("warn", "bad")],
    *[("link", f"{state}-soft", TEXT) for state in ("bad", "warn", "info")],
    *[(f"on-band-{band}", f"band-{band}", TEXT) for band in range(6)],
    ("on-no-data", "no-data", TEXT),
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-strong", TEXT),
    ("accent-strong", "accent-soft", TEXT),
    ("link", "accent-soft", TEXT),
    ("on-bad", "bad", TEXT),
    ("demo", "demo-soft", TEXT),
    *[(ink, ground, TEXT) for ink in ("on-crown", "on-crown-soft") for ground in ("crown", "crown-deep")],
    *[("line-strong", ground, MARK) for ground in ("ground", "surface", "sunken")],
    *[("focus", ground, MARK) for ground in ("ground", "surface", "sunken")],
    ("accent", "surface", MARK),
    ("trim", "crown-deep", MARK),
    *[("trim-strong", ground, MARK) for ground in ("ground", "surface", "sunken")],
    ("no-data-line", "no-data", 1.5),  # the hatching is told by its pattern and its words, not by its tone
]


def block(css: str, selector: str) -> dict[str, str]:
    """The custom properties of the first rule with this selector."""
    body = re.search(re.escape(selector) + r"\s*\{(.*?)\}", css, re.S)
    assert body, selector
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", body[1]))


CSS = re.sub(r"/\*.*?\*/", "", TOKENS.read_text(), flags=re.S)
LIGHT = block(CSS, ":root")
DARK = LIGHT | block(CSS, ':root:not([data-theme="light"])')
THEMES = {"light": LIGHT, "dark": DARK}


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "ground", "least"), READ_ON)
def test_ink_is_read_on_its_ground(theme, ink, ground, least):
    tokens = THEMES[theme]
    assert contrast(tokens[ink], tokens[ground]) >= least


@pytest.mark.parametrize("theme", THEMES)
def test_bands_follow_one_another_in_brightness(theme):
    """Without any colour, more is still darker (in the dark: brighter) by a step that is seen."""
    steps = [luminance(THEMES[theme][f"band-{band}"]) for band in range(6)]
    assert steps in (sorted(steps), sorted(steps, reverse=True))
    assert all(contrast(THEMES[theme][f"band-{n}"], THEMES[theme][f"band-{n + 1}"]) >= 1.15 for n in range(5))


def test_the_chosen_dark_is_the_device_s_dark():
    assert block(CSS, ':root[data-theme="dark"]') == block(CSS, ':root:not([data-theme="light"])')


def test_contrast_is_computed_as_wcag_does():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
