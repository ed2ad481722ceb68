package org.gan4j.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.util.Utils;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What is said of an engine that does not start. */
class EngineStartTest {

    private static final String FOLDER = Utils.getEngineCacheDir("pytorch").toString();

    private static void said(Throwable cause, String... parts) {
        String message = EngineStart.reason(cause);
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }

    /** The JDK says no more of a full disk. */
    @Test
    void aFullDiskIsNamed() {
        said(
                new IOException("No space left on device"),
                "unpacked into " + FOLDER + " (No space left on device); let DJL_CACHE_DIR name");
    }

    /** The text is that of glibc's loader, from a folder on a file system mounted with noexec. */
    @Test
    void aFolderWithoutProgramsIsNamed() {
        said(
                new UnsatisfiedLinkError(FOLDER + "/cpu/libgomp.so.1: failed to map segment from shared object"),
                "failed to map segment from shared object; where no program may be started (mount option noexec)",
                "let DJL_CACHE_DIR name another folder");
    }
}
