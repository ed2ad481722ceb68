package org.gan4j.export;

import ai.djl.ndarray.NDArray;
import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gan4j.model.Layer;
import org.gan4j.model.LayerPath;
import org.gan4j.model.OnnxGraph;
import org.gan4j.run.ExportRecord;

/**
 * An ONNX model: {@code latent [N, d]} to {@code samples}, or {@code samples} to {@code scores}, for batches of any size N.
 *
 * <p>Opset 17 and IR 8 belong to ONNX 1.12 of 2022: whatever is newer reads them, and the operators used here have not changed since,
 * but for the axes of {@code ReduceMean}.
 */
final class OnnxFormat implements OnnxGraph {

    private static final int IR_VERSION = 8;
    private static final int OPSET = 17;
    private static final String BATCH = "N";

    private final GraphProto.Builder proto = GraphProto.newBuilder();
    private final Map<String, NDArray> arrays;
    private final LayerPath path = new LayerPath();

    private OnnxFormat(Map<String, NDArray> arrays) {
        this.arrays = arrays;
    }

    static byte[] encode(ExportedPlayer player) {
        OnnxFormat graph = new OnnxFormat(player.arrays());
        player.layer().onnx(graph, player.input().name());
        // The last node's output is that of the player, under its own name.
        int last = graph.proto.getNodeCount() - 1;
        graph.proto.getNodeBuilder(last).setOutput(0, player.output().name());
        graph.proto.setName(player.name()).addInput(rows(player.input())).addOutput(rows(player.output()));
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .setProducerName("gan4j")
                .setGraph(graph.proto)
                .build()
                .toByteArray();
    }

    @Override
    public String part(String name, Layer layer, String input) {
        return path.within(name, () -> layer.onnx(this, input));
    }

    @Override
    public String node(String operator, Map<String, ?> attributes, String... inputs) {
        NodeProto.Builder node = proto.addNodeBuilder()
                .setOpType(operator)
                .addAllInput(List.of(inputs))
                .addOutput(operator + proto.getNodeCount());
        // In an order that is the same in every process.
        new TreeMap<>(attributes).forEach((name, value) -> node.addAttribute(attribute(name, value)));
        return node.getOutput(0);
    }

    private static AttributeProto attribute(String name, Object value) {
        AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
        if (value instanceof Integer number) {
            attribute.setType(AttributeProto.AttributeType.INT).setI(number);
        } else if (value instanceof Float number) {
            attribute.setType(AttributeProto.AttributeType.FLOAT).setF(number);
        } else if (value instanceof String text) {
            attribute.setType(AttributeProto.AttributeType.STRING).setS(ByteString.copyFromUtf8(text));
        } else if (value instanceof List<?> numbers && numbers.get(0) instanceof Float) {
            attribute.setType(AttributeProto.AttributeType.FLOATS);
            numbers.forEach(number -> attribute.addFloats((Float) number));
        } else {
            attribute.setType(AttributeProto.AttributeType.INTS);
            ((List<?>) value).forEach(number -> attribute.addInts(((Number) number).longValue()));
        }
        return attribute.build();
    }

    @Override
    public String array(String name) {
        NDArray array = arrays.get(path.of(name));
        TensorProto.Builder tensor = proto.addInitializerBuilder()
                .setName(path.of(name))
                .setDataType(TensorProto.DataType.FLOAT.getNumber())
                .setRawData(ByteString.copyFrom(array.toByteArray()));
        for (long size : array.getShape().getShape()) {
            tensor.addDims(size);
        }
        return path.of(name);
    }

    private static ValueInfoProto rows(ExportRecord.Rows rows) {
        TypeProto.Tensor.Builder tensor =
                TypeProto.Tensor.newBuilder().setElemType(TensorProto.DataType.FLOAT.getNumber());
        tensor.getShapeBuilder().addDimBuilder().setDimParam(BATCH);
        tensor.getShapeBuilder().addDimBuilder().setDimValue(rows.size());
        return ValueInfoProto.newBuilder()
                .setName(rows.name())
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }
}
