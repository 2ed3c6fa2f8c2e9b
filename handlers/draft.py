"""What nobody understood is never lost: kept as a draft, with an offer of what it may be."""

from bot.answers import says_cancel
from bot.briefs import brief_or_none
from bot.capability import Capability
from bot.cards import shorten, subject
from bot.messages import Button, Reply
from bot.routing import number_of
from bot.texts import _
from bot.turn import Turn
from store.models import Attachment, Customer, Draft

capability = Capability("draft")
MOST_ROWS = 6


@capability.otherwise
async def keep(turn: Turn) -> Reply | None:
    """A bare customer's name opens its brief; anything else is kept, and one tap says what it was."""
    if not any(letter.isalnum() for letter in turn.text):
        return turn.remark(_("I understand words best: say in one line what happened, or ask “help”."))
    if says_cancel(turn.text):
        return turn.say(_("Fine, nothing was changed."))
    if (number := number_of(turn.text)) is not None:
        words = _("There is no {number} to choose here. “show {number}” opens a row of the last list.")
        return turn.remark(words, number=number)
    return await brief_or_none(turn) or await _offer(turn)


@capability.command("草稿", "我的草稿", "drafts", "draft", menu=("drafts", "没放好的话", "Words that wait"))
async def waiting(turn: Turn) -> Reply | None:
    """The words that still wait for their place, and how many files do."""
    drafts = await turn.records.find(Draft, order=("-id",))
    files = await turn.records.count(Attachment, by_id=turn.actor.id, customer_id=None)
    words = (
        _("📎 {count} files wait too: “my files”.") if files > 1 else _("📎 1 file waits too: “my files”.")
    )
    also = turn.t(words, count=files) if files else ""
    if not drafts:
        return turn.say([turn.t(_("No drafts are waiting.")), also])
    several = len(drafts) > 1
    words = _("{count} drafts. A number opens one:") if several else _("1 draft. “1” opens it:")
    lines = [turn.t(words, count=len(drafts))]
    for number, draft in enumerate(drafts[:MOST_ROWS], start=1):
        lines.append(f"{number} {_said(turn, draft)} · {shorten(draft.words, 30)}")
    return turn.say([*lines, also], rows=[subject(draft) for draft in drafts[:MOST_ROWS]])


@capability.shows("draft")
async def open_row(turn: Turn) -> Reply | None:
    draft = await turn.records.get(Draft, turn.about[0].id)
    return turn.say([_said(turn, draft), shorten(draft.words, 300)], buttons=await _choices(turn, draft))


@capability.step
async def discard(turn: Turn) -> Reply | None:
    """The words were nothing; undo brings them back."""
    draft = await turn.records.get(Draft, int(turn.memory["draft"]))
    turn.title = shorten(draft.words, 12)
    await turn.records.remove(draft)
    return turn.say(_("Thrown away."), buttons=[turn.button(_("Undo"), "undo.undo_card")])


@capability.receives("voice")
async def voice(turn: Turn) -> Reply | None:
    if turn.text.strip():
        return None
    return turn.remark(
        _("I can't listen to voice messages here. Dictate with your keyboard's speech-to-text.")
    )


async def _offer(turn: Turn) -> Reply:
    words = turn.incoming.text
    draft = await turn.records.add(Draft(person_id=turn.actor.id, words=words, created_at=turn.records.now))
    turn.title = shorten(words, 12)
    return turn.remark(
        _("I couldn't tell what this is about; your words are kept."), buttons=await _choices(turn, draft)
    )


async def _choices(turn: Turn, draft: Draft) -> list[Button]:
    """Log it with the customer last spoken of, with another one, keep it, or throw it away."""
    recent = []
    if last := turn.topic.get("customer"):
        recent = await turn.records.find(Customer, id=int(last))
    return [
        *(
            Button(
                label=turn.t(_("Log with {customer}"), customer=shorten(one.name, 16)),
                then="log.chosen",
                memory={"draft": draft.id, "customer": one.id},
                once="card",
            )
            for one in recent
        ),
        turn.choice(_("Choose a customer"), "log.other_customer", draft=draft.id),
        turn.choice(_("Only a note"), "log.keep", draft=draft.id),
        turn.choice(_("Throw away"), "draft.discard", draft=draft.id),
    ]


def _said(turn: Turn, draft: Draft) -> str:
    return turn.moment(draft.created_at)
