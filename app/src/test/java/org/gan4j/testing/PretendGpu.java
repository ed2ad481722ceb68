package org.gan4j.testing;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.agent.builder.ResettableClassFileTransformer;
import net.bytebuddy.asm.Advice;
import org.gan4j.torchscript.TorchScriptFunction;

/**
 * A GPU on a machine without one: while this is open, {@link Device#gpu()} is PyTorch's {@code meta} device.
 *
 * <p>That device keeps PyTorch's rules of placement but has no numbers: operators check shapes and devices, an array of the CPU
 * meets one of the device only if it is a scalar, and reading a value throws an exception. What it lets pass is an array
 * on its way to the device; those are noted here instead.
 */
public final class PretendGpu implements AutoCloseable {

    /** {@code c10::DeviceType::Meta}. */
    private static final int META = 14;

    private static final int CUDA = 1;

    private static final Map<TorchScriptFunction, TorchScriptFunction> SUBSTITUTES = new ConcurrentHashMap<>();

    private static volatile List<String> sent;

    private final ResettableClassFileTransformer transformer;

    public PretendGpu() {
        sent = new ArrayList<>();
        // What is woven into it names it: it has to be loaded before.
        loaded(TorchScriptFunction.class);
        transformer = new AgentBuilder.Default()
                .with(AgentBuilder.RedefinitionStrategy.RETRANSFORMATION)
                .disableClassFormatChanges()
                .type(named("ai.djl.pytorch.engine.PtDeviceType"))
                .transform((builder, type, loader, module, domain) -> builder.visit(
                                Advice.to(ToNumber.class).on(named("toDeviceType")))
                        .visit(Advice.to(FromNumber.class).on(named("fromDeviceType"))))
                .type(named("ai.djl.pytorch.jni.JniUtils"))
                .transform((builder, type, loader, module, domain) -> builder.visit(
                                Advice.to(WhichDevice.class).on(named("getDevice")))
                        .visit(Advice.to(Sent.class).on(named("createNdFromByteBuffer")))
                        .visit(Advice.to(Moved.class).on(named("to")))
                        .visit(Advice.to(Rows.class).on(named("embedding")))
                        .visit(Advice.to(Relu.class).on(named("relu")))
                        .visit(Advice.to(Maximum.class)
                                .on(named("max").and(takesArguments(PtNDArray.class, PtNDArray.class))))
                        .visit(Advice.to(Norm.class).on(named("norm"))))
                .type(named("org.gan4j.torchscript.TorchScriptFunction"))
                .transform((builder, type, loader, module, domain) ->
                        builder.visit(Advice.to(Call.class).on(named("call"))))
                .installOn(ByteBuddyAgent.install());
    }

