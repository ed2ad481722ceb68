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

    RandomStreams(Engine engine, long seed) {
        this.engine = engine;
        this.seed = seed;
    }

    /** For the weights that a run starts with. */
    void startInitialization() {
        start(INITIALIZATION);
    }

    /** For the noise behind the sample grids. */
    void startSamples() {
        start(SAMPLES);
    }

    /** For everything that a step draws. */
    void startStep(long step) {
        start(step);
    }

    private void start(long stream) {
        // SplitMix64's finaliser: neighbouring seeds and steps get unrelated states.
        long z = seed * 0x9E3779B97F4A7C15L + stream;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        engine.setRandomSeed((int) (z ^ (z >>> 31)));
    }
}
