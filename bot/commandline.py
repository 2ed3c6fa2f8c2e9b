"""The `fieldbook` command: what an admin does at a terminal."""

import argparse
import asyncio
import json
import logging
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Protocol, get_args
from zoneinfo import available_timezones

from pydantic import ValidationError

from bot.language.lines import date_predictions, predictions
from bot.settings import Settings
from bot.texts import _, translate
from bot.web import CannotListen
from store import people
from store.actors import Role
from store.db import Database, DatabaseError, is_passing, reason
from store.people import Invite
from store.records import Records
from store.search import find_customers


class Serve(Protocol):
    def __call__(
        self, settings: Settings, database: Database, *, demo: bool = False, listening: Callable[[], None]
    ) -> Awaitable[None]: ...


def run_command(arguments: Sequence[str], serve: Serve) -> int:
    """Run one command; its exit code."""
    options = _parser().parse_args(arguments)
    try:
        settings = Settings()
    except ValidationError as error:
        return _wrong(_faults(error))
    logging.basicConfig(
        level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s %(message)s", stream=sys.stderr
    )
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    if options.command == "understand":
        return _understand(options)
    if options.command == "dingtalk":
        return _card_template()
    try:
        return asyncio.run(_with_database(options, settings, serve))
    except CannotListen as error:
        return _wrong(f"{error} (FIELDBOOK_HOST, FIELDBOOK_PORT)")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="fieldbook", description="A field book for salespeople, in chat.")
    commands = parser.add_subparsers(dest="command", required=True)
    demo = commands.add_parser("demo", help="web chat on SQLite with sample data; no token needed")
    demo.add_argument("--port", type=int)
    commands.add_parser("run", help="the service, from FIELDBOOK_* settings")
    commands.add_parser("check", help="verify the settings")
    commands.add_parser("migrate", help="bring the database to the newest form")
    understand = commands.add_parser("understand", help="messages from a file, what they mean to another")
    understand.add_argument("--explain", action="store_true", help="which words gave which slot")
    understand.add_argument("--dates", action="store_true", help="dates and times only")
    find = commands.add_parser("find", help="look customers up, as in chat")
    find.add_argument("--as", dest="name", required=True, help="whose rights")
    find.add_argument("--stdin", action="store_true", help="one query a line")
    find.add_argument("--json", action="store_true", help="one answer a line")
    find.add_argument("--limit", type=int, default=5)
    find.add_argument("query", nargs="*")
    person = commands.add_parser("person", help="people and their accounts").add_subparsers(
        dest="action", required=True
    )
    add = person.add_parser("add", help="add somebody")
    add.add_argument("name")
    add.add_argument("--role", choices=get_args(Role), default="rep")
    add.add_argument("--team")
    add.add_argument("--manager", help="the name of who sees their customers")
    add.add_argument("--account", action="append", default=[], metavar="CHANNEL:ID")
    add.add_argument("--language", choices=("zh", "en"))
    add.add_argument("--timezone")
    dingtalk = commands.add_parser("dingtalk", help="what DingTalk's own console needs")
    dingtalk.add_argument("action", choices=["card-template"], help="the card template, as a file to import")
    invite = person.add_parser("invite", help="a one-time code that binds an account")
    invite.add_argument("name")
    return parser


async def _with_database(options: argparse.Namespace, settings: Settings, serve: Serve) -> int:
    if options.command == "demo":
        settings = settings.model_copy(
            update={"port": options.port or settings.port, "database_url": _demo_address(settings)}
        )
    try:
        database = Database(settings.database, synchronous=settings.sqlite_synchronous)
    except (ValueError, OSError) as error:
        return _wrong(f"The database cannot be opened: {error} (FIELDBOOK_DATABASE_URL, FIELDBOOK_DATA_DIR)")
    try:
        if options.command == "check":
            return await _check(settings, database)
        await _ready(database, patient=options.command == "run" and not database.is_sqlite)
        match options.command:
            case "run" | "demo":
                return await _serve(database, settings, serve, demo=options.command == "demo")
            case "migrate":
                print("The database is up to date.")
                return 0
            case "find":
                return await _find(options, database)
            case "person" if options.action == "add":
                return await _add_person(options, settings, database)
            case _invite:
                return await _invite_person(options.name, settings, database)
    except DatabaseError as error:
        return _wrong(f"The database cannot be used: {reason(error)}")
    finally:
        await database.close()


async def _ready(database: Database, *, patient: bool) -> None:
    """Migrate; the service waits for a database that is not up yet, a command does not."""
    wait = 0.5
    while True:
        try:
            await database.migrate()
            return
        except Exception as error:
            if not (patient and is_passing(error)):
                raise
            logging.getLogger("fieldbook").warning("waiting for the database: %s", reason(error))
            await asyncio.sleep(wait)
            wait = min(10.0, wait * 2)


async def _serve(database: Database, settings: Settings, serve: Serve, *, demo: bool) -> int:
    if demo:
        from bot.sample.fill import fill

        await fill(database, datetime.now(UTC))
    else:
        await ensure_admins(database, settings)
    address = f"http://{settings.host}:{settings.port}"
    await serve(settings, database, demo=demo, listening=lambda: print(f"Fieldbook: {address}", flush=True))
    return 0


