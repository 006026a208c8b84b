from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.items_out import ItemsOut
from ...models.list_items_kind_type_0 import ListItemsKindType0
from ...models.problem import Problem
from ...models.tier import Tier
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    life_event: None | str | Unset = UNSET,
    kind: ListItemsKindType0 | None | Unset = UNSET,
    authority: None | str | Unset = UNSET,
    accepting: None | Tier | Unset = UNSET,
    published: bool | Unset = False,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_life_event: None | str | Unset
    if isinstance(life_event, Unset):
        json_life_event = UNSET
    else:
        json_life_event = life_event
    params["life_event"] = json_life_event

    json_kind: None | str | Unset
    if isinstance(kind, Unset):
        json_kind = UNSET
    elif isinstance(kind, ListItemsKindType0):
        json_kind = kind.value
    else:
        json_kind = kind
    params["kind"] = json_kind

    json_authority: None | str | Unset
    if isinstance(authority, Unset):
        json_authority = UNSET
    else:
        json_authority = authority
    params["authority"] = json_authority

    json_accepting: None | str | Unset
    if isinstance(accepting, Unset):
        json_accepting = UNSET
    elif isinstance(accepting, Tier):
        json_accepting = accepting.value
    else:
        json_accepting = accepting
    params["accepting"] = json_accepting

    params["published"] = published

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/catalogue/items",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ItemsOut | Problem | None:
    if response.status_code == 200:
        response_200 = ItemsOut.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = Problem.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = Problem.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = Problem.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = Problem.from_dict(response.json())

        return response_404

    if response.status_code == 405:
        response_405 = Problem.from_dict(response.json())

        return response_405

    if response.status_code == 410:
        response_410 = Problem.from_dict(response.json())

        return response_410

    if response.status_code == 413:
        response_413 = Problem.from_dict(response.json())

        return response_413

    if response.status_code == 422:
        response_422 = Problem.from_dict(response.json())

        return response_422

    if response.status_code == 424:
        response_424 = Problem.from_dict(response.json())

        return response_424

    if response.status_code == 429:
        response_429 = Problem.from_dict(response.json())

        return response_429

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ItemsOut | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    life_event: None | str | Unset = UNSET,
    kind: ListItemsKindType0 | None | Unset = UNSET,
    authority: None | str | Unset = UNSET,
    accepting: None | Tier | Unset = UNSET,
    published: bool | Unset = False,
) -> Response[ItemsOut | Problem]:
    """Items of the catalogue by pinyin; drafts, too, unless `published`

     Items of the catalogue by pinyin; drafts, too, unless `published`. `accepting`: what this tier takes
    in.

    Args:
        life_event (None | str | Unset):
        kind (ListItemsKindType0 | None | Unset):
        authority (None | str | Unset):
        accepting (None | Tier | Unset):
        published (bool | Unset):  Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ItemsOut | Problem]
    """

    kwargs = _get_kwargs(
        life_event=life_event,
        kind=kind,
        authority=authority,
        accepting=accepting,
        published=published,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    life_event: None | str | Unset = UNSET,
    kind: ListItemsKindType0 | None | Unset = UNSET,
    authority: None | str | Unset = UNSET,
    accepting: None | Tier | Unset = UNSET,
    published: bool | Unset = False,
) -> ItemsOut | Problem | None:
    """Items of the catalogue by pinyin; drafts, too, unless `published`

     Items of the catalogue by pinyin; drafts, too, unless `published`. `accepting`: what this tier takes
    in.

    Args:
        life_event (None | str | Unset):
        kind (ListItemsKindType0 | None | Unset):
        authority (None | str | Unset):
        accepting (None | Tier | Unset):
        published (bool | Unset):  Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ItemsOut | Problem
    """

    return sync_detailed(
        client=client,
        life_event=life_event,
        kind=kind,
        authority=authority,
        accepting=accepting,
        published=published,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    life_event: None | str | Unset = UNSET,
    kind: ListItemsKindType0 | None | Unset = UNSET,
    authority: None | str | Unset = UNSET,
    accepting: None | Tier | Unset = UNSET,
    published: bool | Unset = False,
) -> Response[ItemsOut | Problem]:
    """Items of the catalogue by pinyin; drafts, too, unless `published`

     Items of the catalogue by pinyin; drafts, too, unless `published`. `accepting`: what this tier takes
    in.

    Args:
        life_event (None | str | Unset):
        kind (ListItemsKindType0 | None | Unset):
        authority (None | str | Unset):
        accepting (None | Tier | Unset):
        published (bool | Unset):  Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ItemsOut | Problem]
    """

    kwargs = _get_kwargs(
        life_event=life_event,
        kind=kind,
        authority=authority,
        accepting=accepting,
        published=published,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    life_event: None | str | Unset = UNSET,
    kind: ListItemsKindType0 | None | Unset = UNSET,
    authority: None | str | Unset = UNSET,
    accepting: None | Tier | Unset = UNSET,
    published: bool | Unset = False,
) -> ItemsOut | Problem | None:
    """Items of the catalogue by pinyin; drafts, too, unless `published`

     Items of the catalogue by pinyin; drafts, too, unless `published`. `accepting`: what this tier takes
    in.

    Args:
        life_event (None | str | Unset):
        kind (ListItemsKindType0 | None | Unset):
        authority (None | str | Unset):
        accepting (None | Tier | Unset):
        published (bool | Unset):  Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ItemsOut | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            life_event=life_event,
            kind=kind,
            authority=authority,
            accepting=accepting,
            published=published,
        )
    ).parsed
