"""The list of papers as the desk draws it, of a case or of a 一件事: ticked, missing, promised, declared."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from siban.domain.cases.queries.listing import Listed, Listing
from siban.domain.cases.rules import MANNER_NAMES, DocumentState, Manner
from siban.domain.catalog.types import MaterialKind
from siban.domain.people.rules import Pledge
from siban.domain.work.wording import day_words
from siban.kernel.text import Text
from siban.surfaces.desk.addresses import Addresses
from siban.surfaces.desk.asked import OptionRow
from siban.surfaces.ui.templatetags.words import moment


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper in the list: ticked, missing, shared; `here` marks the row that the keys work on."""

    key: str
    name: str
    note: str
    ticked: bool
    shared: bool
    is_form: bool
    is_mandate: bool
    state: str
    icon: str
    pages: tuple[UUID, ...]
    reasons: tuple[OptionRow, ...]
    manners: tuple[OptionRow, ...]
    here: bool
    promised: bool
    """To follow on a signed promise (容缺); `until` is the day, or the one that would be proposed."""
    declared: bool
    may_promise: bool
    may_declare: bool
    blank: str
    """Where to print it, for a paper that is printed here and signed by itself."""
    until: str
    latest: str
    why_no_word: str
    """Why her word is not taken, where she did not keep it before."""

    @property
    def id(self) -> str:
        """The key as part of an element's id."""
        return self.key.replace("/", "-")


def rows(listing: Listing, at: Addresses, row: str = "") -> tuple[PaperRow, ...]:
    """The list of papers; the current row is the one asked for, else the first that is still missing."""
    here = row if row in {paper.key for paper in listing.papers} else next_missing(listing)
    return tuple(_row(paper, listing, at, paper.key == here) for paper in listing.papers)


def next_missing(listing: Listing, after: str = "") -> str:
    """The first paper that is missing, from `after` on; "" where none is."""
    keys = [paper.key for paper in listing.papers]
    start = keys.index(after) + 1 if after in keys else 0
    ordered = listing.papers[start:] + listing.papers[:start]
    return next((one.key for one in ordered if one.state == DocumentState.MISSING), "")


def _row(paper: Listed, listing: Listing, at: Addresses, here: bool) -> PaperRow:
    ticked, is_form = paper.state == DocumentState.RECEIVED, paper.key in listing.forms
    shared = paper.manner == Manner.SHARED
    manner = Manner(paper.manner or usual_manner(paper.kind))
    state, icon = (_("缺"), "empty") if not ticked else (str(MANNER_NAMES[manner]), "check")
    promised, declared = paper.state == DocumentState.PROMISED, paper.state == DocumentState.DECLARED
    if promised and paper.promised_until:
        state, icon = _("容缺，最迟%(day)s") % {"day": day_words(paper.promised_until, listing.on)}, "clock"
    elif declared:
        state, icon = _("承诺代替"), "pencil"
    if ticked and is_form:
        state, icon = (_("已签"), "fingerprint") if paper.pages else (_("没拍"), "camera")
    elif shared:
        icon = "fetch"
    return PaperRow(
        key=paper.key,
        name=str(paper.name),
        note=_note(paper, listing, is_form, shared),
        ticked=ticked,
        shared=shared,
        is_form=is_form,
        is_mandate=paper.key == "mandate",
        state=state,
        icon=icon,
        pages=paper.pages,
        reasons=tuple(OptionRow(key, str(text), "", key == paper.reason) for key, text in paper.reasons),
        manners=()
        if shared or is_form
        else tuple(
            OptionRow(one.value, str(MANNER_NAMES[one]), "", one == manner)
            for one in (Manner.SEEN, Manner.KEPT, Manner.COPY)
        ),
        here=here,
        promised=promised,
        declared=declared,
        may_promise=paper.tolerable and not ticked and listing.allowed.may_promise,
        may_declare=paper.declarable and not ticked and listing.allowed.may_declare,
        blank=f"{at.blank}/{paper.key}" if paper.is_blank else "",
        until=(paper.promised_until or listing.allowed.latest).isoformat(),
        latest=listing.allowed.latest.isoformat(),
        why_no_word=_why_no_word(paper, listing) if not ticked else "",
    )


def _why_no_word(paper: Listed, listing: Listing) -> str:
    """The sentence for who did not keep her word before; empty where it is taken, or where the paper allows none."""
    for kind, on in listing.allowed.broken:
        day = day_words(on, listing.on)
        if kind is Pledge.TOLERANCE and paper.tolerable:
            return _("%(day)s承诺补的没有补来，不能再容缺") % {"day": day}
        if kind is Pledge.DECLARATION and paper.declarable:
            return _("%(day)s承诺不实，不能再承诺代替") % {"day": day}
    return ""


def _note(paper: Listed, listing: Listing, is_form: bool, shared: bool) -> str:
    pages = ngettext("拍了 %(count)d 张", "拍了 %(count)d 张", len(paper.pages)) % {"count": len(paper.pages)}
    if is_form:
        if listing.altered:
            return _("印过以后又改了，要重新打印、重新签")
        if paper.pages:
            return _("系统填好，已签字，%(pages)s") % {"pages": pages}
        return _("印好了，签完拍下来") if listing.printed else _("打出来请本人签名，再拍下来")
    if shared:
        return _("%(time)s 取得，不用带") % {"time": moment(paper.supplied_at)}
    return pages if paper.pages else str(paper.note)


def usual_manner(kind: MaterialKind) -> Manner:
    """How a paper of a kind is usually taken."""
    return {MaterialKind.FORM: Manner.KEPT, MaterialKind.COPY: Manner.COPY}.get(kind, Manner.SEEN)


@dataclass(frozen=True, slots=True)
class WordRow:
    """A paper that she signs for what she promises or declares: where it is printed, and where the signed one goes."""

    kind: str
    name: str | Promise
    papers: tuple[str, ...]
    said: tuple[Text, ...]
    printed: bool
    signed: bool
    print_at: str
    sign_at: str


def word_rows(listing: Listing, at: Addresses) -> tuple[WordRow, ...]:
    """What is signed beside the form."""
    return tuple(
        WordRow(
            kind=word.kind.value,
            name=word.name,
            papers=word.papers,
            said=word.said,
            printed=word.notice is not None,
            signed=word.signed,
            print_at=f"{at.word}/{word.kind.value}",
            sign_at=f"{at.word}/{word.kind.value}/signed",
        )
        for word in listing.words
    )