    private static void loaded(Class<?> type) {
        try {
            Class.forName(type.getName(), false, type.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Forgets what was sent until now. */
    public static void forget() {
        sent.clear();
    }

    /** The calls that sent something to the device, or away from it, since {@link #forget}. */
    public static List<String> transfers() {
        return List.copyOf(sent);
    }

    /** Called by what is woven into the engine. */
    public static void note(String what) {
        StackTraceElement caller = StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> frame.getClassName().startsWith("org.gan4j.")
                                && !frame.getClassName().startsWith(PretendGpu.class.getName()))
                        .findFirst()
                        .orElseThrow())
                .toStackTraceElement();
        sent.add(what + " at " + caller);
    }

    /** Called by what is woven into the engine: {@code meta} lacks the copy of rows. */
    public static PtNDArray rows(PtNDArray rows, PtNDArray table) {
        if (!table.getDevice().isGpu()) {
            return null;
        }
        if (!rows.getDevice().equals(table.getDevice())) {
            throw new IllegalStateException("rows on " + rows.getDevice() + ", table on " + table.getDevice());
        }
        Shape shape = rows.getShape().addAll(table.getShape().slice(1));
        return (PtNDArray) rows.getManager().zeros(shape, table.getDataType());
    }

    /** Called by what is woven into the engine: the gradient of a norm asks for what {@code meta} lacks. */
    public static PtNDArray norm(PtNDArray array, int[] axes, boolean keep) {
        return axes.length == 0 ? array.square().sum() : array.square().sum(axes, keep);
    }

    /**
     * Called by what is woven into the library: a function that does without what {@code meta} lacks.
     *
     * @return the result, or null if the function can do as it is
     */
    public static NDList call(TorchScriptFunction function, NDList arguments) {
        if (arguments.stream().noneMatch(array -> array.getDevice().isGpu())) {
            return null;
        }
        TorchScriptFunction substitute = SUBSTITUTES.computeIfAbsent(function, PretendGpu::substitute);
        if (substitute == function) {
            return null;
        }
        for (NDArray array : arguments) {
            if (!array.getDevice().isGpu() && array.getShape().dimension() > 0) {
                throw new IllegalStateException(array + " in a call on the device: " + function);
            }
        }
        return substitute.call(arguments);
    }

    private static TorchScriptFunction substitute(TorchScriptFunction function) {
        String text = function.toString()
                .replaceAll("torch\\.embedding\\((\\w+), (\\w+)\\)", "torch.index($1, [$2])")
                .replaceAll("torch\\.index_select\\((\\w+), 0, (\\w+)\\)", "torch.index($1, [$2])")
                .replaceAll("torch\\.norm\\((\\w+)\\)", "torch.sum(torch.mul($1, $1))")
                .replaceAll("torch\\.std\\((\\w+), unbiased=False\\)", "torch.sqrt(torch.mean(torch.mul($1, $1)))")
                .replace("torch.relu(", "torch.celu(")
                .replace("torch.abs(", "torch.celu(");
        if (text.equals(function.toString())) {
            return function;
        }
        String[] lines = text.split("\n");
        return new TorchScriptFunction(
                lines[0].substring(1, lines[0].length() - 1), Arrays.copyOfRange(lines, 1, lines.length));
    }

    @Override
    public void close() {
        transformer.reset(ByteBuddyAgent.getInstrumentation(), AgentBuilder.RedefinitionStrategy.RETRANSFORMATION);
    }

    private static final class ToNumber {
        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false) int number) {
            if (number == CUDA) {
                number = META;
            }
        }
    }

    private static final class FromNumber {
        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(value = 0, readOnly = false) int number) {
            if (number == META) {
                number = CUDA;
            }
        }
    }

    /** It has no index of its own. */
    private static final class WhichDevice {
        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false) Device device) {
            if (device != null && device.isGpu()) {
                device = Device.gpu(0);
            }
        }
    }

    private static final class Sent {
        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(5) Device device) {
            if (device.isGpu()) {
                note("sent to the device");
            }
        }
    }

    private static final class Moved {
        @Advice.OnMethodEnter
        static void enter(
                @Advice.Argument(0) PtNDArray array,
                @Advice.Argument(1) DataType type,
                @Advice.Argument(2) Device device) {
            if (!array.getDevice().equals(device)) {
                note("moved from " + array.getDevice() + " to " + device);
            }
        }
    }

    // What meta lacks, replaced by something of the same shape on the same device.

    private static final class Rows {
        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static PtNDArray enter(@Advice.Argument(0) PtNDArray rows, @Advice.Argument(1) PtNDArray table) {
            return rows(rows, table);
        }

        @Advice.OnMethodExit
        static void exit(@Advice.Enter PtNDArray made, @Advice.Return(readOnly = false) PtNDArray result) {
            if (made != null) {
                result = made;
            }
        }
    }

    private static final class Call {
        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static NDList enter(@Advice.This TorchScriptFunction function, @Advice.Argument(0) NDList arguments) {
            return call(function, arguments);
        }

        @Advice.OnMethodExit
        static void exit(@Advice.Enter NDList made, @Advice.Return(readOnly = false) NDList result) {
            if (made != null) {
                result = made;
            }
        }
    }

    private static final class Relu {
        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static PtNDArray enter(@Advice.Argument(0) PtNDArray array) {
            return array.getDevice().isGpu() ? JniUtils.leakyRelu(array, 0) : null;
        }

        @Advice.OnMethodExit
        static void exit(@Advice.Enter PtNDArray made, @Advice.Return(readOnly = false) PtNDArray result) {
            if (made != null) {
                result = made;
            }
        }
    }

    private static final class Norm {
        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static PtNDArray enter(
                @Advice.Argument(0) PtNDArray array, @Advice.Argument(2) int[] axes, @Advice.Argument(3) boolean keep) {
            return array.getDevice().isGpu() ? norm(array, axes, keep) : null;
        }

        @Advice.OnMethodExit
        static void exit(@Advice.Enter PtNDArray made, @Advice.Return(readOnly = false) PtNDArray result) {
            if (made != null) {
                result = made;
            }
        }
    }

    /** Its gradient lacks. */
    private static final class Maximum {
        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static PtNDArray enter(@Advice.Argument(0) PtNDArray array, @Advice.Argument(1) PtNDArray other) {
            return array.getDevice().isGpu() ? JniUtils.add(array, other) : null;
        }

        @Advice.OnMethodExit
        static void exit(@Advice.Enter PtNDArray made, @Advice.Return(readOnly = false) PtNDArray result) {
            if (made != null) {
                result = made;
            }
        }
    }
}
