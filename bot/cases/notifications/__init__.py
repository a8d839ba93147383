"""Word of cases to managers: owed in the case's own transaction, sent by the worker, never lost.

A notification is a row. ``owed`` in the transaction that made the case event, it is claimed (``sending``), sent,
and marked ``sent``. Each step is its own transaction, and a worker may be killed between any two of them:

====================================  ==================================================================
killed …                              then
====================================  ==================================================================
before the event is stored            neither the event nor the notification exists
after that, before the claim          it is owed still, and the next worker sends it
after the claim, before the request   ``began_at`` is empty, so nobody was told: it is sent, as if for the first time
after ``began_at``, before the mark   nobody can know whether the provider took it: it is sent again, with the same id
after the mark                        nothing is left to do
====================================  ==================================================================

The last but one is the only case in which a place can be told twice, and no sender can avoid it: a request and a
commit in two systems are not one step. What we do about it: the notification's id is the same at every try and
goes with it (``webhook-id`` of Standard Webhooks and ``id`` in JSON, ``Message-ID`` in mail), so that receivers
and mail programs that look at ids show it once; and for people, whose chat shows no ids, the second copy says
that the first may have arrived. A try that the provider refused or that timed out is tried again the same way.

"desk" is a place too. It is fulfilled by the case's own transaction, because the desk reads the same database.

A claim ends when its worker's process is gone (at once, on the same machine) or after ``claim_minutes``. Waits
grow from 30 seconds to 6 hours; after ``notify_attempts`` a notification is ``dead`` until a person resends it
(``eftersnack notifications``).
"""

from __future__ import annotations

from bot.cases.notifications.service import Notifications

__all__ = ["Notifications"]
