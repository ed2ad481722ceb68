"""PyTorch at gan4j's jobs (jobs.py), in steps a second.

  eager    fused Adam, only what learns gets gradients
  graph    the same step as one CUDA graph, captured by hand
  compile  the step with its derivatives and Adam as one function of torch.compile, and that as one CUDA graph
  ...-nhwc the same in channels-last, of convolutions
"""
import torch
from torch import nn
from torch.func import functional_call, grad_and_value, vjp
from torch.nn import functional as F

from jobs import JOBS, LATENT
from measure import CHECKED_STEPS, IMAGES, Runner, arguments, batches, head, say

TOOLS = ["eager", "graph", "compile"]
LAUNCHES = 1000
PROFILED_STEPS = 20


class Pictures(nn.Module):
    def __init__(self, side, channels, last):
        super().__init__()
        self.side, self.channels, self.last = side, channels, last

    def forward(self, x):
        if self.last:
            return x.view(-1, self.side, self.side, self.channels).permute(0, 3, 1, 2)
        return x.view(-1, self.channels, self.side, self.side)


class Rows(nn.Module):
    def __init__(self, last):
        super().__init__()
        self.last = last

    def forward(self, x):
        return (x.permute(0, 2, 3, 1) if self.last else x).reshape(len(x), -1)


class Up(nn.Module):
    def forward(self, x):
        return F.avg_pool2d(F.avg_pool2d(F.interpolate(x, scale_factor=2), 2, 1, 1), 2, 1)


class Down(nn.Module):
    def forward(self, x):
        return F.avg_pool2d(F.avg_pool2d(F.avg_pool2d(x, 2, 1, 1), 2, 1), 2)


class Residual(nn.Module):
    def __init__(self, body):
        super().__init__()
        self.body = body

    def forward(self, x):
        return x + self.body(x)


def network(layers, last):
    makers = {
        "linear": nn.Linear,
        "conv": lambda i, o, kernel, stride, pad, groups, bias: nn.Conv2d(
            i, o, kernel, stride, pad, groups=groups, bias=bias),
        "transposed": lambda i, o, kernel, stride, pad, groups, bias: nn.ConvTranspose2d(
            i, o, kernel, stride, pad, groups=groups, bias=bias),
        "relu": lambda: nn.ReLU(),
        "leaky": lambda: nn.LeakyReLU(0.2),
        "tanh": lambda: nn.Tanh(),
        "pictures": lambda side, channels: Pictures(side, channels, last),
        "rows": lambda: Rows(last),
        "up": Up,
        "down": Down,
        "residual": lambda body: Residual(network(body, last)),
    }
    return nn.Sequential(*(makers[kind](*numbers) for kind, *numbers in layers))


class Training:
    """The networks of a job, its data on the device, and what its losses ask of PyTorch."""

    def __init__(self, job, size, device, last):
        torch.manual_seed(0)
        self.job, self.size, self.device = job, size, device
        layout = torch.channels_last if last else torch.contiguous_format
        self.generator = network(job.generator, last).to(device, memory_format=layout)
        self.critic = network(job.discriminator, last).to(device, memory_format=layout)
        self.pixels = torch.randint(0, 256, (IMAGES, job.pixels), dtype=torch.uint8, device=device)
        self.order = torch.randint(0, IMAGES, (1 << 20,), device=device)
        self.span = job.real_batches() * size
        self.next = 0
        self.sums = torch.zeros(2, device=device)

    cat = staticmethod(torch.cat)
    softplus = staticmethod(F.softplus)

    def uniform(self, size):
        return torch.rand(size, 1, device=self.device)

    def noise(self):
        return torch.randn(self.size, LATENT, device=self.device)

    def samples(self, rows, index):
        rows = rows[index * self.size : (index + 1) * self.size]
        return self.pixels.index_select(0, rows).float() / 127.5 - 1

    def rows(self):
        """Which images the next step learns from."""
        if self.next + self.span > len(self.order):
            self.next = 0
        rows = self.order[self.next : self.next + self.span]
        self.next += self.job.critic_steps * self.size
        return rows

    def runs(self, step):
        """What is timed."""

        def run():
            step(self.rows())
            return 1

        def losses(steps):
            d, g = (self.sums / steps).tolist()
            return f"{d:.4f} {g:.4f}"

        return run, finish(self.device), losses


