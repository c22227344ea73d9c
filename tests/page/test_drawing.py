"""The drawing and the panel: what a click, a drag and a key show."""

from browsing import Opened

CALL = "mara-lindqvist~tomas-brandt"


def marks(shown: Opened, side: str) -> set[str]:
    return set(shown.page.locator(f"#panel mark.{side}").all_inner_texts())


def test_a_click_on_a_line_shows_its_sentences(shown: Opened) -> None:
    shown.click_line("tomas-brandt~norland")
    assert "Tomas Brandt won Norland" in shown.panel
    assert "affirmed\nactual\n6 March 2024\n2 articles" in shown.panel
    assert "Mr Brandt took Norland and Eastvale and stood at 301 electoral votes on 6 March." in shown.panel
    assert "as told by Emil Sorel" in shown.panel
    assert "A call, & a <count> · 6 March 2024" in shown.panel
    assert shown.hash == "line=tomas-brandt~norland"


def test_both_names_are_marked_in_the_sentence(shown: Opened) -> None:
    shown.click_line("tomas-brandt~norland")
    assert marks(shown, "subject") == {"Brandt", "Mr Brandt"}
    assert marks(shown, "object") == {"Norland"}


def test_who_is_not_named_in_a_sentence_is_said_so(shown: Opened) -> None:
    shown.reset("claim=mara-lindqvist--thanked--tomas-brandt")
    assert marks(shown, "subject") == {"Ms Lindqvist"} and marks(shown, "object") == set()
    assert "not named here: Tomas Brandt" in shown.panel


def test_an_article_links_to_where_it_stands(shown: Opened) -> None:
    shown.click_line(CALL)
    link = shown.page.locator("#panel a").first
    assert link.get_attribute("href") == "https://example.com/a"
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_claims_of_two_people_share_a_line(shown: Opened) -> None:
    shown.click_line(CALL)
    for name in ("called", "congratulated", "thanked"):
        assert f"Mara Lindqvist {name} Tomas Brandt" in shown.panel
    assert shown.ask(f"kgPage.seen.lines.get('{CALL}').label") == "called +2"


def test_a_symmetric_claim_joins_a_line_that_is_there(shown: Opened) -> None:
    assert "ida-falk~mara-lindqvist" in shown.lines
    assert (
        shown.ask("kgPage.network.body.edges['ida-falk~mara-lindqvist'].options.arrows.to.enabled") is False
    )


def test_the_words_of_a_line_and_all_of_it_that_is_seen_can_be_clicked(shown: Opened) -> None:
    shown.click_line(CALL, label=True)
    assert shown.hash == f"line={CALL}"
    missed = shown.ask("""() => { const { network, seen, pointed } = kgPage, missed = [];
      for (const id of seen.lines.keys()) for (let part = 0.05; part < 1; part += 0.05) {
        const dom = network.canvasToDOM(network.body.edges[id].edgeType.getPoint(part));
        const found = pointed(dom);
        if (!found.thing && !found.line) missed.push([id, part]);
      }
      return missed; }""")
    assert missed == []


def test_the_width_of_a_line_is_the_number_of_its_articles(shown: Opened) -> None:
    width = "(id) => kgPage.network.body.edges[id].options.width"
    assert shown.ask(width, "tomas-brandt~norland") > shown.ask(width, "tomas-brandt~eastvale")


def test_pointing_at_a_line_says_what_it_is(shown: Opened) -> None:
    shown.page.mouse.move(*shown.on_line("emil-sorel~tomas-brandt"))
    tip = shown.page.locator("#tip")
    tip.wait_for()
    assert (
        "Emil Sorel → Tomas Brandt" in tip.inner_text() and "spokesperson for: 2 articles" in tip.inner_text()
    )
    shown.page.mouse.move(2, 2)
    tip.wait_for(state="hidden")


def test_a_click_on_a_name_shows_what_is_known(shown: Opened) -> None:
    shown.click_thing("tomas-brandt")
    for text in (
        "Tomas Brandt",
        "person",
        "Brandt, Mr Brandt",
        "electoral votes 226",
        "won Norland",
        "wire fraud & “bribery”",
        "3 articles",
    ):
        assert text in shown.panel
    shown.page.click("#panel button:has-text('won Norland')")
    assert shown.hash == "claim=tomas-brandt--won--norland"
    assert "Mr Brandt took Norland" in shown.panel


def test_offices_have_a_place_of_their_own(shown: Opened) -> None:
    shown.click_thing("ida-falk")
    assert "Offices\nholds office Prime Minister of Westmark" in shown.panel


def test_quoted_words_are_with_their_speaker(shown: Opened) -> None:
    shown.click_thing("emil-sorel")
    assert "Ms Lindqvist thanked him — naïve or not," in shown.panel


