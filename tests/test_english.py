"""English as reps type it on a phone: short forms, slips of the pen, several customers in a breath."""

from datetime import UTC, date, datetime

import pytest

from store.models import Commitment, Contact, Contract, Customer, Draft, Interaction
from store.people_models import Person

BOOK = (
    "Acme Tools Ltd",
    "Granite Robotics Inc",
    "Juniper Labs",
    "Highland Textiles",
    "Evergreen Packaging Co",
)


@pytest.fixture
async def anna(hire):
    return await hire("Anna", language="en", customers=BOOK)


async def test_a_customer_named_again_in_the_next_sentence_is_one_entry(anna, town):
    await anna.says(
        "Saw Acme at 10, Granite at 2pm and had a zoom with Juniper. "
        "Acme wants a discount, Granite needs drawings by Friday, Juniper all good"
    )
    assert anna.reads.startswith("✅ Saved 3 entries:\n1 Acme Tools · visit Wed 6 May 10:00")
    names = {row.id: row.name for row in await town.all(Customer)}
    rows = await town.all(Interaction)
    assert sorted(names[row.customer_id] for row in rows) == sorted(BOOK[:3])
    assert (await town.only(Commitment)).due_on == date(2026, 5, 8)


async def test_a_misspelt_customer_with_an_unknown_contact_is_not_the_one_spoken_of_last(anna, town):
    await anna.says("called Granite, all fine")
    await anna.says("met with maria lopes from evergren yesterday afternoon, follow up in 2 weeks")
    assert anna.reads.startswith("✅ Saved · Evergreen Packaging Co? · Maria Lopes\nvisit Tue 5 May pm")
    assert (await town.only(Contact)).name == "Maria Lopes"


async def test_a_weekday_before_a_report_lies_behind(anna, town):
    await anna.says(
        "lunch w/ Peter Hall of Acme tues, he said it is too dear; I promised a better price by fri noon"
    )
    record, promised = await town.only(Interaction), await town.only(Commitment)
    assert (record.method, record.happened_on) == ("visit", date(2026, 5, 5))
    assert (promised.kind, promised.text, promised.due_on) == (
        "our_promise",
        "better price",
        date(2026, 5, 8),
    )


async def test_who_promised_is_told_apart(anna, town):
    await anna.says("emailed Acme the brochure, she'll get back to me by end of next week")
    await anna.says("Dr Osman of Granite promised the PO by end of month")
    await anna.says("we owe Highland a revised drawing by the 12th")
    kinds = {row.text: row.kind for row in await town.all(Commitment)}
    assert kinds == {
        "she'll get back to me": "their_promise",
        "the PO": "their_promise",
        "revised drawing": "our_promise",
    }


async def test_somebody_away_is_chased_once_they_are_back(anna, town):
    await anna.says("whatsapped Nora at Highland - she's on leave till the 18th, chase her then")
    planned = await town.only(Commitment)
    assert (planned.kind, planned.text, planned.due_on) == ("next_contact", "chase her", date(2026, 5, 18))
    assert (await town.only(Interaction)).method == "wechat"


@pytest.mark.parametrize(
    ("words", "text", "when"),
    [
        ("ping me in 2 hours to call Ola", "call Ola", datetime(2026, 5, 6, 10, 30)),
        ("rmd me tmrw 9 to email Lena", "email Lena", datetime(2026, 5, 7, 1, 0)),
        ("nudge me tomorrow at 10 about the invoice", "the invoice", datetime(2026, 5, 7, 2, 0)),
    ],
)
async def test_short_forms_of_remind_me(anna, town, words, text, when):
    await anna.says(words)
    planned = await town.only(Commitment)
    assert (planned.text, planned.due_at) == (text, when.replace(tzinfo=UTC))


async def test_what_is_to_be_done_on_the_first_is_no_record_of_the_last(anna, town):
    await anna.says("chase Acme for payment on the 1st")
    assert await town.all(Interaction) == []
    assert (await town.only(Commitment)).due_on == date(2026, 6, 1)


async def test_a_price_is_no_hour(anna, town):
    await anna.says("called Acme, they would renew at 14k")
    assert "¥14,000" in anna.reads
    assert await town.all(Commitment) == []


async def test_the_currency_stays_when_only_the_figure_is_corrected(anna, town):
    await anna.says("visited Acme today, budget EUR 40,000")
    await anna.says("the amount is 45k")
    assert anna.reads == "✏️ Changed: amount €40,000 → €45,000"
    await anna.says("new contract Juniper EUR 40,000 2 years starting June 1, monthly invoices")
    assert "Terms: monthly invoices" in anna.reads
    await anna.says("45k")
    await anna.taps("Save")
    saved = await town.only(Contract)
    assert (saved.currency, saved.amount, saved.terms) == ("EUR", 45_000, "monthly invoices")


