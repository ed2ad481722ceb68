package org.gan4j.eval;

import static org.gan4j.eval.Metric.Direction.HIGHER;
import static org.gan4j.eval.Metric.Direction.LIKE_REAL;
import static org.gan4j.eval.Metric.Direction.LOWER;
import static org.gan4j.eval.Metric.Unit.NATS;
import static org.gan4j.eval.Metric.Unit.SHARE;

import java.util.Locale;
import org.apache.commons.text.CaseUtils;
import org.gan4j.data.GaussianData;

/** Every number that an evaluation can hold: what it is called, what it means, and which way is better. */
public enum Metric {
    /** {@link ClassMetrics#classifierScore}. */
    CLASSIFIER_SCORE(
            "score",
            "Classifier score",
            3,
            HIGHER,
            "how sure a classifier is of each image, and how evenly it sees all classes (inception-score formula, one split); from 1 to the"
                    + " number of classes"),
    /** {@link GaussianFit#frechetDistance}. */
    FRECHET_DISTANCE(
            "Fréchet",
            "Fréchet distance",
            3,
            LOWER,
            "squared Fréchet distance between the features of generated and of real images; from 0"),
    /** {@link KernelDistance}. */
    KERNEL_DISTANCE(
            "kernel",
            "Kernel distance",
            5,
            LOWER,
            "squared MMD between the features, polynomial kernel of degree 3, unbiased; near 0 for equal distributions"),
    /** {@link Neighbourhoods#compare}. */
    PRECISION(
            "precision",
            "Precision",
            4,
            SHARE,
            HIGHER,
            "share of generated images that lie among the real ones" + neighbours()),
    /** {@link Neighbourhoods#compare}. */
    RECALL(
            "recall",
            "Recall",
            4,
            SHARE,
            HIGHER,
            "share of real images that lie among the generated ones" + neighbours()),
    /** {@link Neighbourhoods#compare}. */
    DENSITY(
            "density",
            "Density",
            4,
            LIKE_REAL,
            "how thickly real images lie around generated ones" + neighbours() + "; near 1 for equal distributions"),
    /** {@link Neighbourhoods#compare}. */
    COVERAGE(
            "coverage",
            "Coverage",
            4,
            SHARE,
            HIGHER,
            "share of real images with a generated one close by" + neighbours()),
    /** {@link ClassMetrics#klToUniform}. */
    CLASS_KL(
            "class KL",
            "KL of classes to uniform",
            4,
            NATS,
            LOWER,
            "divergence of the class histogram from an even one; 0 if all classes are equally frequent"),
    /** {@link ClassMetrics#classesHit}. */
    CLASSES_HIT("classes", "Classes hit", 0, HIGHER, "classes that any sample falls into"),
    /** {@link ModeMetrics#of}. */
    MODES_HIT("modes", "Modes hit", 0, HIGHER, "modes with a sample within 3σ of their centre"),
    /** {@link ModeMetrics#of}. */
    HIGH_QUALITY(
            "high quality",
            "High-quality samples",
            4,
            SHARE,
            HIGHER,
            "share of samples within 3σ of the nearest mode; 98.9 % (0.9889) is perfect"),
    /** {@link ModeMetrics#of}. */
    REVERSE_KL(
            "reverse KL",
            "Reverse KL",
            4,
            NATS,
            LOWER,
            "divergence of the generated modes from the real ones; 0 if all are equally frequent"),
    /** {@link GaussianMetrics#of}. */
    MEAN("mean", "Mean", 4, LIKE_REAL, "the truth is " + (int) GaussianData.MEAN),
    /** {@link GaussianMetrics#of}. */
    STD("std", "Standard deviation", 4, LIKE_REAL, "the truth is " + (int) GaussianData.STD),
    /** {@link GaussianMetrics#of}. */
    WASSERSTEIN1(
            "Wasserstein-1",
            "Wasserstein-1 distance",
            4,
            LOWER,
            "how far samples would have to be moved in the mean to have the true distribution; from 0"),
    /** {@link GaussianMetrics#of}. */
    KOLMOGOROV_SMIRNOV(
            "KS",
            "Kolmogorov–Smirnov distance",
            4,
            LOWER,
            "largest difference between the distribution functions; from 0 to 1");

    /** What a value is counted in. */
    public enum Unit {
        /** A number without a unit. */
        PLAIN,
        /** A part of a whole, from 0 to 1. */
        SHARE,
        /** Information to the base e. */
        NATS
    }

    /** Which values a good generator has. */
    public enum Direction {
        /** Large ones. */
        HIGHER("↑", "higher is better"),
        /** Small ones. */
        LOWER("↓", "lower is better"),
        /** The value of real samples. */
        LIKE_REAL("≈", "best when equal to real");

        private final String sign;
        private final String text;

        Direction(String sign, String text) {
            this.sign = sign;
            this.text = text;
        }

        /**
         * Stands for the direction where there is little room.
         *
         * @return one character
         */
        public String sign() {
            return sign;
        }

        /**
         * The direction in words.
         *
         * @return a few words, to end a sentence with
         */
        public String text() {
            return text;
        }
    }

    private final String key;
    private final String column;
    private final String title;
    private final String format;
    private final Unit unit;
    private final Direction direction;
    private final String meaning;

    Metric(String column, String title, int digits, Direction direction, String meaning) {
        this(column, title, digits, Unit.PLAIN, direction, meaning);
    }

    Metric(String column, String title, int digits, Unit unit, Direction direction, String meaning) {
        this.key = CaseUtils.toCamelCase(name(), false, '_');
        this.column = column;
        this.title = title;
        this.format = "%." + digits + "f";
        this.unit = unit;
        this.direction = direction;
        this.meaning = meaning;
    }

    private static String neighbours() {
        return " (k = " + Neighbourhoods.K + ")";
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
     * The head of its column in a table, where there is little room.
     *
     * @return one or two words
     */
    public String column() {
        return column;
    }

    /**
     * Its name for a person, with the unit if it has one.
     *
     * @return a few words
     */
    public String title() {
        return unit == Unit.NATS ? title + " (nats)" : title;
    }

    /**
     * What the number says, without its direction.
     *
     * @return a part of a sentence
     */
    public String meaning() {
        return meaning;
    }

    /**
     * Which values are good.
     *
     * @return the direction
     */
    public Direction direction() {
        return direction;
    }

    /**
     * What it is counted in.
     *
     * @return the unit
     */
    public Unit unit() {
        return unit;
    }

    /**
     * A value as a table has it.
     *
     * @param value the value
     * @return the value rounded, without a unit
     */
    public String text(double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
