"""The council's profile: complete and well typed, or refused by the name of what is wrong."""

import pytest
import yaml

from bot.core import council, profile, texts
from bot.core.paths import COUNCIL

PROFILE = yaml.safe_load(COUNCIL.read_text(encoding="utf-8"))


@pytest.fixture
def load(tmp_path):
    def load(**changes):
        changed = {key: value for key, value in {**PROFILE, **changes}.items() if value is not None}
        path = tmp_path / "council.yml"
        path.write_text(yaml.safe_dump(changed, allow_unicode=True), encoding="utf-8")
        return council.load(path)

    return load


def test_the_profile_of_the_repository_is_valid():
    assert council.load().conversation_days > 0


def test_the_fields_are_those_of_the_profile(load):
    assert load(phone="04 75 00 00 00").phone == "04 75 00 00 00"


@pytest.mark.parametrize("field", sorted(PROFILE))
def test_a_missing_field_is_named(load, field):
    with pytest.raises(ValueError, match=f"^{field}$"):
        load(**{field: None})


def test_an_unknown_field_is_named(load):
    with pytest.raises(ValueError, match=r"^telephone$"):
        load(telephone="04 75 00 00 00")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("phone", 475000000),
        ("postcode_town", 26000),
        ("name", ["a", "list"]),
        ("conversation_days", "30"),
        ("document_hours", 1.5),
        ("document_hours", True),
    ],
)
def test_a_field_of_the_wrong_kind_is_named(load, field, value):
    with pytest.raises(ValueError, match=f"^{field}$"):
        load(**{field: value})


@pytest.mark.parametrize("field", ["conversation_days", "document_hours"])
@pytest.mark.parametrize("value", [0, -1])
def test_what_is_kept_for_no_time_is_named(load, field, value):
    with pytest.raises(ValueError, match=f"^{field}$"):
        load(**{field: value})


def test_every_wrong_field_is_named_at_once(load):
    with pytest.raises(ValueError, match=r"^dpo, telephone$"):
        load(dpo=None, telephone="x")


@pytest.mark.parametrize("content", ["", "just words", "- a\n- list"])
def test_a_file_that_is_no_profile_is_refused(tmp_path, content):
    path = tmp_path / "council.yml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=r"\w"):
        council.load(path)


@pytest.mark.parametrize(
    ("filled", "expected"),
    [
        ({}, texts.say("utter_council_unknown")),
        ({"phone": "04 75 00 00 00"}, "04 75 00 00 00"),
        ({"email": "a@b.fr", "phone": "04 75 00 00 00"}, "04 75 00 00 00, a@b.fr"),
    ],
)
def test_only_the_details_filled_in_are_told(load, filled, expected):
    nothing = dict.fromkeys(("phone", "email", "website"), "")
    assert profile.contact(load(**{**nothing, **filled})) == expected


def test_every_field_of_the_profile_responses_is_filled():
    fields = profile.fields()
    assert set(fields) == {"council_name", "council_contact", "retention"}
    assert not any("{" in text for text in fields.values())


@pytest.mark.parametrize("colour", ["0b5cad", "#fff", "blue", "#ffcc00"])
def test_a_colour_that_is_none_or_hides_white_text_is_named(load, colour):
    with pytest.raises(ValueError, match=r"^colour$"):
        load(colour=colour)


def test_contrast_is_that_of_the_standard():
    assert council.contrast("#000000") == pytest.approx(21)
    assert council.contrast("#ffffff") == pytest.approx(1)
    assert council.contrast("#767676") == pytest.approx(4.54, abs=0.01)


def test_a_logo_that_is_not_there_is_named(load):
    with pytest.raises(ValueError, match=r"^logo$"):
        load(logo="nowhere.svg")


def test_another_council_is_another_profile(monkeypatch, tmp_path):
    other = {**PROFILE, "name": "Conseil de l’Isère", "colour": "#7a1f5c", "logo": "isere.svg"}
    (tmp_path / "isere.svg").write_text("<svg/>", encoding="utf-8")
    (tmp_path / "isere.yml").write_text(yaml.safe_dump(other, allow_unicode=True), encoding="utf-8")
    monkeypatch.setenv(council.VARIABLE, str(tmp_path / "isere.yml"))
    assert council.load().name == "Conseil de l’Isère"
    assert council.profile_path().parent == tmp_path
