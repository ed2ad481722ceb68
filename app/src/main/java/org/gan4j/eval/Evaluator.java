package org.gan4j.eval;

import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gan4j.UserException;
import org.gan4j.data.DataSet;
import org.gan4j.files.ArrayFile;
import org.gan4j.model.SampleSpace;
import org.gan4j.train.GeneratedSamples;
import org.gan4j.train.Samples;

/** Scores samples against the data that a run has learned from. */
public sealed interface Evaluator extends AutoCloseable permits ImageEvaluator, PointEvaluator, VectorEvaluator {

    /**
     * The evaluator of a run's data set. For images it trains a classifier the first time.
     *
     * @param real what the samples are compared with
     * @param samples what the run generates
     * @param count how many generated samples will be scored, and at most how many real ones they are compared with
     * @param network a network in TorchScript to compare images in; none for a classifier that is trained here
     * @param manager owns what the evaluator keeps, and tells the device
     * @param progress told of what takes time
     * @return the evaluator
     * @throws UserException if the data cannot be had or are not those of the run, or the samples are too few
     */
    static Evaluator open(
            RealSamples real,
            SampleSpace samples,
            int count,
            Optional<Path> network,
            NDManager manager,
            EvaluationProgress progress) {
        return switch (real.dataset().kind()) {
            case IMAGES -> new ImageReference(real, samples, progress).evaluator(count, network, manager);
            case VECTORS -> new VectorEvaluator(real.vectors(samples), count, manager, progress);
            case MODES, GAUSSIAN -> new PointEvaluator(real.dataset().open(null, 0, manager), count, manager);
        };
    }

    /** How many points in the plane are scored if nobody asks for another number: as many as Lin et al. 2018 take. */
    int POINTS = 2_500;

    /** The same of images and numbers. */
    int SAMPLES = 10_000;

    /**
     * How many samples are scored if nobody asks for another number.
     *
     * @param dataset what the samples are like
     * @return {@link #POINTS} or {@link #SAMPLES}
     */
    static int defaultCount(DataSet dataset) {
        return dataset.kind() == DataSet.Kind.MODES ? POINTS : SAMPLES;
    }

    /**
     * Evaluates a generator.
     *
     * @param step generator updates so far
     * @param samples what it generates
     * @return the scores with all that they depend on, next to those of real samples, as if these had been generated
     * @throws UserException if some samples are not finite
     */
    Evaluation evaluate(long step, GeneratedSamples samples);

    /**
     * What the scores of generated samples are computed from, so that anybody can compute them again; made piece by piece.
     *
     * @param samples what a generator generates
     * @return named arrays: of images {@code generatedFeatures}, {@code generatedProbabilities} and {@code realFeatures}, in float64;
     *     otherwise {@code generated}
     */
    List<ArrayFile.Matrix> features(GeneratedSamples samples);

    /**
     * The array {@code generated}, of samples that are compared as they are.
     *
     * @param samples the samples
     * @param width the numbers in one of them
     * @param manager tells the device
     * @return that array alone
     */
    static List<ArrayFile.Matrix> generated(GeneratedSamples samples, long width, NDManager manager) {
        return List.of(new ArrayFile.Matrix("generated", "<f4", samples.count(), width, Samples.CHUNK, (from, to) -> {
            try (NDManager scope = manager.newSubManager()) {
                return samples.rows(scope, from, to).toByteBuffer();
            }
        }));
    }

    @Override
    void close();

    /**
     * Refuses samples that no number could be trusted of.
     *
     * @param samples the numbers in them
     * @throws UserException if one of them is not finite
     */
    static void checkFinite(float[] samples) {
        for (float value : samples) {
            if (!Float.isFinite(value)) {
                throw new UserException("the generator's samples are not finite (" + value
                        + " among them), so there is nothing to score; take an earlier step with --step");
            }
        }
    }
}
