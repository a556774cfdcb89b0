"""An analysis with as many places as asked for: real towns in an invented text of two hundred statements."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime

from geodata import schema
from geodata.models import Article, Claim, ClaimAtPlace, GazetteerEntry, Mention, Place
from geodata.place_index import open_places

STATEMENTS = 200
DENIED_EVERY = 7  # statements; so many are said NOT to be so
NEAR_EVERY = 5  # places; so many are read as "near" the town


def generated_analysis(places: int, statements: int = STATEMENTS) -> schema.Analysis:
    """Spread so many places over the statements, each in a sentence of its own."""
    towns = open_places().largest_in(-180.0, -90.0, 180.0, 90.0, places)
    share = max(1, len(towns) // statements)
    text, rows = "", []
    for number in range(statements):
        named = [towns[(number * share + step) % len(towns)] for step in range(share)]
        words, spans = _sentence(number, named, len(text))
        rows.append((len(text), len(text) + len(words), spans))
        text += f"{words}\n"
    article = _article(text, places)
    return _analysis(article, towns, rows)


Row = tuple[int, int, list[tuple[GazetteerEntry, int]]]


def _sentence(number: int, towns: list[GazetteerEntry], offset: int) -> tuple[str, list[tuple[GazetteerEntry, int]]]:
    verb = "did not damage" if number % DENIED_EVERY == 0 else "damaged"
    words, spans = f"Water of flood {number + 1} {verb} houses in ", []
    for town in towns:
        spans.append((town, offset + len(words)))
        words += f"{town.name}, "
    return f"{words[:-2]}.", spans


def _article(text: str, places: int) -> Article:
    digest = hashlib.sha256(text.encode()).hexdigest()
    title = f"Floods in {places:,} places"
    captured = datetime(2024, 6, 4, 9, 30, tzinfo=UTC)
    return Article(digest[:12], title, text, None, "Generated", date(2024, 6, 4), "en", captured, digest)


def _analysis(article: Article, towns: tuple[GazetteerEntry, ...], rows: list[Row]) -> schema.Analysis:
    claims = [_claim(article, number, row) for number, row in enumerate(rows)]
    mentions = [_mention(article, town, start) for *_, spans in rows for town, start in spans]
    joined = [
        ClaimAtPlace(claim.claim_id, town.place_id, _mention_id(article, town, start), *_shape(town, number))
        for claim, (*_, spans) in zip(claims, rows, strict=True)
        for number, (town, start) in enumerate(spans)
    ]
    frames = {"mentions": mentions, "places": [_place(town) for town in towns], "claims": claims}
    frames |= {"claims_at_place": joined}
    names = schema.FRAME_NAMES
    made = {"program": "dateline", "analyzed_at": "2024-06-04T09:30:00+00:00"}
    return schema.Analysis(
        article=article, **{name: schema.to_frame(name, frames.get(name, ())) for name in names}, provenance=made
    )


def _claim(article: Article, number: int, row: Row) -> Claim:
    start, end, _ = row
    polarity = "negative" if number % DENIED_EVERY == 0 else "positive"
    claim_id = f"{article.article_id}.c{start}-{end}"
    return Claim(claim_id, article.article_id, None, start, end - 1, article.text[start : end - 1], polarity=polarity)


def _mention_id(article: Article, town: GazetteerEntry, start: int) -> str:
    return f"{article.article_id}.m{start}-{start + len(town.name)}"


def _mention(article: Article, town: GazetteerEntry, start: int) -> Mention:
    return Mention(
        _mention_id(article, town, start),
        article.article_id,
        None,
        start,
        start + len(town.name),
        town.name,
        role="event",
        relation="in",
        place_id=town.place_id,
        status="resolved",
    )


def _place(town: GazetteerEntry) -> Place:
    where = (town.country_code, town.admin1, town.feature_code, town.population, "dateline")
    return Place(town.place_id, town.name, town.latitude, town.longitude, town.radius_km, *where)


def _shape(town: GazetteerEntry, number: int) -> tuple[str, int, str, dict[str, object]]:
    if number % NEAR_EVERY:
        return "event", 1, "point", {"type": "Point", "coordinates": [town.longitude, town.latitude]}
    reach = 0.1  # degrees
    west, south, east, north = (
        town.longitude - reach,
        town.latitude - reach,
        town.longitude + reach,
        town.latitude + reach,
    )
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return "event", 2, "disc", {"type": "Polygon", "coordinates": [ring]}
