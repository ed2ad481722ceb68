package org.gan4j.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Real samples, resident on the device they train on.
 *
 * <p>Batches are numbered from 0 through the whole run, across epochs, and may be asked for in any order: what a batch
 * holds follows from its number and the source's seed, or from the engine's generator if the source says so. So a run
 * resumed at batch 1,000 sees what an uninterrupted one would have seen. An instance is for one thread.
 */
public interface RealData extends AutoCloseable {

    /** What counts as an epoch of an endless source, so that ticks and plots mean the same for every source. */
    long BATCHES_PER_ENDLESS_EPOCH = 500;

    /** {@return the numbers in one sample} */
    int dimension();

    /** {@return how a sample is drawn; empty for data without a picture} */
    default Optional<ImageShape> image() {
        return Optional.empty();
    }

    /** {@return what the numbers in a sample are called, and how they were brought to one size; empty where they have no names} */
    default List<Column> columns() {
        return List.of();
    }

    /** {@return the number of classes; 0 without labels} */
    default int classes() {
        return 0;
    }

    /** {@return what the classes are called, in the order of their numbers} */
    default List<String> classNames() {
        return ImageSet.numbers(classes());
    }

    /**
     * How many samples belong to each cluster, where they have been parted into clusters: class by class if clusters lie inside classes.
     *
     * @return their sizes, in the order of the labels; empty without clusters
     */
    default List<Integer> clusters() {
        return List.of();
    }

    /** {@return arrays that a resumed run must have as they were, by name: the arrays themselves} */
    default Map<String, NDArray> state() {
        return Map.of();
    }

    /** {@return the samples in one epoch; 0 for an endless source} */
    default long size() {
        return 0;
    }

    /**
     * The batches in one epoch. Batches are all full: a finite source leaves out the few samples after the last one, which
     * are other ones in each epoch.
     *
     * @param batchSize the samples in a batch
     * @return the number of batches; {@link #BATCHES_PER_ENDLESS_EPOCH} for an endless source
     * @throws IllegalArgumentException if a batch would be empty, or larger than the data
     */
    default long batchesPerEpoch(int batchSize) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("the batch size (" + batchSize + ") must be at least 1");
        }
        if (size() == 0) {
            return BATCHES_PER_ENDLESS_EPOCH;
        }
        if (batchSize > size()) {
            throw new IllegalArgumentException("the batch size (" + batchSize
                    + ") must not be above the number of samples (" + size() + "): choose a smaller one");
        }
        return size() / batchSize;
    }

    /**
     * One batch. A source that draws each anew has a way of its own.
     *
     * @param scope the manager that all arrays of the batch, intermediate ones too, belong to; on the device of the data
     * @param index the number of the batch in the run, from 0
     * @param batchSize the samples in a batch
     * @param labelled whether the labels are wanted too: the clusters if there are any, otherwise the classes
     * @return the batch
     */
    default Batch batch(NDManager scope, long index, int batchSize, boolean labelled) {
        return ofNumbers(numbers(scope, index, batchSize).orElseThrow(), labelled);
    }

    /**
     * Whether each batch is drawn from the engine's generator alone, whatever its number: steps over such data are alike.
     *
     * @return false if {@link #batch} depends on the index
     */
    default boolean isDrawn() {
        return false;
    }

    /**
     * A batch, with room after its samples for as many others where that saves a copy.
     *
     * @param scope as in {@link #batch(NDManager, long, int, boolean)}
     * @param index as there
     * @param batchSize as there
     * @param labelled as there
     * @param room whether room is wanted
     * @return the batch
     */
    default Batch batch(NDManager scope, long index, int batchSize, boolean labelled, boolean room) {
        return (room ? numbers(scope, index, batchSize) : Optional.<NDArray>empty())
                .map(rows -> withRoom(rows, labelled))
                .orElseGet(() -> batch(scope, index, batchSize, labelled));
    }

    /**
     * Which samples a batch holds.
     *
     * @param scope owns the result
     * @param index the number of the batch in the run, from 0
     * @param batchSize the samples in a batch
     * @return what {@link #ofNumbers} takes, {@code [batchSize]}; empty if each batch is drawn anew
     */
    default Optional<NDArray> numbers(NDManager scope, long index, int batchSize) {
        return Optional.empty();
    }

    /**
     * The samples of a batch.
     *
     * @param rows which, from {@link #numbers}; their manager owns the batch
     * @param labelled as in {@link #batch}
     * @return the batch
     * @throws UnsupportedOperationException if each batch is drawn anew
     */
    default Batch ofNumbers(NDArray rows, boolean labelled) {
        throw new UnsupportedOperationException("batches of " + fingerprint() + " are drawn anew");
    }

    /**
     * The samples of a batch, with room after them for as many others where that saves a copy.
     *
     * @param rows as in {@link #ofNumbers}
     * @param labelled as in {@link #batch}
     * @return the batch
     * @throws UnsupportedOperationException if each batch is drawn anew
     */
    default Batch withRoom(NDArray rows, boolean labelled) {
        return ofNumbers(rows, labelled);
    }

    /**
     * Tells these samples from others, so that a run is not resumed with other data.
     *
     * @return the same text for the same samples; for data that are drawn without end, their name
     */
    String fingerprint();

    /** Frees what lies on the device. */
    @Override
    void close();
}
