"""The whole path: from a text to an Analysis, one stage after the other, each behind its Protocol."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from importlib import metadata
from typing import TYPE_CHECKING

from geodata import schema
from geodata.assembly import assemble
from geodata.attribution import SourceAttributor
from geodata.claims import extract_claims
from geodata.compare import relate_claims
from geodata.corrections import apply_corrections, machine_analysis
from geodata.dates import reread_dates
from geodata.errors import InputError
from geodata.ingest import make_article
from geodata.models import Article, ClaimResult, Correction, Document, JsonDict, Mention, Settings
from geodata.outlets import home_of
from geodata.place_index import PlaceIndex, open_places
from geodata.recognition import NameRecognizer
from geodata.resolution import RuleResolver, names_around
from geodata.schema import Analysis
from geodata.spatial import read_relations
from geodata.stages import Attributor, CandidateSource, Recognizer, Resolver, TextTagger
from geodata.store import Store
from geodata.tagger import shipped_tagger
from geodata.text import make_document, tagged

if TYPE_CHECKING:
    from geodata.geocoding import GeocoderCandidates

Progress = Callable[[str, float], None]
"""Called with what is being done now, in words for the user, and the share already done (0 to 1)."""


@dataclass(frozen=True)
class Engine:
    """The stages of one analysis; replace any of them by another that keeps its Protocol."""

    source: CandidateSource
    gazetteer: PlaceIndex
    recognizer: Recognizer
    resolver: Resolver
    attributor: Attributor
    tagger: TextTagger | None = None
    geocoder: str = Settings.geocoder
    """What answers for places: the gazetteer, or an online geocoder behind it."""


@cache
def default_engine() -> Engine:
    """Return the embedded engine: our gazetteer and the shipped stages. Opened once, then shared."""
    gazetteer = open_places()
    return Engine(
        source=gazetteer,
        gazetteer=gazetteer,
        recognizer=NameRecognizer(gazetteer),
        resolver=RuleResolver(gazetteer, gazetteer),
        attributor=SourceAttributor(),
        tagger=shipped_tagger(),
    )


def with_geocoder(geocoder: GeocoderCandidates, *, every: bool = False) -> Engine:
    """Return the embedded engine with an online geocoder, which is asked for names that the gazetteer does not know.

    Parameters
    ----------
    geocoder : GeocoderCandidates
        The geocoder, as `geodata.online_geocoders.open_geocoder` makes it; names are sent to its service.
    every : bool
        Ask for every name.
    """
    from geodata.supplement import SupplementedResolver  # brings geopy and its network libraries

    engine = default_engine()

    def resolver_of(source: CandidateSource) -> Resolver:
        return RuleResolver(source, engine.gazetteer)

    resolver = SupplementedResolver(engine.source, resolver_of, geocoder, every=every)
    return dataclasses.replace(engine, resolver=resolver, geocoder=geocoder.source_id)


def analyze(
    text: str,
    *,
    published: str | date | None = None,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    home: str | None = None,
) -> Analysis:
    """Find the places, speakers and statements of one article.

    Parameters
    ----------
    text : str
        The article, as it is; offsets in the result refer to it.
    published : str or datetime.date, optional
        The day of publication (ISO 8601). Without it, "Wednesday" has no calendar day.
    title, publisher, url : str, optional
        What else is known; the headline is read from the text where no title is given.
    home : str, optional
        The outlet's place ("Springfield, Illinois"): a hint for local names.

    Returns
    -------
    Analysis
        The article and its frames: mentions, candidates, places, speakers, claims, claims_at_place, relations,
        corrections; and provenance.

    Raises
    ------
    InputError
        When the text is empty, too large or no text at all; the message says which.
    """
    article = make_article(text, title=title, publisher=publisher, published=published, url=url)
    return analyze_article(article, home=home)


def analyze_article(
    article: Article, *, home: str | None = None, engine: Engine | None = None, progress: Progress | None = None
) -> Analysis:
    """Analyse an article that is already captured; `progress` hears of every stage."""
    engine = engine or default_engine()
    tell = progress or _keep_quiet
    tell("Splitting sentences", 0.0)
    document = make_document(article)
    tell("Reading the words", 0.1)
    document = tagged(document, engine.tagger)
    tell("Finding place names", 0.3)
    mentions = read_relations(document, engine.recognizer.recognize(document))
    tell("Deciding which places they are", 0.4)
    home = home_of(article, home)
    resolution = engine.resolver.resolve(document, mentions, home=home)
    tell("Reading who says what", 0.6)
    attribution = engine.attributor.attribute(document)
    tell("Placing the statements", 0.8)
    claims = extract_claims(document, resolution, attribution, engine.gazetteer, engine.tagger)
    relations = relate_claims(document, claims.claims, claims.speakers, claims.claims_at_place)
    tell("Done", 1.0)
    settings = Settings(geocoder=engine.geocoder, home=home)
    return assemble(article, resolution, claims, relations, _provenance(engine, settings))


def resolve(text: str, spans: Iterable[tuple[int, int]], *, home: str | None = None) -> Analysis:
    """Resolve names whose spans are given, for benchmarks; the frames of claims are empty.

    Parameters
    ----------
    text : str
        The article.
    spans : iterable of (int, int)
        Half-open character offsets of the names.
    home : str, optional
        The outlet's place.
    """
    article = make_article(text)
    engine = default_engine()
    document = tagged(make_document(article), engine.tagger)
    wanted = tuple(sorted({(int(start), int(end)) for start, end in spans}))
    seen = engine.recognizer.recognize(document)
    mentions = read_relations(document, _mentions_at(document, wanted, seen))
    resolution = engine.resolver.resolve(document, mentions, home=home, context=names_around(mentions, seen))
    settings = Settings(home=home, spans=wanted)
    claims = ClaimResult(mentions=resolution.mentions)
    return assemble(article, resolution, claims, (), _provenance(engine, settings))


def set_published(analysis: Analysis, published: date | None) -> Analysis:
    """Return the analysis with another publication date; the dates are read again, nothing else changes."""
    article = dataclasses.replace(analysis.article, published=published)
    claims = reread_dates(make_document(article), schema.to_claims(analysis.claims), published)
    return dataclasses.replace(analysis, article=article, claims=schema.to_frame("claims", claims))


def correct(
    analysis: Analysis, corrections: Iterable[Correction] | None = None, *, engine: Engine | None = None
) -> Analysis:
    """Return an analysis as people corrected it; the rest is resolved again with what they said as anchors.

    Parameters
    ----------
    analysis : Analysis
        As the machine made it, or as it was corrected before.
    corrections : iterable of Correction, optional
        The whole log, in any order; without it, the one in the analysis. An undone correction is one left out.
    engine : Engine, optional
        The stages; by default the shipped ones.
    """
    log = schema.to_objects("corrections", analysis.corrections) if corrections is None else corrections
    return apply_corrections(analysis, log, engine=engine or default_engine())


def load_corrected(store: Store, article_id: str, *, engine: Engine | None = None) -> Analysis:
    """Return a kept article as people corrected it; ArticleNotFound when there is none.

    Parameters
    ----------
    store : Store
        The library.
    article_id : str
        The article.
    engine : Engine, optional
        The stages that read it again; asked for only where people changed something.
    """
    kept = store.load(article_id)
    return correct(kept, engine=engine) if len(kept.corrections) else machine_analysis(kept)


def _keep_quiet(_message: str, _share: float) -> None:
    """Tell nobody."""


def _mentions_at(document: Document, spans: Sequence[tuple[int, int]], seen: Sequence[Mention]) -> list[Mention]:
    """Make mentions of given spans, each with the kind that the recogniser would give it, if it sees it."""
    text, article_id = document.text, document.article.article_id
    kinds = {(mention.start, mention.end): mention.kind for mention in seen}
    mentions = []
    for start, end in spans:
        if not 0 <= start < end <= len(text):
            raise InputError(f"The span ({start}, {end}) does not lie within the text of {len(text)} characters.")
        sentence = document.sentence_at(start)
        mentions.append(
            Mention(
                mention_id=f"{article_id}.m{start}-{end}",
                article_id=article_id,
                sentence_id=sentence.sentence_id if sentence else None,
                start=start,
                end=end,
                text=text[start:end],
                kind=kinds.get((start, end), "literal"),
            )
        )
    return mentions


def _provenance(engine: Engine, settings: Settings) -> JsonDict:
    gazetteer = {name: value for name, value in engine.gazetteer.info().items() if name != "path"}  # nobody's business
    return {
        "program": {"name": "dateline", "version": program_version()},
        "models": {
            "tagger": engine.tagger.tagger_id if engine.tagger else None,
            "recognizer": engine.recognizer.recognizer_id,
            "resolver": engine.resolver.resolver_id,
            "attributor": engine.attributor.attributor_id,
        },
        "gazetteer": gazetteer,
        "geocoder": settings.geocoder,
        "settings": schema.plain(settings),
        "analyzed_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def program_version() -> str:
    """Return the installed version of the program, or "unknown" when it runs uninstalled."""
    try:
        return metadata.version("dateline")
    except metadata.PackageNotFoundError:
        return "unknown"
