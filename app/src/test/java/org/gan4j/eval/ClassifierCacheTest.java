package org.gan4j.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import org.gan4j.data.ImageSet;
import org.junit.jupiter.api.Test;

class ClassifierCacheTest {

    @Test
    void followsTheXdgBaseDirectories() {
        Path fallback = Path.of("/home/anna/.cache/gan4j");
        assertEquals(fallback, ClassifierCache.userCache(null, "/home/anna"));
        // The specification: a path that is not absolute is to be ignored.
        assertEquals(fallback, ClassifierCache.userCache("cache", "/home/anna"));
        assertEquals(Path.of("/var/cache/gan4j"), ClassifierCache.userCache("/var/cache", "/home/anna"));
    }

    /** Java's word for it is a question mark, which would be a folder where the program is called. */
    @Test
    void aUserWithoutAHomeHasItAmongTemporaryFiles() {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"), "gan4j");
        assertEquals(temporary, ClassifierCache.userCache(null, "?"));
        assertEquals(Path.of("/var/cache/gan4j"), ClassifierCache.userCache("/var/cache", "?"));
    }

    @Test
    void otherImagesHaveAnotherFingerprint() {
        ImageSet images = new ImageSet(1, 2, 3, new byte[] {1, 2, 3, 4}, new byte[] {0, 2});
        ImageSet sameBytes = new ImageSet(2, 1, 3, new byte[] {1, 2, 3, 4}, new byte[] {0, 2});
        ImageSet otherLabel = new ImageSet(1, 2, 3, new byte[] {1, 2, 3, 4}, new byte[] {0, 1});
        String fingerprint = ClassifierCache.fingerprint(images, images);
        assertEquals(fingerprint, ClassifierCache.fingerprint(images, images));
        assertNotEquals(fingerprint, ClassifierCache.fingerprint(images, sameBytes));
        assertNotEquals(fingerprint, ClassifierCache.fingerprint(images, otherLabel));
    }
}
