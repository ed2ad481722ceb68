package org.gan4j.export;

import ai.djl.ndarray.NDArray;
import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import org.gan4j.export.TrainedPlayer.TrainedLayer;
import org.gan4j.model.ActivationFunction;
import org.gan4j.run.ExportRecord;

/**
 * An ONNX model: {@code latent [N, d]} to {@code samples}, or {@code samples} to {@code scores}, for batches of any size N.
 *
 * <p>Opset 17 and IR 8 belong to ONNX 1.12 of 2022: whatever is newer reads them, and the operators used here have not changed since,
 * but for the axes of {@code ReduceMean}.
 */
final class OnnxFormat implements ExportFormat {

    private static final int IR_VERSION = 8;
    private static final int OPSET = 17;
    private static final String BATCH = "N";

    @Override
    public String name() {
        return "onnx";
    }

    @Override
    public String suffix() {
        return ".onnx";
    }

    @Override
    public byte[] encode(TrainedPlayer player) {
        Graph graph = new Graph(player);
        String value = player.input().name();
        for (TrainedLayer layer : player.layers()) {
            value = graph.layer(layer, value);
        }
        String samples = player.input().name();
        switch (player.head()) {
            case SCORE, SCORE_AND_CLASSES -> {
                // as it is
            }
            case SQUARED_ERROR -> {
                String error = graph.node("Sub", "error", value, samples);
                graph.meanOfRows(graph.node("Mul", "squared", error, error));
            }
            case ABSOLUTE_ERROR ->
                graph.meanOfRows(graph.node("Abs", "absolute", graph.node("Sub", "error", value, samples)));
        }
        return graph.model().toByteArray();
    }

    /** The graph in the making. Values are known by their names. */
    private static final class Graph {
        private final TrainedPlayer player;
        private final GraphProto.Builder proto = GraphProto.newBuilder();

        Graph(TrainedPlayer player) {
            this.player = player;
            proto.setName(player.player().toString());
            proto.addInput(rows(player.input()));
        }

        /** The model whose output is that of the last node. */
        ModelProto model() {
            proto.getNodeBuilder(proto.getNodeCount() - 1)
                    .setOutput(0, player.output().name());
            proto.addOutput(rows(player.output()));
            return ModelProto.newBuilder()
                    .setIrVersion(IR_VERSION)
                    .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
                    .setProducerName("gan4j")
                    .setGraph(proto)
                    .build();
        }

        String layer(TrainedLayer trained, String input) {
            String name = trained.layer().name();
            // x·Wᵀ + b, W as PyTorch keeps it.
            proto.addNode(NodeProto.newBuilder()
                    .setOpType("Gemm")
                    .addInput(input)
                    .addInput(constant(name + ".weight", trained.weight()))
                    .addInput(constant(name + ".bias", trained.bias()))
                    .addOutput(name)
                    .addAttribute(integer("transB", 1)));
            ActivationFunction activation = trained.layer().activation();
            String active = name + ".activation";
            return switch (activation.kind()) {
                case NONE -> name;
                case RELU -> node("Relu", active, name);
                case TANH -> node("Tanh", active, name);
                case LEAKY_RELU -> {
                    proto.addNode(NodeProto.newBuilder()
                            .setOpType("LeakyRelu")
                            .addInput(name)
                            .addOutput(active)
                            .addAttribute(AttributeProto.newBuilder()
                                    .setName("alpha")
                                    .setType(AttributeProto.AttributeType.FLOAT)
                                    .setF(activation.slope())));
                    yield active;
                }
            };
        }

        void meanOfRows(String input) {
            proto.addNode(NodeProto.newBuilder()
                    .setOpType("ReduceMean")
                    .addInput(input)
                    .addOutput("mean")
                    .addAttribute(AttributeProto.newBuilder()
                            .setName("axes")
                            .setType(AttributeProto.AttributeType.INTS)
                            .addInts(1))
                    .addAttribute(integer("keepdims", 1)));
        }

        String node(String operator, String output, String... inputs) {
            NodeProto.Builder node = NodeProto.newBuilder().setOpType(operator).addOutput(output);
            for (String input : inputs) {
                node.addInput(input);
            }
            proto.addNode(node);
            return output;
        }

        private String constant(String name, NDArray array) {
            TensorProto.Builder tensor = TensorProto.newBuilder()
                    .setName(name)
                    .setDataType(TensorProto.DataType.FLOAT.getNumber())
                    .setRawData(ByteString.copyFrom(array.toByteArray()));
            for (long size : array.getShape().getShape()) {
                tensor.addDims(size);
            }
            proto.addInitializer(tensor);
            return name;
        }

        private static AttributeProto integer(String name, int value) {
            return AttributeProto.newBuilder()
                    .setName(name)
                    .setType(AttributeProto.AttributeType.INT)
                    .setI(value)
                    .build();
        }

        private static ValueInfoProto rows(ExportRecord.Rows rows) {
            TensorShapeProto shape = TensorShapeProto.newBuilder()
                    .addDim(Dimension.newBuilder().setDimParam(BATCH))
                    .addDim(Dimension.newBuilder().setDimValue(rows.size()))
                    .build();
            TypeProto.Tensor tensor = TypeProto.Tensor.newBuilder()
                    .setElemType(TensorProto.DataType.FLOAT.getNumber())
                    .setShape(shape)
                    .build();
            return ValueInfoProto.newBuilder()
                    .setName(rows.name())
                    .setType(TypeProto.newBuilder().setTensorType(tensor))
                    .build();
        }
    }
}
