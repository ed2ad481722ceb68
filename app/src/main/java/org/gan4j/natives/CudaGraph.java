package org.gan4j.natives;

import ai.djl.Device;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.Structure.FieldOrder;
import com.sun.jna.ptr.PointerByReference;
import org.gan4j.UserException;

/**
 * Work of a GPU that has been recorded once, and is asked for again in one call: a CUDA graph.
 *
 * <p>All kernels run again on the arrays that they ran on, and random numbers follow the generator's seed as it is then. So a step of
 * small networks no longer takes the time that it takes to launch some fifty kernels one by one.
 *
 * <p>It is PyTorch's own {@code at::cuda::CUDAGraph}, which neither DJL nor TorchScript have, called by its names in libtorch.
 */
public final class CudaGraph implements Repeatable {

    /** More than the object has in any version: some 200 bytes. */
    private static final int SIZE = 4096;

    /** Calls of other threads neither count nor disturb. */
    private static final int THREAD_LOCAL = 1;

    private static final String GRAPH = "_ZN2at4cuda9CUDAGraph";

    private final NativeLibrary torch;
    private final Memory graph = new Memory(SIZE);

    /** {@code c10::cuda::CUDAStream}. */
    @FieldOrder({"device", "id"})
    public static class Stream extends Structure implements Structure.ByValue {
        /** Type and number of the device. */
        public short device;

        /** Which of its streams. */
        public long id;
    }

    private CudaGraph(NativeLibrary torch) {
        this.torch = torch;
        graph.clear();
        if (has(torch, GRAPH + "C1Eb")) {
            torch.getFunction(GRAPH + "C1Eb").invokeVoid(new Object[] {graph, 0});
        } else {
            torch.getFunction(GRAPH + "C1Ev").invokeVoid(new Object[] {graph}); // until PyTorch 2.7
        }
    }

    private static boolean has(NativeLibrary library, String name) {
        try {
            return library.getGlobalVariableAddress(name) != null;
        } catch (UnsatisfiedLinkError e) {
            return false;
        }
    }

    /**
     * Records what some work asks of a GPU; nothing of it is computed yet. It must have been done before, and must not wait for the GPU.
     *
     * @param device the GPU
     * @param work asks for it, in this thread
     * @return the recording, for {@link #replay}
     * @throws UserException if something in it cannot be recorded
     */
    public static CudaGraph record(Device device, Runnable work) {
        NativeLibrary torch = LoadedLibrary.named("libtorch_cuda.so");
        NativeLibrary streams = LoadedLibrary.named("libc10_cuda.so");
        NativeLibrary runtime = LoadedLibrary.named("libcudart");
        int index = device.getDeviceId();
        runtime.getFunction("cudaSetDevice").invokeInt(new Object[] {index});
        runtime.getFunction("cudaDeviceSynchronize").invokeInt(new Object[0]);
        Stream usual = stream(streams, "_ZN3c104cuda20getCurrentCUDAStreamEa", (byte) index);
        // What the usual one is asked for cannot be recorded.
        Stream own = stream(streams, "_ZN3c104cuda17getStreamFromPoolEba", 0, (byte) index);
        setCurrent(streams, own);
        try {
            CudaGraph graph = new CudaGraph(torch);
            torch.getFunction(GRAPH + "13capture_beginESt4pairIyyE21cudaStreamCaptureMode")
                    .invokeVoid(new Object[] {graph.graph, 0L, 0L, THREAD_LOCAL});
            try {
                work.run();
            } catch (RuntimeException e) {
                abandon(streams, runtime, own);
                throw new UserException(
                        "the GPU's work of a step cannot be recorded (" + e.getMessage() + "); leave out --cuda-graphs",
                        e);
            }
            graph.call("11capture_endEv");
            return graph;
        } catch (UnsatisfiedLinkError e) {
            throw new UserException(
                    "this libtorch has no CUDA graphs where they are looked for (" + e.getMessage()
                            + "); leave out --cuda-graphs",
                    e);
        } finally {
            setCurrent(streams, usual);
        }
    }

    private static Stream stream(NativeLibrary streams, String function, Object... arguments) {
        return (Stream) streams.getFunction(function).invoke(Stream.class, arguments);
    }

    private static void setCurrent(NativeLibrary streams, Stream stream) {
        streams.getFunction("_ZN3c104cuda20setCurrentCUDAStreamENS0_10CUDAStreamE")
                .invokeVoid(new Object[] {stream});
    }

    /** PyTorch's own end would throw what nothing here could catch. */
    private static void abandon(NativeLibrary streams, NativeLibrary runtime, Stream stream) {
        Memory value = new Memory(16);
        value.setShort(0, stream.device);
        value.setLong(8, stream.id);
        Pointer handle =
                streams.getFunction("_ZNK3c104cuda10CUDAStream6streamEv").invokePointer(new Object[] {value});
        runtime.getFunction("cudaStreamEndCapture").invokeInt(new Object[] {handle, new PointerByReference()});
    }

    @Override
    public void replay() {
        call("6replayEv");
    }

    private void call(String member) {
        torch.getFunction(GRAPH + member).invokeVoid(new Object[] {graph});
    }

    @Override
    public void close() {
        call("D1Ev");
    }
}
