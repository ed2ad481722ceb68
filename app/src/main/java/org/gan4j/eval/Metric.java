package org.gan4j.eval;

/** Every number that an evaluation can hold, under its name in JSON. */
public enum Metric {
    /** {@link ClassScores#classifierScore}. */
    CLASSIFIER_SCORE("classifierScore", "score", "%.3f"),
    /** {@link GaussianFit#frechetDistance}. */
    FRECHET_DISTANCE("frechetDistance", "Fréchet", "%.3f"),
    /** {@link KernelDistance}. */
    KERNEL_DISTANCE("kernelDistance", "kernel", "%.5f"),
    /** {@link Neighbourhoods.Scores#precision}. */
    PRECISION("precision", "precision", "%.4f"),
    /** {@link Neighbourhoods.Scores#recall}. */
    RECALL("recall", "recall", "%.4f"),
    /** {@link Neighbourhoods.Scores#density}. */
    DENSITY("density", "density", "%.4f"),
    /** {@link Neighbourhoods.Scores#coverage}. */
    COVERAGE("coverage", "coverage", "%.4f"),
    /** {@link ClassScores#klToUniform}. */
    CLASS_KL("classKl", "class KL", "%.4f"),
    /** {@link ClassScores#classesHit}. */
    CLASSES_HIT("classesHit", "classes", "%.0f"),
    /** {@link ModeScores#modesHit}. */
    MODES_HIT("modesHit", "modes", "%.0f"),
    /** {@link ModeScores#highQuality}. */
    HIGH_QUALITY("highQuality", "high quality", "%.4f"),
    /** {@link ModeScores#reverseKl}. */
    REVERSE_KL("reverseKl", "reverse KL", "%.4f"),
    /** {@link LineScores#mean}. */
    MEAN("mean", "mean", "%.4f"),
    /** {@link LineScores#std}. */
    STD("std", "std", "%.4f"),
    /** {@link LineScores#wasserstein}. */
    WASSERSTEIN("wasserstein1", "Wasserstein-1", "%.4f"),
    /** {@link LineScores#kolmogorovSmirnov}. */
    KOLMOGOROV_SMIRNOV("kolmogorovSmirnov", "KS", "%.4f");

    private final String key;
    private final String title;
    private final String format;

    Metric(String key, String title, String format) {
        this.key = key;
        this.title = title;
        this.format = format;
    }

    /**
     * Its name in JSON.
     *
     * @return the name
     */
    public String key() {
        return key;
    }

    /**
     * The head of its column.
     *
     * @return one or two words
     */
    public String title() {
        return title;
    }

    /**
     * How its values are printed.
     *
     * @return a format of one number
     */
    public String format() {
        return format;
    }
}
