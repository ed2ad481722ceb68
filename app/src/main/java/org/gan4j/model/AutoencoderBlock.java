package org.gan4j.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/** An encoder and a decoder, which give the sample again and its code. */
public final class AutoencoderBlock extends AbstractBlock {

    private final Block encoder;
    private final Block decoder;

    @SuppressWarnings("this-escape") // DJL's way to register children; the class is final
    public AutoencoderBlock(Block encoder, Block decoder) {
        this.encoder = addChildBlock("encoder", encoder);
        this.decoder = addChildBlock("decoder", decoder);
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
        NDArray code = encoder.forward(store, inputs, training).singletonOrThrow();
        NDArray again = decoder.forward(store, new NDList(code), training).singletonOrThrow();
        return new NDList(again, code);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        Shape[] code = encoder.getOutputShapes(inputs);
        return new Shape[] {decoder.getOutputShapes(code)[0], code[0]};
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputs) {
        encoder.initialize(manager, dataType, inputs);
        decoder.initialize(manager, dataType, encoder.getOutputShapes(inputs));
    }
}
