package org.gan4j.natives;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.ptr.IntByReference;

/** What is asked of the driver's own library, as cuda.h has it. CUDA's runtime need not be installed. A result of 0 is success. */
interface DriverLibrary extends Library {

    /** {@code CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR} and {@code _MINOR}. */
    int COMPUTE_CAPABILITY_MAJOR = 75;

    int COMPUTE_CAPABILITY_MINOR = 76;

    int cuInit(int flags);

    /** 1000·major + 10·minor, of the newest CUDA that the driver knows. */
    int cuDriverGetVersion(IntByReference version);

    /** As {@code CUDA_VISIBLE_DEVICES} leaves them. */
    int cuDeviceGetCount(IntByReference count);

    int cuDeviceGetName(byte[] name, int length, int index);

    int cuDeviceGetAttribute(IntByReference value, int attribute, int index);

    /**
     * Loads {@code libcuda.so.1}.
     *
     * @throws UnsatisfiedLinkError if there is none
     */
    static DriverLibrary load() {
        String name = "libcuda.so.1";
        // Where Windows puts it for its Linux guests; not always known to the loader.
        NativeLibrary.addSearchPath(name, "/usr/lib/wsl/lib");
        return Native.load(name, DriverLibrary.class);
    }
}
