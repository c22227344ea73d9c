"""The table, and what can be saved and printed: always the claims that are seen."""

import csv
import io
from pathlib import Path

import pyoxigraph as ox
import pytest
from browsing import Opened

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def saved(shown: Opened, kind: str) -> bytes:
    """What the menu gives."""
    shown.page.click("#open-export")
    with shown.page.expect_download() as download:
        shown.page.click(f"#export button:has-text('{kind}')")
    return Path(download.value.path()).read_bytes()


def test_the_table_has_the_claims_of_the_drawing(shown: Opened) -> None:
    shown.page.click("#as-table")
    assert shown.hash == "view=table"
    assert len(shown.rows) == len(shown.claims)
    assert ["Mara Lindqvist", "called", "Tomas Brandt", "asserted", "5 March 2024", "2"] in shown.rows
    assert shown.page.inner_text("#table caption") == "13 claims asserted, 1 quotation"
    shown.page.click("#legend .class:has-text('state')")
    shown.page.click("#legend .class:has-text('person')")
    assert {row[2] for row in shown.rows} >= {"Norland", "Eastvale"} and len(shown.rows) == len(shown.claims)


def test_the_table_is_sorted_by_its_heads(shown: Opened) -> None:
    shown.reset("view=table")
    assert shown.page.get_attribute("th.subject", "aria-sort") == "ascending"
    shown.page.click("th.date button")
    dates = shown.ask("""[...document.querySelectorAll("#table tbody tr")]
        .map((row) => kgPage.data.claimOf.get(row.dataset.claim).dates[0] || "")""")
    dated = [date for date in dates if date]
    assert dated == sorted(dated) and dates[: len(dated)] == dated
    assert shown.page.get_attribute("th.date", "aria-sort") == "ascending"
    assert shown.page.get_attribute("th.subject", "aria-sort") is None
    assert shown.ask("document.activeElement.dataset.sort") == "date"
    shown.press("Enter")
    assert (
        shown.page.get_attribute("th.date", "aria-sort") == "descending"
        and shown.hash == "view=table&sort=-date"
    )


def test_a_row_shows_its_sentences(shown: Opened) -> None:
    shown.reset("view=table")
    shown.page.click("tr[data-claim='tomas-brandt--won--norland'] button.property")
    assert "Mr Brandt took Norland" in shown.panel
    assert shown.page.locator("tr.chosen").count() == 1


def test_thousands_of_rows_come_in_pages(shown: Opened) -> None:
    shown.reset("view=table")
    shown.ask("""() => {
        for (let n = 0; n < 300; n += 1) kgPage.seen.claims.push(kgPage.seen.claims[0]);
        kgPage.keeper.set({ sort: "date" });
    }""")
    assert len(shown.rows) == 100 and "1 to 100 shown" in shown.page.inner_text("#table caption")
    shown.page.click(".pages button:has-text('Later')")
    assert "101 to 200 shown" in shown.page.inner_text("#table caption") and shown.hash.endswith("page=2")
    shown.reset("property=won")


def test_turtle_holds_what_is_seen_with_its_evidence(shown: Opened) -> None:
    shown.reset("show=not-asserted")
    store = ox.Store()
    store.bulk_load(saved(shown, "Turtle"), format=ox.RdfFormat.TURTLE)
    prefixes = {
        "kg": "https://example.org/kg/ontology#",
        "entity": "https://example.org/kg/entity/",
        "oa": "http://www.w3.org/ns/oa#",
        "rdf": RDF,
    }

    def ask(query: str) -> bool:
        return bool(store.query(query, prefixes=prefixes))

    assert ask("ASK { entity:tomas-brandt kg:won entity:norland }")
    assert ask("ASK { entity:mara-lindqvist kg:met_with entity:ida-falk }")  # symmetric
    assert ask(
        "ASK { entity:tomas-brandt kg:electoral_votes 226 ; kg:charged_with 'wire fraud & “bribery”' }"
    )
    assert not ask("ASK { entity:ida-falk kg:criticized ?anybody }")
    assert ask(
        """ASK {
        ?claim rdf:subject entity:ida-falk ; rdf:predicate kg:criticized ; kg:modality kg:alleged ;
            kg:evidence/oa:hasSelector/oa:exact 'Falk claimed that Brandt had insulted her.' }"""
    )
    assert ask("ASK { entity:emil-sorel kg:said/kg:text 'Ms Lindqvist thanked him — naïve or not,' }")
    assert len(
        list(
            store.quads_for_pattern(None, ox.NamedNode(RDF + "type"), ox.NamedNode(prefixes["kg"] + "Claim"))
        )
    ) + 1 == len(shown.claims)


