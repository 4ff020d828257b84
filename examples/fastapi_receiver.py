"""Receive KASKO's webhooks with FastAPI.

pip install brolly fastapi uvicorn
KASKO_WEBHOOK_SECRET=whsec_... uvicorn --app-dir examples fastapi_receiver:app
"""

import os

from fastapi import FastAPI, Request, Response

from brolly import WebhookBusyError, WebhookError
from brolly.webhooks import KaskoWebhooks, Replays

MOST = 1_000_000  # bytes of a body

app = FastAPI()
webhooks = KaskoWebhooks(os.environ["KASKO_WEBHOOK_SECRET"])
replays = Replays()
policies: dict[str, object] = {}  # your database


@app.post("/kasko")
async def kasko(request: Request) -> Response:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk[: MOST + 1 - len(body)]  # read, but do not keep, what is too large
    if len(body) > MOST:
        return Response(status_code=413)
    try:
        delivery = webhooks.verify(body, request.headers)
        with replays.once(delivery.delivery_id) as new:
            if new:
                policies[delivery.policy.policy_id] = delivery.policy
    except WebhookBusyError:
        return Response(status_code=503)  # KASKO may send it again
    except WebhookError:
        return Response(status_code=400)
    return Response(status_code=204)