def test_a_click_beside_everything_lets_go(shown: Opened) -> None:
    shown.click_thing("tomas-brandt")
    frame = shown.page.locator("#canvas").bounding_box()
    assert frame
    shown.page.mouse.click(frame["x"] + 5, frame["y"] + frame["height"] - 5)
    assert shown.hash == ""


def test_what_is_not_asserted_is_hidden_until_asked_for(shown: Opened) -> None:
    dashed = "ida-falk~tomas-brandt~other"
    assert dashed not in shown.lines
    shown.page.click("#unasserted")
    assert shown.hash == "show=not-asserted"
    assert shown.ask(f"kgPage.network.body.edges['{dashed}'].options.dashes") == [7, 5]
    shown.click_line(dashed)
    for text in (
        "Alleged: Ida Falk criticized",
        "Possible:",
        "Planned:",
        "Falk claimed that Brandt had insulted her.",
    ):
        assert text in shown.panel
    shown.reset("show=not-asserted&claim=mara-lindqvist--conceded_to--ida-falk--negated")
    assert "Denied: Mara Lindqvist conceded to Ida Falk" in shown.panel


def test_only_the_neighbours(shown: Opened) -> None:
    shown.click_thing("emil-sorel")
    shown.page.click("#panel button:has-text('Only its neighbours')")
    assert shown.drawn == {"Emil Sorel", "Tomas Brandt"}
    assert shown.hash == "node=emil-sorel&around=emil-sorel"
    shown.page.click("#chips .chip")
    assert "Ida Falk" in shown.drawn


def test_classes_differ_in_shape_and_sign_not_only_in_colour(shown: Opened) -> None:
    signs = shown.ask(
        """[...document.querySelectorAll("#legend .class .sign path")].map((path) => path.outerHTML)"""
    )
    assert len(set(signs)) == len(signs) == 3
    assert "person" in shown.page.inner_text("#legend") and "state" in shown.page.inner_text("#legend")


def test_the_drawing_opens_whole_and_is_still(shown: Opened) -> None:
    inside = shown.ask("""() => {
        const { network, seen, drawing } = kgPage;
        return [...seen.drawn].map((thing) => network.canvasToDOM(drawing.at(thing))).every(({ x, y }) =>
            x > 0 && y > 0 && x < drawing.host.clientWidth && y < drawing.host.clientHeight);
    }""")
    assert inside
    places = shown.ask("JSON.stringify(kgPage.network.getPositions())")
    shown.page.wait_for_timeout(200)
    assert shown.ask("JSON.stringify(kgPage.network.getPositions())") == places


def test_arrows_go_from_thing_to_thing_and_enter_to_the_panel(shown: Opened) -> None:
    shown.page.focus("#canvas")
    shown.press("ArrowRight")
    assert shown.hash == "node=tomas-brandt"
    before = shown.ask("kgPage.network.getPosition(kgPage.data.thingOf.get('tomas-brandt').index).x")
    shown.press("ArrowLeft")
    name = shown.hash.removeprefix("node=")
    assert name != "tomas-brandt"
    assert shown.ask(f"kgPage.network.getPosition(kgPage.data.thingOf.get('{name}').index).x") < before
    assert "claim" in shown.page.inner_text("#spoken")
    shown.press("Enter", "Tab")
    assert shown.ask("document.activeElement.closest('#panel') !== null")
    shown.press("Escape")
    assert shown.hash == "" and shown.ask("document.activeElement.id") == "canvas"


def test_brackets_go_from_line_to_line(shown: Opened) -> None:
    shown.reset("node=tomas-brandt")
    shown.page.focus("#canvas")
    shown.press("]")
    first = shown.hash
    shown.press("]")
    assert first.startswith("line=") and shown.hash.startswith("line=") and shown.hash != first
    shown.press("[")
    assert shown.hash == first


def test_a_key_for_help(shown: Opened) -> None:
    shown.press("?")
    assert shown.page.locator("#keys").is_visible()
    shown.press("Escape")
    assert not shown.page.locator("#keys").is_visible()


def test_a_large_drawing_moves_as_a_picture_and_is_drawn_again(shown: Opened) -> None:
    shown.ask("() => { kgPage.drawing.stage.resting = true; }")
    try:
        x, y = shown.on_line(CALL)
        shown.page.mouse.move(x, y)
        shown.page.mouse.down()
        shown.page.mouse.move(x + 30, y + 10, steps=2)
        shown.page.mouse.move(x + 60, y + 20, steps=2)
        assert shown.ask("kgPage.drawing.stage.moving.image.width") > 0
        shown.page.mouse.up()
        assert shown.ask("kgPage.drawing.stage.moving") is None
    finally:
        shown.ask("() => { kgPage.drawing.stage.resting = false; }")
