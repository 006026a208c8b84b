from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.look import Look
from ...models.problem import Problem
from ...models.seen_out import SeenOut
from ...types import Response


def _get_kwargs(
    person: UUID,
    *,
    body: Look,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/people/{person}/look".format(
            person=quote(str(person), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | SeenOut | None:
    if response.status_code == 200:
        response_200 = SeenOut.from_dict(response.json())

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
) -> Response[Problem | SeenOut]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    person: UUID,
    *,
    client: AuthenticatedClient,
    body: Look,
) -> Response[Problem | SeenOut]:
    """What is asked for, in full, once the look and its purpose are on record

     What is asked for, in full, once the look and its purpose are on record.

    Args:
        person (UUID):
        body (Look): What is to be seen in full, and what for: the person sees who looked, when,
            and why.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | SeenOut]
    """

    kwargs = _get_kwargs(
        person=person,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    person: UUID,
    *,
    client: AuthenticatedClient,
    body: Look,
) -> Problem | SeenOut | None:
    """What is asked for, in full, once the look and its purpose are on record

     What is asked for, in full, once the look and its purpose are on record.

    Args:
        person (UUID):
        body (Look): What is to be seen in full, and what for: the person sees who looked, when,
            and why.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | SeenOut
    """

    return sync_detailed(
        person=person,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    person: UUID,
    *,
    client: AuthenticatedClient,
    body: Look,
) -> Response[Problem | SeenOut]:
    """What is asked for, in full, once the look and its purpose are on record

     What is asked for, in full, once the look and its purpose are on record.

    Args:
        person (UUID):
        body (Look): What is to be seen in full, and what for: the person sees who looked, when,
            and why.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | SeenOut]
    """

    kwargs = _get_kwargs(
        person=person,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    person: UUID,
    *,
    client: AuthenticatedClient,
    body: Look,
) -> Problem | SeenOut | None:
    """What is asked for, in full, once the look and its purpose are on record

     What is asked for, in full, once the look and its purpose are on record.

    Args:
        person (UUID):
        body (Look): What is to be seen in full, and what for: the person sees who looked, when,
            and why.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | SeenOut
    """

    return (
        await asyncio_detailed(
            person=person,
            client=client,
            body=body,
        )
    ).parsed
