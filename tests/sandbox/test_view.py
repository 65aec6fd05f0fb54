"""The controls follow the declarations."""

from dataclasses import replace

import pytest

from sandbox import state, view
from sandbox.pages.register import PAGES, SANDBOX, page_of
from sandbox.state import Settings, change
from sandbox.task import Answer, Status
from sandbox.texts import text
from sim.policies.catalogue import breakthroughs, levers

pytestmark = pytest.mark.small


def unfolded(settings: Settings) -> list[dict]:
    return [group for locus in view.controls(settings, [])["loci"] for group in locus["groups"]]


def shown(settings: Settings) -> dict[str, dict]:
    return {lever["id"]: lever for group in unfolded(settings) for lever in group["levers"]}


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_exactly_the_levers_that_act_are_shown_once_each_with_all_that_is_declared(lang):
    drawn = shown(Settings(lang=lang))
    assert set(drawn) == {name for name, lever in levers().items() if lever.acts}
    for name, lever in levers().items():
        one, scale = drawn[name], state.scale(lever)
        assert (one["low"], one["high"], one["step"]) == pytest.approx((lever.low * scale, lever.high * scale, lever.step * scale))
        assert one["name"] == getattr(lever, lang) and one["help"] == getattr(lever, f"help_{lang}")
        assert (one["source"], one["price_source"]) == (lever.source, lever.cost.source)
        assert len(one["facts"]) == 7 and all(value for _, value in one["facts"])
        assert 0 <= one["today_at"] <= 100


def test_levers_stand_under_their_breakthrough():
    groups = view.groups(Settings())
    assert [group["id"] for group in groups] == [b.id for b in breakthroughs().values() if b.acts]
    assert all(levers()[lever["id"]].breakthrough == group["id"] for group in groups for lever in group["levers"])


def test_breakthroughs_stand_where_their_barrier_lies_and_say_how_many_levers_differ_from_today():
    loci = view.loci(Settings())
    assert [locus["name"] for locus in loci] == [
        "Voor de mensen zelf", "Bij bedrijven", "Bij instanties", "In wetten, cao's en publiek geld",
    ]  # fmt: skip
    assert [len(locus["groups"]) for locus in loci] == [3, 4, 3, 4]
    assert unfolded(Settings()) == view.groups(Settings())
    changed = {group["id"]: group["changed"] for group in view.groups(change(Settings(), "package", "none")[0])}
    assert set(changed.values()) == {0}
    settings, _ = change(change(Settings(lang="en"), "package", "none")[0], "hub", "50")
    group = next(group for group in view.groups(settings) if group["id"] == "one-footbridge")
    assert (group["changed"], group["mark"], group["count"]) == (1, "differing from today: 1", "levers: 3")


def test_a_lever_without_a_price_says_so():
    price = dict(shown(Settings(lang="en"))["entry-step"]["facts"])["Price"]
    assert price == "No price of its own: what this costs is counted elsewhere."


def test_a_share_is_shown_as_a_percentage_and_kept_as_a_share():
    settings, _ = change(Settings(), "neutral-guide", "45")
    one = shown(settings)["neutral-guide"]
    assert settings.doses == (("neutral-guide", 0.45),)
    assert one["dose"] == 45 and one["shown"] == "45" and one["unit"] == "% van de mensen met risico op ontslag"


def test_levers_say_whether_they_differ_from_today_and_when_the_package_uses_them():
    drawn = shown(Settings())
    assert drawn["neutral-guide"]["changed"] and drawn["neutral-guide"]["when"] == "groeit in 3 maanden"
    assert not drawn["portable-budget"]["changed"] and drawn["portable-budget"]["when"] == ""