async def ensure_admins(database: Database, settings: Settings) -> None:
    """Make the people behind `FIELDBOOK_ADMINS` and bind their accounts."""
    now = datetime.now(UTC)
    async with database.begin() as session:
        for channel, sender in settings.admin_accounts:
            if await people.actor_of(session, channel, sender):
                continue
            name = sender if channel == "web" else f"{channel}-{sender}"
            person = await people.person_named(session, name) or await people.add_person(
                session, name, "admin", now, language=settings.language, timezone=settings.timezone
            )
            await people.link_account(session, person.id, channel, sender, sender)


async def _add_person(options: argparse.Namespace, settings: Settings, database: Database) -> int:
    now = datetime.now(UTC)
    for account in options.account:
        if not all(account.partition(":")):
            return _wrong(f"An account is written CHANNEL:ID, not {account}.")
    if options.timezone and options.timezone not in available_timezones():
        return _wrong(f"There is no time zone called {options.timezone}: write it like Asia/Shanghai.")
    async with database.begin() as session:
        if await people.person_named(session, options.name):
            return _wrong(f"There is already somebody called {options.name}.")
        try:
            person = await people.add_person(
                session, options.name, options.role, now, team=options.team, manager=options.manager,
                language=options.language or settings.language, timezone=options.timezone or settings.timezone,
            )  # fmt: skip
        except LookupError:
            return _wrong(f"There is nobody called {options.manager}.")
        for account in options.account:
            channel, _, sender = account.partition(":")
            await people.link_account(session, person.id, channel, sender, sender)
        people.note(session, "create", person.id, now, name=options.name, role=options.role)
    print(f"{options.name}: {options.role}")
    return 0


async def _invite_person(name: str, settings: Settings, database: Database) -> int:
    async with database.begin() as session:
        person = await people.person_named(session, name)
        if person is None or not person.active:
            return _wrong(f"There is nobody called {name}.")
        now = datetime.now(UTC)
        made: Invite = await people.invite(session, person.id, now)
        people.note(session, "invite", person.id, now)
    print(f"Code: {made.code} (once, until {made.expires_at:%Y-%m-%d %H:%M} UTC)")
    print(f"In chat, type: {made.code}")
    print(f"Web: {settings.public_url or f'http://{settings.host}:{settings.port}'} and enter the code")
    if username := await _bot_username(settings):
        link = f"https://t.me/{username}?start={made.token}"
        print(f"Telegram: {link}")
        import segno

        segno.make(link).terminal(compact=True)
    return 0


async def _bot_username(settings: Settings) -> str:
    """The bot's name on Telegram; empty where none is set or Telegram is out of reach."""
    from bot.channels.telegram import who_am_i

    token = settings.telegram_token.get_secret_value()
    proxy = settings.telegram_proxy or None
    return await who_am_i(token, settings.telegram_base_url, proxy) if token else ""


async def _check(settings: Settings, database: Database) -> int:
    """Say in words what works and what does not; 1 where something does not."""
    from bot.checks import checks

    await database.reach()
    engine = "SQLite" if settings.database.startswith("sqlite") else "PostgreSQL"
    print(f"✓ {translate(settings.language, _('Database: up ({engine})'), engine=engine)}")
    wrong = 0
    async for title, finding in checks(settings):
        words = translate(settings.language, finding.words, **finding.facts)
        print(f"{'✓' if finding.ok else '✗'} {title}: {words}")
        wrong += not finding.ok
    return 1 if wrong else 0


def _card_template() -> int:
    """Write the card template for DingTalk's card platform to the standard output."""
    from bot.channels.dingtalk_template import card_template

    print(card_template())
    return 0


async def _find(options: argparse.Namespace, database: Database) -> int:
    """One query a line in, one answer a line out: the same code path, rights and audit as in chat."""
    queries = (line.rstrip("\n") for line in sys.stdin) if options.stdin else iter([" ".join(options.query)])
    async with database.begin() as session:
        person = await people.person_named(session, options.name)
        actor = await people.actor_by_id(session, person.id) if person else None
    if actor is None:
        return _wrong(f"There is nobody called {options.name}.")
    for query in queries:
        async with database.begin() as session:
            records = Records(session, actor, "command", datetime.now(UTC))
            started = time.perf_counter()
            found = await find_customers(records, query, limit=options.limit)
            spent = (time.perf_counter() - started) * 1000
            await records.settle()
        results = [
            {"number": hit.customer.number, "name": hit.customer.name, "score": round(hit.score, 2)}
            for hit in found
        ]
        if options.json:
            line = {"query": query, "ms": round(spent, 2), "results": results}
            print(json.dumps(line, ensure_ascii=False), flush=options.stdin)
        else:
            for result in results:
                print(f"{result['number']}  {result['name']}  {result['score']}")
    return 0


def _understand(options: argparse.Namespace) -> int:
    lines = date_predictions(sys.stdin) if options.dates else predictions(sys.stdin, explain=options.explain)
    for line in lines:
        print(line)
    return 0


def _demo_address(settings: Settings) -> object:
    from pydantic import SecretStr

    return SecretStr(f"sqlite:///{settings.data_dir / 'demo.db'}")


def _faults(error: ValidationError) -> str:
    """Which settings are wrong and why, without their values: those may be secrets."""
    faults = error.errors(include_input=False, include_url=False)
    return "\n".join(f"FIELDBOOK_{'_'.join(map(str, one['loc'])).upper()}: {one['msg']}" for one in faults)


def _wrong(words: str) -> int:
    print(words, file=sys.stderr)
    return 1
