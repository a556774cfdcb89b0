"""The safety switch of the Share dialog, without a browser."""

from streamlit.testing.v1 import AppTest

from tests.dashboard.test_app import WAIT_S
from tests.dashboard.test_corrections_page import LINZ_ID, TEXT


def safety_script():
    import streamlit as st

    from dashboard.panels import safety
    from tests.dashboard.test_corrections_page import analysis_of_the_text

    st.text(safety.draw(analysis_of_the_text()).article.text)


def test_the_safety_switch_says_what_the_files_hide():
    page = AppTest.from_function(safety_script, default_timeout=WAIT_S).run()
    assert page.text[0].value == TEXT.strip()
    page.radio(key="safe_points").set_value("rounded")
    page.multiselect(key="safe_places").set_value([LINZ_ID])
    page.text_input(key="safe_words").set_value("museum, flood").run()
    assert not page.exception
    assert [info.value for info in page.info] == [
        "In the files below coordinates are rounded to about 10 km and some names are hidden."
    ]
    assert "Linz" not in page.text[0].value
    assert "The [hidden]" in page.text[0].value
