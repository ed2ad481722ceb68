"""How the peers are started, timed and reported, the same for all of them."""
import argparse
import fcntl
import signal
import statistics
import time

from jobs import JOBS

CHECKED_STEPS = 20  # their mean losses are printed, to see that all peers learn the same
IMAGES = 20_000  # as many as `--dataset digits` and `shapes` have
ROUNDS = 3


def arguments(doc, tools):
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tools", default=",".join(tools), help="which ways to run a step")
    parser.add_argument("--jobs", default="mnist-mlp,r1,wgan-gp", help=f"some of {','.join(JOBS)}, launch")
    parser.add_argument("--batches", help="the batch sizes, instead of each job's own")
    parser.add_argument("--seconds", type=float, default=0.4, help="of one measurement, all rounds together")
    parser.add_argument("--limit", type=float, default=60, help="seconds after which nothing more is made ready")
    parser.add_argument("--device", default="cuda")
    parser.add_argument("--precision", choices=["float32", "tf32"], default="float32")
    parser.add_argument("--lock", type=int, help="an open file that all who get ready have locked in shared mode")
    return parser


def batches(job, args):
    return [int(size) for size in args.batches.split(",")] if args.batches else JOBS[job].batches


def parameters(layers):
    """How many weights a network has, to compare with what `gan4j train` says."""
    count = 0
    for kind, *numbers in layers:
        if kind == "residual":
            count += parameters(numbers[0])
        elif kind == "linear":
            inputs, outputs, bias = numbers
            count += inputs * outputs + bias * outputs
        elif kind in ("conv", "transposed"):
            inputs, outputs, kernel, _, _, groups, bias = numbers
            count += inputs * outputs // groups * kernel**2 + bias * outputs
    return count


class Runner:
    """Makes all measurements ready, the most important first, and then takes them."""

    def __init__(self, args):
        self.args = args
        self.end = time.monotonic() + args.limit
        self.ready = []
        signal.signal(signal.SIGALRM, self.late)

    @staticmethod
    def late(*_):
        raise TimeoutError("out of time")

    def prepare(self, name, size, tool, make):
        """make() gives run(), which enqueues steps and says how many, finish(), which waits, and losses(), of so many steps as a text."""
        try:
            left = self.end - time.monotonic()
            if left <= 0:
                self.late()
            signal.setitimer(signal.ITIMER_REAL, left, 1)  # again each second, should a compiler swallow it
            try:
                made = make()
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
            self.ready.append((name, size, tool, made))
        except Exception as e:  # the other measurements are wanted all the same
            failed(name, size, tool, e)

    def measure(self):
        if self.args.lock is not None:
            fcntl.flock(self.args.lock, fcntl.LOCK_EX)  # when all are ready, one after another
        for name, size, tool, made in self.ready:
            try:
                rates, losses = self.rates(*made)
                if name == "launch":
                    rates = [1e6 / rate for rate in rates]
                values = "\t".join(f"{of(rates):.2f}" for of in (statistics.median, min, max))
                say(f"{name}\t{size}\t{tool}\t{values}\t{losses}")
            except Exception as e:
                failed(name, size, tool, e)
        if self.args.lock is not None:
            fcntl.flock(self.args.lock, fcntl.LOCK_UN)  # to end takes a while

    def rates(self, run, finish, losses):
        done = 0
        while done < CHECKED_STEPS:
            done += run()
        text = losses(done)
        calls, took = 1, 0.0
        while took < self.args.seconds / 10:
            calls *= 2
            took, _ = timed(run, finish, calls)
        calls = max(1, round(calls * self.args.seconds / ROUNDS / took))
        rounds = [timed(run, finish, calls) for _ in range(ROUNDS)]
        return [steps / seconds for seconds, steps in rounds], text


def failed(name, size, tool, why):
    say(f"# {name} {size} {tool}: {type(why).__name__}: {' '.join(str(why).split())[:300]}")


def timed(run, finish, calls):
    finish()
    began = time.perf_counter()
    steps = sum(run() for _ in range(calls))
    finish()
    return time.perf_counter() - began, steps


def say(line):
    print(line, flush=True)


def head(versions, args):
    say(f"# {versions}, {args.precision}")
    for job in args.jobs.split(","):
        if job in JOBS:
            found = JOBS[job]
            weights = f"G {parameters(found.generator):,}, D {parameters(found.discriminator):,} weights"
            say(f"# {job}: {weights}; ./gan4j {found.gan4j}")
    say("# job\tbatch\ttool\tsteps/s\tlowest\thighest\tmean losses of D and G over the first steps; microseconds of a launch")
