"""Words that answers are made of, folded as texts.folded writes them (no dots, no accents, small letters)."""

from __future__ import annotations


def word_set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SV = {
    0: "noll nolla nollan",
    1: "en ett etta ettan",
    2: "tva tvaa tvaan",
    3: "tre trea trean",
    4: "fyra fyran",
    5: "fem femma femman",
    6: "sex sexa sexan",
    7: "sju sjua sjuan",
    8: "atta attan",
    9: "nio nia nian",
    10: "tio tia tian",
    11: "elva elvan",
    12: "tolv tolva",
    13: "tretton",
    14: "fjorton",
    15: "femton",
    16: "sexton",
    17: "sjutton",
    18: "arton",
    19: "nitton",
    20: "tjugo",
    30: "trettio",
    40: "fyrtio",
    50: "femtio",
    100: "hundra",
    1000: "tusen",
}
_EN = {
    0: "zero",
    1: "one",
    2: "two",
    3: "three",
    4: "four",
    5: "five",
    6: "six",
    7: "seven",
    8: "eight",
    9: "nine",
    10: "ten",
    11: "eleven",
    12: "twelve",
    13: "thirteen",
    14: "fourteen",
    15: "fifteen",
    16: "sixteen",
    17: "seventeen",
    18: "eighteen",
    19: "nineteen",
    20: "twenty",
    30: "thirty",
    40: "forty",
    50: "fifty",
    100: "hundred",
    1000: "thousand",
}


def _table(numbers: dict[int, str]) -> dict[str, int]:
    return {word: number for number, forms in numbers.items() for word in forms.split()}


NUMBERS = {"sv": _table(_SV), "en": _table(_EN)}

# Words for one that are mostly articles or pronouns.
ARTICLES = word_set("en ett one")

# Nouns that are only ever said of a mark: "en etta", "sjuan".
MARKS = word_set(
    "nolla nollan etta ettan tvaa tvaan trea trean fyran femma femman sexa sexan sjua sjuan attan nia nian tia tian "
    "tolva elvan"
)

# English says these of something else.
ONLY_SWEDISH = frozenset({"sex", "fem", "tia", "en", "tre"})

RATING_UNITS = word_set(
    "poang poangen poangs points point pts pt betyg stars star stjarna stjarnor stjarnigt mojliga possible"
)
STAR_UNITS = word_set("stars star stjarna stjarnor")

# After a number these say that it counts something else.
UNITS = word_set("""
    sekund sekunder minut minuter min timme timmar tim dag dagar dagen dygn vecka veckor manad manader ar
    gang ganger ggr st stycken styck kr kronor spann paket personer barn bord koppar dl cl ml l liter g gram
    kg kilo hg mm cm m meter km mil volt watt procent fall delar bitar saker kartonger lador second seconds
    minute minutes hour hours hrs day days week weeks month months year years yrs time times pieces piece
    packages package parcels boxes box items item things people kids cups bucks dollars euros pounds percent
    grams litres liters inches feet miles cases parts orders
    """)

# Said around a rating without changing it.
FILLERS = word_set("""
    jag vi du ni er dig mig det den har dar ar blir bli blev var skulle vill kan far ger gav ge satter saga
    sager sagt sagde valjer valja tar ta tycker tror kanske typ ungefar cirka ca runt omkring nog val nu ju
    da sa en ett pa i om for till med av och bara precis exakt helt klart klar solklar rak stark starkt svag
    svagt stabil solid god fet stor bra jattebra fin fint toppen super perfekt grym okej ok ja japp jo nej
    hm hmm eh oj nja tack snalla hej helhet betyg betyget poang siffra siffran nummer svar svaret skala
    skalan rekommenderar nojd jattenojd missnojd dalig daligt lagom medel valdigt mycket ganska riktigt
    verkligen absolut sakert saklart sjalvklart definitivt alltsa liksom anda sen sedan hela faktiskt
    egentligen mitt min ditt i i'd i'll i'm would say said give giving you guys your it it's its a an the
    that that's this is was be my rating score mark grade number answer scale about around approximately
    roughly maybe perhaps probably like let's lets go with for on of to just exactly straight full solid
    strong weak clear definite good great excellent fine perfect awesome super okay yes yeah yep no well um
    uh so definitely absolutely surely honestly please thanks thank hi hello overall happy unhappy satisfied
    bad poor very really quite pretty rather think guess put me rate choose pick
    """)

# What begins a new thought, so that a number before it stands by itself: "3 den läcker".
CLAUSE_STARTERS = word_set("""
    den det de dom jag vi ni du man allt alla inget ingen men for eftersom pga darfor att och da som nar om
    tyvarr bra jattebra daligt samst toppen super perfekt nojd missnojd kul trist fast hade ej inte it it's
    the they they're i i'm i've we we're you because cause cos as since but and however although though
    everything nothing when which great good bad excellent happy unhappy love loved hate hated not only
    unfortunately
    """)

HIGHEST_PHRASES = (
    "hogsta betyg",
    "hogsta mojliga",
    "hogsta poang",
    "basta betyg",
    "toppbetyg",
    "topp betyg",
    "maxbetyg",
    "max betyg",
    "maxpoang",
    "full pott",
    "full poang",
    "alla ratt",
    "top marks",
    "top mark",
    "top score",
    "full marks",
    "full score",
    "highest score",
    "highest rating",
    "highest mark",
    "highest possible",
    "maximum score",
    "max score",
    "perfect score",
)
LOWEST_PHRASES = (
    "lagsta betyg",
    "lagsta mojliga",
    "lagsta poang",
    "samsta betyg",
    "bottenbetyg",
    "botten betyg",
    "minsta mojliga",
    "lowest score",
    "lowest rating",
    "lowest mark",
    "lowest possible",
    "minimum score",
    "worst score",
    "worst rating",
    "worst possible",
    "bottom marks",
    "bottom score",
)
# Alone these name an end of the scale; in a sentence they may be said of anything.
HIGHEST_WORDS = word_set("hogsta hogst max maximum maximalt highest top toppen")
LOWEST_WORDS = word_set("lagsta lagst minimum minimalt minsta lowest bottom botten")

DONT_KNOW = (
    "vet inte",
    "vet ej",
    "ingen aning",
    "ingen asikt",
    "ingen uppfattning",
    "kan inte svara",
    "kan inte saga",
    "svart att saga",
    "minns inte",
    "don't know",
    "dont know",
    "do not know",
    "no idea",
    "no opinion",
    "not sure",
    "can't say",
    "cant say",
    "cannot say",
    "hard to say",
    "don't remember",
    "idk",
    "dunno",
)


def number(word: str, language: str) -> int | None:
    """Return the number that a folded word stands for, in either language, ``language`` first."""
    other = "en" if language == "sv" else "sv"
    if word in NUMBERS.get(language, {}):
        return NUMBERS[language][word]
    if other == "sv" and word in ONLY_SWEDISH:
        return None
    return NUMBERS[other].get(word)