async def test_a_correction_of_somebody_else_changes_nothing(anna, town):
    await anna.says("called Ola Berg at Acme today")
    await anna.says("not Bob but Alice")
    assert anna.reads == "The last record is with Ola Berg, not Bob. Reply to the card that is wrong."
    assert (await town.only(Contact)).name == "Ola Berg"
    await anna.says("not Ola but Alice")
    assert anna.reads == "✏️ Changed: contact Ola Berg → Alice"


async def test_an_address_that_is_told_goes_to_the_person(anna, town):
    await anna.says("called Ola Berg at Acme today")
    await anna.says("Ola's email is ola.berg@acme.com")
    assert (await town.only(Contact)).email == "ola.berg@acme.com"
    await anna.says("Zed's email is zed@zed.com")
    assert len(await town.all(Customer)) == len(BOOK)
    assert (await town.only(Draft)).words == "Zed's email is zed@zed.com"


async def test_numbers_are_looked_up_in_the_tersest_words(anna, town):
    await anna.says("add contact Paul Green at Acme, CFO, paul@acme.com, +44 7700 900123")
    assert anna.reads.splitlines()[:2] == [
        "✅ Contact saved · Acme Tools Ltd",
        "Paul Green · CFO 447****0123 | pa***@acme.com",
    ]
    for words in ("Paul at Acme phone", "pauls number", "Paul Green phone?"):
        await anna.says(words)
        assert anna.reads == "Paul Green (Acme Tools Ltd · CFO) 447****0123"
    await anna.says("sent Paul an email")
    assert (await town.only(Interaction)).method == "email"


async def test_a_question_after_a_contract_is_no_record(anna, town):
    await anna.says("Acme signed, $12.5k, until 20 May")
    await anna.taps("Save")
    await anna.says("contracts")
    await anna.says("1")
    await anna.says("contracts over 50k")
    assert anna.reads.startswith("I can't answer that.")
    assert await town.all(Interaction) == []


async def test_days_alone_ask_what_is_on_then(anna):
    await anna.says("tomorrow")
    assert anna.reads == "Thu 7 May · nothing planned"
    await anna.says("next week")
    assert anna.reads == "Mon 11 May – Sun 17 May · nothing planned"


async def test_silence_is_counted_back(anna):
    await anna.says("who haven't I spoken to in 3 weeks")
    assert anna.reads == "nobody silent for 21 days. 👍"


async def test_a_reminder_is_snoozed_till_an_hour(anna, town):
    await anna.says("remind me at 5pm to call Sam")
    town.clock.set("2026-05-06 17:00")
    await town.remind()
    await anna.says("snooze till 6")
    assert anna.reads == "⏰ Moved to Wed 6 May 18:00 (was Wed 6 May 17:00)"


async def test_a_whole_name_with_a_slip_opens_the_brief(anna, town):
    await anna.says("granite robotcs inc")
    assert anna.reads.startswith("📇 Granite Robotics Inc?")
    assert await town.all(Interaction) == []


async def test_english_around_a_chinese_name_is_answered_in_english(anna, town):
    await anna.says("called 华峰 yesterday, wants a quote by Friday")
    assert anna.reads.startswith("“华峰” is not in your book.")
    await anna.says("拜访了 Acme 的 Bob")
    assert anna.reads.startswith("✅ 已记 · Acme Tools Ltd · Bob")


async def test_a_stranger_is_answered_in_their_language(town):
    stranger = town.stranger("Sven")
    await stranger.says("hello there")
    assert stranger.reads == "Not bound yet. Ask your admin for a 6-digit code and type it here."


async def test_whom_an_admin_adds_in_english_is_welcomed_in_english(hire, town):
    admin = await hire("管理员", "admin")
    await admin.says("add person Carl sales rep team East")
    await admin.taps("Invite")
    assert admin.reads.endswith("\nCarl types it into a chat with me.")
    assert (await town.only(Person, name="Carl")).language == "en"


async def test_the_wrong_customer_is_said_in_words(anna, town):
    await anna.says("visited Acme today")
    await anna.says("wrong customer")
    await anna.says("Granite")
    assert anna.reads == "✏️ Changed: customer Acme Tools Ltd → Granite Robotics Inc"


async def test_cancel_that_takes_the_last_thing_back(anna, town):
    await anna.says("meeting with Acme next Tuesday 10am")
    await anna.says("cancel that")
    assert await town.all(Commitment) == []
