"""Computes the scores of an evaluation again, with numpy alone, and compares.

usage: check_scores.py EVALUATION.json ARRAYS.npz [CLASSIFIER DATA]

EVALUATION.json is what `gan4j evaluate RUN` leaves in the run. ARRAYS.npz are the same samples, as many and from the same seed, as
`gan4j sample RUN --format npz` exports them; for images CLASSIFIER is then the directory with the classifier's weights, and DATA that of
the IDX files, all of whose test images must have been compared with. Or ARRAYS.npz is what `gan4j evaluate RUN --features` writes.

The formulas are those of the papers, written without a look at the Java code: distances are taken coordinate by coordinate, the root of
the covariances by the eigenvalues of their product, and the classifier is a few lines below.
"""

import gzip
import pathlib
import json
import sys

import numpy as np

K = 5


def safetensors(path):
    content = path.read_bytes()
    size = int.from_bytes(content[:8], "little")
    arrays = {}
    for name, about in json.loads(content[8 : 8 + size]).items():
        if name != "__metadata__":
            assert about["dtype"] == "F32", about
            begin, end = about["data_offsets"]
            arrays[name] = np.frombuffer(content[8 + size + begin : 8 + size + end], "<f4").reshape(about["shape"])
    return arrays


def test_images(directory):
    for name in ("t10k-images-idx3-ubyte", "t10k-images-idx3-ubyte.gz"):
        path = directory / name
        if path.exists():
            content = gzip.decompress(path.read_bytes()) if name.endswith(".gz") else path.read_bytes()
            count, height, width = np.frombuffer(content[4:16], ">i4")
            pixels = np.frombuffer(content[16:], np.uint8).reshape(count, height * width)
            return (pixels / np.float32(127.5) - 1).astype(np.float32), (int(height), int(width))
    sys.exit(f"no test images in {directory}")


def convolution(x, weight, bias):
    """5 x 5, stride 2, padding 2; of [N, channels, height, width]."""
    x = np.pad(x, ((0, 0), (0, 0), (2, 2), (2, 2)))
    windows = np.lib.stride_tricks.sliding_window_view(x, (5, 5), axis=(2, 3))[:, :, ::2, ::2]
    return np.einsum("nchwij,ocij->nohw", windows, weight, optimize=True) + bias[:, None, None]


def relu(x):
    return np.maximum(x, 0)


