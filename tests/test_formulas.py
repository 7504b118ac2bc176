import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.formulas import bare, guarded

STARTS = st.text("' \t\r\n=+-@\uff1d\u2029x;", max_size=7)


@given(STARTS, st.text(max_size=3))
def test_every_text_is_found_again_also_without_the_spaces_before_it(start: str, end: str) -> None:
    text = start + end
    assert bare(guarded(text)) == text
    assert bare(guarded(text).lstrip(" ")).strip() == text.strip()


@given(STARTS)
def test_what_is_guarded_starts_with_no_sign_of_a_formula(text: str) -> None:
    assert not guarded(text).lstrip(" \u2029").startswith(tuple("=+-@\t\r\n\uff1d"))


@given(STARTS)
def test_nor_does_what_it_falls_into_where_semicolons_tabs_and_lines_divide_cells(
    text: str,
) -> None:
    for part in re.split("[;\t\r\n]", guarded(text)):
        assert not part.strip(" \u2029").startswith(tuple("=+-@\uff1d"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a;=1+1", "a;'=1+1"),
        ("a\r\n- b", "a\r\n'- b"),
        ("a; b - c", "a; b - c"),
        ("a\t @x", "a\t' @x"),
    ],
)
def test_a_formula_within_a_cell_is_guarded_where_it_would_begin(text: str, shown: str) -> None:
    assert guarded(text) == shown
