package org.gan4j.train;

import ai.djl.engine.Engine;

/**
 * Every random number of a run, as a function of the run's seed and of what it is drawn for.
 *
 * <p>The engine's generator can be seeded but not read. Seeding it anew at every step makes a resumed run draw what an
 * uninterrupted one would have drawn, whatever happened between the steps.
 */
final class RandomStreams {

    private static final long INITIALIZATION = -1;
    private static final long SAMPLES = -2;

    private final Engine engine;
    private final long seed;
    private final int attempt;

    /** The streams of a seed. Each attempt after a rollback has others, but the same noise for the sample grids. */
    RandomStreams(Engine engine, long seed, int attempt) {
        this.engine = engine;
        this.seed = seed;
        this.attempt = attempt;
    }

    /** For the weights that a run starts with. */
    void startInitialization() {
        start(INITIALIZATION, attempt);
    }

    /** For the noise of the sample grids. */
    void startSamples() {
        start(SAMPLES, 0);
    }

    /** For everything that a step draws. */
    void startStep(long step) {
        start(step, attempt);
    }

    private void start(long stream, int attempts) {
        // SplitMix64's finaliser: neighbouring seeds and steps get unrelated states.
        long z = seed * 0x9E3779B97F4A7C15L + attempts * 0xD1B54A32D192ED03L + stream;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        engine.setRandomSeed((int) (z ^ (z >>> 31)));
    }
}
