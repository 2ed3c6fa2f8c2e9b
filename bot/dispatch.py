"""One inbox message becomes one turn; the turns of a batch share one transaction, each in its savepoint."""

import logging
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot import letters
from bot.capability import House
from bot.errands import ERRANDS_OF
from bot.faults import lines_of
from bot.group import PRIVATE, in_group
from bot.language import MOST_READ
from bot.messages import Aside, Ask, Incoming, Reply
from bot.questions import only_looks, set_aside, still_asked
from bot.routing import Press, press, pressed, route
from bot.said_in import language_of
from bot.strangers import welcome
from bot.texts import _, translate
from bot.turn import Turn
from bot.vocabulary import Vocabulary
from store import dialogs, inbox, outbox, people
from store.actors import Actor, NotFound, Refused
from store.db import AsyncSession, Database, is_passing
from store.files import Files
from store.ledgers import Card, DialogRow, InboxRow, OutboxRow
from store.models import ChangeSet, Draft, HouseWord
from store.records import Records, table_name
from store.staff import Staff
from store.undo import changes_for_messages, keep_changes, undo

log = logging.getLogger("fieldbook.dispatch")
ATTEMPTS = 3
UNSAID = frozenset({"customer", "brought"})
"""What comes in without anybody having written: it tells nothing of where they are."""
_NOT_FOUND = _("I can't find that, or it isn't yours.")


@dataclass(frozen=True)
class Answered:
    """What a batch came to: how many messages, and the rows that this worker now holds to send.

    `errands`: something may have been asked for. That is fetched apart, for no answer waits for it.
    """

    messages: int
    leased: tuple[OutboxRow, ...] = ()
    lease: str = ""
    errands: bool = False


@dataclass(frozen=True)
class Dispatcher:
    database: Database
    house: House
    default_language: str = "zh"
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    files: Files | None = None
    link_base: Callable[[], str] = lambda: ""  # where a one-time token binds by a tap: https://t.me/<bot>
    vocabulary: Vocabulary = field(default_factory=Vocabulary)

    async def take_turns(self) -> Answered:
        """Work off what waits: one transaction for all. Raises what passes."""
        async with self.database.begin() as session:
            now = self.clock()
            rows = await inbox.take(session, now)
            if not rows:
                return Answered(0)
            lanes: set[outbox.LaneKey] = set()
            stuck: set[outbox.LaneKey] = set()
            done: list[int] = []
            errands = False
            for row in rows:
                lane = (row.channel, row.conversation)
                if lane in stuck:
                    continue
                if await self._turn(session, row, now):
                    done.append(row.id)
                    lanes.add(lane)
                    errands |= row.payload.get("kind") in ERRANDS_OF
                else:
                    stuck.add(lane)
            await inbox.finish(session, done)
            lease = secrets.token_hex(8)
            leased = await outbox.claim(session, now, lease, only=lanes)
        return Answered(len(done), tuple(leased), lease, errands)

    async def _turn(self, session: AsyncSession, row: InboxRow, now: datetime) -> bool:
        """One message; False where it failed and waits for its next attempt."""
        try:
            async with session.begin_nested():
                await Conversation(self, session, row, now).run()
        except Exception as error:
            if is_passing(error):
                raise
            log.error("turn %s failed: %s", row.id, lines_of(error))
            return await self._failed(session, row, now)
        return True

    async def _failed(self, session: AsyncSession, row: InboxRow, now: datetime) -> bool:
        attempts = row.attempts + 1
        if attempts < ATTEMPTS:
            await inbox.postpone(session, row.id, attempts=attempts, until=now + timedelta(seconds=attempts))
            return False
        sender, text = (str(row.payload.get(part) or "") for part in ("sender", "text"))  # of whatever form
        found = await people.actor_of(session, row.channel, sender)
        language = found[0].language if found else self.default_language
        if found and text:
            session.add(Draft(person_id=found[0].id, words=text, created_at=now))
        words = translate(
            language,
            _("Something went wrong on our side (reference {number}). Your words are kept."),
            number=row.id,
        )
        await outbox.write(
            session, [letters.answer(row, Reply(text=words), found[0].id if found else None)], now
        )
        return True


