"""The words that govern what is told as fact, by what they do to the clause or the noun below them.

Lists of lemmas, but for auxiliaries, negations and adverbs, which are told by their form. Which rule reads
which list: the modules beside this one.
"""

from __future__ import annotations

from kg.model import Modality

# Saying and thinking

#: Plain verbs of saying: what is said counts as said by a source, and as actual.
SAYING = frozenset(
    "say tell announce confirm report state add note reveal explain write declare disclose inform recall "
    "respond reply testify show find observe comment acknowledge admit concede remark mention repeat "
    "continue tweet warn conclude indicate point stress emphasise emphasize describe know learn discover "
    "realise realize remember notice see hear understand prove mean remind cite argue".split()
)
#: The source's own claim, which the article does not adopt.
CLAIMING = frozenset(
    "claim allege deny accuse suspect contend assert insist maintain believe think suggest rumour rumor "
    "speculate dispute reject blame charge suppose consider assume feel purport fear".split()
)
#: Those of them that are opinions, with an infinitive: "is considering running".
OPINION = frozenset("consider feel think believe reject".split())
#: "accused of", "suspected of", "convicted for".
ACCUSING = frozenset("accuse suspect blame charge accusation allegation convict".split())
DOUBTING = frozenset("doubt question wonder ask debate".split())
#: Verbs whose that-clause is hoped for, guessed or made up.
IMAGINING = frozenset(
    "dream joke pretend imagine fantasise fantasize hope expect pray bet predict forecast want ensure".split()
)
#: Passives that make what follows hearsay: "is said to", "was rumoured to".
REPORTED = frozenset("rumour rumor report believe say allege think understand claim suspect suppose".split())
CLAIM_NOUNS = frozenset(
    "claim allegation accusation rumour rumor suspicion suggestion charge belief theory".split()
)
HOSTILE_SOURCES = frozenset(
    "rival critic opponent enemy detractor rumour rumor gossip accuser legend".split()
)

# Verbs with "to"

#: to + verb: said to lie ahead.
PLANNING = frozenset(
    "plan intend agree promise vow pledge prepare decide aim expect schedule set wait mean swear "
    "undertake offer arrange choose opt commit threaten propose elect project slate want look due ready "
    "go about bind".split()
)
#: Those of them that leave it open.
OPEN_PLANS = frozenset("want offer look wait".split())
#: Those of them that plan what a preposition governs: "prepare for leaving".
PLANNING_THROUGH = frozenset("prepare plan aim commit".split())
POSSIBLE = frozenset(
    "hope wish want try attempt seek consider ask urge order tell call invite encourage persuade advise "
    "press beg push allow permit enable require need fear like love prefer struggle fight able likely "
    "unlikely eager willing keen anxious free supposed welcome possible ready strive vie campaign run "
    "compete command instruct demand request recommend beckon dream think wait".split()
)
#: Those of them that weigh what they govern without "to": "considered resigning".
ATTEMPTING = frozenset("consider try attempt".split())
#: verb + to: it happened (failed to: it did not).
IMPLICATIVE = frozenset(
    "manage begin start continue help force make let come happen dare get proceed go lead cause keep stop "
    "finish hesitate use have be appear succeed serve".split()
)
NEGATIVE = frozenset(
    "fail refuse decline forget neglect avoid refrain prevent bar block miss omit resist rule stop cease "
    "abandon cancel".split()
)
#: "kept her from winning".
PREVENTING = frozenset("prevent bar stop refrain block keep ban discourage".split())
#: Adjectives whose infinitive did happen: "glad to have met".
FACTIVE_ADJECTIVES = frozenset(
    "sorry glad happy proud pleased honoured honored delighted first last thrilled surprised".split()
)
#: "it is … that".
UNSURE_ADJECTIVES = frozenset(
    "possible likely unlikely conceivable plausible doubtful probable false untrue".split()
)
CONTACT = frozenset("call phone telephone ring write speak text email cable meet visit contact".split())
#: What one contacts somebody in order to do, and then does.
COURTESIES = frozenset(
    "congratulate concede thank discuss apologise apologize inform tell warn express offer wish praise "
    "urge acknowledge invite complain explain admit".split()
)

# Auxiliaries, negations, adverbs, conjunctions

