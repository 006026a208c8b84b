from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.happened import Happened
    from ..models.to_bring import ToBring


T = TypeVar("T", bound="ProgressOut")


@_attrs_define
class ProgressOut:
    """Where a case is, in sentences of the caller's language. `by` is None where no limit runs; `left` are its days."""

    number: str
    item: str
    state: str
    sentence: str
    detail: str
    by: datetime.date | None
    left: int | None
    provisional: bool
    to_do: str
    to_bring: list[ToBring]
    place: str
    section: str
    telephone: str
    doing: str
    ahead: list[str]
    done: bool
    rateable: bool
    rated: bool
    way: list[Happened]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        item = self.item

        state = self.state

        sentence = self.sentence

        detail = self.detail

        by: None | str
        if isinstance(self.by, datetime.date):
            by = self.by.isoformat()
        else:
            by = self.by

        left: int | None
        left = self.left

        provisional = self.provisional

        to_do = self.to_do

        to_bring = []
        for to_bring_item_data in self.to_bring:
            to_bring_item = to_bring_item_data.to_dict()
            to_bring.append(to_bring_item)

        place = self.place

        section = self.section

        telephone = self.telephone

        doing = self.doing

        ahead = self.ahead

        done = self.done

        rateable = self.rateable

        rated = self.rated

        way = []
        for way_item_data in self.way:
            way_item = way_item_data.to_dict()
            way.append(way_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "number": number,
                "item": item,
                "state": state,
                "sentence": sentence,
                "detail": detail,
                "by": by,
                "left": left,
                "provisional": provisional,
                "to_do": to_do,
                "to_bring": to_bring,
                "place": place,
                "section": section,
                "telephone": telephone,
                "doing": doing,
                "ahead": ahead,
                "done": done,
                "rateable": rateable,
                "rated": rated,
                "way": way,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.happened import Happened
        from ..models.to_bring import ToBring

        d = dict(src_dict)
        number = d.pop("number")

        item = d.pop("item")

        state = d.pop("state")

        sentence = d.pop("sentence")

        detail = d.pop("detail")

        def _parse_by(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                by_type_0 = datetime.date.fromisoformat(data)

                return by_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        by = _parse_by(d.pop("by"))

        def _parse_left(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        left = _parse_left(d.pop("left"))

        provisional = d.pop("provisional")

        to_do = d.pop("to_do")

        to_bring = []
        _to_bring = d.pop("to_bring")
        for to_bring_item_data in _to_bring:
            to_bring_item = ToBring.from_dict(to_bring_item_data)

            to_bring.append(to_bring_item)

        place = d.pop("place")

        section = d.pop("section")

        telephone = d.pop("telephone")

        doing = d.pop("doing")

        ahead = cast(list[str], d.pop("ahead"))

        done = d.pop("done")

        rateable = d.pop("rateable")

        rated = d.pop("rated")

        way = []
        _way = d.pop("way")
        for way_item_data in _way:
            way_item = Happened.from_dict(way_item_data)

            way.append(way_item)

        progress_out = cls(
            number=number,
            item=item,
            state=state,
            sentence=sentence,
            detail=detail,
            by=by,
            left=left,
            provisional=provisional,
            to_do=to_do,
            to_bring=to_bring,
            place=place,
            section=section,
            telephone=telephone,
            doing=doing,
            ahead=ahead,
            done=done,
            rateable=rateable,
            rated=rated,
            way=way,
        )

        progress_out.additional_properties = d
        return progress_out

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
