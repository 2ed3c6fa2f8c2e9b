"""The one place that knows who sees what: a model and an actor become one SQL condition."""

from functools import lru_cache
from typing import Any, assert_never

from sqlalchemy import ColumnElement, and_, false, or_, select, true
from sqlmodel import SQLModel, col

from store.actors import Actor
from store.models import (
    Attachment,
    AuditEntry,
    ChangeSet,
    Collaboration,
    Commitment,
    Contact,
    Contract,
    Customer,
    CustomerAlias,
    Draft,
    ExternalContact,
    HouseWord,
    Interaction,
)

Condition = ColumnElement[bool]


@lru_cache(maxsize=2_000)  # people and models are few, and building SQL costs more than asking it
def visible(model: type[SQLModel], actor: Actor) -> Condition:
    """The rows of `model` that `actor` may read. Raises LookupError for a model without a rule."""
    if model is Customer:
        return _customers(actor)
    if model in (CustomerAlias, Contact, Interaction):
        return _of_visible_customer(model, actor)
    if model is Contract:
        return false() if actor.role == "service" else _of_visible_customer(model, actor)
    if model is Commitment:
        return or_(col(Commitment.owner_id) == actor.id, _of_visible_customer(model, actor))
    if model is Attachment:
        return or_(_waits_with(actor), _of_visible_customer(model, actor))
    if model in (Draft, ChangeSet, ExternalContact):
        return col(model.person_id) == actor.id
    if model is AuditEntry:
        return _audit(actor)
    if model is HouseWord:
        return true()
    raise LookupError(f"no visibility rule for {model.__name__}")


def editable(model: type[SQLModel], actor: Actor) -> Condition:
    """The rows that `actor` may change: what they see, less what a reading role merely reads."""
    if model is HouseWord:
        return true() if governs(model, actor) else false()
    match actor.role:
        case "rep" | "manager" | "admin":
            return visible(model, actor)
        case "executive" | "service" | "finance":
            if model in (Draft, ChangeSet, ExternalContact):
                return visible(model, actor)
            if model is Commitment:
                return col(Commitment.owner_id) == actor.id
            own = select(col(Customer.id)).where(_own(actor))
            key = col(Customer.id) if model is Customer else col(_customer_id(model))
            return or_(_waits_with(actor), key.in_(own)) if model is Attachment else key.in_(own)
        case other:
            assert_never(other)


def governs(model: type[SQLModel], actor: Actor) -> bool:
    """Whether every row of `model` is the actor's to write, unseen: the words of the house are the admins',
    and so are the short names of its customers."""
    return actor.role == "admin" and model in (HouseWord, CustomerAlias)


def _customers(actor: Actor) -> Condition:
    match actor.role:
        case "rep" | "admin":
            return _own(actor)
        case "manager":
            return or_(_own(actor), col(Customer.owner_id).in_(actor.reports))
        case "executive" | "service" | "finance":
            return true()
        case other:
            assert_never(other)


def _own(actor: Actor) -> Condition:
    shared = select(col(Collaboration.customer_id)).where(col(Collaboration.person_id) == actor.id)
    return or_(col(Customer.owner_id) == actor.id, col(Customer.id).in_(shared))


def _of_visible_customer(model: type[SQLModel], actor: Actor) -> Condition:
    return col(_customer_id(model)).in_(select(col(Customer.id)).where(_customers(actor)))


def _waits_with(actor: Actor) -> Condition:
    """Files that belong to no customer yet are their sender's."""
    return and_(col(Attachment.customer_id).is_(None), col(Attachment.by_id) == actor.id)


def _customer_id(model: type[SQLModel]) -> Any:
    return model.customer_id  # type: ignore[attr-defined]  # every model asked about hangs on a customer


def _audit(actor: Actor) -> Condition:
    match actor.role:
        case "rep" | "service" | "finance":
            return col(AuditEntry.person_id) == actor.id
        case "manager":
            return or_(
                col(AuditEntry.person_id).in_((actor.id, *actor.reports)),
                and_(
                    col(AuditEntry.model) == "customer",
                    col(AuditEntry.record_id).in_(select(col(Customer.id)).where(_customers(actor))),
                ),
            )
        case "executive" | "admin":
            return true()
        case other:
            assert_never(other)
