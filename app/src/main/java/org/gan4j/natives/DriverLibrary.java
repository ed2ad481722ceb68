package org.gan4j.natives;

import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.ptr.IntByReference;
import java.nio.charset.StandardCharsets;

/** What is asked of the driver's own library; CUDA's runtime need not be installed for it. Results of 0 mean success. */
interface DriverLibrary {

    /** {@code CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR} and {@code _MINOR} of cuda.h. */
    int COMPUTE_CAPABILITY_MAJOR = 75;

    int COMPUTE_CAPABILITY_MINOR = 76;

    int init();

    /** 1000·major + 10·minor, of the newest CUDA that the driver knows. */
    int cudaVersion();

    /** As {@code CUDA_VISIBLE_DEVICES} leaves them. */
    int deviceCount();

    String deviceName(int index);

    /** 10·major + minor. */
    int computeCapability(int index);

    /**
     * Loads {@code libcuda.so.1}.
     *
     * @throws UnsatisfiedLinkError if there is none
     */
    static DriverLibrary load() {
        String name = "libcuda.so.1";
        // Where Windows puts it for its Linux guests; not always known to the loader.
        NativeLibrary.addSearchPath(name, "/usr/lib/wsl/lib");
        NativeLibrary library = NativeLibrary.getInstance(name);
        return new DriverLibrary() {
            @Override
            public int init() {
                return call("cuInit", 0);
            }

            @Override
            public int cudaVersion() {
                IntByReference version = new IntByReference();
                return call("cuDriverGetVersion", version) == 0 ? version.getValue() : 0;
            }

            @Override
            public int deviceCount() {
                IntByReference count = new IntByReference();
                return call("cuDeviceGetCount", count) == 0 ? count.getValue() : 0;
            }

            @Override
            public String deviceName(int index) {
                try (Memory name = new Memory(256)) {
                    name.clear();
                    call("cuDeviceGetName", name, (int) name.size(), index);
                    return name.getString(0, StandardCharsets.UTF_8.name());
                }
            }

            @Override
            public int computeCapability(int index) {
                return 10 * attribute(COMPUTE_CAPABILITY_MAJOR, index) + attribute(COMPUTE_CAPABILITY_MINOR, index);
            }

            private int attribute(int attribute, int index) {
                IntByReference value = new IntByReference();
                return call("cuDeviceGetAttribute", value, attribute, index) == 0 ? value.getValue() : 0;
            }

            private int call(String function, Object... arguments) {
                return library.getFunction(function).invokeInt(arguments);
            }
        };
    }
}
