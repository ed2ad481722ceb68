"""Opens exported files with the programs that they are written for.

    check_exports.py [--document app/doc/export.md] DIRECTORY...

Each directory holds what `gan4j export` wrote, every file with its FILE.json, and the product's own numbers: generator.npz as `gan4j
sample --format npz` writes it, and discriminator.npz with `samples` and `scores`. Outputs must equal these to 1e-5. With --document, the
Python code of that page runs in the last directory.
"""

import argparse
import hashlib
import json
import os
import pathlib
import re
import sys

import numpy as np
import onnx
import onnxruntime
import safetensors.torch
import torch

TOLERANCE = 1e-5
ACTIVATIONS = {"none": torch.nn.Identity, "relu": torch.nn.ReLU, "tanh": torch.nn.Tanh, "leaky-relu": torch.nn.LeakyReLU}


class Function(torch.nn.Module):
    def __init__(self, function):
        super().__init__()
        self.forward = function


class Residual(torch.nn.Module):
    def __init__(self, parts):
        super().__init__()
        self.body, self.shortcut = parts["body"], parts["shortcut"]

    def forward(self, x):
        return self.body(x) + self.shortcut(x)


def blurred(x, gain):
    """The filter [1, 3, 3, 1] in both directions, of sum `gain`, at every place that it touches; zeros lie around the picture."""
    taps = torch.tensor([1.0, 3.0, 3.0, 1.0])
    kernel = torch.outer(taps, taps) * (gain / 64)
    return torch.nn.functional.conv2d(x, kernel.expand(x.shape[1], 1, 4, 4), padding=2, groups=x.shape[1])


def with_zeros(x):
    """Each pixel at the top left of a square of two, the rest of which is 0."""
    corner = torch.tensor([[1.0, 0.0], [0.0, 0.0]])
    return torch.nn.functional.conv_transpose2d(x, corner.expand(x.shape[1], 1, 2, 2), stride=2, groups=x.shape[1])


RESAMPLINGS = {
    "NEAREST_UP": torch.nn.Upsample(scale_factor=2, mode="nearest"),
    "AVERAGE_DOWN": torch.nn.AvgPool2d(2),
    "BILINEAR_UP": Function(lambda x: blurred(with_zeros(x), 4)[:, :, :-1, :-1]),
    "BILINEAR_DOWN": Function(lambda x: blurred(x, 1)[:, :, 1::2, 1::2]),
}


def product(kind, layer):
    window = layer["window"]
    return kind(layer["inputs"], layer["outputs"], (window["height"], window["width"]), window["stride"], window["padding"],
                groups=layer["groups"], bias=layer["bias"])


MODULES = {
    "Linear": lambda layer: torch.nn.Linear(layer["inputs"], layer["outputs"], layer["bias"]),
    "Convolution": lambda layer: product(torch.nn.Conv2d, layer),
    "TransposedConvolution": lambda layer: product(torch.nn.ConvTranspose2d, layer),
    "BatchNorm": lambda layer: torch.nn.BatchNorm2d(layer["channels"]),
    "GroupNorm": lambda layer: torch.nn.GroupNorm(layer["groups"], layer["channels"]),
    "Reshape": lambda layer: torch.nn.Unflatten(1, layer["shape"]) if len(layer["shape"]) > 1 else torch.nn.Flatten(),
    "Resampling": lambda layer: RESAMPLINGS[layer["kind"]],
    "GlobalSum": lambda layer: Function(lambda x: x.sum((2, 3))),
    "ActivationFunction": lambda layer: None,
    "Sequential": lambda layer: torch.nn.Sequential(),
}
ARRAYS = {"BatchNorm": ["weight", "bias", "running_mean", "running_var"], "GroupNorm": ["weight", "bias"],
          **{kind: ["weight", "bias"] for kind in ("Linear", "Convolution", "TransposedConvolution")}}


def modules(layers):
    """Of the layers by name, an nn.Sequential, or what else the first part of their names says that they are."""
    parts = {}
    for name, layer in layers.items():
        part, _, inner = name.partition(".")
        parts.setdefault(part, {})[inner] = layer
    made = torch.nn.Sequential()
    for name, part in parts.items():
        if "" not in part:
            made.add_module(name, modules(part))
            continue
        module = MODULES[part[""]["type"]](part[""])
        if module is not None:
            made.add_module(name, module)
        activation, *slope = part[""]["activation"].split(":") if "activation" in part[""] else ["none"]
        if activation != "none":  # the next number, unless the activation stands alone
            made.add_module(name if module is None else str(int(name) + 1), ACTIVATIONS[activation](*map(float, slope)))
    return Residual(dict(made.named_children())) if "body" in parts else made


