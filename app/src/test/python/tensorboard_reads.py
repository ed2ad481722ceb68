"""Reads a run's events with TensorBoard's own reader, and compares them with the run's metrics.jsonl and pictures.

    pip install tensorboard; python tensorboard_reads.py RUN
"""

import json
import pathlib
import sys

from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

run = pathlib.Path(sys.argv[1])
events = EventAccumulator(str(run / "tensorboard"), size_guidance={"scalars": 0, "images": 0})
events.Reload()

lines = [json.loads(line) for line in (run / "metrics.jsonl").read_text().splitlines()]
ticks = [line for line in lines if "evaluation" not in line]
scores = []  # as flat as the tags
for line in lines:
    if "evaluation" in line:
        values = dict(line["evaluation"])
        real = values.pop("real", {})
        values |= {"real_" + name: value for name, value in real.items()}
        scores.append({"step": line["step"]} | {name: v for name, v in values.items() if isinstance(v, (int, float))})


def compare(tags, rows):
    """Tags by the name of their number; rows with a step and every number."""
    names = set(rows[0]) - {"step", "epoch"} if rows else set()
    assert set(tags) == names, (sorted(tags), sorted(names))
    for name in names:
        scalars = events.Scalars(tags[name])
        assert [scalar.step for scalar in scalars] == [row["step"] for row in rows], name
        for scalar, row in zip(scalars, rows):
            # float32 has 24 bits of a number.
            assert abs(scalar.value - row[name]) <= 2**-23 * abs(row[name]), (name, scalar, row[name])
    return len(names)


tags = events.Tags()["scalars"]
evaluations = {tag.split("/")[1]: tag for tag in tags if tag.startswith("evaluation/")}
numbers = compare({tag.split("/")[1]: tag for tag in tags if tag not in evaluations.values()}, ticks)
numbers += compare(evaluations, scores)

pictures = sorted((run / "samples").glob("step-*.png"))
images = events.Images("samples")
assert [image.step for image in images] == [int(picture.stem[5:]) for picture in pictures]
for image, picture in zip(images, pictures):
    assert image.encoded_image_string == picture.read_bytes(), picture
    assert image.width > 0 and image.height > 0

print(f"{numbers} scalars at {len(ticks)} steps, {len(scores)} evaluations and {len(images)} pictures, as in the run")
