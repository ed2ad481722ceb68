"""Makes the numbers of OptimizerTest and ScheduleTest with PyTorch 2.7.1 on the CPU, default settings:

    python optimizer_numbers.py > ../resources/org/gan4j/testing/pytorch.csv

Weights after 50 steps, and factors of learning-rate schedules. OptimizerTest and ScheduleTest compute the same starting
weights, gradients and rates from the same formulas.
"""
from math import sin

import torch
from torch.optim import SGD, Adam, AdamW, RMSprop
from torch.optim.lr_scheduler import CosineAnnealingLR, LinearLR

SHAPES, SCALES = [(2, 3), (3,), (1, 2, 2)], [1, 0.1, 1e-8]  # tiny gradients show where the epsilon stands

RULES = {
    "adam": lambda w: Adam(w, betas=(0.5, 0.9)),
    "adam, weight decay": lambda w: Adam(w, weight_decay=0.1),
    "adamw": lambda w: AdamW(w, weight_decay=0.1),
    "rmsprop": lambda w: RMSprop(w),
    "rmsprop, weight decay": lambda w: RMSprop(w, weight_decay=0.1),
    "sgd": lambda w: SGD(w, lr=0),
    "sgd, weight decay": lambda w: SGD(w, lr=0, weight_decay=0.1),
    "sgd, momentum": lambda w: SGD(w, lr=0, momentum=0.9),
    "sgd, momentum, weight decay": lambda w: SGD(w, lr=0, momentum=0.9, weight_decay=0.1),
}


def filled(k, phase, scale, dtype):
    first = sum(torch.Size(shape).numel() for shape in SHAPES[:k])
    count = torch.Size(SHAPES[k]).numel()
    values = [scale * sin(0.37 * (first + i) + phase) for i in range(count)]
    return torch.tensor(values, dtype=torch.float64).reshape(SHAPES[k]).to(dtype)


for dtype in torch.float64, torch.float32:
    for name, rule in RULES.items():
        weights = [filled(k, 1, 1, dtype).requires_grad_() for k in range(len(SHAPES))]
        optimizer = rule(weights)
        for t in range(1, 51):
            for k, weight in enumerate(weights):
                weight.grad = filled(k, t, SCALES[k], dtype)
            optimizer.param_groups[0]["lr"] = 0.01 * (1 + 0.5 * sin(t))
            optimizer.step()
        print(str(dtype)[6:], name, *[repr(v) for w in weights for v in w.flatten().tolist()], sep=";")

SCHEDULES = {
    "linear:0.001": lambda o: LinearLR(o, start_factor=1, end_factor=0.001, total_iters=8),
    "linear": lambda o: LinearLR(o, start_factor=1, end_factor=0, total_iters=8),
    "cosine:0.01": lambda o: CosineAnnealingLR(o, T_max=8, eta_min=0.01),
    "cosine": lambda o: CosineAnnealingLR(o, T_max=8),
}
for name, schedule in SCHEDULES.items():
    optimizer = SGD([torch.zeros(1)], lr=1)
    scheduler = schedule(optimizer)
    factors = []
    for t in range(9):
        factors.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    print("schedule", name, *map(repr, factors), sep=";")
