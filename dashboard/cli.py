"""The command line: reads the words, calls the command, and says every error in one line.

Nothing heavy is imported here, so that help and errors come at once.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import logging
import os
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

from dashboard.commands.failures import Answered, NothingUsable, WrongUsage
from geodata.errors import DatelineError

FORMATS = ("json", "table", "csv", "geojson", "html", "kml", "w3c", "jsonld", "geoparquet", "png", "report")
"""What --format offers; the list is here because loading the formats takes a second."""

DONE, NOTHING_USABLE, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130

_TALKATIVE = ("trafilatura", "htmldate", "courlan", "pypdf", "charset_normalizer", "urllib3")

_DESCRIPTION = """\
Puts the claims of the news on the map: who says what happened where, how surely, and when.

Without a command it opens the page in the browser, on the first ARTICLE if one is given."""

_COMMANDS_HELP = """\
commands:
  dateline analyze ARTICLE...     analyse articles and write what was found
  dateline export ID...           write articles of the library as files
  dateline gazetteer info         say what the gazetteer holds
  dateline gazetteer find NAME    list the places of a name
  dateline gazetteer build --full make a gazetteer of all of GeoNames

ARTICLE is a file (.txt .md .html .docx .pdf), one that Dateline wrote (.json .geojson .annotations.jsonld), a table of
articles (.csv .jsonl), a feed (.rss .atom .xml), the web address of any of these, or - for the input."""


_GEOCODER_HELP = """\
With --geocoder, the place names of the article that the gazetteer does not know ARE SENT TO THAT SERVICE, one a second;
nothing else is sent. Answers are kept in the library. Options that the service needs, keys above all, can be given as
environment variables: DATELINE_GEOCODER_USERNAME for geonames, DATELINE_GEOCODER_API_KEY for others."""

_BUILD_HELP = """\
Makes a gazetteer of all of GeoNames' places, more than twelve million, and uses it from then on. It downloads about
600 MB from download.geonames.org, or takes the files from DIR: allCountries, alternateNamesV2 (packed or not),
countryInfo.txt, admin1CodesASCII.txt, admin2Codes.txt and featureCodes_en.txt."""


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        raise WrongUsage(f"{message}. See {self.prog} --help")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; return 0 when done, 1 when nothing could be used, 2 for wrong usage."""
    words = list(sys.argv[1:] if argv is None else argv)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal that lacks a letter shows "?" and goes on
    _quieten_libraries()
    try:
        return _run(words)
    except WrongUsage as error:
        return _fail(str(error), WRONG_USAGE)
    except (DatelineError, NothingUsable) as error:
        return _fail(str(error), NOTHING_USABLE)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _close_output()
        return DONE
    except OSError as error:  # a full disk behind the output, say
        _close_output()
        return _fail(f"The output cannot be written: {error.strerror or error}", NOTHING_USABLE)


def _run(words: list[str]) -> int:
    commands: dict[str, Callable[[list[str]], int]] = {"analyze": _analyze, "export": _export, "gazetteer": _gazetteer}
    command = commands.get(words[0]) if words else None
    try:
        status = command(words[1:]) if command else _open_page(words)
    except Answered as answer:
        status = _answer(str(answer))
    sys.stdout.flush()
    return status


def _quieten_libraries() -> None:
    """Let only errors be logged, and of the readers of files none: what is wrong with a file is said in our words."""
    logging.basicConfig(level=logging.ERROR, format="dateline: %(message)s")
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.CRITICAL)


def _fail(sentence: str, status: int) -> int:
    sentence = "".join(
        sign if sign.isprintable() else " " for sign in sentence
    )  # a file name must not steer a terminal
    with contextlib.suppress(BrokenPipeError):
        print(f"dateline: {sentence}" + ("" if sentence.endswith((".", "?")) else "."), file=sys.stderr)  # noqa: T201
    return status


def _answer(text: str) -> int:
    for line in text.split("\n"):
        print("".join(sign if sign.isprintable() else " " for sign in line))  # noqa: T201 - this is the output
    return DONE


