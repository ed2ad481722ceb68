"""The job of `gan4j bench` in eager PyTorch (2.7.1, what the engine is too), to compare with. Prints its steps a second.

  pytorch_loop.py                        a DataLoader and two optimizers, as tutorials have it
  pytorch_loop.py --resident             data in memory, fused Adam, D frozen in G's update
  ... --gp                               the Wasserstein loss with the gradient penalty, as in `gan4j bench --loss wgan-gp`
"""
import argparse
import time

import torch
from torch import nn
from torch.nn.functional import softplus
from torch.utils.data import DataLoader, TensorDataset

parser = argparse.ArgumentParser()
parser.add_argument("--resident", action="store_true")
parser.add_argument("--gp", action="store_true")
parser.add_argument("--batch-size", type=int, default=64)
parser.add_argument("--steps", type=int, default=500)
args = parser.parse_args()
torch.set_num_threads(1)

LATENT, PIXELS, IMAGES, WARM_UP = 100, 784, 60_000, 100


def mlp(hidden, *widths, last=()):
    layers = []
    for inputs, outputs in zip(widths, widths[1:]):
        layers += [nn.Linear(inputs, outputs), hidden]
    return nn.Sequential(*layers[:-1], *last)


generator = mlp(nn.ReLU(), LATENT, 128, 256, PIXELS, last=[nn.Tanh()])
critic = mlp(nn.LeakyReLU(0.2), PIXELS, 256, 128, 1)
g_adam, d_adam = (torch.optim.Adam(net.parameters(), lr=2e-4, fused=args.resident or None) for net in (generator, critic))
images = torch.rand(IMAGES, PIXELS) * 2 - 1


def batches():
    if not args.resident:
        loader = DataLoader(TensorDataset(images), args.batch_size, shuffle=True, drop_last=True)
        while True:
            yield from (real for real, in loader)
    while True:
        for rows in torch.randperm(IMAGES).split(args.batch_size)[: IMAGES // args.batch_size]:
            yield images[rows]


def penalty(real, fake):
    share = torch.rand(len(real), 1)
    point = (share * real + (1 - share) * fake).requires_grad_()
    slope, = torch.autograd.grad(critic(point).sum(), point, create_graph=True)
    return 10 * (slope.norm(dim=1) - 1).square().mean()


def minimise(loss, adam):
    adam.zero_grad()
    loss.backward()
    adam.step()


def step(real):
    fake = generator(torch.randn(args.batch_size, LATENT))
    detached = fake.detach()
    r, f = critic(real), critic(detached)
    minimise(f.mean() - r.mean() + penalty(real, detached) if args.gp else softplus(-r).mean() + softplus(f).mean(), d_adam)
    critic.requires_grad_(not args.resident)
    f = critic(fake)
    minimise(-f.mean() if args.gp else softplus(-f).mean(), g_adam)
    critic.requires_grad_(True)


source = batches()
for _ in range(WARM_UP):
    step(next(source))
began = time.perf_counter()
for _ in range(args.steps):
    step(next(source))
rate = args.steps / (time.perf_counter() - began)
print(f"torch {torch.__version__}, {'resident' if args.resident else 'loader'}{', gp' if args.gp else ''}, "
      f"batch {args.batch_size}: {rate:.1f} steps/s")
