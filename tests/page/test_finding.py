"""Search, filters, the time line, paths, and the address that remembers them."""

from collections.abc import Callable

import pytest
from browsing import Opened


def test_names_are_offered_as_you_type(shown: Opened) -> None:
    assert shown.find("SOR")[0].startswith("Emil Sorel")
    box = shown.page.locator("#search")
    assert box.get_attribute("aria-expanded") == "true"
    assert box.get_attribute("aria-activedescendant") == "search-0"
    box.press("Enter")
    assert shown.hash == "node=emil-sorel"


def test_other_names_are_found_and_accents_do_not_matter(shown: Opened) -> None:
    assert shown.find("mr brandt")[0] == "Tomas Brandt also Mr Brandt person"
    assert shown.find("líndqvist")[0].startswith("Mara Lindqvist")


def test_the_list_is_walked_with_arrows_and_closed_with_escape(shown: Opened) -> None:
    offered = shown.find("an")
    box = shown.page.locator("#search")
    box.press("ArrowDown")
    assert (
        shown.page.locator("#search-list [aria-selected=true]").inner_text().startswith(offered[1].split()[0])
    )
    box.press("ArrowUp")
    box.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") == f"search-{len(offered) - 1}"
    box.press("Escape")
    assert not shown.page.locator("#search-list").is_visible()


def test_words_of_sentences_can_be_looked_for(shown: Opened) -> None:
    offered = shown.find("victory")
    assert offered == ["Claims whose sentences say “victory”"]
    shown.page.press("#search", "Enter")
    assert shown.hash == "text=victory"
    assert shown.claims == {
        "mara-lindqvist--called--tomas-brandt",
        "mara-lindqvist--congratulated--tomas-brandt",
    }


def test_slash_goes_to_the_search(shown: Opened) -> None:
    shown.press("/")
    assert shown.ask("document.activeElement.id") == "search"
    assert shown.page.input_value("#search") == ""


def test_a_class_is_filtered_by_its_sign(shown: Opened) -> None:
    shown.page.click("#legend .class:has-text('person')")
    assert shown.hash == "class=Person"
    assert shown.drawn == {"Emil Sorel", "Ida Falk", "Mara Lindqvist", "Tomas Brandt"}
    shown.page.click("#legend .class:has-text('state')")
    assert "Norland" in shown.drawn and "Prime Minister of Westmark" not in shown.drawn
    shown.page.click("#chips .clear")
    assert shown.hash == "" and "Prime Minister of Westmark" in shown.drawn


def test_properties_and_articles_are_filtered_in_the_drawer(shown: Opened) -> None:
    shown.page.click("#open-filters")
    shown.page.check("#filters input[value=won]")
    assert shown.lines == {"tomas-brandt~norland", "tomas-brandt~eastvale"}
    shown.page.check("#filters input[value=alpha]")
    assert shown.hash == "property=won&article=alpha"
    assert shown.lines == {"tomas-brandt~norland"}
    assert len(shown.page.locator("#chips .chip").all()) == 2
    shown.press("Escape")
    assert not shown.page.locator("#filters").is_visible()


def test_dates_are_filtered(shown: Opened) -> None:
    shown.page.click("#open-filters")
    shown.page.fill("#date-to", "2023-12-31")
    assert shown.claims == {"ida-falk--met_with--mara-lindqvist"}  # "in 2023"
    shown.page.fill("#date-from", "2023-06-01")
    assert shown.claims == {"ida-falk--met_with--mara-lindqvist"}
    shown.page.fill("#date-from", "2024-03-06")
    shown.page.fill("#date-to", "2024-03-06")
    assert "tomas-brandt--won--eastvale" in shown.claims
    assert "ida-falk--praised--tomas-brandt" not in shown.claims  # told on 7 March


def test_the_time_line_filters_by_dragging(shown: Opened) -> None:
    bars = shown.page.locator("#timeline .bars").bounding_box()
    assert bars
    y = bars["y"] + bars["height"] / 2
    shown.page.mouse.move(bars["x"] + 3, y)
    shown.page.mouse.down()
    shown.page.mouse.move(bars["x"] + bars["width"] / 2, y, steps=3)
    shown.page.mouse.up()
    assert shown.hash.startswith("from=2023-01&to=2023-")
    assert shown.claims == {"ida-falk--met_with--mara-lindqvist"}
    shown.page.go_back()  # the whole drag is one step
    assert shown.hash == ""