def test_turtle_says_nothing_that_the_graph_does_not_say(
    shown: Opened, drawn: object, tmp_path: Path
) -> None:
    import sample

    folder = sample.write(tmp_path / "whole")
    whole = {
        (q.subject, q.predicate, q.object)
        for q in ox.parse(path=folder / "graph.nq", format=ox.RdfFormat.N_QUADS)
    }
    shown.reset("show=not-asserted")
    part = {
        (t.subject, t.predicate, t.object)
        for t in ox.parse(saved(shown, "Turtle"), format=ox.RdfFormat.TURTLE)
    }
    assert part - whole == set()


def test_csv_holds_each_sentence(shown: Opened) -> None:
    shown.reset("property=won,charged_with")
    content = saved(shown, "CSV")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert [row["object"] for row in rows] == ["wire fraud & “bribery”", "Eastvale", "Norland", "Norland"]
    assert {row["speaker"] for row in rows if row["article"] == "alpha"} == {"Emil Sorel"}
    assert rows[-1]["sentence"].startswith("Mr Brandt took") and rows[-1]["dates"] == "2024-03-06"


@pytest.mark.slow
def test_the_picture_is_not_transparent(shown: Opened) -> None:
    content = saved(shown, "PNG")
    assert content.startswith(b"\x89PNG")
    corner = shown.ask(
        """async (bytes) => {
            const image = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
            const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
            context.drawImage(image, 0, 0);
            return [...context.getImageData(1, 1, 1, 1).data];
        }""",
        list(content),
    )
    assert corner == [251, 250, 247, 255]


def test_paper_gets_the_picture_and_the_table(shown: Opened) -> None:
    shown.reset("property=won")
    shown.ask("dispatchEvent(new Event('beforeprint'))")
    shown.page.emulate_media(media="print")
    try:
        assert shown.page.locator("#print img").is_visible()
        assert shown.page.locator("#print tbody tr").count() == 2
        assert (
            not shown.page.locator("#canvas").is_visible() and not shown.page.locator("#search").is_visible()
        )
    finally:
        shown.page.emulate_media(media="screen")
        shown.ask("dispatchEvent(new Event('afterprint'))")


def test_paper_gets_the_table_where_the_table_is_seen(shown: Opened) -> None:
    shown.reset("view=table")
    shown.ask("dispatchEvent(new Event('beforeprint'))")
    shown.page.emulate_media(media="print")
    try:
        assert shown.page.locator("#print img").count() == 0
        assert shown.page.locator("#print tbody tr").count() == len(shown.claims) > 0
        assert shown.page.locator("#print table").is_visible()
    finally:
        shown.page.emulate_media(media="screen")
        shown.ask("dispatchEvent(new Event('afterprint'))")


def test_paper_gets_every_sentence(shown: Opened) -> None:
    shown.reset("claim=mara-lindqvist--called--tomas-brandt")
    shown.ask("""() => {
        const { evidence } = kgPage.data.claimOf.get("mara-lindqvist--called--tomas-brandt");
        while (evidence.length < 7) evidence.push(evidence[0]);
        kgPage.keeper.set({ node: "tomas-brandt", claim: null });
        kgPage.keeper.set({ node: null, claim: "mara-lindqvist--called--tomas-brandt" });
    }""")
    folded = shown.page.locator("#panel details")
    assert folded.count() == 1 and "3 more sentences" in shown.panel
    last = shown.page.locator("#panel details blockquote").last
    assert not last.is_visible()
    shown.ask("dispatchEvent(new Event('beforeprint'))")
    assert last.is_visible()
    shown.ask("dispatchEvent(new Event('afterprint'))")
    assert not last.is_visible()
    shown.ask("""() => {
        const { evidence } = kgPage.data.claimOf.get("mara-lindqvist--called--tomas-brandt");
        evidence.length = 2;
    }""")
