"""HTML becomes the text that a reader sees."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.importers.plain import MOST_SHOWN, plain, seen


def test_html_becomes_the_lines_that_it_shows() -> None:
    html = (
        "<h2>About</h2><div>\n<div>One <b>bold</b>\nline</div> <div>two<br>three</div></div>"
        "<ul>\n<li>a</li>\n<li><p>b</p></li></ul><table><tr><td>x</td><td>y</td></tr></table>"
        "<style>p {}</style><p>End&nbsp;&amp; all</p>"
    )
    assert plain(html) == ("About\n\nOne bold line\ntwo\nthree\n- a\n\n- b\n\nx y\n\nEnd & all")
    assert plain("Already\r\n\r\n\r\nplain &amp; a < b") == "Already\n\nplain & a < b"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("no tags < here > & there", "no tags < here > & there"),
        ("<p>One\n\ntwo</p><p>Three &amp; four</p>", "One two\nThree & four"),
        ("a<br/>b<BR>c", "a\nb\nc"),
        ("<ul><li>a</li><li><b>b</b>c</li></ul>", "- a\n- bc"),
        ("<style>p { x }</style>a<script>if (a < b) {}</script>b", "ab"),
        ("<p>a<!-- <p>not this</p> -->b</p>", "ab"),
        ("<!DOCTYPE html><p>a</p>", "a"),
        ("<p>1 < 2 and &lt;b&gt;</p>", "1 < 2 and <b>"),
    ],
)
def test_what_is_seen_is_kept(text: str, shown: str) -> None:
    assert seen(text) == shown


@pytest.mark.parametrize(
    "text", ["<a", "<!--", "<!", "<style>", "</", "&", "<a b='\"", "-->", "<p>", "< "]
)
def test_endless_marks_are_read_in_time(text: str) -> None:
    started = time.process_time()
    seen(f"<p>x</p>{text * 60_000}")
    assert time.process_time() - started < 5


@given(text=st.text(st.sampled_from("<>!-/pbrlistyle &;\n"), max_size=60))
def test_any_text_is_read(text: str) -> None:
    assert "\n\n" not in seen(f"<p>{text}")


def test_what_is_shown_without_end_is_read_up_to_a_bound() -> None:
    page = f"<p>{'x' * 999}</p>" * (MOST_SHOWN // 400)
    assert MOST_SHOWN <= len(plain(page)) < MOST_SHOWN + 3000
