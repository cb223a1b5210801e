"""An interrupted training goes on as itself, and as nothing else."""

from __future__ import annotations

import re
import runpy
import shutil
from pathlib import Path

import pytest
import torch

from experiments.translator import recipe, run_state, stored, train
from experiments.translator.run_state import Run, hash_of, new_run, resume, save_state

STEPS = 4
SETTINGS = (recipe.PEAK_RATE, recipe.WEIGHT_DECAY)


@pytest.fixture(autouse=True)
def states(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where states are saved here; nothing is known of earlier hashes."""
    monkeypatch.setattr(run_state, "STATE", tmp_path)
    monkeypatch.setattr(train, "STATE", tmp_path)
    hash_of.cache_clear()
    return tmp_path


@pytest.fixture(autouse=True)
def forget_hashes() -> object:
    yield
    hash_of.cache_clear()


def interrupted(variant: str = "translator") -> Run:
    run = new_run(variant, 1, STEPS, *SETTINGS)
    train.train_step(run)
    save_state(run)
    return run


def change_recipe(monkeypatch: pytest.MonkeyPatch, **settings: object) -> None:
    for name, value in settings.items():
        monkeypatch.setattr(recipe, name, value)
        if hasattr(run_state, name):
            monkeypatch.setattr(run_state, name, value)
    hash_of.cache_clear()


def test_an_interrupted_run_goes_on_with_the_same_numbers() -> None:
    whole = new_run("translator", 1, STEPS, *SETTINGS)
    losses = [train.train_step(whole) for _ in range(2)]
    interrupted()
    again = resume(new_run("translator", 1, STEPS, *SETTINGS))
    assert (again.step, again.saved) == (1, 1)
    assert train.train_step(again) == losses[1]


@pytest.mark.parametrize(
    "settings",
    [
        {"VARIANTS": {"translator": 8}},
        {"ENCODER_LAYERS": 3},
        {"DECODER_LAYERS": 1},
        {"D_MODEL": 96},
        {"D_FEED_FORWARD": 128},
    ],
)
def test_another_architecture_has_another_name_and_begins_at_the_beginning(
    monkeypatch: pytest.MonkeyPatch, settings: dict[str, object]
) -> None:
    before = interrupted()
    change_recipe(monkeypatch, **settings)
    after = new_run("translator", 1, STEPS, *SETTINGS)
    assert after.name != before.name
    assert after.title == before.title
    assert resume(after).step == 0


def test_other_steps_rates_and_decay_have_another_name() -> None:
    settings = [(4, 3e-3, 0.3), (5, 3e-3, 0.3), (4, 1e-3, 0.3), (4, 1e-3, 0.02)]
    runs = [new_run("translator", 1, *each) for each in settings]
    assert len({run.name for run in runs}) == 4


def test_a_trial_is_the_run_of_a_recipe_that_takes_its_settings_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    trial = new_run("translator", 1, recipe.STEPS, recipe.PEAK_RATE, 0.77)
    assert not train.follows_the_recipe(trial)
    for module in (train, stored):
        monkeypatch.setattr(module, "WEIGHT_DECAY", 0.77)
    assert train.follows_the_recipe(trial)
    assert stored.checkpoints()["translator", 1].stem == trial.name


def test_another_grammar_or_other_training_code_has_another_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = hash_of("translator", STEPS, *SETTINGS)
    used = run_state.used_code
    for file in ("experiments/translator/lexicon.py", "experiments/translator/loss.py"):
        assert file in used(run_state.ROOT, *run_state.TRAINING)
        monkeypatch.setattr(
            run_state, "used_code", lambda *of, file=file: used(*of) | {file: "changed"}
        )
        hash_of.cache_clear()
        assert hash_of("translator", STEPS, *SETTINGS) != before


def test_the_running_sentence_and_the_chosen_decay_are_no_part_of_the_code(tmp_path: Path) -> None:
    for package in ("experiments", "explainer"):
        ignored = shutil.ignore_patterns("*.safetensors", "*.json", "*.npz", "*.gz", "*.pyc")
        shutil.copytree(run_state.ROOT / package, tmp_path / package, ignore=ignored)
    file = tmp_path / "experiments/translator/recipe.py"
    text = file.read_text(encoding="utf-8")
    before = run_state.used_code(tmp_path, *run_state.TRAINING)
    file.write_text(text.replace("did not cross", "did not leave"), encoding="utf-8")
    assert run_state.used_code(tmp_path, *run_state.TRAINING) == before
    file.write_text(re.sub(r"WEIGHT_DECAY = \S+", "WEIGHT_DECAY = 7", text), encoding="utf-8")
    assert run_state.used_code(tmp_path, *run_state.TRAINING) == before
    file.write_text(text.replace("WARM_UP = 200", "WARM_UP = 100"), encoding="utf-8")
    assert run_state.used_code(tmp_path, *run_state.TRAINING) != before


def test_a_state_of_another_architecture_is_refused_whatever_its_name(
    monkeypatch: pytest.MonkeyPatch, states: Path
) -> None:
    before = interrupted()
    change_recipe(monkeypatch, VARIANTS={"translator": 8})
    after = new_run("translator", 1, STEPS, *SETTINGS)
    (states / f"{before.name}.pt").rename(states / f"{after.name}.pt")
    wanted = (
        rf"{after.name}\.pt was saved by another recipe, grammar, architecture or training code "
        rf"\({before.depends_on}, not {after.depends_on}\)\. Delete it, or begin anew with "
        "--restart"
    )
    with pytest.raises(ValueError, match=wanted):
        resume(after)


@pytest.mark.parametrize("content", [b"", b"no state", b"\x80\x04N."])
def test_a_damaged_state_is_named(content: bytes, states: Path) -> None:
    run = new_run("translator", 1, STEPS, *SETTINGS)
    (states / f"{run.name}.pt").write_bytes(content)
    with pytest.raises(ValueError, match=rf"{run.name}\.pt is damaged .*begin anew with --restart"):
        resume(run)


def test_a_state_without_a_hash_is_refused(states: Path) -> None:
    run = new_run("translator", 1, STEPS, *SETTINGS)
    torch.save({"steps": STEPS}, states / f"{run.name}.pt")
    with pytest.raises(ValueError, match="is damaged"):
        resume(run)


def test_ctrl_c_says_where_it_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], states: Path
) -> None:
    monkeypatch.setattr(train, "SAVE_EVERY", 2)
    steps = iter([train.train_step] * 3)

    def step(run: Run) -> float:
        for do in steps:
            return do(run)
        raise KeyboardInterrupt

    monkeypatch.setattr(train, "train_step", step)
    command = ["--variant", "translator", "--seed", "1", "--steps", str(STEPS)]
    with pytest.raises(SystemExit) as stopped:
        train.main([*command, "--restart"])
    assert stopped.value.code == train.INTERRUPTED
    title = new_run("translator", 1, STEPS, *SETTINGS).title
    assert capsys.readouterr().err == (
        f"\n{title}: interrupted at step 3 of 4. It goes on from step 2 with: "
        f"python3 run.py train translator {' '.join(command)}\n"
        "results.json and the checkpoints of unfinished runs are as they were.\n"
    )
    assert [path.suffix for path in states.iterdir()] == [".pt"]
    run = resume(new_run("translator", 1, STEPS, *SETTINGS))
    assert (run.step, run.saved) == (2, 2)


def test_a_state_that_cannot_go_on_stops_the_command_with_its_name(states: Path) -> None:
    run = new_run("translator", 1, STEPS, *SETTINGS)
    (states / f"{run.name}.pt").write_bytes(b"no state")
    with pytest.raises(SystemExit, match=re.escape(run.name)):
        train.main(["--variant", "translator", "--seed", "1", "--steps", str(STEPS)])


def test_an_unfinished_run_leaves_the_committed_moments(monkeypatch: pytest.MonkeyPatch) -> None:
    saved: list[Path] = []
    monkeypatch.setattr(train.explainer, "save", lambda _, path: saved.append(path))
    monkeypatch.setattr(recipe, "STEPS", STEPS)
    run = new_run(recipe.SNAPSHOTS_OF, recipe.COMMITTED_SEED, recipe.STEPS, *SETTINGS)
    monkeypatch.setattr(train, "SNAPSHOTS", (0, 2))
    train.train(run)
    assert saved == [train.kept_snapshot(run, 0), train.kept_snapshot(run, 2)]
    committed = {path.parent for path in stored.all_committed()}
    assert not committed & {path.parent for path in saved}


def test_publishing_deletes_the_moments_that_the_recipe_no_longer_keeps(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    published = tmp_path / "published"
    monkeypatch.setattr(stored, "CHECKPOINTS", published)
    run = new_run(recipe.SNAPSHOTS_OF, recipe.COMMITTED_SEED, STEPS, *SETTINGS)
    train.explainer.save(train.as_arrays(run.model), train.weights_of(run))
    for steps in ((0, 2), (0, 3)):
        monkeypatch.setattr(train, "SNAPSHOTS", steps)
        for step in steps:
            train.explainer.save(train.as_arrays(run.model), train.kept_snapshot(run, step))
        train.publish(run, {"seed": run.seed})
    moments = (published / f"{run.variant}-training").iterdir()
    assert {path.stem for path in moments} == {"step-0000", "step-0003"}


@pytest.mark.parametrize("steps", [50, 1200, 2500])
def test_no_moment_is_kept_that_a_shorter_training_never_reaches(
    steps: int, tmp_path: Path
) -> None:
    file = tmp_path / "recipe.py"
    text = Path(recipe.__file__).read_text(encoding="utf-8")
    file.write_text(re.sub(r"(?m)^STEPS = .*", f"STEPS = {steps}", text), encoding="utf-8")
    changed = runpy.run_path(str(file))
    assert changed["SNAPSHOTS"][0] == 0
    assert max(changed["SNAPSHOTS"]) < steps == changed["STEPS"]


def test_every_checkpoint_has_the_shape_of_the_recipe() -> None:
    for variant in recipe.VARIANTS:
        config = train.explainer.load(variant).config
        assert config == run_state.config_of(variant)