def look(samples, shape, classifier):
    """The classifier: features after the last ReLU, and probabilities."""
    body, head = (safetensors(classifier / f"{name}.safetensors") for name in ("features", "head"))
    features = []
    for rows in np.array_split(samples, max(1, len(samples) // 500)):
        x = rows.reshape(-1, 1, *shape)
        x = relu(convolution(x, body["0.weight"], body["0.bias"]))
        x = relu(convolution(x, body["2.weight"], body["2.bias"]))
        features.append(relu(x.reshape(len(x), -1) @ body["5.weight"].T + body["5.bias"]))
    features = np.concatenate(features)
    logits = (features @ head["weight"].T + head["bias"]).astype(np.float64)
    p = np.exp(logits - logits.max(1, keepdims=True))
    return features.astype(np.float64), p / p.sum(1, keepdims=True)


def distances(x, y):
    return np.stack([np.sqrt(((row - y) ** 2).sum(1)) for row in x])


def frechet(x, y):
    difference = x.mean(0) - y.mean(0)
    cx, cy = np.cov(x, rowvar=False), np.cov(y, rowvar=False)
    eigenvalues = np.linalg.eigvals(cx @ cy)
    root = np.sqrt(np.clip(eigenvalues.real, 0, None)).sum()
    return difference @ difference + np.trace(cx) + np.trace(cy) - 2 * root


def kernel_distance(x, y):
    def k(a, b):
        return (a @ b.T / a.shape[1] + 1) ** 3

    m, n = len(x), len(y)
    xx, yy, xy = k(x, x), k(y, y), k(x, y)
    return (
        (xx.sum() - np.trace(xx)) / (m * (m - 1)) + (yy.sum() - np.trace(yy)) / (n * (n - 1)) - 2 * xy.mean()
    )


def radii(x):
    d = distances(x, x)
    np.fill_diagonal(d, np.inf)
    return np.sort(d, axis=1)[:, K - 1]


def images(generated, p, real, rounding):
    """Features that were computed here differ in their last bits: rounding is what that may do to a mean."""
    d = distances(real, generated)
    in_real = d <= radii(real)[:, None]
    in_generated = d <= radii(generated)[None, :]
    histogram = np.bincount(p.argmax(1), minlength=p.shape[1])
    share = histogram / histogram.sum()
    hit = share[share > 0]
    logs = np.log(np.where(p > 0, p, 1)) - np.log(p.mean(0))
    return {
        "classifierScore": (np.exp((p * logs).sum(1).mean()), rounding),
        "frechetDistance": (frechet(generated, real), 1e-3),
        "kernelDistance": (kernel_distance(generated, real), rounding),
        "precision": (in_real.any(0).mean(), 0),
        "recall": (in_generated.any(1).mean(), 0),
        "density": (in_real.sum() / (K * len(generated)), rounding),
        "coverage": (in_real.any(1).mean(), 0),
        "classKl": ((hit * np.log(hit * len(share))).sum(), 1e-9),
        "classesHit": (len(hit), 0),
    }


def plane(samples, dataset):
    if dataset == "ring":
        angles = 2 * np.pi * np.arange(8) / 8
        centres, std = np.stack([np.cos(angles), np.sin(angles)], 1), 0.01
    else:
        axis = np.array([-4, -2, 0, 2, 4]) / 4
        centres, std = np.array([[a, b] for b in axis for a in axis]), 0.05 / 4
    d = distances(samples, centres)
    nearest, good = d.argmin(1), d.min(1) <= 3 * std
    share = np.bincount(nearest, minlength=len(centres)) / len(samples)
    hit = share[share > 0]
    return {
        "modesHit": (len(set(nearest[good])), 0),
        "highQuality": (good.mean(), 1e-3),  # float32 centres: a sample on the very edge may fall on either side
        "reverseKl": ((hit * np.log(hit * len(share))).sum(), 1e-9),
    }


def line(samples):
    x = np.sort(samples.astype(np.float64).ravel())
    mean, std = 3, 2
    grid = np.linspace(min(x[0], mean - 8 * std), max(x[-1], mean + 8 * std), 400_001)
    middle = (grid[1:] + grid[:-1]) / 2
    erf = np.vectorize(__import__("math").erf)
    truth = 0.5 * (1 + erf((middle - mean) / (std * np.sqrt(2))))
    empirical = np.searchsorted(x, middle, side="right") / len(x)
    at = 0.5 * (1 + erf((x - mean) / (std * np.sqrt(2))))
    i = np.arange(len(x))
    return {
        "mean": (x.mean(), 1e-9),
        "std": (x.std(ddof=1), 1e-9),
        "wasserstein1": (np.abs(truth - empirical).sum() * (grid[1] - grid[0]), 1e-3),
        "kolmogorovSmirnov": (max((at - i / len(x)).max(), ((i + 1) / len(x) - at).max()), 1e-9),
    }


def main():
    if len(sys.argv) not in (3, 5):
        sys.exit(__doc__)
    with open(sys.argv[1]) as file:
        evaluation = json.load(file)
    z = np.load(sys.argv[2])
    dataset = evaluation["dataset"]
    if len(sys.argv) == 5:
        real, shape = test_images(pathlib.Path(sys.argv[4]))
        against = f"{len(real):,} test images"
        if evaluation["against"] != against:
            sys.exit(f"the evaluation is against {evaluation['against']}, here are {against}: evaluate more samples")
        classifier = pathlib.Path(sys.argv[3])
        expected = images(*look(z["samples"], shape, classifier), look(real, shape, classifier)[0], 1e-4)
    elif "generatedFeatures" in z:
        expected = images(z["generatedFeatures"], z["generatedProbabilities"], z["realFeatures"], 1e-6)
    else:
        samples = z["samples"] if "samples" in z else z["generated"]
        expected = plane(samples.astype(np.float64), dataset) if samples.shape[1] == 2 else line(samples)
    failed = False
    for name, (value, tolerance) in expected.items():
        found = evaluation[name]
        # Shares of a count are exact but for the last bit of the division.
        ok = abs(found - value) <= max(tolerance * abs(value), 1e-12)
        failed |= not ok
        print(f"{'ok    ' if ok else 'WRONG '} {name:18s} gan4j {found:.12g}  numpy {value:.12g}")
    sys.exit(failed)


if __name__ == "__main__":
    main()
