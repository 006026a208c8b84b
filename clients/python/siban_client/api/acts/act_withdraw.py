from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.case_out import CaseOut
from ...models.problem import Problem
from ...models.withdrawal import Withdrawal
from ...types import UNSET, Response, Unset


def _get_kwargs(
    case_id: UUID,
    *,
    body: Withdrawal,
    if_match: None | str | Unset = UNSET,
    idempotency_key: None | str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/cases/{case_id}/acts/withdraw".format(
            case_id=quote(str(case_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> CaseOut | Problem | None:
    if response.status_code == 200:
        response_200 = CaseOut.from_dict(response.json())

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

    if response.status_code == 409:
        response_409 = Problem.from_dict(response.json())

        return response_409

    if response.status_code == 410:
        response_410 = Problem.from_dict(response.json())

        return response_410

    if response.status_code == 412:
        response_412 = Problem.from_dict(response.json())

        return response_412

    if response.status_code == 413:
        response_413 = Problem.from_dict(response.json())

        return response_413

    if response.status_code == 422:
        response_422 = Problem.from_dict(response.json())

        return response_422

    if response.status_code == 424:
        response_424 = Problem.from_dict(response.json())

        return response_424

    if response.status_code == 428:
        response_428 = Problem.from_dict(response.json())

        return response_428

    if response.status_code == 429:
        response_429 = Problem.from_dict(response.json())

        return response_429

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[CaseOut | Problem]:
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
    body: Withdrawal,
    if_match: None | str | Unset = UNSET,
    idempotency_key: None | str | Unset = UNSET,
) -> Response[CaseOut | Problem]:
    """The applicant takes it back (撤回)

     The applicant takes it back (撤回). The row `withdraw` of the table of a case.

    Args:
        case_id (UUID):
        if_match (None | str | Unset): The ETag of the case as it was read: an act on an older
            state is refused with 412, one without this header with 428. `*` acts on whatever state it
            is in.
        idempotency_key (None | str | Unset): The caller's own number for this call. Sent again
            with the same content, it answers with the first result; with another, it is refused with
            422.
        body (Withdrawal): How it is known that she wishes it; a draft needs none of it. `tail`:
            the last four of her document number.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CaseOut | Problem]
    """

    kwargs = _get_kwargs(
        case_id=case_id,
        body=body,
        if_match=if_match,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    case_id: UUID,
    *,
    client: AuthenticatedClient,
    body: Withdrawal,
    if_match: None | str | Unset = UNSET,
    idempotency_key: None | str | Unset = UNSET,
) -> CaseOut | Problem | None:
    """The applicant takes it back (撤回)

     The applicant takes it back (撤回). The row `withdraw` of the table of a case.

    Args:
        case_id (UUID):
        if_match (None | str | Unset): The ETag of the case as it was read: an act on an older
            state is refused with 412, one without this header with 428. `*` acts on whatever state it
            is in.
        idempotency_key (None | str | Unset): The caller's own number for this call. Sent again
            with the same content, it answers with the first result; with another, it is refused with
            422.
        body (Withdrawal): How it is known that she wishes it; a draft needs none of it. `tail`:
            the last four of her document number.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CaseOut | Problem
    """

    return sync_detailed(
        case_id=case_id,
        client=client,
        body=body,
        if_match=if_match,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    case_id: UUID,
    *,
    client: AuthenticatedClient,
    body: Withdrawal,
    if_match: None | str | Unset = UNSET,
    idempotency_key: None | str | Unset = UNSET,
) -> Response[CaseOut | Problem]:
    """The applicant takes it back (撤回)

     The applicant takes it back (撤回). The row `withdraw` of the table of a case.

    Args:
        case_id (UUID):
        if_match (None | str | Unset): The ETag of the case as it was read: an act on an older
            state is refused with 412, one without this header with 428. `*` acts on whatever state it
            is in.
        idempotency_key (None | str | Unset): The caller's own number for this call. Sent again
            with the same content, it answers with the first result; with another, it is refused with
            422.
        body (Withdrawal): How it is known that she wishes it; a draft needs none of it. `tail`:
            the last four of her document number.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CaseOut | Problem]
    """

    kwargs = _get_kwargs(
        case_id=case_id,
        body=body,
        if_match=if_match,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    case_id: UUID,
    *,
    client: AuthenticatedClient,
    body: Withdrawal,
    if_match: None | str | Unset = UNSET,
    idempotency_key: None | str | Unset = UNSET,
) -> CaseOut | Problem | None:
    """The applicant takes it back (撤回)

     The applicant takes it back (撤回). The row `withdraw` of the table of a case.

    Args:
        case_id (UUID):
        if_match (None | str | Unset): The ETag of the case as it was read: an act on an older
            state is refused with 412, one without this header with 428. `*` acts on whatever state it
            is in.
        idempotency_key (None | str | Unset): The caller's own number for this call. Sent again
            with the same content, it answers with the first result; with another, it is refused with
            422.
        body (Withdrawal): How it is known that she wishes it; a draft needs none of it. `tail`:
            the last four of her document number.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CaseOut | Problem
    """

    return (
        await asyncio_detailed(
            case_id=case_id,
            client=client,
            body=body,
            if_match=if_match,
            idempotency_key=idempotency_key,
        )
    ).parsed
