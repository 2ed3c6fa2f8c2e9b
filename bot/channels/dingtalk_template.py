"""The card template that an admin imports on DingTalk's card platform (卡片平台).

The platform documents no form for it. What is below follows exports of the platform that others have
published; it has not been imported there by us. Everything that is a name of the platform's stands in a constant.
"""

import json
from typing import Any

from bot.channels.dingtalk_cards import BUTTON_GROUPS, TEXT, TITLE

FORM = {"type": "im", "mode": "card", "widgetInfo": ""}
"""What wraps the editor's data, which is JSON in a string."""
SCHEMA_VERSION, PAGE_VERSION = "3.0.0", "1.0.0"
PACKAGE = {"package": "@ali/dxComponent", "version": "1.0.0", "main": "./src/index.tsx"}
ROOT, WORDS, BUTTONS = "Card", "MarkdownBlock", "ButtonGroup"
"""The components: the card, its words, a row of buttons that comes from a variable."""
MARKDOWN_TYPE, TEXT_TYPE, BUTTONS_TYPE = "markdown", "string", "buttonGroup"
"""The types of variables."""

_BUTTON_FIELDS = (("text", "string"), ("color", "string"), ("status", "string"), ("event", "dynamicEvent"))
_EVENT_FIELDS = (("type", "string"), ("params", "object"))
_EXAMPLE = "今天拜访了明达，要求 3 日内报价。"
_ALWAYS = {
    "type": "dynamicVisible",
    "value": True,
    "valueType": "fixed",
    "condition": {"op": "and", "conditions": []},
}


def card_template() -> str:
    """The template as the JSON that the card platform imports. Its variables are those of `dingtalk_cards`."""
    return json.dumps({"editorData": _json(_editor()), **FORM}, ensure_ascii=False, indent=2) + "\n"


def _editor() -> dict[str, Any]:
    used = (ROOT, WORDS, BUTTONS)
    return {
        "schemaVersion": SCHEMA_VERSION,
        "schema": {
            "version": PAGE_VERSION,
            "config": None,
            "componentsMap": [
                {**PACKAGE, "exportName": name, "componentName": name, "destructuring": False, "subName": ""}
                for name in used
            ],
            "componentsTree": [_card()],
            "i18n": {},
        },
        "variableList": [
            _variable(TITLE, TEXT_TYPE, "消息列表里显示的摘要"),
            _variable(TEXT, MARKDOWN_TYPE, "正文"),
            *(_button_list(name) for name in BUTTON_GROUPS),
        ],
        "mockData": {
            "cardData": {TITLE: _EXAMPLE, TEXT: _EXAMPLE, **{name: [] for name in BUTTON_GROUPS}},
            "cardPrivateData": {},
            "localData": {},
            "richTextData": {},
        },
        "editVersion": 0,
        "customWidgetInfo": "",
        "useCustomWidgetInfo": False,
        "pageData": {},
        "extension": {"extendType": "NORMAL", "fileTypeList": []},
        **{name: [] for name in ("formList", "expList", "localList", "hsfList", "lwpList")},
    }


def _card() -> dict[str, Any]:
    """The words, and below them the rows of buttons; the list of chats shows the title."""
    fold = {"needFold": False, "heightLimit": 480, "foldStatusLocalDataKey": "_cardFoldStatusLocalDataKey"}
    settings = {
        "enableClickEvent": False,
        "showCloseButton": False,
        "autoFoldConfig": fold,
        "summaryContent": _value_of(TITLE),
    }
    children = [_words(), *(_buttons(name) for name in BUTTON_GROUPS)]
    return _node(ROOT, "root", settings) | {"children": children}


def _words() -> dict[str, Any]:
    content = _value_of(TEXT) | {"varType": MARKDOWN_TYPE}
    return _node(WORDS, TEXT, {"mdVer": 0, "content": content, "isStreaming": False, **_margins()})


def _buttons(variable: str) -> dict[str, Any]:
    source = {"buttonsSource": "variable", "dynamicButtons": _value_of(variable)}
    fixed: dict[str, Any] = {"fixedButtonIds": [], "fixedButtons": []}
    looks = {"enableResponsiveLayout": False, "matchContent": False, "buttonSpacing": 8}
    return _node(BUTTONS, variable, {**source, **fixed, **looks, **_margins()})


def _node(component: str, name: str, settings: dict[str, Any]) -> dict[str, Any]:
    return {
        "componentName": component,
        "id": f"node_fieldbook_{name}",
        "title": name,
        "props": {**settings, "visible": _ALWAYS},
        "hidden": False,
        "isLocked": False,
        "condition": True,
        "conditionGroup": "",
    }


def _margins() -> dict[str, int]:
    return {"marginLeft": 12, "marginRight": 12, "marginTop": 6, "marginBottom": 6}


def _value_of(variable: str) -> dict[str, str]:
    return {"type": "variableValue", "variableType": "global", "variable": variable}


def _variable(id_: str, kind: str, description: str, *, is_part: bool = False) -> dict[str, Any]:
    return {
        "id": id_,
        "name": id_.rpartition(".")[2],
        "type": kind,
        "description": description,
        "private": False,
        "editorVarType": "variables",
        "disabled": is_part,
    }


def _button_list(name: str) -> dict[str, Any]:
    """A variable of buttons: [{text, color, status, event: {type, params: {actionId, params | url}}}]."""
    fields = [_variable(f"{name}.{field}", kind, field, is_part=True) for field, kind in _BUTTON_FIELDS]
    fields[-1]["schema"] = [
        _variable(f"{name}.{part}", kind, part, is_part=True) for part, kind in _EVENT_FIELDS
    ]
    return _variable(name, BUTTONS_TYPE, "按钮") | {"schema": fields}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