def in_safetensors(file, about, rows):
    """Modules made from FILE.json alone, and the norms taken out as app/doc/export.md says."""
    weights = safetensors.torch.load_file(file)
    for layer in about["layers"]:
        if layer.get("spectralNorm"):
            u, v = (weights.pop(f"{layer['name']}.{array}") for array in ("u", "v"))
            w = weights[f"{layer['name']}.weight"]
            weights[f"{layer['name']}.weight"] = w / (u @ w.flatten(1) @ v.T)
    model = modules({layer["name"]: layer for layer in about["layers"]}).eval()
    missing, unexpected = model.load_state_dict(weights, strict=False)
    assert not unexpected and all(name.endswith("num_batches_tracked") for name in missing), (missing, unexpected)
    with torch.no_grad():
        x = torch.from_numpy(rows)
        return energy(about, x, model(x)).numpy()


def energy(about, x, y):
    values = about["output"]["columns"][0]["values"]
    if values.startswith("mean squared error"):
        return (y - x).square().mean(1, keepdim=True)
    if values.startswith("mean absolute error"):
        return (y - x).abs().mean(1, keepdim=True)
    return y


def in_torchscript(file, about, rows):
    module = torch.jit.load(file)
    assert not module.training
    names = [f"{layer['name']}.{array}" for layer in about["layers"] for array in ARRAYS.get(layer["type"], [])
             if array != "bias" or layer.get("bias", True)]
    assert sorted(module.state_dict()) == sorted(names), list(module.state_dict())
    again = file.with_suffix(".again")
    module.save(str(again))  # PyTorch can write what it has read
    again.unlink()
    return module(torch.from_numpy(rows)).numpy()


def in_onnx(file, about, rows):
    model = onnx.load(file)
    onnx.checker.check_model(model, full_check=True)
    session = onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"])
    (given,), (made,) = session.get_inputs(), session.get_outputs()
    for value, rows_of in ((given, about["input"]), (made, about["output"])):
        assert (value.name, value.shape) == (rows_of["name"], ["N", rows_of["size"]]), (value.name, value.shape)
    one = session.run([made.name], {given.name: rows[:1]})[0]
    assert one.shape == (1, about["output"]["size"]), "any number of rows"
    return session.run([made.name], {given.name: rows})[0]


CLIENTS = {"safetensors": in_safetensors, "torchscript": in_torchscript, "onnx": in_onnx}


def check(description):
    about = json.loads(description.read_text())
    file = description.with_suffix("")
    assert hashlib.sha256(file.read_bytes()).hexdigest() == about["sha256"]
    if about["format"] not in CLIENTS:
        return None  # DJL's own, which Java's tests open
    ours = np.load(description.parent / f"{about['player']}.npz")
    rows, expected = ours[about["input"]["name"]], ours[about["output"]["name"]]
    assert rows.shape[1] == about["input"]["size"] and expected.shape[1] == about["output"]["size"]
    assert expected.max() - expected.min() > 100 * TOLERANCE, "an output that is always the same proves nothing"
    actual = CLIENTS[about["format"]](file, about, rows)
    assert actual.shape == expected.shape, (actual.shape, expected.shape)
    difference = np.abs(actual - expected).max()
    assert difference <= TOLERANCE, difference
    return difference


def code_of(document):
    blocks = re.findall(r"```python\n(.*?)```", document.read_text(), re.S)
    assert len(blocks) == 3, len(blocks)
    return blocks


def run_code(blocks):
    """Each ends with the same samples, of one latent."""
    names, first = {}, None
    for block in blocks:
        names.pop("samples", None)
        exec(block, names)
        samples = np.asarray(names["samples"].detach() if torch.is_tensor(names["samples"]) else names["samples"])
        first = samples if first is None else first
        assert np.abs(samples - first).max() <= TOLERANCE
    return first.shape


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--document", type=pathlib.Path)
    arguments.add_argument("directories", nargs="+", type=pathlib.Path)
    given = arguments.parse_args()
    blocks = code_of(given.document) if given.document else []
    checked = failed = 0
    for directory in given.directories:
        for description in sorted(directory.glob("*.json")):
            what = f"{directory.name}/{description.stem}"
            try:
                difference = check(description)
                if difference is not None:
                    checked += 1
                    print(f"ok      {what}: differs by {difference:.1e}")
            except Exception as e:
                failed += 1
                print(f"FAILED  {what}: {type(e).__name__}: {e}")
    if blocks:
        os.chdir(given.directories[-1])
        print(f"ok      {given.document.name}:", run_code(blocks))
    print(f"{checked} files agree, {failed} do not; torch {torch.__version__}, onnx {onnx.__version__},"
          f" onnxruntime {onnxruntime.__version__}, safetensors {safetensors.__version__}")
    sys.exit(0 if checked and not failed else 1)


if __name__ == "__main__":
    main()
