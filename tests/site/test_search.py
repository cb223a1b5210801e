"""What readers type leads first to the section that answers it; terms are found one by one."""

import json
from pathlib import Path
from typing import Any

import pytest

from generators.pages.definitions import Glossary, glossary_of
from generators.site.search import INDEX, enrich, enrich_file, read_words
from generators.site.search import address as place

DOCS = Path(__file__).parents[2] / "docs"

# What a reader types, and the page or section that leads. The second part is from the questions on
# `surprises.md`; pages of Part III are asked for by their names.
QUERIES = {
    "what is a head": "multi-head-attention.md",
    "what is a token": "tokens.md#words-letters-or-something-between",
    "positional encoding": "positional-encoding.md",
    "rope": "positional-encoding.md#four-ways-to-say-where",
    "flash attention": "cost.md#does-the-square-have-to-be-stored",
    "how many parameters": "architecture.md#where-the-parameters-are",
    "skip connection": "architecture.md#cut-the-line",
    "lm_head": "architecture.md#from-the-stream-to-words",
    "kv cache": "generation.md#keep-what-is-known-the-kv-cache",
    "temperature no effect": "surprises.md#temperature-no-effect",
    "padding side": "surprises.md#padding-side",
    "hidden states": "architecture.md#one-stream-written-to-in-turn",
    "attention mask": "masking.md#the-other-mask-padding",
    "causal mask": "masking.md#why-hide-words-that-are-there",
    "inverted mask": "surprises.md#mask-is-inverted",
    "nan attention": "surprises.md#nan-from-a-masked-row",
    "pad token": "surprises.md#no-padding-token",
    "never stops generating": "surprises.md#pad-token-is-eos-token",
    "is_causal": "surprises.md#is-causal-with-a-cache",
    "mean pooling": "surprises.md#mean-pooling-with-padding",
    "bpe": "tokens.md#words-letters-or-something-between",
    "Ġ": "surprises.md#strange-letters",
    "resize token embeddings": "surprises.md#added-tokens",
    "double bos": "surprises.md#double-bos",
    "roberta 514": "surprises.md#roberta-514",
    "position_ids": "surprises.md#left-padding-position-ids",
    "rope scaling": "surprises.md#beyond-the-context",
    "rotate_half": "surprises.md#rope-rotate-half",
    "output_attentions none": "surprises.md#attentions-are-none",
    "attention sink": "faq.md#why-the-first-token",
    "average_attn_weights": "surprises.md#weights-averaged-over-heads",
    "do_sample": "surprises.md#temperature-no-effect",
    "temperature": "generation.md#from-scores-to-probabilities",
    "repetition": "surprises.md#repetition",
    "max_new_tokens": "surprises.md#max-length",
    "length_penalty": "surprises.md#length-penalty",
    "beam search": "generation.md#what-if-the-first-choice-was-wrong",
    "shift labels": "surprises.md#labels-are-shifted-inside",
    "lora no effect": "surprises.md#lora-no-effect",
    "gradient accumulation": "surprises.md#gradient-accumulation",
    "weight tying": "architecture.md#from-the-stream-to-words",
    "view transpose": "surprises.md#view-and-transpose",
    "conv1d": "surprises.md#conv1d-is-transposed",
    "pooler_output": "surprises.md#pooler-output",
    "grouped query attention": "cost.md#share-keys-and-values",
    "fp16 nan": "surprises.md#nan-in-float16",
    "device-side assert": "surprises.md#device-side-assert",
    "whisper hallucination": "surprises.md#whisper-in-silence",
    "warmup": "training.md#warm-up",
    "softmax": "scores.md#what-does-softmax-do",
    "embedding": "tokens.md#an-id-is-a-row-number",
    "cross attention": "decoder.md#one-layer-three-sub-layers",
    "gpt": "architecture.md#three-kinds",
    "fine tuning": "training.md#starting-from-something",
    "chatgpt": "training.md#starting-from-something",
    "quadratic": "cost.md#when-does-n2-matter",
    "encoder": "encoder.md",
    "decoder": "decoder.md",
    "masking": "masking.md",
    "heatmap": "heatmaps.md",
    "induction head": "heads.md",
    "is attention an explanation": "explanation.md",
    "language model": "language-model.md",
    "ablation": "glossary.md#ablation",
    "evenness": "glossary.md#evenness",
}
HIT = """(box) => [...box.querySelector(".md-search-result__item").querySelectorAll("a")]
  .map((link) => link.href)"""


@pytest.fixture(scope="module")
def hits(browser: Any, address: str) -> dict[str, list[str]]:
    """For each query the links of the first page that is found: the page, then its sections."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(address)
    box, results = page.locator(".md-search__input"), page.locator(".md-search-result")
    found = {}
    for query in QUERIES:
        box.fill("")
        box.press("End")  # the theme listens to keys
        results.locator(".md-search-result__item").first.wait_for(state="detached")
        box.fill(query)
        box.press("End")
        results.locator(".md-search-result__item").first.wait_for(timeout=10_000)
        found[query] = [_place(link, address) for link in results.evaluate(HIT)]
    page.close()
    return found


def _place(link: str, base: str) -> str:
    """The address of a hit without the words that the theme is to mark on its page."""
    file, sign, anchor = link.removeprefix(base).partition("#")
    return file.partition("?")[0] + sign + anchor


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_leads_first_to_its_section(hits: dict[str, list[str]], query: str) -> None:
    page, _, anchor = QUERIES[query].partition("#")
    found = hits[query]
    assert found[0] == place(page)
    if anchor:
        assert found[1] == place(page, anchor)


def test_a_term_of_the_glossary_is_shown_with_its_line_and_no_hit_with_a_check(site: Path) -> None:
    index = json.loads((site / INDEX).read_text(encoding="utf-8"))
    shown = {one["location"]: one["text"] for one in index["docs"]}
    assert shown["glossary/#evenness"].startswith("A row's entropy divided by")
    assert not [where for where, text in shown.items() if "checked at build" in text]


GLOSSARY = """Head { #head data-words="head, heads" }
:   One of several. See [Heads](heads.md).
"""


def index_of(*locations: str) -> dict[str, Any]:
    documents = [{"location": one, "title": "T", "text": "head"} for one in locations]
    return {"config": {"fields": {"text": {"boost": 1}}}, "docs": documents}


def test_other_names_terms_and_weights_enter_the_index_once() -> None:
    index = index_of("heads/", "lab/heads/", "glossary/")
    for _ in range(2):
        assert enrich(index, {"heads/": ["views"]}, glossary_of(GLOSSARY)) == []
    places = {one["location"]: one for one in index["docs"]}
    assert len(index["docs"]) == len(places) == 4
    assert places["heads/"]["tags"] == ["views"]
    assert places["lab/heads/"]["boost"] < 1
    assert places["glossary/"]["text"] == ""
    assert places["glossary/#head"]["text"] == "One of several. (heads)"
    assert index["config"]["fields"]["tags"]["boost"] > index["config"]["fields"]["title"]["boost"]


def test_a_name_that_leads_nowhere_is_told() -> None:
    assert enrich(index_of("heads/"), {"heads/#gone": ["x"]}, Glossary()) == ["heads/#gone"]


def test_a_site_without_a_search_is_left_alone(tmp_path: Path) -> None:
    assert enrich_file(tmp_path, Glossary()) == []


def test_every_page_that_has_other_names_exists() -> None:
    pages = {place(path.relative_to(DOCS).as_posix()) for path in DOCS.rglob("*.md")}
    assert {where.partition("#")[0] for where in read_words()} <= pages
