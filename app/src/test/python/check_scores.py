"""Computes the scores of an evaluation again, in float64 with numpy alone, and compares.

usage: check_scores.py FEATURES.npz EVALUATION.json

FEATURES.npz is what `gan4j evaluate RUN --features` writes, EVALUATION.json what it leaves in the run. The formulas are those of the
papers, written without a look at the Java code: distances are taken coordinate by coordinate, the root of the covariances by the
eigenvalues of their product.
"""

import json
import sys

import numpy as np

K = 5


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


def images(z):
    generated, real = z["generatedFeatures"], z["realFeatures"]
    p = z["generatedProbabilities"]
    d = distances(real, generated)
    in_real = d <= radii(real)[:, None]
    in_generated = d <= radii(generated)[None, :]
    histogram = np.bincount(p.argmax(1), minlength=p.shape[1])
    share = histogram / histogram.sum()
    hit = share[share > 0]
    logs = np.log(np.where(p > 0, p, 1)) - np.log(p.mean(0))
    return {
        "classifierScore": (np.exp((p * logs).sum(1).mean()), 1e-6),
        "frechetDistance": (frechet(generated, real), 1e-3),
        "kernelDistance": (kernel_distance(generated, real), 1e-6),
        "precision": (in_real.any(0).mean(), 0),
        "recall": (in_generated.any(1).mean(), 0),
        "density": (in_real.sum() / (K * len(generated)), 1e-12),
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
    z = np.load(sys.argv[1])
    with open(sys.argv[2]) as file:
        evaluation = json.load(file)
    dataset = evaluation["dataset"]
    if "generatedFeatures" in z:
        expected = images(z)
    elif z["generated"].shape[1] == 2:
        expected = plane(z["generated"].astype(np.float64), dataset)
    else:
        expected = line(z["generated"])
    failed = False
    for name, (value, tolerance) in expected.items():
        found = evaluation[name]
        # Both are shares of a count: exact but for the last bit of the division.
        ok = abs(found - value) <= max(tolerance * abs(value), 1e-12)
        failed |= not ok
        print(f"{'ok    ' if ok else 'WRONG '} {name:18s} gan4j {found:.12g}  numpy {value:.12g}")
    sys.exit(failed)


if __name__ == "__main__":
    main()
