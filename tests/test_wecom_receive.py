"""One callback of WeCom's app as one of the house's messages: every documented form, and what is no XML."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.channels import wecom_app_places
from bot.channels.wecom_app_places import true_place
from bot.channels.wecom_app_receive import read_callback
from bot.channels.wecom_app_xml import Malformed, fields
from bot.messages import Attachment, ExternalContact, Incoming

PAYLOADS = Path(__file__).parent / "payloads" / "wecom"
SAID_AT = datetime.fromtimestamp(1_780_000_000, UTC)


def heard(name: str, *changes: tuple[str, str]) -> Incoming | None:
    xml = (PAYLOADS / f"{name}.xml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in xml
        xml = xml.replace(old, new)
    return read_callback(fields(xml.encode()))


def message(name: str, *changes: tuple[str, str]) -> Incoming:
    found = heard(name, *changes)
    assert found is not None
    return found


def test_words_are_heard_as_they_were_typed() -> None:
    assert message("text") == Incoming(
        channel="wecom",
        dedupe_key="7181234567890123456",
        conversation="LiMing",
        sender="LiMing",
        said_at=SAID_AT,
        text="今天拜访了<华为>\n和 ZTE",
        message_id="7181234567890123456",
    )


def test_the_order_of_elements_and_the_way_of_quoting_do_not_matter() -> None:
    assert message("text_other_order").text == "a & b <c>"


@pytest.mark.parametrize(
    ("name", "kind", "file"),
    [
        ("image", "image", ("image.jpg", "image/jpeg", "1G6nrLmr5EC3MMb_-zK1dDdzmd0p7")),
        ("voice", "voice", ("voice.amr", "audio/amr", "voice-media")),
        ("video", "file", ("video.mp4", "video/mp4", "video-media")),
    ],
)
def test_a_file_comes_with_what_fetches_it(name: str, kind: str, file: tuple[str, str, str]) -> None:
    found = message(name)
    assert (found.kind, found.text) == (kind, "")
    assert found.attachments == (Attachment(name=file[0], mime=file[1], reference=file[2]),)


def test_a_place_is_moved_from_the_chinese_map_to_where_it_is() -> None:
    place = message("location").place
    assert place is not None
    assert place.label == "北京市东城区天安门广场"
    assert place.latitude == pytest.approx(39.907333, abs=3e-5)
    assert place.longitude == pytest.approx(116.391083, abs=3e-5)


def test_a_place_outside_of_china_is_where_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    assert true_place(48.8584, 2.2945) == (48.8584, 2.2945)
    monkeypatch.setattr(wecom_app_places, "SHIFTED", False)
    assert true_place(39.9, 116.4) == (39.9, 116.4)


def test_a_link_is_heard_as_its_title_and_address() -> None:
    found = message("link")
    assert (found.kind, found.text) == ("text", "招标公告\nhttps://tenders.example/9")


def test_a_menu_is_heard_as_the_command_that_stands_behind_it() -> None:
    found = message("menu_click")
    assert (found.kind, found.text) == ("text", "今天")
    assert found.dedupe_key == "LiMing:1780000000:click:今天:"


def test_who_subscribes_has_joined() -> None:
    found = message("subscribe")
    assert (found.kind, found.dedupe_key) == ("joined", "LiMing:1780000000:subscribe::")


def test_who_opens_the_app_has_joined_once_a_day() -> None:
    first, later = message("enter_agent"), message("enter_agent", ("1780000000", "1780009999"))
    assert first.kind == "joined"
    assert first.dedupe_key == later.dedupe_key
    assert message("enter_agent", ("1780000000", "1780086400")).dedupe_key != first.dedupe_key


def test_a_tap_bears_its_token_and_what_changes_its_card() -> None:
    found = message("card_tap")
    assert (found.kind, found.token) == ("tap", "k7QzPa.1")
    assert found.ticket == "code-of-this-press|1780000000"
    assert found.dedupe_key == "LiMing:1780000000:template_card_event:k7QzPa.1:9f86d081884c7d65"


def test_a_tap_without_a_code_still_counts() -> None:
    code = "<ResponseCode><![CDATA[code-of-this-press]]></ResponseCode>"
    assert message("card_tap", (code, "")).ticket is None


@pytest.mark.parametrize(
    ("change", "means"),
    [
        ("add_external_contact", "added"),
        ("add_half_external_contact", "added"),
        ("del_external_contact", "removed"),
        ("del_follow_user", "removed"),
    ],
)
def test_a_customer_is_told_of_to_the_one_who_knows_them(change: str, means: str) -> None:
    assert message(f"customer_{change}") == Incoming(
        channel="wecom",
        dedupe_key=f"{change}:LiMing:wmAbCdEf0123456789:1780000000",
        conversation="LiMing",
        sender="LiMing",
        said_at=SAID_AT,
        kind="customer",
        customer=ExternalContact(id="wmAbCdEf0123456789", change="added" if means == "added" else "removed"),
    )


@pytest.mark.parametrize(
    "name",
    [
        "customer_edit_external_contact",
        "customer_transfer_fail",
        "spent_card_tap",
        "periodic_location",
        "unknown_kind",
        "contacts_changed",
    ],
)
def test_what_is_nothing_for_us_is_passed_over(name: str) -> None:
    assert heard(name) is None


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("text", ("<MsgId>7181234567890123456</MsgId>", "")),
        ("text", ("7181234567890123456", "")),
        ("text", ("LiMing", "")),
        ("text", ("1780000000", "yesterday")),
        ("text", ("1780000000", "9" * 30)),
        ("location", ("39.908739", "north")),
        ("location", ("39.908739", "nan")),
        ("location", ("39.908739", "390.8")),
        ("card_tap", ("<EventKey><![CDATA[k7QzPa.1]]></EventKey>", "")),
        ("customer_add_external_contact", ("UserID", "Nobody")),
    ],
)
def test_a_form_that_nobody_documented_is_told(name: str, change: tuple[str, str]) -> None:
    with pytest.raises((KeyError, ValueError)):
        heard(name, change)


def test_a_key_that_is_too_long_for_the_books_is_told_by_its_hash() -> None:
    long, other = (message("menu_click", ("今天", "今" * 200 + end)).dedupe_key for end in "ab")
    assert len(long) == 64
    assert long != other


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE xml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b"<xml><Encrypt>&b;</Encrypt></xml>"
)


@pytest.mark.parametrize(
    "xml",
    [
        b"",
        b"no xml",
        b"<xml>",
        b"<xml><a></xml>",
        b"<xml/><xml/>",
        b"\x00\x01\x02",
        b"<xml><Content>\xff\xfe</Content></xml>",
        BOMB,
        BOMB.decode().encode("utf-16"),
        b'<!DOCTYPE xml SYSTEM "file:///etc/passwd"><xml/>',
        b"<xml>&lol;</xml>",
        b"<a>" * 2000,
        b"<xml>" + b"<a>" * 20 + b"</a>" * 20 + b"</xml>",
    ],
)
def test_what_is_no_callback_is_refused(xml: bytes) -> None:
    with pytest.raises(Malformed):
        fields(xml)


def test_only_what_stands_below_the_root_counts_and_the_first_of_two() -> None:
    xml = b"<xml>x<A>1</A><B><A>2</A></B><A>3</A><C/></xml>"
    assert fields(xml) == {"A": "1", "B": "", "C": ""}
