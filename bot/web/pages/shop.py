"""The first page: the demo shop with its chat panel, or a short page where there is no demo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bot.channels import tokens
from bot.records.demo import demo_customers
from bot.web.language import remember_language
from bot.web.pages.demo_visitor import read_demo_customer, write_demo_customer
from bot.web.parts import parts

if TYPE_CHECKING:
    from bot.bootstrap import App
    from bot.records.cards import CustomerCard, LineCard

router = APIRouter()

VISITOR = "visitor"
PICTURES = {"machine": "machine", "grinder": "grinder", "kettle": "kettle", "bean": "beans", "cup": "cup"}


@dataclass(frozen=True)
class Chat:
    """What the page tells the chat panel."""

    identity: str
    """The customer's uid, or "visitor": the panel keeps one conversation for each."""
    token: str | None


@router.get("/")
def front(request: Request) -> HTMLResponse:
    """Show the demo shop as the chosen customer sees it."""
    app = parts(request).app
    if not app.settings.demo:
        return parts(request).renderer.page(request, "plain.html")
    customer = _chosen(request, app)
    return parts(request).renderer.page(
        request,
        "shop.html",
        customers=_demo_customers(app),
        customer=customer,
        orders=app.records.orders_of(customer.id) if customer else [],
        chat=_chat(app, customer),
        picture=_picture,
    )


@router.post("/demo/customer")
def choose(request: Request, uid: Annotated[str, Form()] = "") -> Response:
    """Become a demo customer, or (with an empty uid) an anonymous visitor.

    Anybody can be any of these customers, so this is there in the demo only and serves nobody but them.
    """
    app = parts(request).app
    if not app.settings.demo:
        raise HTTPException(404)
    customer = next((c for c in _demo_customers(app) if c.uid == uid), None)
    if uid and customer is None:
        raise HTTPException(404)
    response = RedirectResponse("/#chat", status_code=303)
    write_demo_customer(response, app.settings, customer.uid if customer else None)
    if customer and customer.language:
        remember_language(response, customer.language)
    return response


def _chosen(request: Request, app: App) -> CustomerCard | None:
    uid = read_demo_customer(request, app.settings)
    return next((c for c in _demo_customers(app) if c.uid == uid), None)


def _chat(app: App, customer: CustomerCard | None) -> Chat:
    if customer is None:
        return Chat(identity=VISITOR, token=None)
    settings = app.settings
    token = tokens.issue(settings.identity_key, customer.uid, settings.token_hours, app.now())
    return Chat(identity=customer.uid, token=token)


def _demo_customers(app: App) -> list[CustomerCard]:
    found = (app.records.customer_by_email(email) for email in demo_customers())
    return [customer for customer in found if customer is not None]


def _picture(line: LineCard) -> str:
    """Return the icon for a product, found in its English name."""
    return next((icon for word, icon in PICTURES.items() if word in line.name_en.lower()), "box")
