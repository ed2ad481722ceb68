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

ticks = [json.loads(line) for line in (run / "metrics.jsonl").read_text().splitlines()]
ticks = [tick for tick in ticks if "evaluation" not in tick]
by_name = {tag.split("/")[1]: tag for tag in events.Tags()["scalars"] if not tag.startswith("evaluation/")}
names = set(ticks[0]) - {"step", "epoch"}
assert set(by_name) == names, (sorted(by_name), sorted(names))
for name in names:
    scalars = events.Scalars(by_name[name])
    assert [scalar.step for scalar in scalars] == [tick["step"] for tick in ticks], name
    for scalar, tick in zip(scalars, ticks):
        # float32 has 24 bits of a number.
        assert abs(scalar.value - tick[name]) <= 2**-23 * abs(tick[name]), (name, scalar, tick[name])

pictures = sorted((run / "samples").glob("step-*.png"))
images = events.Images("samples")
assert [image.step for image in images] == [int(picture.stem[5:]) for picture in pictures]
for image, picture in zip(images, pictures):
    assert image.encoded_image_string == picture.read_bytes(), picture
    assert image.width > 0 and image.height > 0

print(f"{len(names)} scalars at {len(ticks)} steps and {len(images)} pictures, as in the run")
