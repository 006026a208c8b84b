"""What the log wrote once can be read for ever."""

import json
from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from siban.kernel.events import decode, encode, known_payloads

SAMPLES = Path(__file__).parent / "samples" / "events.json"


def samples() -> dict[str, dict[str, object]]:
    """One payload of every act and version, as the log has stored it since that version came."""
    return json.loads(SAMPLES.read_text())


def test_every_version_of_every_act_has_its_sample():
    """A new version adds a sample; an old one is never changed or taken away."""
    known = {f"{act} {version}" for act, version in known_payloads() if not act.startswith("test.")}
    assert known == set(samples())


@pytest.mark.parametrize("name", sorted(samples()))
def test_old_sample_is_read_and_written_back_to_the_same_bytes(name):
    act, version = name.rsplit(" ", 1)
    stored = json.dumps(samples()[name], sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    value = decode(act, int(version), stored)
    assert encode(value) == stored
    with pytest.raises(FrozenInstanceError):
        setattr(value, fields(value)[0].name, None)
