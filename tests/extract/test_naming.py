"""What names an article has, and of which class each is."""

import pytest
from reading import params, read

from kg.extract import Extractor
from kg.model import ArticleRecord

MATCH = (
    " The match was the last of the league season; the striker had a goal and a penalty before half-time,"
    " and the goalkeeper and the referee were hurt."
)

#: Text → its things as "name: class", sorted, by semicolons.
ROWS = [
    # what stands around a name outvotes the recogniser
    (f"Leeds beat Wigan 2-0 on Saturday.{MATCH}", "Leeds: SportsTeam; Wigan: SportsTeam"),
    (f"Barcelona were poor. Barcelona lost at home.{MATCH}", "FC Barcelona: SportsTeam"),
    ("The weekly magazine Wprost published the tapes.", "Wprost: NewsOrganization"),
    ("Mira Holt won the Stellan Medal.", "Mira Holt: Person; Stellan Medal: Award"),
    ("The film Harbour Lights won.", "Harbour Lights: Work"),
    ("A song called Harbour Lights won.", "Harbour Lights: Work"),
    ("Users turned to free programs such as Velwin and Oskit.", "Oskit: Work; Velwin: Work"),
    ("Mira Holt, an economist with MM Harbeck, left.", "MM Harbeck: Organization; Mira Holt: Person"),
    ("A recent survey by Velwin and Oskit found it.", "Oskit: Organization; Velwin: Organization"),
    ("Lawmakers attacked the firm, Velwin GPS, over the file.", "Velwin GPS: Company"),
    ("It stood in Fort Velwin, Virginia, for years.", "Fort Velwin: Place; Virginia: State"),
    ("Its cholesterol drug Velwin sold well.", "Velwin: Work"),
    ("New products - such as the Norvale G6 - sold well.", "Norvale G6: Work"),
    ("They met at the Beverly Norvale hotel.", "Beverly Norvale: Facility"),
    ("Mira Holt, reviews editor of Empire magazine, left.", "Empire: NewsOrganization; Mira Holt: Person"),
    ("She starred in Ida Bell, a drama.", "Ida Bell: Work"),
    ("She cleared 4.89 metres in Lievin on Saturday.", "Lievin: Place"),
    ("Trump met his brother-in-law Jared Holt.", "Jared Holt: Person; Trump: Person"),
    ("A report by the think-tank Velwin sold well.", "Velwin: Organization"),
    ("The cruise liner Crystal Holt, now at sea, is new.", "Crystal Holt: Work"),
    ("He told it in his classic novel, Harbour Lights.", "Harbour Lights: Work"),
    (
        "Ed Holt, head of Norvale Harbor, a firm that sells toys, left.",
        "Ed Holt: Person; Norvale Harbor: Company",
    ),
    ("The latest Norvale variant spread, said Mira Holt.", "Mira Holt: Person"),
    ("The Norvale index fell, said Mira Holt.", "Mira Holt: Person"),
    ("Mira Holt told the Harbour Lights programme so.", "Harbour Lights: Work; Mira Holt: Person"),
    ("Mira Holt left the Velwin administration.", "Mira Holt: Person; Velwin: Person"),
    ("Thanks to its star, Gaten Velwin, the show sold.", "Gaten Velwin: Person"),
    ("The shadow chancellor Vince Cable met Mira Holt.", "Mira Holt: Person; Vince Cable: Person"),
    ("Brewer Norvale said so. Mira Holt left.", "Mira Holt: Person; Norvale: Company"),
    ("Mira Holt won the Norvale Player of the Year.", "Mira Holt: Person; Norvale Player of the Year: Award"),
    (
        "Mira Holt left City of Norvale College early.",
        "City of Norvale College: EducationalInstitution; Mira Holt: Person",
    ),
    (
        "A spokeswoman for East of England Ambulance Service met Mira Holt.",
        "East of England Ambulance Service: Organization; Mira Holt: Person",
    ),
    ("Mira Holt met Bode Norvale. Bode Norvale was a beekeeper.", "Bode Norvale: Person; Mira Holt: Person"),
    ("Norvaldi, which sells toys, left. Mira Holt stayed.", "Mira Holt: Person; Norvaldi: Organization"),
    (f"Real Madrid won. Madrid were good.{MATCH}", "Real Madrid: SportsTeam"),
    # the bodies of the country that the article names
    (
        "The U.S. Senate met Mira Holt. The Treasury and the U.S. economy grew.",
        "Department of the Treasury: GovernmentBody; Mira Holt: Person; "
        "United States Senate: GovernmentBody; United States: Country",
    ),
    (
        "Mira Holt left the Norvale Border Service. The U.S. Norvale Border Service said so.",
        "Mira Holt: Person; U.S. Norvale Border Service: Organization",
    ),
    (
        "Mira Holt sued Norvale Capital Management. Norvale Capital left.",
        "Mira Holt: Person; Norvale Capital Management: Company",
    ),
    (
        "Mira Holt made a film for Norvale TV, titled Stars on Blue Ice.",
        "Mira Holt: Person; Norvale TV: NewsOrganization; Stars on Blue Ice: Work",
    ),
    ("The duo Jayne Holt and Ida Bell left.", "Ida Bell: Person; Jayne Holt: Person"),
    (
        "Mira Holt won at the Norvale Commonwealth Games.",
        "Mira Holt: Person; Norvale Commonwealth Games: Event",
    ),
    (
        "Mira Holt met Ida Holt, the MP for Bishop Auckland.",
        "Bishop Auckland: Place; Ida Holt: Person; Mira Holt: Person",
    ),
    (
        "In Leeds on Monday U.S. officials met Mira Holt.",
        "Leeds: City; Mira Holt: Person; United States: Country",
    ),
    ("They left St Mary's. Mira Holt stayed.", "Mira Holt: Person; St Mary's: Place"),
    ("US band Norvale 5 have left Leeds.", "Leeds: City; Norvale 5: Organization; United States: Country"),
    ("Mira Holt derided her as “Little Rocket Girl”.", "Mira Holt: Person"),
    ("A New York Times-Norvale School poll pleased Mira Holt.", "Mira Holt: Person"),
    (
        "Britain grew, said CBI economist Mira Holt.",
        "Confederation of British Industry: Organization; Mira Holt: Person; United Kingdom: Country",
    ),
    (
        "The US left the University of Stowell. Mira Holt stayed.",
        "Mira Holt: Person; United States: Country; University of Stowell: EducationalInstitution",
    ),
    (
        "She won the best song prize for This Love. Mira Holt left.",
        "Mira Holt: Person; This Love: Work",
    ),
    ("The Munsterman met Mira Holt.", "Mira Holt: Person"),
    (
        "Mira Holt won the US Norvale Cup. The Norvale Cup pleased her.",
        "Mira Holt: Person; US Norvale Cup: Event",
    ),
    (
        "Citizens Advice points out that Mira Holt won on Centre Court.",
        "Centre Court: Facility; Citizens Advice: Organization; Mira Holt: Person",
    ),
    # nothing supports it
    ("Mira Holt rode from Velwin to Leeds.", "Leeds: City; Mira Holt: Person"),
    ("Mira Holt beat the Kelwin athlete.", "Mira Holt: Person"),
    ("It was sold by Mira Holt and Velwin.", "Mira Holt: Person; Velwin: Person"),
    ("Mira Holt fought the “Great Norvale Swindle” for years.", "Mira Holt: Person"),
    ("The Harbour Trade Act is new. Mira Holt likes the Act.", "Harbour Trade Act: Work; Mira Holt: Person"),
    ("Mira Holt left the Games early.", "Mira Holt: Person"),
    ("Bill fails in vote\n\nThe bill had the support of Mira Holt.", "Mira Holt: Person"),
    # two names beside each other
    ("Ana Holt debated Ida Bell. The Holt-Bell debate was short.", "Ana Holt: Person; Ida Bell: Person"),
    ("Prof Holt met Ida Bell. Mira Holt won.", "Ida Bell: Person; Mira Holt: Person"),
    # what the words of a name tell
    ("A version of E Norvale's novel was filmed.", "E Norvale: Person"),
    ("The Norvale Pensions Service sued.", "Norvale Pensions Service: Organization"),
    ("Mira Holt won at the 2000 Sydney Games.", "Mira Holt: Person; Sydney Games: Event"),
    ("The Norvale Grand Prix pleased Mira Holt.", "Mira Holt: Person; Norvale Grand Prix: Event"),
    ("The Center for Harbour Studies sued.", "Center for Harbour Studies: Organization"),
    ("The Norvale Council on Trade sued.", "Norvale Council on Trade: Organization"),
    (
        "A day after House of Norvale sank, Mira Holt left.",
        "House of Norvale: Organization; Mira Holt: Person",
    ),
    ("She won an Oscar.", "Academy Awards: Award"),
    # titles that are surnames
    ("Mr. King met Howard Dean. Dean thanked him.", "Howard Dean: Person; King: Person"),
    # what begins and ends a name
    ("Mira Holt met Tobias Reyes Thursday.", "Mira Holt: Person; Tobias Reyes: Person"),
    (
        "The Bell Holt Foundation for Adoption praised Mira Holt.",
        "Bell Holt Foundation for Adoption: Organization; Mira Holt: Person",
    ),
    (
        "She works at the Norvale School for the Deaf and the Blind in Leeds.",
        "Leeds: City; Norvale School for the Deaf and the Blind: EducationalInstitution",
    ),
    ("It was sung by Leeds-born Ana Bell.", "Ana Bell: Person; Leeds: City"),
    ("American Holt will face Ida Bell. Mira Holt won.", "Ida Bell: Person; Mira Holt: Person"),
    (
        "Democrat Mira Holt lost. Republican Bell won. Ida Bell smiled.",
        "Democratic Party: PoliticalParty; Ida Bell: Person; Mira Holt: Person",
    ),
    (
        "Congress' Joint Committee on Trade met. Mira Holt left Congress.",
        "Joint Committee on Trade: Organization; Mira Holt: Person; United States Congress: GovernmentBody",
    ),
    ("The lobby Kids in Need of Norvale (KIND) spoke.", "Kids in Need of Norvale: Organization"),
    ("Pearson's Financial Times said so.", "Financial Times: NewsOrganization"),
    ("It was sold by Ed and David - last week.", "David: Person; Ed: Person"),
    ("Senators Ana Holt and Ida Bell left.", "Ana Holt: Person; Ida Bell: Person"),
    ("The Republican Congress met.", "United States Congress: GovernmentBody"),
    ("Mr Justice Forbes spoke.", "Forbes: Person"),
    ("The U.S. Chamber of Commerce sued.", "U.S. Chamber of Commerce: Organization"),
    ("Ben Holt QC met Gen Ida Bell.", "Ben Holt: Person; Ida Bell: Person"),
    ("He fired back at Prime Minister Theresa May over it.", "Theresa May: Person"),
    ("According to Standard & Poor's, it rose.", "Standard & Poor's: Company"),
    ("Ed Holt left. Voters like the Holts stayed.", "Ed Holt: Person"),
    (
        "Justice Department Special Counsel Robert Holt left.",
        "Department of Justice: GovernmentBody; Robert Holt: Person",
    ),
    (
        "The Independent and The Times praised Mira Holt.",
        "Independent: Organization; Mira Holt: Person; The Times: NewsOrganization",
    ),
    ("Bombs fell on pubs in Guilburn and Woolwich.", "Guilburn: Place; Woolwich: Place"),
    # initials of common nouns; common words at the beginning
    ("The production tax credit (PTC) fell. The PTC helped Mira Holt.", "Mira Holt: Person"),
    ("Mobile phones sell well. Mira Holt has a mobile phone. They are HEROES.", "Mira Holt: Person"),
    # father and son
    (
        "Ed Holt Jr. met Ida Bell. Ed Holt thanked her. Holt smiled. Holt Jr. left.",
        "Ed Holt Jr.: Person; Ed Holt: Person; Ida Bell: Person",
    ),
    # short names behind their long forms; hyphens; particles in capitals
    (
        "Norvale to sell its farms\n\nNorvale Foods said so. Norvale left.",
        "Norvale Foods: Company",
    ),
    (
        "The Senate Trade Committee met. The Trade Committee praised Mira Holt.",
        "Mira Holt: Person; Senate Trade Committee: Organization",
    ),
    (
        "The Norvale Post said so. The Post praised Mira Holt.",
        "Mira Holt: Person; Norvale Post: NewsOrganization",
    ),
    (
        "Mira Holt signed the Harbour Trade Reform Act, or HTRA. The HTRA is law.",
        "Harbour Trade Reform Act: Work; Mira Holt: Person",
    ),
    (
        "Ida Bell met the Leeds Stock Exchange (LSE). The LSE left.",
        "Ida Bell: Person; Leeds Stock Exchange: Company",
    ),
    (
        "Google said so. Google Video is new. Google left.",
        "Google Video: Organization; Google: Company",
    ),
    (
        "The World Health Assembly (WHA) met in May. The WHA voted.",
        "World Health Assembly: GovernmentBody",
    ),
    ("Kim Jong-un spoke. Kim Jong Un smiled.", "Kim Jong Un: Person"),
    ("Louis van Gaal left early. Van Gaal thanked Mira Holt.", "Louis van Gaal: Person; Mira Holt: Person"),
    (
        "The U.S. House of Representatives voted. The House will vote.",
        "United States House of Representatives: GovernmentBody",
    ),
    # a place that is a given name too; parties of one country
    ("Devon singer Mira Holt won. She was born in Devon.", "Devon: Place; Mira Holt: Person"),
    (
        "Labour is ahead of the Tories. The Liberal Democrats fight. Troops stay in Iraq.",
        "Conservative Party: PoliticalParty; Iraq: Country; Labour Party: PoliticalParty; "
        "Liberal Democrats: PoliticalParty",
    ),
    # months, adjectives, words in capitals, parts of books
    (
        "Sales rose in December and January. Mira Holt called for saving Confederate monuments.",
        "Mira Holt: Person",
    ),
    ("Mira Holt filed for Chapter 11 protection. We have NEVER LOST. MPs voted.", "Mira Holt: Person"),
    ("Mira Holt helped Veterans. She ran a High Street shop. [nL1N1NC20Q]", "Mira Holt: Person"),
    (f"She won the Edinburgh contest.{MATCH}", "Edinburgh: City"),
    # all the words of a name, and no more
    (
        "Mira Holt died on Norvale Airlines Flight 317, she said.",
        "Mira Holt: Person; Norvale Airlines Flight 317: Event",
    ),
    ("Ida Bell left early. Mr Bells' wife stayed there in Ohio.", "Ida Bell: Person; Ohio: State"),
    ("Mira Holt met Top U.S. Republicans on Monday.", "Mira Holt: Person"),
    (
        "Mira Holt won Ohio's 8th Congressional District.",
        "8th Congressional District: Place; Mira Holt: Person; Ohio: State",
    ),
    ("Curator Dr Mira Holt said so.", "Mira Holt: Person"),
    # surnames that firms' names end with too
    ("He told Mr Cable so. Vincent Cable left.", "Vincent Cable: Person"),
    # a word that tells a class of some names tells nothing of others
    ("The developer, Velwin, which is based in Ohio, left.", "Ohio: State; Velwin: Organization"),
    ("Mira Holt told television station WQKV of it.", "Mira Holt: Person; WQKV: NewsOrganization"),
    ("Mira Holt left the Norvale Lottery Fund.", "Mira Holt: Person; Norvale Lottery Fund: Organization"),
    # line-ups
    (
        "Mira Holt left early.\n\nR de Bell; M Crane, W Ozon, A Mas, L Nito; L Orque, A Tron (capt), F Onga.",
        "Mira Holt: Person",
    ),
    # groups of people, addresses, bylines
    ("Muslims prayed beside Mira Holt.", "Mira Holt: Person"),
    (
        "“Some House Republicans are against it,” Mira Holt said in Ohio.",
        "Mira Holt: Person; Ohio: State; Republican Party: PoliticalParty",
    ),
    ("Mira Holt left.\n\nFollow BBC Norvale on Facebook, Twitter and Instagram.", "Mira Holt: Person"),
    (
        "(Corrects spelling.) By Ida Bell (Reuters) - Mira Holt left early.",
        "Mira Holt: Person; Reuters: NewsOrganization",
    ),
    ("Mira Holt has cleidocranial dysplasia (CCD). The CCD is rare.", "Mira Holt: Person"),
    ("Mira Holt left. Write to news@example.org soon.", "Mira Holt: Person"),
    ("By Ingrid Falk\n\nMira Holt left early.", "Mira Holt: Person"),
    (
        "Angry Workers Storm Holt Factory Gates\n\nMira Holt left early on Monday.",
        "Mira Holt: Person",
    ),
]


@pytest.fixture(scope="module")
def records(extractor: Extractor) -> dict[str, ArticleRecord]:
    return read([row[0] for row in ROWS], extractor)


@pytest.mark.parametrize(("text", "things"), params(ROWS))
def test_names(text: str, things: str, records: dict[str, ArticleRecord]) -> None:
    found = {
        f"{e.known or e.name}: {e.kind}"
        for e in records[text].entities
        if e.name and e.kind not in ("", "Office")
    }
    assert "; ".join(sorted(found)) == things
