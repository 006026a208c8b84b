"""Acts on people. What takes `change` writes inside an open act, of a case or a person; what takes `by` opens one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.db import IntegrityError, transaction

from siban.domain.people import errors, events, households, names, rules, sealing
from siban.domain.people.identity import Kind, parse
from siban.domain.people.models import (
    BrokenPromise,
    HouseholdMember,
    Mandate,
    Organisation,
    Person,
    PersonToken,
    Relation,
)
from siban.domain.people.rules import (
    TRANSITIONS,
    Action,
    Correction,
    Identity,
    MandateScope,
    Need,
    Pledge,
    RelationKind,
    TokenKind,
)
from siban.kernel.actors import Actor, Role
from siban.kernel.acts import NEW, Change, Subject, Transition, act, append
from siban.kernel.clock import now
from siban.kernel.crypto import keyring
from siban.kernel.models import DataKey, File, Installation, Stream
from siban.kernel.refusals import NotAllowed

AnyChange = Change[Any]


def _may(actor: Actor, subject: Person, action: str, transition: Transition) -> None:
    """A resident acts on her own record alone; who meets people in her work, on whoever stands before her."""
    roles = {grant.role for grant in actor.grants} & transition.roles
    if not roles or (roles == {Role.RESIDENT} and actor.person != subject.id):
        raise NotAllowed()


PERSON = Subject("person", Person, TRANSITIONS, _may, errors.PersonNotFound)


def ensure(change: AnyChange, identity: Identity) -> Person:
    """The person with this number: found (one statement), or opened with a key, tokens and a stream of her own (ten).

    What is on record of her contact stays; `update_contact` changes it. Raises NameDiffers where the number is on
    record under another name.
    """
    return _ensure(identity, by=change.by, at=change.at)


def register(identity: Identity, *, by: Actor, at: datetime | None = None) -> Person:
    """Open a person's record outside any case, as a loader or a counter does; the same number gives the same record.

    Raises NotAllowed, NameDiffers.
    """
    if not any(by.has(role) for role in TRANSITIONS[NEW, Action.REGISTER].roles):
        raise NotAllowed()
    with transaction.atomic():
        return _ensure(identity, by=by, at=at or now())


def register_relative(identity: Identity, *, by: Actor, at: datetime | None = None) -> Person:
    """The record of a relative whom a member of staff declares (回避), whatever her post.

    Raises NotAllowed, NameDiffers.
    """
    if by.user is None:
        raise NotAllowed()
    with transaction.atomic():
        return _ensure(identity, by=by, at=at or now())


def _ensure(identity: Identity, *, by: Actor, at: datetime) -> Person:
    found = _by_number(identity)
    if found is None:
        try:
            with transaction.atomic():
                return _open(identity, by=by, at=at)
        except IntegrityError:
            # Another window opened the same person a moment ago: its record is the one.
            found = _by_number(identity)
            if found is None:
                raise
    if sealing.unseal(found).name.casefold() != identity.name.casefold():
        raise errors.NameDiffers()
    return found


def _by_number(identity: Identity) -> Person | None:
    wanted = sealing.all_tokens(TokenKind.NUMBER, rules.number_key(identity.number))
    return Person.objects.select_related("key").filter(tokens__kind=TokenKind.NUMBER, tokens__token__in=wanted).first()


def _open(identity: Identity, *, by: Actor, at: datetime) -> Person:
    key = DataKey(wrapped=keyring.wrap_new())
    key.save(force_insert=True)
    stream = Stream(kind=PERSON.kind)
    stream.save(force_insert=True)
    person = Person(stream=stream, state=rules.OPEN, key=key)
    person.is_demonstration = Installation.objects.filter(is_demonstration=True).exists()
    sealing.seal(person, identity)
    person.save(force_insert=True)
    PersonToken.objects.bulk_create(sealing.token_rows(person, identity))
    append(stream, [events.Registered(person.id, identity.number.kind)], by=by, at=at)
    return person


class Contact(TypedDict, total=False):
    """What a person tells of herself and may change without papers; only what is given is changed."""

    phone: str
    phone_owner: str
    address: str
    residence_region: str
    needs: Iterable[Need | str]


def update_contact(change: AnyChange, person: Person, **contact: Unpack[Contact]) -> Identity:
    """Take down how she is reached, where she lives and what she needs. Nothing is written where nothing changed.

    Records person.contact-changed in the act it is called from, so the act's own event goes first.
    Raises BadPhone, BadContact.
    """
    identity, fields = _rewrite(person, _checked(contact))
    if fields:
        change.record(events.ContactChanged(person.id, fields))
    return identity


def change_contact(
    person_id: UUID,
    *,
    by: Actor,
    request: UUID | None = None,
    seen: int | None = None,
    **contact: Unpack[Contact],
) -> Person:
    """The same as an act of its own, by the person herself or at a window; what is told again unchanged counts."""
    with act(PERSON, person_id, Action.CHANGE_CONTACT, by=by, request=request, seen=seen) as change:
        _, fields = _rewrite(change.subject, _checked(contact))
        change.record(events.ContactChanged(person_id, fields))
    return change.subject


def _checked(contact: Contact) -> dict[str, Any]:
    checked: dict[str, Any] = {}
    if "phone" in contact:
        checked["phone"] = rules.clean_phone(contact["phone"])
    if "phone_owner" in contact:
        checked["phone_owner"] = rules.clean_line(contact["phone_owner"], "phone_owner", 30)
    if "address" in contact:
        checked["address"] = rules.clean_line(contact["address"], "address", 100)
    if "residence_region" in contact:
        checked["residence_region"] = rules.clean_region(contact["residence_region"], "residence_region")
    if "needs" in contact:
        checked["needs"] = rules.clean_needs(contact["needs"])
    return checked


class Particulars(TypedDict, total=False):
    """What her document says of her; changed only against the document."""

    name: str
    household_region: str
    ethnicity: str


def correct(
    change: AnyChange,
    person: Person,
    *,
    reason: Correction,
    **particulars: Unpack[Particulars],
) -> Identity:
    """Put right what her document says (PIPL 46). The number cannot be changed: another number is another record.

    Records person.corrected. Raises BadName, BadContact.
    """
    new: dict[str, Any] = {}
    if "name" in particulars:
        new["name"] = names.clean_name(particulars["name"])
    if "household_region" in particulars:
        new["household_region"] = rules.clean_region(particulars["household_region"], "household_region")
    if "ethnicity" in particulars:
        new["ethnicity"] = rules.clean_line(particulars["ethnicity"], "ethnicity", 20)
    identity, fields = _rewrite(person, new)
    if fields:
        change.record(events.Corrected(person.id, fields, Correction(reason)))
    return identity


def _rewrite(person: Person, new: dict[str, Any]) -> tuple[Identity, tuple[str, ...]]:
    """Replace fields under a lock, so that of two writers the second builds on the first; which of them changed."""
    locked = Person.objects.select_related("key").select_for_update(of=("self",)).get(pk=person.pk)
    before = sealing.unseal(locked)
    after = replace(before, **new)
    fields = tuple(field for field in new if getattr(before, field) != new[field])
    if not fields:
        return before, ()
    sealing.seal(locked, after)
    locked.save(update_fields=["sealed", "household_region", "residence_region"])
    # The caller's row, too: an open act saves it again on leaving.
    person.sealed, person.household_region = locked.sealed, locked.household_region
    person.residence_region = locked.residence_region
    old_keys, new_keys = set(rules.tokens(before)), set(rules.tokens(after))
    gone = [token for kind, value in old_keys - new_keys for token in sealing.all_tokens(kind, value)]
    if gone:
        PersonToken.objects.filter(person=locked, token__in=gone).delete()
    if new_keys - old_keys:
        PersonToken.objects.bulk_create(sealing.token_row(locked, kind, value) for kind, value in new_keys - old_keys)
    return after, fields


def give_mandate(
    change: AnyChange,
    *,
    principal: Person,
    representative: Person,
    until: date,
    signed: File,
    item_key: str = "",
    scope: Collection[MandateScope] = tuple(MandateScope),
) -> Mandate:
    """Let one person act for another until a day, on a signed paper kept under the principal's key.

    Records person.mandate-given. Raises MandateSelf, MandateDates.
    """
    if principal.pk == representative.pk:
        raise errors.MandateSelf()
    mandate = Mandate.objects.create(
        principal=principal,
        representative=representative,
        item_key=item_key,
        scope=[MandateScope(part).value for part in scope],
        since=change.date,
        until=rules.end_of_mandate(until, change.date),
        signed=signed,
        given_at=change.at,
    )
    change.record(
        events.MandateGiven(
            mandate.id,
            principal.id,
            representative.id,
            item_key,
            tuple(mandate.scope),
            mandate.until,
        )
    )
    return mandate


def revoke_mandate(change: AnyChange, mandate: Mandate) -> None:
    """End a mandate before its day. Records person.mandate-revoked. Raises MandateOver where it was ended before."""
    ended = Mandate.objects.filter(pk=mandate.pk, revoked_at__isnull=True).update(revoked_at=change.at)
    if not ended:
        raise errors.MandateOver()
    mandate.revoked_at = change.at
    change.record(events.MandateRevoked(mandate.id, mandate.principal_id))


def relate(
    change: AnyChange,
    person: Person,
    other: Person,
    kind: RelationKind,
    *,
    lives_together: bool,
    proof: File | None = None,
) -> Relation:
    """Note what another person is to her; said again, the later word stands. Records person.related.

    Raises RelationSelf.
    """
    if person.pk == other.pk:
        raise errors.RelationSelf()
    relation, _ = Relation.objects.update_or_create(
        person=person,
        other=other,
        defaults={
            "kind": RelationKind(kind).value,
            "lives_together": lives_together,
            "proof": proof,
            "since": change.date,
        },
    )
    change.record(events.Related(person.id, other.id, relation.kind, lives_together))
    return relation


def remember_broken(change: AnyChange, person: Person, kind: Pledge, *, item: str) -> BrokenPromise:
    """Remember that she did not keep her word, in the case that is acted on. Records person.promise-broken."""
    row, _ = BrokenPromise.objects.get_or_create(
        person=person, kind=kind.value, subject=change.stream_id, defaults={"item": item, "on": change.date}
    )
    change.record(events.PromiseBroken(person.id, row.kind, item))
    return row


def keep_household(
    change: AnyChange, person: Person, rows: Sequence[Mapping[str, object]]
) -> tuple[households.Member, ...]:
    """Keep who lives in one household with her, as the rows of a form say (name, number, relation, further columns);
    what was told before is replaced. Nothing is written where nothing changed. Records person.household-kept.

    Raises HouseholdTooLarge, HouseholdTwice, BadName, BadNumber, BadContact, PersonErased.
    """
    told = households.members(rows, change.date)
    # Her row is the lock under which her household is written.
    head = Person.objects.select_related("key").select_for_update(of=("self",)).get(pk=person.pk)
    tokens = {
        member.number: sealing.all_tokens(TokenKind.NUMBER, rules.number_key(member.number))
        for member in told
        if member.number
    }
    on_record = {
        bytes(row.token): row.person
        for row in PersonToken.objects.select_related("person__key").filter(
            kind=TokenKind.NUMBER, token__in=[token for each in tokens.values() for token in each]
        )
        if row.person.key.wrapped is not None
    }
    before = list(HouseholdMember.objects.select_related("person__key").filter(head=head).order_by("position"))
    if tuple(sealing.member(head, row) for row in before) == told:
        return told
    HouseholdMember.objects.filter(head=head).delete()
    new = []
    for place, member in enumerate(told):
        each = tokens[member.number] if member.number else ()
        # Who is on record under another name stays as she was told here: which of the two is right, a clerk finds out.
        known = next((on_record[token] for token in each if token in on_record), None)
        if known is not None and sealing.unseal(known).name != member.name:
            known = None
        sealed = sealing.seal_row(head, households.encode(member, on_record=known is not None))
        new.append(
            HouseholdMember(
                head=head,
                position=place,
                person=known,
                **sealing.number_tokens(member.number),
                sealed=sealed,
                told_on=change.date,
            )
        )
    HouseholdMember.objects.bulk_create(new)
    change.record(events.HouseholdKept(head.id, len(told)))
    return told


def ensure_organisation(change: AnyChange, *, name: str, credit_code: str, region: str = "") -> Organisation:
    """The organisation with this code, found or opened; its name follows the certificate shown last.

    Raises BadNumber, BadContact.
    """
    organisation, _ = Organisation.objects.update_or_create(
        credit_code=parse(Kind.CREDIT_CODE, credit_code, change.date).value,
        defaults={
            "name": rules.clean_line(name, "name", 100),
            "region": rules.clean_region(region, "region"),
        },
    )
    return organisation
