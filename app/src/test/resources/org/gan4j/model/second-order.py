# Writes second-order.csv: run by PyTorch 2.7.1 (CPU) in float64, it tells what a layer's values, slopes and second derivatives are.
#
#   y = layer(x), score = sum of k-th of tanh(y) of a sample times cos(k)
#   penalty = mean over the samples of the square of the slope of their scores
#
# A number of the table is the score of all samples, the penalty, or a weight's gradient of score or penalty as a sum over i of g[i]·cos(i).
import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)


def numbers(shape, factor, begin):
    count = torch.Size(shape).numel()
    return torch.sin(factor * torch.arange(count, dtype=torch.float64) + begin).reshape(shape)


def spectral(x, w, b, u):
    """One step of the power iteration, then W/σ; u and v are constants."""
    matrix = w.flatten(1)
    with torch.no_grad():
        v = F.normalize(u @ matrix, dim=1, eps=1e-12)
        u = F.normalize(v @ matrix.t(), dim=1, eps=1e-12)
    sigma = (u @ matrix @ v.t()).sum()
    return F.conv2d(x, w / sigma, b, padding=1)


def filtered(x, up):
    """R3GAN's InterpolativeUpsamplerReference and InterpolativeDownsamplerReference with its filter [1, 2, 1]."""
    row = torch.tensor([[1.0, 3.0, 3.0, 1.0]])
    kernel = (row.t() @ row / 64).view(1, 1, 4, 4)
    n, c, h, w = x.shape
    rows = x.reshape(n * c, 1, h, w)
    y = F.conv_transpose2d(rows, 4 * kernel, stride=2, padding=1) if up else F.conv2d(rows, kernel, stride=2, padding=1)
    return y.view(n, c, y.shape[2], y.shape[3])


# name: shapes of weights, function of x and weights
LAYERS = {
    "linear": ([(5, 96), (5,)], lambda x, w, b: F.linear(x.flatten(1), w, b)),
    "linear without bias": ([(5, 96)], lambda x, w: F.linear(x.flatten(1), w)),
    "convolution": ([(4, 6, 3, 3), (4,)], lambda x, w, b: F.conv2d(x, w, b, padding=1)),
    "convolution of stride 2": ([(4, 6, 4, 4), (4,)], lambda x, w, b: F.conv2d(x, w, b, stride=2, padding=1)),
    "convolution in groups": ([(4, 3, 3, 2)], lambda x, w: F.conv2d(x, w, groups=2)),
    "convolution of each channel": ([(6, 1, 4, 4)], lambda x, w: F.conv2d(x, w, groups=6)),
    "convolution with a spectral norm": ([(4, 6, 3, 3), (4,)], lambda x, w, b: spectral(x, w, b, numbers((1, 4), 0.9, 0.5))),
    "transposed convolution": ([(6, 4, 4, 4), (4,)], lambda x, w, b: F.conv_transpose2d(x, w, b, stride=2, padding=1)),
    "transposed convolution in groups": ([(6, 2, 3, 2)], lambda x, w: F.conv_transpose2d(x, w, groups=3)),
    "batch norm": ([(6,), (6,)], lambda x, w, b: F.batch_norm(x, None, None, w, b, training=True)),
    "group norm": ([(6,), (6,)], lambda x, w, b: F.group_norm(x, 2, w, b)),
    "layer norm": ([(6,), (6,)], lambda x, w, b: F.group_norm(x, 1, w, b)),
    "nearest up": ([], lambda x: F.interpolate(x, scale_factor=2, mode="nearest")),
    "average down": ([], lambda x: F.avg_pool2d(x, 2)),
    "bilinear up": ([], lambda x: filtered(x, True)),
    "bilinear down": ([], lambda x: filtered(x, False)),
    "global sum": ([], lambda x: x.sum([2, 3])),
    "relu": ([], F.relu),
    "leaky relu": ([], lambda x: F.leaky_relu(x, 0.25)),
    "tanh": ([], torch.tanh),
    "residual": ([(6, 6, 3, 3), (6,)], lambda x, w, b: F.conv2d(torch.tanh(x), w, b, padding=1) + x),
    "residual with a shortcut": (
        [(4, 6, 3, 3), (4,), (4, 6, 1, 1)],
        lambda x, w, b, s: F.conv2d(torch.tanh(x), w, b, padding=1) + F.conv2d(x, s),
    ),
}


def digest(tensor):
    return repr(float((tensor.flatten() * torch.cos(torch.arange(tensor.numel(), dtype=torch.float64))).sum()))


print("layer,score,penalty,gradients")
for name, (shapes, layer) in LAYERS.items():
    x = numbers((3, 6, 4, 4), 0.37, 0.1).requires_grad_()
    weights = [(0.3 * numbers(shape, 0.61, k)).requires_grad_() for k, shape in enumerate(shapes)]
    scores = torch.tanh(layer(x, *weights)).flatten(1)
    scores = (scores * torch.cos(torch.arange(scores.shape[1], dtype=torch.float64))).sum(1)
    slopes = torch.autograd.grad(scores.sum(), x, create_graph=True)[0]
    penalty = slopes.square().flatten(1).sum(1).mean()
    gradients = [digest(g) for g in torch.autograd.grad(scores.sum(), weights, retain_graph=True)] if weights else []
    if weights:
        gradients += [
            digest(g if g is not None else torch.zeros_like(w))
            for g, w in zip(torch.autograd.grad(penalty, weights, allow_unused=True), weights)
        ]
    print(f'{name},{float(scores.sum())!r},{float(penalty)!r},{" ".join(gradients)}')
