"""Sealed values open in their own place alone, under a ring whose keys change."""

from __future__ import annotations

import base64
import pickle
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matterbooks.errors import ConfigurationError, SealBrokenError
from matterbooks.store.secrets import MAKE_A_KEY, KeyRing

OLD = "k1:" + base64.b64encode(b"o" * 32).decode()
NEW = "k2:" + base64.b64encode(b"n" * 32).decode()
PLACE = {"firm": "north", "realm": "4620816365", "column": "access"}


def test_what_is_sealed_opens_in_its_place(ring: KeyRing) -> None:
    """And does not hold the text."""
    sealed = ring.seal("a token é", **PLACE)
    assert sealed.startswith(b"v1:k1:")
    assert b"token" not in sealed
    assert ring.open(sealed, **PLACE) == "a token é"


@pytest.mark.parametrize("part", ["firm", "realm", "column"])
def test_what_is_moved_to_another_place_does_not_open(ring: KeyRing, part: str) -> None:
    """A row copied to another firm, another company, or another column."""
    sealed = ring.seal("token", **PLACE)
    with pytest.raises(SealBrokenError, match="another firm, company or column"):
        ring.open(sealed, **PLACE | {part: "elsewhere"})


def test_places_that_read_alike_are_told_apart(ring: KeyRing) -> None:
    """No separator in a firm's key can make it look like another place."""
    sealed = ring.seal("token", firm="a|b", realm="c", column="d")
    with pytest.raises(SealBrokenError):
        ring.open(sealed, firm="a", realm="b|c", column="d")


@given(st.data())
def test_a_changed_byte_does_not_open(data: st.DataObject) -> None:
    """Any byte, also of the version, the key's id and the nonce."""
    ring = KeyRing.from_setting(OLD)
    sealed = bytearray(ring.seal("token", **PLACE))
    place = data.draw(st.integers(0, len(sealed) - 1))
    sealed[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(SealBrokenError):
        ring.open(bytes(sealed), **PLACE)


@given(st.binary(max_size=60))
def test_bytes_that_nobody_sealed_do_not_open(junk: bytes) -> None:
    """They end in our own error, whatever they look like."""
    with pytest.raises(SealBrokenError):
        KeyRing.from_setting(OLD).open(junk, **PLACE)


def test_a_new_key_in_front_opens_what_the_old_one_sealed() -> None:
    """And seals from then on, so that the old key alone no longer reads it."""
    before, after = KeyRing.from_setting(OLD), KeyRing.from_setting(f"{NEW}, {OLD}")
    assert after.open(before.seal("token", **PLACE), **PLACE) == "token"
    with pytest.raises(SealBrokenError, match="k2, which MATTERBOOKS_KEYS does not hold"):
        before.open(after.seal("token", **PLACE), **PLACE)


def test_another_key_under_the_same_id_does_not_open() -> None:
    """A setting copied from another installation."""
    foreign = KeyRing.from_setting(NEW.replace("k2", "k1"))
    with pytest.raises(SealBrokenError, match="another key under the same id"):
        foreign.open(KeyRing.from_setting(OLD).seal("token", **PLACE), **PLACE)


def test_the_hash_of_a_company_survives_a_rotation() -> None:
    """It comes from the oldest key; another ring hashes otherwise, and no hash shows the realm."""
    hashed = KeyRing.from_setting(OLD).hash_realm("4620816365")
    assert KeyRing.from_setting(f"{NEW},{OLD}").hash_realm("4620816365") == hashed
    assert KeyRing.from_setting(NEW).hash_realm("4620816365") != hashed
    assert KeyRing.from_setting(OLD).hash_realm("4620816366") != hashed
    assert len(hashed) == 64
    assert "4620816365" not in hashed


def test_nonces_come_from_what_is_handed_in() -> None:
    """Twelve bytes for each value, none of them twice."""
    asked: list[int] = []

    def numbered(size: int) -> bytes:
        asked.append(size)
        return len(asked).to_bytes(size, "big")

    ring = KeyRing.from_setting(OLD, random=numbered)
    assert ring.seal("token", **PLACE) != ring.seal("token", **PLACE)
    assert asked == [12, 12]


@pytest.mark.parametrize(
    ("setting", "problem"),
    [
        ("", "is not set"),
        ("k1", "is not base64|holds 0 bytes"),
        (":abc", "has no id"),
        ("k 1:" + OLD[3:], "has no id"),
        ("k1:###", "is not base64"),
        ("k1:" + base64.b64encode(b"short").decode(), "holds 5 bytes instead of 32"),
        (f"{NEW},{OLD.replace('k1', 'k2')}", "repeats the id k2"),
        (f"{NEW},", "entry 2 has no id"),
    ],
)
def test_a_malformed_setting_is_refused_with_the_way_to_make_a_key(setting: str, problem: str) -> None:
    """The message shows what to run, and none of what was given as a key."""
    with pytest.raises(ConfigurationError, match=problem) as refused:
        KeyRing.from_setting(setting)
    assert MAKE_A_KEY in str(refused.value)
    assert base64.b64encode(b"short").decode() not in str(refused.value)


def test_the_command_in_the_message_makes_a_key() -> None:
    """Run as a person would paste it."""
    made = subprocess.check_output(["sh", "-c", MAKE_A_KEY.replace("python", sys.executable, 1)], text=True)
    assert KeyRing.from_setting(made.strip()).hash_realm("1")


def test_a_ring_shows_the_ids_of_its_keys_and_no_key() -> None:
    """Neither when it is printed nor when it is pickled into a queue."""
    ring = KeyRing.from_setting(f"{NEW},{OLD}")
    assert repr(ring) == "KeyRing(k2, k1)"
    assert str([ring]) == "[KeyRing(k2, k1)]"
    with pytest.raises(TypeError, match="never pickled"):
        pickle.dumps(ring)
