"""DingTalk's own client in a process of its own: tells as JSON lines what it heard, and answers."""

import asyncio
import json
import sys
from typing import Any

import dingtalk_stream


def told(**facts: Any) -> None:
    print(json.dumps(facts, ensure_ascii=False), flush=True)


class Messages(dingtalk_stream.ChatbotHandler):  # type: ignore[misc]  # it brings no types
    async def process(self, callback: Any) -> tuple[int, str]:
        message = dingtalk_stream.ChatbotMessage.from_dict(callback.data)
        told(
            heard=message.message_type,
            words=message.get_text_list(),
            pictures=message.get_image_list(),
            sender=message.sender_staff_id,
            group=message.conversation_type == "2",
        )
        answered = await asyncio.to_thread(self.reply_markdown, "标题", "收到", message)
        told(answered=answered)
        if message.message_type == "picture":
            address = await asyncio.to_thread(self.get_image_download_url, message.get_image_list()[0])
            told(address=address)
        return dingtalk_stream.AckMessage.STATUS_OK, "OK"


class Presses(dingtalk_stream.CallbackHandler):  # type: ignore[misc]  # it brings no types
    async def process(self, callback: Any) -> tuple[int, dict[str, Any]]:
        press = dingtalk_stream.CardCallbackMessage.from_dict(callback.data)
        told(pressed=press.content, card=press.card_instance_id, by=press.user_id)
        return dingtalk_stream.AckMessage.STATUS_OK, {"cardData": {"cardParamMap": {"text": "好"}}}


async def main(client_id: str, client_secret: str) -> None:
    client = dingtalk_stream.DingTalkStreamClient(dingtalk_stream.Credential(client_id, client_secret))
    client.register_callback_handler(dingtalk_stream.ChatbotMessage.TOPIC, Messages())
    client.register_callback_handler(dingtalk_stream.CallbackHandler.TOPIC_CARD_CALLBACK, Presses())
    await client.start()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2]))
