from hypothesis import given
from hypothesis import strategies as st

from tracker.formulas import bare, guarded

STARTS = st.text("' \t\r\n=+-@\uff1d\u2029x", max_size=5)


@given(STARTS, st.text(max_size=3))
def test_every_text_is_found_again_also_without_the_spaces_before_it(start: str, end: str) -> None:
    text = start + end
    assert bare(guarded(text)) == text
    assert bare(guarded(text).lstrip(" ")).strip() == text.strip()


@given(STARTS)
def test_what_is_guarded_starts_with_no_sign_of_a_formula(text: str) -> None:
    assert not guarded(text).lstrip(" \u2029").startswith(tuple("=+-@\t\r\n\uff1d"))