class Eager(Training):
    """A step as PyTorch's users write it, without waste."""

    def __init__(self, job, size, device, last, capturable=False):
        super().__init__(job, size, device, last)
        self.g_weights, self.d_weights = list(self.generator.parameters()), list(self.critic.parameters())
        settings = dict(lr=job.rate, betas=job.betas, fused=True, capturable=capturable)
        self.g_adam = torch.optim.Adam(self.g_weights, **settings)
        self.d_adam = torch.optim.Adam(self.d_weights, **settings)

    @staticmethod
    def slopes(judge, points):
        points = points.detach().requires_grad_()
        scores = judge(points)
        (slopes,) = torch.autograd.grad(scores.sum(), points, create_graph=True)
        return scores, slopes

    @staticmethod
    def minimise(loss, weights, adam):
        loss.backward(inputs=weights)
        adam.step()
        adam.zero_grad()

    def step(self, rows):
        job = self.job
        for i in range(job.critic_steps):
            real = self.samples(rows, i)
            with torch.set_grad_enabled(i == job.critic_steps - 1):  # G learns from the last ones
                fake = self.generator(self.noise())
            d_loss = job.critic_loss(self, self.critic, real, fake.detach())
            self.minimise(d_loss, self.d_weights, self.d_adam)
        on_real = None
        if job.loss == "relativistic":
            with torch.no_grad():
                on_real = self.critic(self.samples(rows, job.real_batches() - 1))
        g_loss = job.generator_loss(self, on_real, self.critic(fake))
        self.minimise(g_loss, self.g_weights, self.g_adam)
        self.sums += torch.stack([d_loss.detach(), g_loss.detach()])


class Functional(Training):
    """The same step without autograd's tape, so that torch.compile sees it whole."""

    def __init__(self, job, size, device, last):
        super().__init__(job, size, device, last)
        self.g_weights, self.d_weights = (
            {name: weight.detach().clone() for name, weight in net.named_parameters()}
            for net in (self.generator, self.critic))
        self.generator.requires_grad_(False)
        self.critic.requires_grad_(False)
        self.g_moments, self.d_moments = (
            ({name: torch.zeros_like(weight) for name, weight in weights.items()},
             {name: torch.zeros_like(weight) for name, weight in weights.items()},
             torch.zeros((), device=device))
            for weights in (self.g_weights, self.d_weights))

    @staticmethod
    def slopes(judge, points):
        scores, back = vjp(judge, points)
        return scores, back(torch.ones_like(scores))[0]

    def adam(self, weights, slopes, moments):
        first, second, steps = moments
        beta1, beta2 = self.job.betas
        steps.add_(1)
        rate = self.job.rate / (1 - beta1**steps)
        root = (1 - beta2**steps).sqrt()
        for name, weight in weights.items():
            first[name].lerp_(slopes[name], 1 - beta1)
            second[name].lerp_(slopes[name].square(), 1 - beta2)
            weight.sub_(rate * first[name] / (second[name].sqrt() / root + 1e-8))

    def generate(self, noise):
        return lambda weights: functional_call(self.generator, weights, (noise,))

    def judge(self, weights):
        return lambda samples: functional_call(self.critic, weights, (samples,))

    def step(self, rows):
        job = self.job
        for i in range(job.critic_steps):
            real = self.samples(rows, i)
            noise = self.noise()
            fake, back = vjp(self.generate(noise), self.g_weights)
            slopes, d_loss = grad_and_value(
                lambda weights: job.critic_loss(self, self.judge(weights), real, fake))(self.d_weights)
            self.adam(self.d_weights, slopes, self.d_moments)
        judge = self.judge(self.d_weights)
        on_real = None
        if job.loss == "relativistic":
            on_real = judge(self.samples(rows, job.real_batches() - 1))
        to_fake, g_loss = grad_and_value(lambda fake: job.generator_loss(self, on_real, judge(fake)))(fake)
        (slopes,) = back(to_fake)
        self.adam(self.g_weights, slopes, self.g_moments)
        self.sums.add_(torch.stack([d_loss, g_loss]))


