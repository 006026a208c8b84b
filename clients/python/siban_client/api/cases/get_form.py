from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.form_out import FormOut
from ...models.problem import Problem
from ...types import UNSET, Response


def _get_kwargs(
    case_id: UUID,
    *,
    purpose: str,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["purpose"] = purpose

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/cases/{case_id}/form".format(
            case_id=quote(str(case_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> FormOut | Problem | None:
    if response.status_code == 200:
        response_200 = FormOut.from_dict(response.json())

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
) -> Response[FormOut | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    case_id: UUID,
    *,
    client: AuthenticatedClient,
    purpose: str,
) -> Response[FormOut | Problem]:
    """The values of the form, in full, once the look and its purpose are on record

     The values of the form, in full, once the look and its purpose are on record.

    Args:
        case_id (UUID):
        purpose (str): What the personal data is looked at for. The person reads it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FormOut | Problem]
    """

    kwargs = _get_kwargs(
        case_id=case_id,
        purpose=purpose,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    case_id: UUID,
    *,
    client: AuthenticatedClient,
    purpose: str,
) -> FormOut | Problem | None:
    """The values of the form, in full, once the look and its purpose are on record

     The values of the form, in full, once the look and its purpose are on record.

    Args:
        case_id (UUID):
        purpose (str): What the personal data is looked at for. The person reads it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FormOut | Problem
    """

    return sync_detailed(
        case_id=case_id,
        client=client,
        purpose=purpose,
    ).parsed


async def asyncio_detailed(
    case_id: UUID,
    *,
    client: AuthenticatedClient,
    purpose: str,
) -> Response[FormOut | Problem]:
    """The values of the form, in full, once the look and its purpose are on record

     The values of the form, in full, once the look and its purpose are on record.

    Args:
        case_id (UUID):
        purpose (str): What the personal data is looked at for. The person reads it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FormOut | Problem]
    """

    kwargs = _get_kwargs(
        case_id=case_id,
        purpose=purpose,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    case_id: UUID,
    *,
    client: AuthenticatedClient,
    purpose: str,
) -> FormOut | Problem | None:
    """The values of the form, in full, once the look and its purpose are on record

     The values of the form, in full, once the look and its purpose are on record.

    Args:
        case_id (UUID):
        purpose (str): What the personal data is looked at for. The person reads it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FormOut | Problem
    """

    return (
        await asyncio_detailed(
            case_id=case_id,
            client=client,
            purpose=purpose,
        )
    ).parsed
