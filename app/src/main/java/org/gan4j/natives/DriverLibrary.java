package org.gan4j.natives;

import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.ptr.IntByReference;
import java.nio.charset.StandardCharsets;

/** What is asked of the driver's own library; CUDA's runtime need not be installed for it. Results of 0 mean success. */
interface DriverLibrary {

    int init();

    /** 1000·major + 10·minor, of the newest CUDA that the driver knows. */
    int cudaVersion();

    /** As {@code CUDA_VISIBLE_DEVICES} leaves them. */
    int deviceCount();

    String deviceName(int index);

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

            private int call(String function, Object... arguments) {
                return library.getFunction(function).invokeInt(arguments);
            }
        };
    }
}
