"""Stored documents: unguessable, short-lived, erasable, and closed to everything else."""

import datetime as dt

import pytest

from bot.core import store as store_module
from bot.core.store import DocumentStore

OWNER = "web-5f3a-camille"
NOW = dt.datetime(2026, 11, 24, 12, tzinfo=dt.timezone.utc)


class Clock:
    """A clock that only moves when told."""

    def __init__(self):
        self.now = NOW

    def __call__(self):
        return self.now

    def advance(self, hours):
        self.now += dt.timedelta(hours=hours)


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(store_module, "_now", clock)
    return clock


@pytest.fixture
def store(tmp_path, clock):
    return DocumentStore(tmp_path / "documents")


def put(store, owner=OWNER, name="lettre.docx", content=b"letter", hours=48):
    return store.put(content, name, owner, hours)


def test_a_document_comes_back_as_it_was_put(store):
    stored = put(store, content=b"\x00letter")
    found = store.get(stored.token)
    assert (found.path.read_bytes(), found.path.name) == (b"\x00letter", "lettre.docx")
    assert found == stored


def test_tokens_are_long_and_all_different(store):
    tokens = {put(store).token for _ in range(50)}
    assert len(tokens) == 50
    assert {len(token) for token in tokens} == {43}


def test_the_same_document_put_twice_has_two_tokens(store):
    first, second = put(store), put(store)
    assert first.token != second.token
    assert first.path.exists()
    assert second.path.exists()


def test_another_store_on_the_same_folder_finds_it(store):
    token = put(store).token
    assert DocumentStore(store.folder).get(token) is not None


@pytest.mark.parametrize(("hours", "available"), [(0, True), (47, True), (48, False), (49, False)])
def test_a_document_is_available_for_its_hours_only(store, clock, hours, available):
    token = put(store, hours=48).token
    clock.advance(hours)
    assert (store.get(token) is not None) is available


def test_purging_deletes_what_has_expired_and_nothing_else(store, clock):
    old, recent = put(store, hours=1), put(store, hours=48)
    clock.advance(2)
    assert store.purge() == 1
    assert (old.path.exists(), recent.path.exists()) == (False, True)


def test_purging_deletes_what_was_left_half_written(store):
    half = store.folder / "half"
    half.mkdir(parents=True)
    (half / "lettre.docx").write_bytes(b"letter")
    assert store.purge() == 1
    assert not half.exists()


@pytest.mark.parametrize("details", ["{", '["a list"]', "null", "{}", '{"name": "x"}'])
def test_broken_details_neither_break_a_purge_nor_give_a_document(store, details):
    stored = put(store)
    (stored.path.parent / store_module.DETAILS).write_text(details, encoding="utf-8")
    assert store.get(stored.token) is None
    assert store.purge() == 1


def test_erasing_deletes_the_documents_of_one_owner(store):
    mine, theirs = [put(store), put(store)], put(store, owner="web-other")
    assert store.erase(OWNER) == 2
    assert not any(stored.path.exists() for stored in mine)
    assert store.get(theirs.token) is not None


def test_erasing_twice_or_a_stranger_deletes_nothing(store):
    put(store)
    assert store.erase("nobody") == 0
    assert (store.erase(OWNER), store.erase(OWNER)) == (1, 0)


def test_a_store_that_was_never_used_has_nothing_to_give_erase_or_purge(store):
    assert (store.get("a" * 43), store.erase(OWNER), store.purge()) == (None, 0, 0)


@pytest.mark.parametrize(
    "token",
    [
        "",
        ".",
        "..",
        "../secret",
        "a" * 42,
        "a" * 44,
        "../" + "a" * 40,
        "a" * 42 + "/",
        "a" * 42 + "\x00",
        "a" * 43 + "\n",
        "%2e%2e%2f" + "a" * 34,
    ],
)
def test_a_token_that_is_not_one_of_ours_opens_nothing(store, token):
    put(store)
    assert store.get(token) is None


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../evil.docx", "evil.docx"),
        ("/etc/passwd", "passwd"),
        ("a/b/lettre.docx", "lettre.docx"),
    ],
)
def test_a_file_name_never_leaves_its_folder(store, name, kept):
    stored = put(store, name=name)
    assert stored.path == store.folder / stored.token / kept
    assert stored.path.read_bytes() == b"letter"


@pytest.mark.parametrize("name", ["", "..", "/"])
def test_a_name_that_is_no_file_name_is_refused(store, name):
    with pytest.raises((ValueError, OSError)):
        put(store, name=name)


def test_a_refused_name_leaves_nothing_that_a_purge_does_not_take(store):
    with pytest.raises((ValueError, OSError)):
        put(store, name="..")
    store.purge()
    assert list(store.folder.glob("*")) == []


def test_the_owner_is_never_written_in_clear(store):
    put(store)
    written = [path for path in store.folder.rglob("*") if path.is_file()]
    assert written
    assert not any(OWNER.encode() in path.read_bytes() for path in written)
    assert not any(OWNER in str(path) for path in written)


def test_only_the_assistant_may_read_the_folder_of_a_document(store):
    assert put(store).path.parent.stat().st_mode & 0o077 == 0


def test_the_folder_of_the_documents_follows_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("ASSISTANT_STATE", str(tmp_path))
    assert DocumentStore().folder == tmp_path / "documents"
