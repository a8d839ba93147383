"""A dialogue process that speaks the website channel's protocol from memory, to try the chat panel against.

It can be told to misbehave as networks and servers do: lose acknowledgements, drop connections, refuse.
"""

from __future__ import annotations

import sys
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import socketio
import uvicorn

Message = dict[str, Any]


@dataclass
class Thread:
    """One conversation: its messages by position, and the client ids already seen."""

    messages: list[Message] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)

    def say(self, sender: str, text: str, **more: Any) -> Message:
        position = (self.messages[-1]["position"] if self.messages else 0) + 3
        message = {
            "position": position,
            "sender": sender,
            "text": text,
            "at": datetime.now(UTC).isoformat(),
            **more,
        }
        self.messages.append(message)
        return message


class FakeDialogue:
    """Greets, echoes, asks for a score, and obeys the words in ``script``."""

    def __init__(self, greeting: str = "Hej! Din kaffemaskin kom i måndags. Är allt som det ska?") -> None:
        self.greeting = greeting
        self.threads: dict[str, Thread] = {}
        self.sessions: dict[str, str] = {}
        self.auths: list[Any] = []
        self.deaf = False
        self.server = socketio.AsyncServer(async_mode="asgi", cors_allowed_origins="*")
        for name in ("connect", "session_request", "user_uttered"):
            self.server.on(name, getattr(self, name))
        self.asgi = socketio.ASGIApp(self.server)

    async def connect(self, sid: str, environ: dict[str, Any], auth: Any = None) -> None:
        self.auths.append(auth)

    async def session_request(self, sid: str, data: dict[str, Any]) -> None:
        session = data.get("session_id") if data.get("session_id") in self.threads else str(uuid.uuid4())
        self.sessions[sid] = session
        thread = self.threads.setdefault(session, Thread())
        await self.server.enter_room(sid, session)
        await self.server.emit("session_confirm", session, to=sid)
        after = data.get("after") or 0
        newer = [m for m in thread.messages if m["position"] > after]
        await self.server.emit("history", {"messages": newer, "complete": True}, to=sid)
        if not thread.messages:
            buttons = [
                {"title": "Ja, allt är bra", "payload": "id-1"},
                {"title": "Nej, något är fel", "payload": "id-2"},
            ]
            await self.bot(session, self.greeting, buttons=buttons)

    async def user_uttered(self, sid: str, data: dict[str, Any]) -> Message | None:
        session = self.sessions[sid]
        thread, text = self.threads[session], data["message"]
        if text == "refuse":
            return {"status": "refused", "reason": "too_long", "text": "Meddelandet är för långt."}
        if data["message_id"] in thread.seen:
            return {"status": "ok", "position": thread.seen[data["message_id"]]}
        said = thread.say("customer", data.get("title") or text)
        thread.seen[data["message_id"]] = said["position"]
        if text == "lose the ack":
            await self.server.disconnect(sid)
            return None
        await self.server.emit("user_message", said, room=session, skip_sid=sid)
        if not self.deaf:
            await self.answer(session, text)
        return {"status": "ok", "position": said["position"]}

    async def answer(self, session: str, text: str) -> None:
        await self.server.emit("typing", {"on": True}, room=session)
        await self.server.sleep(0.05)
        if text == "id-1":
            labels = ["Inte alls troligt", "Mycket troligt"]
            question = {"kind": "nps", "scale": [0, 10], "labels": labels, "number": 1, "total": 3}
            scores = [{"title": str(n), "payload": f"score-{n}"} for n in range(11)]
            buttons = [*scores, {"title": "Hoppa över", "payload": "skip"}]
            await self.bot(
                session, "Så bra! Hur troligt är det att du rekommenderar oss till en vän?", buttons, question
            )
        elif text == "choices":
            titles = ["Priset", "Leveransen", "Smaken"]
            question = {
                "kind": "choices",
                "choices": [{"key": t, "title": t} for t in titles],
                "number": 2,
                "total": 3,
            }
            buttons = [{"title": t, "payload": f"choice-{t}"} for t in [*titles, "Hoppa över"]]
            await self.bot(session, "Vad var bäst?", buttons, question)
        else:
            await self.bot(session, f"Du skrev: {text}")
        await self.server.emit("typing", {"on": False}, room=session)

    async def bot(
        self, session: str, text: str, buttons: list[Message] | None = None, question: Message | None = None
    ) -> None:
        message = self.threads[session].say("bot", text, buttons=buttons or [], question=question)
        await self.server.emit("bot_uttered", message, room=session)


if __name__ == "__main__":
    uvicorn.run(FakeDialogue().asgi, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")