@dataclass
class Conversation:
    """One message on its way through: who said it, what it answers, what comes of it."""

    dispatcher: Dispatcher
    session: AsyncSession
    row: InboxRow
    now: datetime

    async def run(self) -> None:
        incoming = Incoming.model_validate(self.row.payload)
        found = await people.actor_of(self.session, incoming.channel, incoming.sender)
        if found is None:
            await self._stranger(incoming)
            return
        actor, account = found
        if incoming.kind not in UNSAID:
            if not account.reachable:
                await outbox.revive(self.session, (account.channel, account.conversation), actor.id, self.now)
            await people.touch(
                self.session, account, None if incoming.is_group else incoming.conversation, self.now
            )
        if incoming.kind == "joined":
            return
        await self._bound(incoming, actor)

    async def _stranger(self, incoming: Incoming) -> None:
        reply = await welcome(self.session, incoming, self.dispatcher.default_language, self.now)
        if reply is not None:
            letter = letters.answer(self.row, reply, None, ticket=incoming.ticket)
            await outbox.write(self.session, [letter], self.now)

    async def _bound(self, incoming: Incoming, actor: Actor) -> None:
        key = (
            f"person:{actor.id}"
            if not incoming.is_group
            else f"{incoming.channel}:{incoming.conversation}:{actor.id}"
        )
        dialog = await dialogs.load(self.session, key, self.now)
        turn = self._turn(incoming, actor, dialog)
        turn.vocabulary = await self.dispatcher.vocabulary.words(self.session)
        cards, elsewhere = await self._cards(incoming, actor, dialog)
        replied = await self._replied(incoming, actor)
        shown = cards if replied is None else [replied]  # a number or label in a reply is that card's
        chosen = await self._pressed(incoming, shown, open_step=dialog.step is not None)
        try:
            async with self.session.begin_nested():
                if incoming.edits:
                    await self._take_back_edited(turn, incoming)
                if incoming.is_group:
                    reply = await in_group(turn, self.dispatcher.house)
                elif chosen is not None:
                    turn.language = chosen.card.language
                    reply = await press(turn, self.dispatcher.house, chosen, self.now)
                    self.session.add(chosen.card)
                elif incoming.kind == "tap":
                    reply = turn.remark(_("That button is too old. Say it in words instead."))
                else:
                    reply = await route(turn, self.dispatcher.house, dialog, cards, replied, elsewhere)
                change = await keep_changes(turn.records, title=turn.title, inbox_id=self.row.id)
        except (NotFound, Refused) as no:
            chosen = None  # what the step had changed is gone with its savepoint, and so is the press
            reply, change = await self._refused(turn, dialog, no)
        await turn.records.settle()
        if table_name(HouseWord) in turn.records.touched:
            self.dispatcher.vocabulary.forget()
        reply = self._remember(dialog, turn, reply, changed=change is not None)
        await self._answer(
            turn, reply, change.id if change else turn.change_id if reply.about else None, chosen
        )

    def _turn(self, incoming: Incoming, actor: Actor, dialog: DialogRow) -> Turn:
        turn = Turn(
            incoming=incoming,
            actor=actor,
            records=Records(self.session, actor, incoming.channel, self.now),
            staff=Staff(self.session, actor, incoming.channel, self.now),
            language=language_of(incoming.text, actor.language, self.dispatcher.house.command_for),
            text=incoming.text[:MOST_READ],
            topic=dict(dialog.topic),
            orders=self.dispatcher.house.orders,
            commands=self.dispatcher.house.commands,
            link_base=self.dispatcher.link_base(),
            files=self.dispatcher.files,
            asking=dialog.step,
        )
        if len(incoming.text) > MOST_READ:
            turn.footnote = turn.t(
                _("(Only the first {count} characters were read; all is kept.)"), count=MOST_READ
            )
        return turn

    async def _cards(
        self, incoming: Incoming, actor: Actor, dialog: DialogRow
    ) -> tuple[list[Card], list[Card]]:
        """The newest cards of this conversation, and those of the person's others."""
        where = (incoming.channel, incoming.conversation)
        recent = await dialogs.recent_cards(self.session, *where, self.now)
        cards = [card for card in recent if card.person_id in (None, actor.id)]
        if incoming.is_group:
            return cards, []
        elsewhere = await dialogs.cards_elsewhere(self.session, actor.id, *where, self.now)
        if dialog.step is not None and elsewhere and elsewhere[0].id > (cards[0].id if cards else 0):
            cards = [elsewhere[0], *cards]  # the open question was asked there
        return cards, elsewhere

    async def _refused(
        self, turn: Turn, dialog: DialogRow, no: NotFound | Refused
    ) -> tuple[Reply, ChangeSet | None]:
        """Say that it cannot be, and write down that it was tried. What was sent along is kept all the same."""
        records = Records(self.session, turn.actor, turn.incoming.channel, self.now)
        turn.records, turn.topic, turn.errands = records, dict(dialog.topic), []
        words = turn.t(no.text, **no.facts) if isinstance(no, Refused) else turn.t(_NOT_FOUND)
        tried = {name: no.facts[name] for name in ("model", "id") if name in no.facts}
        records.audit("refused", None, said=no.text if isinstance(no, Refused) else "not found", **tried)
        if turn.incoming.is_group:
            return turn.remark(PRIVATE), None
        if not turn.incoming.attachments:
            return turn.remark(words), None
        turn.text, turn.footnote = "", ""
        kept = await self.dispatcher.house.kinds[turn.incoming.kind](turn) or turn.remark("")
        change = await keep_changes(records, title=turn.title, inbox_id=self.row.id)
        return kept.model_copy(update={"text": "\n".join(filter(None, [words, kept.text]))}), change

    def _remember(self, dialog: DialogRow, turn: Turn, reply: Reply, *, changed: bool) -> Reply:
        """Keep what is open and what was spoken of; the answer, with a word on a question left open."""
        match reply:
            case Aside():
                pass
            case Reply() if not isinstance(reply, Ask) and turn.passed and not changed and only_looks(reply):
                reply = still_asked(turn, reply)
            case _:
                if turn.passed and (said := dialog.memory.get("said")):
                    self.session.add(Draft(person_id=turn.actor.id, words=str(said), created_at=self.now))
                    reply = set_aside(turn, reply)
                dialog.step, dialog.memory = (
                    (reply.then, reply.memory) if isinstance(reply, Ask) else (None, {})
                )
        dialog.topic, dialog.updated_at = turn.topic, self.now
        self.session.add(dialog)
        return reply

    async def _pressed(self, incoming: Incoming, cards: Sequence[Card], *, open_step: bool) -> Press | None:
        if incoming.kind == "tap":
            found = await dialogs.card_by_token(self.session, incoming.token or "")
            return Press(*found) if found else None
        if incoming.kind not in ("text", "voice") or incoming.is_group:
            return None
        return pressed(incoming.text, cards, open_step=open_step, commands=self.dispatcher.house.commands)

    async def _replied(self, incoming: Incoming, actor: Actor) -> Card | None:
        where = (incoming.channel, incoming.conversation)
        card = None
        if incoming.reply_to is not None:
            card = await dialogs.card_replied_to(self.session, *where, incoming.reply_to)
        if card is None and incoming.quoted:
            card = await dialogs.card_quoted(self.session, *where, incoming.quoted, self.now)
        return card if card and card.person_id in (None, actor.id) else None

    async def _take_back_edited(self, turn: Turn, incoming: Incoming) -> None:
        """An edited message counts instead of the one before: what that one changed is taken back first."""
        assert incoming.edits is not None
        earlier = await inbox.versions_of(
            self.session, incoming.channel, incoming.conversation, incoming.edits, before=self.row.id
        )
        for change in reversed(await changes_for_messages(turn.records, earlier)):
            await undo(turn.records, change)

    async def _answer(self, turn: Turn, reply: Reply, change_id: int | None, chosen: Press | None) -> None:
        ticket = turn.incoming.ticket
        written = [letters.errand(self.row, errand, place, turn) for place, errand in enumerate(turn.errands)]
        if chosen is not None and chosen.card.used and chosen.card.person_id == turn.actor.id:
            written.append(letters.mark(self.row, chosen, ticket))
        if reply.text:
            written.append(letters.answer(self.row, reply, turn.actor.id, ticket=ticket))
        for row in await outbox.write(self.session, written, self.now):
            if row.rule is None:
                await dialogs.make_card(
                    self.session,
                    row,
                    buttons=[button.model_dump(mode="json") for button in reply.buttons],
                    rows=[subject.model_dump() for subject in reply.rows],
                    about=[subject.model_dump() for subject in reply.about],
                    language=turn.language,
                    change_id=change_id,
                    now=self.now,
                )
