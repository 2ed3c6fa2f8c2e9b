"""The house behind the web chat: who is signed in, and what the page shows of a conversation."""

from datetime import timedelta

import pytest

from bot.channels.webchat_desk import TooMany
from bot.desk import Desk
from store import people
from store.people_models import WebSession
from store.web import web_account
from tests.house import Talker, TestChannel, Town
from tests.test_ledgers import echo_house


def web_town(town: Town) -> Desk:
    """The town with its only channel called `web`, whose words are said back."""
    town.channel.name = "web"
    town.house = echo_house()
    town.dispatcher = town.dispatcher.__class__(town.database, town.house, clock=town.clock)
    town.delivery = town.delivery.__class__(town.database, {"web": town.channel}, clock=town.clock)
    return Desk(town.database, TestChannel().limits, clock=town.clock)


async def code_for(town: Town, name: str) -> str:
    async with town.database.begin() as session:
        person = await people.person_named(session, name)
        assert person is not None
        return (await people.invite(session, person.id, town.clock())).code


async def hire_without_account(town: Town, name: str) -> None:
    async with town.database.begin() as session:
        await people.add_person(session, name, "rep", town.clock())


async def test_a_code_signs_in_once(town: Town) -> None:
    desk = web_town(town)
    await hire_without_account(town, "小王")
    code = await code_for(town, "小王")
    token = await desk.sign_in(code, "127.0.0.1")
    assert token is not None
    user = await desk.who(token)
    assert user is not None
    assert (user.name, user.role, user.language) == ("小王", "rep", "zh")
    assert await desk.sign_in(code, "127.0.0.1") is None


async def test_signing_out_ends_the_session_and_only_that(town: Town) -> None:
    desk = web_town(town)
    await hire_without_account(town, "小王")
    phone = await desk.sign_in(await code_for(town, "小王"), "a")
    laptop = await desk.sign_in(await code_for(town, "小王"), "b")
    assert phone
    assert laptop
    await desk.sign_out(phone)
    assert await desk.who(phone) is None
    assert await desk.who(laptop) is not None


async def test_a_session_ends_by_itself(town: Town) -> None:
    desk = web_town(town)
    await hire_without_account(town, "小王")
    token = await desk.sign_in(await code_for(town, "小王"), "a")
    assert token
    town.clock.forward(days=31)
    assert await desk.who(token) is None


async def test_no_token_is_stored_as_it_is(town: Town) -> None:
    desk = web_town(town)
    await hire_without_account(town, "小王")
    token = await desk.sign_in(await code_for(town, "小王"), "a")
    kept = await town.only(WebSession)
    assert token not in (kept.token_hash, kept.sender)


async def test_guessing_codes_is_stopped_and_later_allowed_again(town: Town) -> None:
    desk = web_town(town)
    await hire_without_account(town, "小王")
    code = await code_for(town, "小王")
    wrong = "000000" if code != "000000" else "111111"
    for _guess in range(people.GUESSES):
        assert await desk.sign_in(wrong, "a") is None
    with pytest.raises(TooMany):
        await desk.sign_in(code, "a")
    assert await desk.sign_in(code, "elsewhere") is not None
    later = await code_for(town, "小王")
    town.clock.moment += people.GUESS_WINDOW + timedelta(seconds=1)
    assert await desk.sign_in(later, "a") is not None


async def test_only_in_the_demo_one_may_pick_who_one_is(town: Town) -> None:
    desk = web_town(town)
    await hire_without_account(town, "小王")
    async with town.database.begin() as session:
        person = await people.person_named(session, "小王")
        assert person is not None
        account = (await web_account(session, person)).sender
    assert await desk.people() == ()
    assert await desk.sign_in_as(account) is None
    demo = Desk(town.database, desk.limits, demo=True, clock=town.clock)
    assert [user.name for user in await demo.people()] == ["小王"]
    assert await demo.sign_in_as("somebody else") is None
    token = await demo.sign_in_as(account)
    assert token
    user = await demo.who(token)
    assert user
    assert user.account == account


async def test_the_history_shows_both_sides_in_order(town: Town) -> None:
    desk = web_town(town)
    li = await town.hire("li")
    for words in ("one", "two"):
        await li.says(words)
        town.clock.forward(seconds=2)
    said = await desk.history(li.conversation, 50)
    assert [(line.mine, line.text) for line in said] == [
        (True, "one"),
        (False, "one"),
        (True, "two"),
        (False, "two"),
    ]
    assert [line.text for line in await desk.history(li.conversation, 1)] == ["two"]


async def test_the_history_is_only_ones_own(town: Town) -> None:
    desk = web_town(town)
    li = await town.hire("li")
    other: Talker = await town.hire("other")
    await other.says("a secret")
    assert await desk.history(li.conversation, 50) == []
