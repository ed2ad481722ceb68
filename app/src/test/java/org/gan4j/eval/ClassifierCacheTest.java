package org.gan4j.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import org.gan4j.data.ImageSet;
import org.junit.jupiter.api.Test;

class ClassifierCacheTest {

    @Test
    void followsTheXdgBaseDirectories() {
        Path fallback = Path.of(System.getProperty("user.home"), ".cache", "gan4j");
        assertEquals(fallback, ClassifierCache.userCache(null));
        // The specification: a path that is not absolute is to be ignored.
        assertEquals(fallback, ClassifierCache.userCache("cache"));
        assertEquals(Path.of("/var/cache/gan4j"), ClassifierCache.userCache("/var/cache"));
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