def test_the_time_line_has_two_sliders_for_the_keyboard(shown: Opened) -> None:
    late = shown.page.locator("#timeline input").nth(1)
    late.focus()
    late.press("ArrowLeft")
    assert shown.hash == "from=2023-01&to=2024-02"
    assert late.get_attribute("aria-valuetext") == "February 2024"
    late.press("End")
    assert shown.hash == ""


def test_a_path_with_its_evidence(shown: Opened) -> None:
    shown.click_thing("emil-sorel")
    shown.page.click("#panel button:has-text('Path from here')")
    assert shown.ask("document.activeElement.id") == "path-to"
    shown.page.keyboard.type("lindq")
    shown.press("Enter")
    assert shown.hash == "path=emil-sorel,mara-lindqvist"
    assert "2 steps, the shortest way" in shown.panel
    assert "Emil Sorel spokesperson for Tomas Brandt" in shown.panel
    assert "Mara Lindqvist called Tomas Brandt" in shown.panel
    assert "Emil Sorel speaks for Brandt." in shown.panel


def test_a_path_follows_the_filters(shown: Opened) -> None:
    shown.reset("path=emil-sorel,mara-lindqvist&property=called")
    assert "No claims that pass the filters connect Emil Sorel and Mara Lindqvist" in shown.panel


def test_a_link_shows_the_same_thing(shown: Opened) -> None:
    for hash in (
        "node=kamala-harris",
        "claim=nothing&line=a~b&around=x&more=y&path=p,q&class=Nope&property=nope&article=nope",
        "from=whenever&to=&view=sideways&sort=size&page=-4",
        "%E0%A4%A&=&node",
        "__proto__=1&constructor=2&node=__proto__&class=constructor",
    ):
        shown.reset(hash)
        assert len(shown.lines) == 7, hash
    full = (
        "node=ida-falk&text=falk&class=Person,Office"
        "&property=holds_office,praised&show=not-asserted&view=table&sort=-articles"
    )
    shown.reset(full)
    assert shown.hash == full
    assert shown.claims == {
        "ida-falk--holds_office--prime-minister-of-westmark",
        "ida-falk--praised--tomas-brandt",
    }


def test_back_and_forward(shown: Opened) -> None:
    shown.click_thing("ida-falk")
    shown.page.click("#as-table")
    shown.page.go_back()
    assert shown.hash == "node=ida-falk" and shown.page.locator("#canvas").is_visible()
    shown.page.go_back()
    assert shown.hash == "" and "Best connected" in shown.panel
    shown.page.go_forward()
    assert shown.panel.startswith("×\nIda Falk") or "Ida Falk" in shown.panel


@pytest.mark.parametrize("hash", ["node=nobody-known", "claim=nobody-known", "class=Person,nobody-known"])
def test_a_link_to_what_is_gone_says_so(shown: Opened, hash: str) -> None:
    shown.reset(hash)
    note = shown.page.get_by_role("alert")
    assert note.is_visible() and "nobody-known" in note.inner_text()
    shown.click_thing("ida-falk")
    assert shown.page.get_by_role("alert").count() == 0


def test_the_switch_stays_in_sight_beside_many_classes(html: str, opened: Callable[..., Opened]) -> None:
    shown = opened(html, width=1280, height=800)
    shown.ask("""() => {
        const legend = document.getElementById("legend");
        while (legend.children.length < 40) legend.prepend(legend.firstElementChild.cloneNode(true));
    }""")
    switch = shown.page.locator("#unasserted").bounding_box()
    assert switch is not None and switch["y"] + switch["height"] <= 800
    top = """([x, y]) => document.elementFromPoint(x, y).closest("button").id"""
    assert shown.ask(top, [switch["x"] + 30, switch["y"] + switch["height"] / 2]) == "unasserted"