FUTURE = frozenset(("will", "shall", "'ll", "wo", "’ll"))
MODALS = frozenset(("may", "might", "could", "would", "should", "must", "can", "ca", "ought", "'d", "’d"))
#: With "have": "should have won" did not happen, "might have won" perhaps did.
COUNTERFACTUAL = frozenset(("would", "should", "could"))
PAST_MODALS = COUNTERFACTUAL | {"might", "'d"}
NEGATIONS = frozenset(("not", "n't", "never", "n’t", "neither", "nor", "hardly", "barely", "scarcely"))
NOBODY = frozenset(("nobody", "none", "nothing", "neither"))
#: Behind "not", they keep the event: "not only called but".
NOT_ALONE = frozenset(("only", "just", "until", "merely", "simply"))
ALMOST = frozenset(("almost", "nearly", "virtually"))
ALLEGED_ADVERBS = frozenset("allegedly reportedly purportedly supposedly apparently".split())
POSSIBLE_ADVERBS = frozenset("possibly perhaps maybe probably likely potentially presumably".split())
CONDITIONS = frozenset(("if", "unless", "whether", "lest", "provided", "until"))
#: Conjunctions behind which a present tense is no future.
GIVEN = frozenset(("because", "since", "although", "though", "as", "while"))
#: Prepositions behind which a clause is told as having happened: "after winning".
TOLD_PREPOSITIONS = frozenset(("after", "before", "since", "upon", "while", "following", "despite", "on"))
#: Prepositions that pass on what their verb, noun or adjective does: "accused of", "talk about".
GOVERNED_PREPOSITIONS = frozenset("of from for about at on in to against with short".split())
#: Prepositions behind which a noun stands by itself: "after the visit".
PLACING_PREPOSITIONS = frozenset(
    "after since during following on in over about at by until before despite".split()
)

# Nouns and what stands with them

UNREAL_NOUNS = frozenset(
    "plan promise decision attempt effort ability opportunity chance bid offer proposal threat right "
    "permission intention desire willingness request call demand hope pledge vow option way need time "
    "pressure move deal agreement talk possibility refusal failure prospect goal aim commitment".split()
)
#: Those whose infinitive is planned, not only possible.
PLAN_NOUNS = frozenset("plan promise decision pledge vow intention deal agreement".split())
#: "the first woman to win": she did.
FACTIVE_NOUNS = frozenset("first last only person man woman one".split())
UNREAL_ADJECTIVES: dict[str, Modality] = {
    **dict.fromkeys("planned proposed expected upcoming future forthcoming scheduled".split(), "planned"),
    **dict.fromkeys("possible potential attempted failed likely would-be hypothetical".split(), "possible"),
    **dict.fromkeys("cancelled canceled aborted threatened".split(), "possible"),
    **dict.fromkeys("alleged suspected supposed rumoured".split(), "alleged"),
}
#: "the failure to win": it did not happen.
FAILURE_NOUNS = frozenset("failure refusal inability".split())
#: Nouns with "of" that make an event hearsay, or miss it: "rumours of a visit", "the lack of a visit".
HEARSAY_NOUNS = CLAIM_NOUNS | frozenset("report rumour rumor talk speculation word hint".split())
MISSING_NOUNS = UNREAL_NOUNS | frozenset(
    "lack absence cancellation collapse postponement idea threat risk rejection".split()
)
#: What a verb says of the event noun that is its object or passive subject: "planned a visit".
EVENT_FATES: dict[str, Modality] = {
    **dict.fromkeys(
        "plan schedule expect prepare arrange await approve clear postpone delay".split(), "planned"
    ),
    **dict.fromkeys(
        "propose seek demand request want consider discuss reject urge suggest threaten need offer cancel "
        "refuse avoid prevent block scrap shelve abandon avert veto thwart foil halt suspend oppose "
        "challenge review contemplate back".split(),
        "possible",
    ),
    **dict.fromkeys(("call off", "put off", "rule out"), "possible"),
    "deny": "alleged",
}
#: Verbs whose subject, an event, came to nothing; and those that only say that it happened.
ENDS = frozenset(
    ("collapse", "fail", "founder", "stall", "fizzle", "fall through", "fall apart", "break down")
)
HAPPENING = frozenset(
    ("happen", "occur", "materialise", "materialize", "take place", "go ahead", "come about")
)
#: Verbs with "for" that only wish: "called for a visit".
WISHING_FOR = frozenset("call bid hope push prepare plan ask".split())
