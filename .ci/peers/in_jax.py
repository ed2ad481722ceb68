"""JAX at gan4j's jobs (jobs.py), in steps a second.

  jax-jit   one call of a jitted function a step
  jax-scan  a hundred steps in one call; ten of a batch above 1,024
"""
import os

os.environ.setdefault("XLA_PYTHON_CLIENT_PREALLOCATE", "false")  # other programs use the GPU too

import jax
import jax.numpy as jnp
import numpy as np
import optax
from jax import lax

from jobs import JOBS, LATENT
from measure import IMAGES, Runner, arguments, batches, head

TOOLS = ["jax-jit", "jax-scan"]
ORDER = 1 << 20
LAYOUT = ("NHWC", "HWIO", "NHWC")


def weights(layers, random):
    """Uniform ones, as PyTorch draws them; a list of arrays a layer."""
    found = []
    for kind, *numbers in layers:
        if kind == "residual":
            found.append(weights(numbers[0], random))
        elif kind == "linear":
            inputs, outputs, bias = numbers
            found.append(drawn((inputs, outputs), inputs, bias * outputs, random))
        elif kind in ("conv", "transposed"):
            inputs, outputs, kernel, _, _, groups, bias = numbers
            shape = (kernel, kernel, inputs // groups, outputs)
            found.append(drawn(shape, inputs // groups * kernel**2, bias * outputs, random))
        else:
            found.append([])
    return found


def drawn(shape, inputs, biases, random):
    arrays = [shape, (biases,)] if biases else [shape]
    return [jnp.asarray(random.uniform(-1, 1, of).astype(np.float32) / inputs**0.5) for of in arrays]


def means(x, padding):
    """Of each 2x2 pixels."""
    x = jnp.pad(x, ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    return (x[:, :-1, :-1] + x[:, :-1, 1:] + x[:, 1:, :-1] + x[:, 1:, 1:]) / 4


def convolved(x, kernel, stride, low, dilation, groups):
    return lax.conv_general_dilated(x, kernel, (stride, stride), [(low, low)] * 2, lhs_dilation=(dilation, dilation),
                                    dimension_numbers=LAYOUT, feature_group_count=groups)


def apply(layers, weights, x):
    for (kind, *numbers), own in zip(layers, weights):
        if kind == "residual":
            x = x + apply(numbers[0], own, x)
        elif kind == "linear":
            x = x @ own[0]
        elif kind == "conv":
            _, _, _, stride, padding, groups, _ = numbers
            x = convolved(x, own[0], stride, padding, 1, groups)
        elif kind == "transposed":
            _, _, size, stride, padding, groups, _ = numbers
            x = convolved(x, own[0], 1, size - 1 - padding, stride, groups)
        elif kind == "pictures":
            side, channels = numbers
            x = x.reshape(-1, side, side, channels)
        elif kind == "rows":
            x = x.reshape(len(x), -1)
        elif kind == "up":
            x = means(means(jnp.repeat(jnp.repeat(x, 2, 1), 2, 2), 1), 0)
        elif kind == "down":
            x = means(means(x, 1), 0)
            x = (x[:, ::2, ::2] + x[:, ::2, 1::2] + x[:, 1::2, ::2] + x[:, 1::2, 1::2]) / 4
        else:
            x = {"relu": jax.nn.relu, "leaky": lambda x: jax.nn.leaky_relu(x, 0.2), "tanh": jnp.tanh}[kind](x)
        if kind in ("linear", "conv", "transposed") and len(own) == 2:
            x = x + own[1]
    return x


class Kit:
    """What the losses ask of JAX."""

    cat = staticmethod(jnp.concatenate)
    softplus = staticmethod(jax.nn.softplus)

    def __init__(self, key):
        self.key = key

    def uniform(self, size):
        return jax.random.uniform(self.key, (size, 1))

    @staticmethod
    def slopes(judge, points):
        scores, back = jax.vjp(judge, points)
        return scores, back(jnp.ones_like(scores))[0]


def stepper(job, size):
    adam = optax.adam(job.rate, *job.betas)

    def step(state, resident):
        G, D, g_state, d_state, key, at, sums = state
        pixels, order = resident
        rows = lax.dynamic_slice(order, (at,), (job.real_batches() * size,))

        def samples(index):
            return pixels[rows[index * size : (index + 1) * size]].astype(jnp.float32) / 127.5 - 1

        def judge(D):
            return lambda x: apply(job.discriminator, D, x)

        for i in range(job.critic_steps):
            key, for_noise, for_share = jax.random.split(key, 3)
            noise = jax.random.normal(for_noise, (size, LATENT))
            fake, back = jax.vjp(lambda G: apply(job.generator, G, noise), G)
            d_loss, slopes = jax.value_and_grad(
                lambda D: job.critic_loss(Kit(for_share), judge(D), samples(i), fake))(D)
            change, d_state = adam.update(slopes, d_state)
            D = optax.apply_updates(D, change)
        on_real = judge(D)(samples(job.real_batches() - 1)) if job.loss == "relativistic" else None
        g_loss, to_fake = jax.value_and_grad(lambda x: job.generator_loss(Kit, on_real, judge(D)(x)))(fake)
        (slopes,) = back(to_fake)
        change, g_state = adam.update(slopes, g_state)
        G = optax.apply_updates(G, change)
        at = (at + job.critic_steps * size) % (ORDER - job.real_batches() * size)
        return G, D, g_state, d_state, key, at, sums + jnp.stack([d_loss, g_loss])

    return adam, step


def ready(job, size, tool):
    random = np.random.default_rng(0)
    adam, step = stepper(job, size)
    G, D = weights(job.generator, random), weights(job.discriminator, random)
    resident = (jnp.asarray(random.integers(0, 256, (IMAGES, job.pixels), dtype=np.uint8)),
                jnp.asarray(random.integers(0, IMAGES, ORDER, dtype=np.int32)))
    state = (G, D, adam.init(G), adam.init(D), jax.random.PRNGKey(0), jnp.int32(0), jnp.zeros(2))
    steps = 1 if tool == "jax-jit" else 100 if size <= 1024 else 10
    if steps == 1:
        call = jax.jit(step, donate_argnums=0)
    else:
        call = jax.jit(lambda state, resident: lax.scan(
            lambda s, _: (step(s, resident), None), state, None, length=steps)[0], donate_argnums=0)
    call(jax.tree.map(jnp.copy, state), resident)[-1].block_until_ready()  # compiles

    def run():
        nonlocal state
        state = call(state, resident)
        return steps

    def losses(done):
        d, g = (state[-1] / done).tolist()
        return f"{d:.4f} {g:.4f}"

    return run, lambda: state[-1].block_until_ready(), losses


def launches():
    x, add = jnp.zeros(64), jax.jit(lambda x: x + 1, donate_argnums=0)

    def run():
        nonlocal x
        x = add(x)
        return 1

    run()
    return run, lambda: x.block_until_ready(), lambda steps: "-"


def main():
    args = arguments(__doc__, TOOLS).parse_args()
    jax.config.update("jax_default_matmul_precision", "highest" if args.precision == "float32" else "tensorfloat32")
    if args.device == "cpu":
        jax.config.update("jax_platforms", "cpu")
    head(f"{jax.devices()[0].device_kind}, JAX {jax.__version__}", args)
    runner = Runner(args)
    for name in args.jobs.split(","):
        if name == "launch":
            runner.prepare(name, "-", "jax-jit", launches)
            continue
        for size in batches(name, args):
            for tool in args.tools.split(","):
                runner.prepare(name, size, tool, lambda: ready(JOBS[name], size, tool))
    runner.measure()


if __name__ == "__main__":
    main()
