"""The jobs that gan4j's peers are timed at: networks, losses and settings as gan4j has them, in one place for all peers.

A network is a list of layers, each a tuple of a kind and its numbers:
  linear INPUTS OUTPUTS BIAS
  conv, transposed INPUTS OUTPUTS KERNEL STRIDE PADDING GROUPS BIAS
  relu, leaky (slope 0.2), tanh
  pictures SIDE CHANNELS (from rows), rows (from pictures)
  up, down (bilinear with zeros around, as in gan4j's Resampling)
  residual LAYERS (their result is added to their input)
"""
from dataclasses import dataclass

LATENT = 100


@dataclass(frozen=True)
class Job:
    gan4j: str  # the command line of the same job
    side: int
    channels: int
    generator: list
    discriminator: list
    loss: str = "non-saturating"
    penalty: str = "none"  # none, r1, r1+r2 or gp
    weight: float = 0.0
    critic_steps: int = 1
    fresh_batch: bool = False  # G learns from another real batch than D's last
    rate: float = 2e-4
    betas: tuple = (0.9, 0.999)
    batches: tuple = (64,)

    @property
    def pixels(self):
        return self.side * self.side * self.channels

    def real_batches(self):
        """How many batches of real samples a step reads; the next step begins after those that D learned from."""
        return self.critic_steps + self.fresh_batch

    def critic_loss(self, kit, judge, real, fake):
        """What D minimises."""
        size = len(real)
        both = kit.cat([real, fake])
        penalty = 0
        if self.penalty == "r1":
            on_real, slopes = kit.slopes(judge, real)
            on_fake = judge(fake)
        else:
            scores, slopes = kit.slopes(judge, both) if self.penalty == "r1+r2" else (judge(both), None)
            on_real, on_fake = scores[:size], scores[size:]
        if self.penalty.startswith("r1"):
            penalty = (slopes**2).sum() * (self.weight / 2 / size)
        elif self.penalty == "gp":
            share = kit.uniform(size)
            _, slopes = kit.slopes(judge, share * real + (1 - share) * fake)
            penalty = (((slopes**2).sum(1) ** 0.5 - 1) ** 2).mean() * self.weight
        if self.loss == "wasserstein":
            return on_fake.mean() - on_real.mean() + penalty
        if self.loss == "relativistic":
            return kit.softplus(on_fake - on_real).mean() + penalty
        return kit.softplus(-on_real).mean() + kit.softplus(on_fake).mean() + penalty

    def generator_loss(self, kit, on_real, on_fake):
        """What G minimises; only a relativistic loss reads scores on real samples."""
        if self.loss == "wasserstein":
            return -on_fake.mean()
        if self.loss == "relativistic":
            return kit.softplus(on_real - on_fake).mean()
        return kit.softplus(-on_fake).mean()


def mlp(activation, *widths):
    layers = []
    for inputs, outputs in zip(widths, widths[1:]):
        layers += [("linear", inputs, outputs, True), (activation,)]
    return layers[:-1]


def mlps(gan4j, **settings):
    generator = mlp("relu", LATENT, 128, 256, 784) + [("tanh",)]
    return Job(gan4j, 28, 1, generator, mlp("leaky", 784, 256, 128, 1), batches=(64, 1024, 16384), **settings)


def dcgan(gan4j, side, **settings):
    widths = [32, 64, 128, 256][: (side // 4).bit_length() - 1]  # the smallest picture has 4x4 pixels
    generator = [("linear", LATENT, 16 * widths[-1], True), ("pictures", 4, widths[-1])]
    for inputs, outputs in zip(reversed(widths), [*reversed(widths[:-1]), 3]):
        generator += [("relu",), ("transposed", inputs, outputs, 4, 2, 1, 1, True)]
    discriminator = [("pictures", side, 3)]
    for inputs, outputs in zip([3, *widths], widths):
        discriminator += [("conv", inputs, outputs, 4, 2, 1, 1, True), ("leaky",)]
    discriminator += [("rows",), ("linear", 16 * widths[-1], 1, True)]
    return Job(gan4j, side, 3, generator + [("rows",), ("tanh",)], discriminator, betas=(0.5, 0.999), **settings)


def r3gan(gan4j, side, width=64):
    def block(activation):
        wide = 2 * width
        return ("residual", [
            ("conv", width, wide, 1, 1, 0, 1, True),
            (activation,),
            ("conv", wide, wide, 3, 1, 1, width // 8, True),
            (activation,),
            ("conv", wide, width, 1, 1, 0, 1, False),
        ])

    halvings = (side // 4).bit_length() - 1
    generator = [("linear", LATENT, width, False), ("pictures", 1, width)]
    generator += [("transposed", width, width, 4, 1, 0, width, False), block("relu")]
    generator += [("up",), block("relu")] * halvings
    generator += [("conv", width, 3, 1, 1, 0, 1, False), ("rows",), ("tanh",)]
    discriminator = [("pictures", side, 3), ("conv", 3, width, 1, 1, 0, 1, False), block("leaky")]
    discriminator += [("down",), block("leaky")] * halvings
    discriminator += [("conv", width, width, 4, 1, 0, width, False), ("rows",), ("linear", width, 1, False)]
    return Job(gan4j, side, 3, generator, discriminator, loss="relativistic", penalty="r1+r2", weight=1.0,
               fresh_batch=True, betas=(0.0, 0.99))


MLP = "train --preset mnist-mlp --dataset digits --ema 0"
# pictures64.npz: np.savez("pictures64.npz", images=np.random.randint(0, 256, (5000, 64, 64, 3), np.uint8))
PICTURES = {32: "--dataset shapes", 64: "--dataset npz --data-dir pictures64.npz"}
JOBS = {
    "mnist-mlp": mlps(MLP),
    "r1": mlps(MLP + " --penalty r1:10", penalty="r1", weight=10.0),
    # As `gan4j bench` has it: the tutorials' step with another loss. The loss's own preset is the next one.
    "wgan-gp": mlps(MLP + " --loss wgan-gp", loss="wasserstein", penalty="gp", weight=10.0),
    "wgan-gp-5": mlps("train --preset wgan-gp --dataset digits", loss="wasserstein", penalty="gp", weight=10.0,
                      critic_steps=5, rate=1e-4, betas=(0.5, 0.9)),
    **{f"dcgan-{side}": dcgan(f"train --arch dcgan --preset non-saturating {pictures}", side)
       for side, pictures in PICTURES.items()},
    **{f"dcgan-r1-{side}": dcgan(f"train --arch dcgan --preset non-saturating --penalty r1:0.1 {pictures}", side,
                                 penalty="r1", weight=0.1)
       for side, pictures in PICTURES.items()},
    **{f"r3gan-{side}": r3gan(f"train --arch r3gan --preset r3gan --schedule constant {pictures}", side)
       for side, pictures in PICTURES.items()},
}
