package org.gan4j.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.List;

/**
 * Arrays that the engine knows as one list, so that a call hands over one value and not each of them.
 *
 * <p>What is done to an array in place is seen here too. An array that is replaced is not.
 */
public final class Bundle implements AutoCloseable {

    private final NDManager owner;
    private final IValue list;

    Bundle(NDManager owner, IValue list) {
        this.owner = owner;
        this.list = list;
        owner.attachInternal(list.getUid(), this);
    }

    /**
     * Ties arrays together.
     *
     * @param owner frees the list; the arrays live for as long as it
     * @param arrays at least one array of the PyTorch engine
     * @return the list
     */
    public static Bundle of(NDManager owner, List<NDArray> arrays) {
        return new Bundle(
                owner,
                IValue.listFrom(arrays.stream().map(PtNDArray.class::cast).toArray(PtNDArray[]::new)));
    }

    NDManager owner() {
        return owner;
    }

    boolean isClosed() {
        return list.isReleased();
    }

    IValue list() {
        return list;
    }

    @Override
    public void close() {
        owner.detachInternal(list.getUid());
        list.close();
    }
}
