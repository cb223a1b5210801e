"""The adapter on Hugging Face models with random weights; skipped without that package."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
import torch

from explainer.inspect import from_transformers

transformers = pytest.importorskip("transformers", reason="the package transformers is optional")

IDS, WORDS = torch.tensor([[3, 4, 5, 6, 4]]), tuple("abcdb")
TARGET_IDS, TARGET_WORDS = torch.tensor([[1, 2, 3]]), tuple("xyz")


def llama(implementation: str):
    """Four heads that look, two that hold keys and values."""
    config = transformers.LlamaConfig(
        vocab_size=20,
        hidden_size=32,
        intermediate_size=32,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
    )
    model = transformers.LlamaForCausalLM._from_config(config, attn_implementation=implementation)
    return model.eval()


def bart(implementation: str):
    config = transformers.BartConfig(
        vocab_size=20,
        d_model=32,
        encoder_layers=2,
        decoder_layers=2,
        encoder_attention_heads=4,
        decoder_attention_heads=2,
        encoder_ffn_dim=32,
        decoder_ffn_dim=32,
        max_position_embeddings=32,
    )
    return transformers.BartModel._from_config(config, attn_implementation=implementation).eval()


def test_grouped_query_attention_has_one_row_of_weights_a_head() -> None:
    outputs = llama("eager")(IDS, output_attentions=True)
    found = from_transformers(outputs, WORDS)["self"]
    assert [layer.shape for layer in found.layers] == [(4, 5, 5)] * 2
    assert not np.triu(found.layers[1], k=1).any()
    np.testing.assert_array_equal(found.layers[1], outputs.attentions[1][0].detach().numpy())


def test_encoder_decoder_and_cross() -> None:
    outputs = bart("eager")(IDS, decoder_input_ids=TARGET_IDS, output_attentions=True)
    found = from_transformers(outputs, WORDS, TARGET_WORDS)
    shapes = {name: stack.layers[1].shape for name, stack in found.items()}
    assert shapes == {"encoder": (4, 5, 5), "decoder": (2, 3, 3), "cross": (2, 3, 5)}


@pytest.mark.filterwarnings("ignore")  # the package warns in words of its own
@pytest.mark.parametrize(
    ("implementation", "asked"), [("sdpa", True), ("sdpa", False), ("eager", False)]
)
def test_no_weights_no_result(implementation: str, asked: bool) -> None:
    message = r'attn_implementation="eager".*output_attentions=True'
    outputs = llama(implementation)(IDS, output_attentions=asked)
    with pytest.raises(ValueError, match=message):
        from_transformers(outputs, WORDS)
    outputs = bart(implementation)(IDS, decoder_input_ids=TARGET_IDS, output_attentions=asked)
    with pytest.raises(ValueError, match=message):
        from_transformers(outputs, WORDS, TARGET_WORDS)


def test_generated_outputs_are_refused() -> None:
    outputs = llama("eager").generate(
        IDS, max_new_tokens=2, do_sample=False, output_attentions=True, return_dict_in_generate=True
    )
    with pytest.raises(ValueError, match=r"outputs of generate\(\)"):
        from_transformers(outputs, WORDS)


def test_the_guide_s_lines_run_on_a_model_from_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "animal", "was", "too", "tired"]
    folder = tmp_path / "path" / "to" / "your-model"
    folder.mkdir(parents=True)
    (folder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    transformers.BertTokenizer(str(folder / "vocab.txt")).save_pretrained(folder)
    config = transformers.BertConfig(
        vocab_size=len(words),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=32,
        max_position_embeddings=16,
    )
    transformers.BertModel(config).save_pretrained(folder)
    guide = Path(__file__).parents[2] / "docs" / "your-own-model.md"
    blocks = re.findall(r"^```py\n(.*?)^```", guide.read_text(encoding="utf-8"), re.M | re.S)
    assert len(blocks) == 1
    monkeypatch.chdir(tmp_path)
    namespace: dict[str, object] = {}
    exec(compile(blocks[0], "the guide", "exec"), namespace)
    seen = namespace["seen"]
    assert seen.who_looks == ("[CLS]", *words[5:], "[SEP]")
    assert [layer.shape for layer in seen.layers] == [(4, 7, 7)] * 2