def finish(device):
    return torch.cuda.synchronize if device == "cuda" else lambda: None


def captured(step):
    """The step as a CUDA graph; its first runs, on a stream of their own, choose kernels and take memory."""
    side = torch.cuda.Stream()
    side.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(side):
        for _ in range(3):
            step()
    torch.cuda.current_stream().wait_stream(side)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        step()
    return graph


def ready(job, size, tool, device):
    """A job, so far that steps can be timed."""
    way, last = tool.removesuffix("-nhwc"), tool.endswith("-nhwc")
    if way == "eager":
        training = Eager(job, size, device, last)
        return training.runs(training.step)
    if way == "graph":
        training = Eager(job, size, device, last, capturable=True)
        step = training.step
    else:
        training = Functional(job, size, device, last)
        step = torch.no_grad()(torch.compile(training.step, fullgraph=True, dynamic=False))
    rows = training.rows().clone()
    if device == "cpu":  # a rehearsal without graphs
        step(rows)
        training.sums.zero_()
        return training.runs(step)
    graph = captured(lambda: step(rows))
    training.sums.zero_()

    def replay(chosen):
        rows.copy_(chosen)
        graph.replay()

    return training.runs(replay)


def launches(tool, device):
    """One small kernel again and again."""
    x = torch.zeros(64, device=device)

    def add():
        for _ in range(LAUNCHES):
            x.add_(1)
        return LAUNCHES

    if tool == "eager" or device == "cpu":
        return add, finish(device), lambda steps: "-"
    graph = captured(add)

    def replay():
        graph.replay()
        return LAUNCHES

    return replay, finish(device), lambda steps: "-"


def profile(job, size, device):
    """Where the time of eager steps goes."""
    from torch.profiler import ProfilerActivity, profile

    run, wait, _ = ready(JOBS[job], size, "eager", device)
    for _ in range(CHECKED_STEPS):
        run()
    wait()
    used = [ProfilerActivity.CPU] + [ProfilerActivity.CUDA] * (device == "cuda")
    with profile(activities=used) as seen:
        for _ in range(PROFILED_STEPS):
            run()
        wait()
    by = "self_device_time_total" if device == "cuda" else "self_cpu_time_total"
    say(f"# {PROFILED_STEPS} eager steps of {job}, batch {size}, under the profiler")
    say(seen.key_averages().table(sort_by=by, row_limit=16, max_name_column_width=60))


def main():
    parser = arguments(__doc__, TOOLS)
    parser.add_argument("--profile", action="store_true", help="profile eager steps instead of timing them")
    args = parser.parse_args()
    torch.set_num_threads(1 if args.device == "cpu" else torch.get_num_threads())
    torch.set_float32_matmul_precision("high" if args.precision == "tf32" else "highest")
    torch.backends.cudnn.allow_tf32 = args.precision == "tf32"
    torch._dynamo.config.recompile_limit = 64  # a job is another version of the same step
    torch.backends.cudnn.benchmark = True  # its search for the fastest convolutions, before the clock runs
    name = torch.cuda.get_device_name() if args.device == "cuda" else "CPU"
    head(f"{name}, PyTorch {torch.__version__}, CUDA {torch.version.cuda}", args)
    jobs, tools, runner = args.jobs.split(","), args.tools.split(","), Runner(args)
    if args.profile:
        for job in jobs:
            for size in batches(job, args):
                profile(job, size, args.device)
        return
    for job in jobs:
        for size in ["-"] if job == "launch" else batches(job, args):
            for tool in tools:
                make = lambda: launches(tool, args.device) if job == "launch" else ready(
                    JOBS[job], size, tool, args.device)
                runner.prepare(job, size, tool, make)
    runner.measure()


if __name__ == "__main__":
    main()