def _close_output() -> None:
    """Let the interpreter end without a word about the reader who left."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _open_page(words: list[str]) -> int:
    options = page_parser().parse_intermixed_args(words)
    from dashboard.commands.serve import open_page

    return open_page(options)


def _analyze(words: list[str]) -> int:
    options = analyze_parser().parse_intermixed_args(words)
    from dashboard.commands.analyze import analyze

    return analyze(options)


def _export(words: list[str]) -> int:
    options = export_parser().parse_intermixed_args(words)
    from dashboard.commands.export import export

    return export(options)


def _gazetteer(words: list[str]) -> int:
    options = gazetteer_parser().parse_args(words)
    from dashboard.commands import gazetteer

    if options.what == "build":
        if options.folder is not None and options.embedded:
            raise WrongUsage("--from goes with --full")
        return gazetteer.use_embedded() if options.embedded else gazetteer.build(options.folder)
    return gazetteer.find(options.name, options.format) if options.what == "find" else gazetteer.info(options.format)


def page_parser() -> argparse.ArgumentParser:
    """Describe `dateline [ARTICLE...]`."""
    parser = _Parser(
        prog="dateline",
        description=_DESCRIPTION,
        epilog=_COMMANDS_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("articles", nargs="*", metavar="ARTICLE", help="analyse this, keep it, and open the page on it")
    _add_published(parser)
    _add_items(parser)
    parser.add_argument("--port", type=_port, help="port of the page (else 8501 or the next free one)")
    parser.add_argument(
        "--share", action="store_true", help="let the local network open the page, with an access key in the link"
    )
    parser.add_argument("--no-browser", action="store_true", help="only print the address")
    _add_store(parser)
    parser.add_argument(
        "--tiles",
        metavar="FILE",
        help="draw the map over the streets of a .mbtiles or .pmtiles file (vectors or pictures); nobody else is asked",
    )
    parser.add_argument("--version", action="version", version=_Version())
    return parser


def _add_store(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--store", metavar="FILE", help="the library to use (else DATELINE_STORE, else the one in your data folder)"
    )


def analyze_parser() -> argparse.ArgumentParser:
    """Describe `dateline analyze`."""
    parser = _Parser(
        prog="dateline analyze",
        description="Analyse articles and write what was found.",
        epilog="Several articles with -o go into a folder, without it one after the other, as JSON one object a line.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "articles", nargs="+", metavar="ARTICLE", help="a file, a web address, a .json that Dateline wrote, or -"
    )
    _add_published(parser)
    parser.add_argument("--title", metavar="T", help="the headline, for one article")
    parser.add_argument("--publisher", metavar="P", help="who published it")
    _add_items(parser)
    _add_output(parser)
    _add_geocoder(parser)
    return parser


def export_parser() -> argparse.ArgumentParser:
    """Describe `dateline export`."""
    parser = _Parser(
        prog="dateline export",
        description="Write articles of the library as files, as they were read and corrected; nothing is read again.",
        epilog="The ID of an article stands in the address of its page, and `/api/articles` lists them all.",
        allow_abbrev=False,
    )
    parser.add_argument("ids", nargs="+", metavar="ID", help="an article of the library, or all")
    _add_output(parser)
    _add_store(parser)
    return parser


def _add_output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--format", choices=FORMATS, help="what to write (else a table in a terminal, by the ending of -o, else json)"
    )
    parser.add_argument("--full", action="store_true", help="with csv: all columns, not only the readable ones")
    parser.add_argument(
        "--view",
        metavar="ADDRESS",
        help="write only what the filters of this address of the page let through; "
        "the part behind its question mark is enough: 'certainty=possible&role=event'",
    )
    parser.add_argument(
        "--kind",
        metavar="KINDS",
        action="append",
        default=[],
        help="keep only place names of these kinds, and what is said there: "
        "literal, associative, demonym, embedded, coordinate, several with commas",
    )
    parser.add_argument(
        "--coordinates", choices=("exact", "rounded", "hidden"), help="for copies that go to others: round or leave out"
    )
    parser.add_argument(
        "--hide", metavar="NAME", action="append", default=[], help="black out a place, a source or another name"
    )
    parser.add_argument(
        "--review-url",
        metavar="ADDRESS",
        help="with jsonld: the web page on which the verdicts are published; each review links to its statement there",
    )
    parser.add_argument("-o", "--output", metavar="PATH", help="file to write; a folder for several articles")


def _add_geocoder(parser: argparse.ArgumentParser) -> None:
    online = parser.add_argument_group("online geocoders", _GEOCODER_HELP)
    online.add_argument("--geocoder", metavar="NAME", help="nominatim, photon, geonames or another service of geopy")
    online.add_argument("--geocode-all", action="store_true", help="send every name, not only the unknown ones")
    online.add_argument(
        "--geocoder-option", metavar="KEY=VALUE", action="append", type=_option, default=[],
        help="an option of the service (domain=..., username=...); keys are better given in the environment",
    )  # fmt: skip


def _option(word: str) -> tuple[str, str]:
    key, sign, value = word.partition("=")
    if not (key.isidentifier() and sign):
        raise argparse.ArgumentTypeError(f"“{word}” is not of the form KEY=VALUE")
    return key, value


def gazetteer_parser() -> argparse.ArgumentParser:
    """Describe `dateline gazetteer`."""
    parser = _Parser(
        prog="dateline gazetteer", description="Ask the gazetteer, or build a full one.", allow_abbrev=False
    )
    asked = parser.add_subparsers(dest="what", required=True, metavar="info|find|build", parser_class=_Parser)
    info = asked.add_parser("info", help="say which one is in use, what it holds and where it is from")
    find = asked.add_parser("find", help="list the places of a name, best known first")
    find.add_argument("name", nargs="+", metavar="NAME", help="a name as a text would write it")
    for command in (info, find):
        command.add_argument("--format", choices=("table", "json"), default="table", help="how to print it")
    build = asked.add_parser("build", help="make a gazetteer of all places of GeoNames", description=_BUILD_HELP)
    which = build.add_mutually_exclusive_group(required=True)
    which.add_argument("--full", action="store_true", help="make it, or go on where an earlier try stopped")
    which.add_argument("--embedded", action="store_true", help="remove it and use the embedded one again")
    build.add_argument(
        "--from", dest="folder", metavar="DIR", help="take the files of GeoNames' export from this folder"
    )
    return parser


def _add_items(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--items", metavar="WHICH", help="articles of a feed: 1,3-5 or all; list shows them")


def _add_published(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--published", metavar="DATE", help='day of publication, YYYY-MM-DD: what "Wednesday" counts from'
    )


def _port(word: str) -> int:
    """Read a port; argparse says the sentence."""
    if word.isdecimal() and 0 <= int(word) <= 65535:  # noqa: PLR2004 - the highest port there is
        return int(word)
    raise argparse.ArgumentTypeError(f"“{word}” is no port: give a number from 1 to 65535")


class _Version(str):
    """The version's line, looked up only when it is printed."""

    __slots__ = ()

    def __mod__(self, _values: object) -> str:
        from importlib.metadata import version

        return f"dateline {version('dateline')}"


if __name__ == "__main__":
    sys.exit(main())