def test_presets_that_do_not_fit_are_shown_and_cannot_be_chosen():
    presets = {preset["id"]: preset for preset in view.packages(Settings())}
    assert not presets["persoonlijke-begeleiding-25"]["fits"] and presets["gids-en-traineeship"]["chosen"]
    assert [preset["id"] for preset in presets.values() if preset["chosen"]] == ["gids-en-traineeship"]
    assert not any(preset["chosen"] for preset in view.packages(state.today(Settings())))


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (Status(), ""), (Status("preparing", seconds=3), "rekenkern"), (Status("working", 0.42), "42%"),
        (Status("done", 1.0, 12), "12 s"), (Status("stopped"), "Gestopt"), (Status("failed", reason="kapot"), "kapot"),
    ],
)  # fmt: skip
def test_the_strip_says_how_far_it_is(status, says):
    strip = view.status(status, Settings(), None)
    assert says in strip["said"] and strip["running"] == status.running
    assert (strip["share"] is not None) == (status.state == "working")


def test_with_nothing_to_compare_there_is_nothing_to_start():
    assert view.status(Status(), Settings(), None)["enabled"]
    assert not view.status(Status(), state.today(Settings()), None)["enabled"]
    assert not view.controls(state.today(Settings()), [])["differs"]


def test_a_lever_shows_when_it_works_as_fields_and_on_the_line_of_the_run():
    settings, _ = change(Settings(months=60), "neutral-guide.start", "12")
    settings, _ = change(settings, "neutral-guide.end", "47")
    times = shown(settings)["neutral-guide"]["times"]
    assert [field["value"] for field in times["fields"]] == ["12", "3", "47"] and times["changed"]
    assert (times["from"], times["full"], times["to"]) == pytest.approx((20, 25, 80))
    for_good = shown(Settings(months=60))["neutral-guide"]["times"]
    assert (for_good["from"], for_good["to"], for_good["changed"]) == (0, 100, False) and for_good["fields"][2]["value"] == "…"


def test_the_head_names_every_page_once_and_keeps_the_link():
    settings = Settings(lang="en", seed=7)
    head = view.head(settings, PAGES[0], PAGES, undo=True, redo=False)
    assert [page["path"] for page in head["pages"]].count(SANDBOX) == 1 and head["undo"] and not head["redo"]
    assert all(page["href"].endswith("?v=2&seed=7&lang=en") for page in head["pages"])
    assert sum(page["here"] for page in head["pages"]) == 1
    views = [page for page in PAGES if page.view]
    tabs = view.tabs(settings, views[-1], PAGES)["tabs"]
    assert [tab["path"] for tab in tabs] == [page.path for page in views] and tabs[-1]["here"]
    on_view = view.head(settings, views[-1], PAGES, undo=False, redo=False)["pages"]
    assert [page["path"] for page in on_view if page["here"]] == [SANDBOX]


def test_changed_assumptions_stand_apart_from_the_levers():
    assert view.controls(Settings(), [])["assumed"] == []
    settings, _ = change(Settings(), "assume.looks", "3")
    assert [(one["id"], one["value"]) for one in view.controls(settings, [])["assumed"]] == [("assume.looks", "3")]


def test_what_was_refused_stands_beside_its_field_where_the_page_has_one():
    sandbox, sources, start = (page_of(path)[0] for path in ("/zandbak", "/herkomst", "/"))
    for field in ("neutral-guide", "neutral-guide.start", "workers", "seed"):
        assert view.refused(sandbox, field, "zo niet") == {field: "zo niet"}
        assert view.refused(start, field, "zo niet") == {}, "said above the page"
    assert view.refused(sources, "assume.accept", "zo niet") == {"assume.accept": "zo niet"}
    assert view.refused(sandbox, "assume.accept", "zo niet") == view.refused(sandbox, "stack", "past niet") == {}
    assert view.refused(sandbox, "workers", "") == {}


def test_a_comparison_that_was_stopped_with_a_picture_does_not_say_that_there_is_none(make_comparison):
    stopped, settings = Status("stopped", 0.5, 3), Settings(runs=20)
    half = Answer(settings, make_comparison(), 669.0, 8)
    assert "8 van 20 paren" in view.status(stopped, settings, half)["said"]
    assert "geen nieuwe" not in view.status(stopped, settings, half)["said"]
    for answer in (None, half):  # of nothing, or of an earlier question
        assert view.status(stopped, replace(settings, seed=2), answer)["said"] == text("stopped", "nl")
