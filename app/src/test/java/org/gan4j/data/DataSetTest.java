package org.gan4j.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.List;
import org.gan4j.config.Preset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DataSetTest {

    @Test
    void classesHaveTheirNames() {
        assertEquals(List.of("0", "1", "2"), DataSet.IDX.classNames(3));
        // https://github.com/zalandoresearch/fashion-mnist, "Labels": 0 is T-shirt/top, 9 is Ankle boot.
        List<String> fashion = DataSet.FASHION_MNIST.classNames(10);
        assertEquals(10, fashion.size());
        assertEquals("T-shirt/top", fashion.get(0));
        assertEquals("Ankle boot", fashion.get(9));
        assertEquals(List.of(), DataSet.RING.classNames(0));
    }

    @Test
    void namesAreThoseOfTheCommandLine() {
        assertEquals(
                List.of(
                        "digits",
                        "shapes",
                        "mnist",
                        "fashion-mnist",
                        "stacked-mnist",
                        "cifar10",
                        "pictures",
                        "idx",
                        "npz",
                        "vectors",
                        "gaussian",
                        "ring",
                        "grid"),
                DataSet.names());
        assertEquals(DataSet.FASHION_MNIST, DataSet.of("fashion-mnist"));
        assertTrue(DataSet.find(null).isEmpty());
        String message = assertThrows(IllegalArgumentException.class, () -> DataSet.of("cifar"))
                .getMessage();
        assertEquals(
                "unknown data set 'cifar'; there are digits, shapes, mnist, fashion-mnist, stacked-mnist, cifar10, pictures, idx, npz, vectors, gaussian, ring, grid",
                message);
    }

    @Test
    void helpSaysWhereDataComeFrom() {
        assertEquals(
                "digits, shapes, gaussian, ring, grid (drawn here), mnist, fashion-mnist, stacked-mnist, cifar10"
                        + " (downloaded once, or from --data-dir), pictures (PNG, JPEG, WebP ... in the folder or zip --data-dir), idx"
                        + " (MNIST's kind of files in --data-dir), npz (images of NumPy's in --data-dir FILE), vectors (rows of numbers in --data-dir FILE,"
                        + " CSV or NumPy's)",
                DataSet.help());
    }

    @ParameterizedTest
    @EnumSource
    void everyPresetExists(DataSet dataset) {
        assertNotNull(Preset.find(dataset.preset()));
    }

    @ParameterizedTest
    @EnumSource(names = {"DIGITS", "SHAPES", "GAUSSIAN", "RING", "GRID"})
    void whatIsDrawnIsWhatTheRowSays(DataSet dataset) {
        try (NDManager manager = NDManager.newBaseManager();
                RealData data = dataset.open(null, 0, manager)) {
            assertEquals(dataset.dimension(new DataRequest(null, 0)), data.dimension());
            assertEquals(dataset.labelled(), data.classes() > 0);
            Class<?> type = switch (dataset.kind()) {
                case IMAGES -> ResidentImages.class;
                case VECTORS -> ResidentVectors.class;
                case MODES -> MixtureData.class;
                case GAUSSIAN -> GaussianData.class;
            };
            assertInstanceOf(type, data);
        }
    }

    @Test
    void aDirectoryIsGivenWhereOneIsRead() {
        Path directory = Path.of("somewhere");
        assertEquals(
                "the data set ring reads no data-dir (somewhere); those that do are mnist, fashion-mnist, stacked-mnist,"
                        + " cifar10, pictures, idx, npz, vectors",
                assertThrows(IllegalArgumentException.class, () -> DataSet.RING.checkDirectory(directory))
                        .getMessage());
        String missing = assertThrows(IllegalArgumentException.class, () -> DataSet.IDX.checkDirectory(null))
                .getMessage();
        assertTrue(missing.startsWith("the data set idx needs --data-dir DIR, with train-images-idx3-ubyte"), missing);
        DataSet.MNIST.checkDirectory(directory);
        DataSet.MNIST.checkDirectory(null);
    }

    @Test
    void pointsHaveNoImages() {
        assertThrows(IllegalStateException.class, () -> DataSet.RING.images(new DataRequest(null, 0), Split.TRAIN));
    }
}
