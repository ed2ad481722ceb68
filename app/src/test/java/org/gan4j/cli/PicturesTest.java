package org.gan4j.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.gan4j.data.ImageSet;
import org.gan4j.data.Split;
import org.gan4j.testing.Cli;
import org.gan4j.testing.IdxBytes;
import org.gan4j.testing.PictureBytes;
import org.gan4j.torchscript.TorchScriptArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of pictures in colour, from the files to the page, and out again as files. */
class PicturesTest {

    @TempDir
    Path temp;

    private static Cli.Result ok(Object... args) {
        Cli.Result result = Cli.run(Stream.of(args).map(String::valueOf).toList());
        assertEquals(0, result.code(), result.out() + result.err());
        return result;
    }

    private Path folder() throws IOException {
        Path folder = temp.resolve("animals");
        Random random = new Random(1);
        for (String name : List.of("cat", "dog")) {
            Files.createDirectories(folder.resolve(name));
            for (int i = 0; i < 8; i++) {
                BufferedImage image = new BufferedImage(6, 5, BufferedImage.TYPE_INT_RGB);
                for (int p = 0; p < 30; p++) {
                    int red = name.equals("cat") ? 0xff0000 : 0;
                    image.setRGB(p % 6, p / 6, red | random.nextInt(0x10000));
                }
                ImageIO.write(
                        image, "png", folder.resolve(name + "/" + i + ".png").toFile());
            }
        }
        return folder;
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** A run of two steps on the pictures. */
    private Path trained() throws IOException {
        Path run = temp.resolve("run");
        Path folder = folder();
        ok(
                "train",
                "--data-dir",
                folder,
                "--batch-size",
                4,
                "--steps",
                2,
                "--g-hidden",
                8,
                "--d-hidden",
                8,
                "--out",
                run);
        return run;
    }

    @Test
    void aFolderOfPicturesIsTrainedScoredAndSampled() throws IOException {
        Path run = temp.resolve("run");
        String said = ok(
                        "train",
                        "--data-dir",
                        folder(),
                        "--conditional",
                        "--mirror",
                        "--batch-size",
                        4,
                        "--steps",
                        9,
                        "--g-hidden",
                        8,
                        "--d-hidden",
                        8,
                        "--latent",
                        3,
                        "--out",
                        run)
                .out();
        assertTrue(said.contains("pictures, 32 pictures of 5x6 in colour in 2 classes, 8 batches of 4"), said);
        BufferedImage grid = ImageIO.read(run.resolve("samples/step-000009.png").toFile());
        assertEquals(8 * (6 * 8 + 2) + 2, grid.getWidth());
        assertEquals(
                6 * (6 * 8 + 2) + 2,
                ImageIO.read(run.resolve("real.png").toFile()).getWidth());
        String page = Files.readString(run.resolve("report.html"));
        assertTrue(page.contains("in colour"), "the page");
        assertTrue(page.contains("\"classNames\":[\"cat\",\"dog\"]"), "the explorer");

        Cli.Result scored = ok("evaluate", run, "--count", 20);
        assertTrue(scored.out().contains("against 16 images that it has learned from"), scored.out());
        assertTrue(scored.err().contains("no Fréchet distance: it needs more than 128 images"), scored.err());

        Path out = temp.resolve("out");
        ok("sample", run, "--class", "dog", "--count", 3, "--out", out + "/");
        assertEquals(List.of("00001.png", "00002.png", "00003.png"), names(out));
        assertEquals(6, ImageIO.read(out.resolve("00001.png").toFile()).getWidth());
        ok("sample", run, "--seed", "1-4", "--out", temp.resolve("jpeg/p-*.jpg"));
        assertEquals(List.of("p-00001.jpg", "p-00002.jpg", "p-00003.jpg", "p-00004.jpg"), names(temp.resolve("jpeg")));
        Cli.Result refused = Cli.run("sample", run.toString(), "--class", "cow");
        assertEquals(2, refused.code());
        assertEquals(
                "gan4j: class (cow) does not occur; there are cat, dog",
                refused.errLines().get(0));
    }

    @Test
    void samplesAreMadeAgainFromTheirLatent() throws IOException {
        Path run = trained();
        Path first = temp.resolve("first.npz");
        Path again = temp.resolve("again.npz");
        ok("sample", run, "--seed", 5, "--count", 3, "--format", "npz", "--out", first);
        ok("sample", run, "--latent", first, "--format", "npz", "--out", again);
        assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(again));
        Cli.Result refused = Cli.run(
                "sample", run.toString(), "--latent", run.resolve("config.json").toString());
        assertEquals(1, refused.code());
        assertEquals(1, refused.errLines().size(), refused.err());
    }

    /** What is drawn of a run in colour has the channels of its samples in their order, wherever it is drawn. */
    @Test
    void allThatIsDrawnIsInColour() throws IOException {
        Path run = temp.resolve("run");
        ok(
                "train",
                "--data-dir",
                folder(),
                "--batch-size",
                4,
                "--steps",
                40,
                "--g-hidden",
                8,
                "--d-hidden",
                8,
                "--tensorboard",
                "--out",
                run);
        Path arrays = temp.resolve("one.npz");
        ok("sample", run, "--seed", 3, "--count", 1, "--format", "npz", "--out", arrays);
        ok("sample", run, "--seed", 3, "--count", 1, "--out", temp.resolve("one-*.png"));
        BufferedImage one = ImageIO.read(temp.resolve("one-00001.png").toFile());
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            float[] samples = NDList.decode(manager, Files.readAllBytes(arrays))
                    .get("samples")
                    .toFloatArray();
            for (int i = 0; i < 90; i++) {
                int shade = one.getRGB(i % 30 % 6, i % 30 / 6) >> 8 * (2 - i / 30) & 255;
                assertEquals((samples[i] + 1) * 127.5, shade, 0.51, "number " + i);
            }
        }
        // TensorBoard is given the very file of the grid.
        byte[] grid = Files.readAllBytes(run.resolve("samples/step-000040.png"));
        try (Stream<Path> events = Files.list(run.resolve("tensorboard"))) {
            String content = new String(Files.readAllBytes(events.findAny().orElseThrow()), ISO_8859_1);
            assertTrue(content.contains(new String(grid, ISO_8859_1)), "the events hold the picture");
        }
        for (String name : List.of("interpolation.png", "samples.gif", "real.png", "samples/step-000040.png")) {
            BufferedImage picture = ImageIO.read(run.resolve(name).toFile());
            long coloured = IntStream.range(0, picture.getWidth() * picture.getHeight())
                    .map(i -> picture.getRGB(i % picture.getWidth(), i / picture.getWidth()))
                    .filter(rgb -> (rgb >> 16 & 255) != (rgb & 255))
                    .count();
            assertTrue(coloured > picture.getWidth() * picture.getHeight() / 2, name + ": " + coloured);
        }
        ok("compare", run, "--png", temp.resolve("compare.png"));
        assertTrue(Files.size(temp.resolve("compare.png")) > 0);
    }

    /** What the preset has is made for thousands; what somebody typed is refused, with all that would fit. */
    @Test
    void aPresetTakesWhatFitsFewPictures() throws IOException {
        Path folder = folder();
        Path run = temp.resolve("run");
        List<Object> few = List.of("train", "--preset", "pictures", "--data-dir", folder, "--size", 8, "--steps", 2);
        List<Object> whole = new ArrayList<>(few);
        whole.addAll(List.of("--out", run));
        String said = ok(whole.toArray()).out();
        assertTrue(said.contains("few       16 samples: this run takes --clusters 4 --batch-size 16\n"), said);
        assertTrue(said.contains("1 batch of 16 an epoch"), said);
        assertTrue(Files.readString(run.resolve("config.json")).contains("\"clusters\": \"4\""));
        String page = Files.readString(run.resolve("report.html"));
        assertTrue(page.contains("the data set pictures in animals"), "the folder");
        assertTrue(page.contains("and the wanted cluster each"), "what the generator is told");
        assertTrue(page.contains("One cluster a row"), "the picture of all");
        assertTrue(page.contains("<tr><th>clusters</th><td>4</td></tr>"), "the table");

        List<Object> typed = new ArrayList<>(few);
        typed.addAll(List.of("--conditional", "--clusters", 9, "--batch-size", 17));
        Cli.Result refused = Cli.run(typed.stream().map(String::valueOf).toList());
        assertEquals(2, refused.code());
        assertEquals(
                "gan4j: --clusters (9) must not be above the number of samples of the smallest class (8),"
                        + " --batch-size (17) must not be above the number of samples (16);"
                        + " give --clusters 2 --batch-size 16",
                refused.errLines().get(0));
    }

    /** Labels of -3 and 70,000 train as labels of 0 and 1 do: the same weights. */
    @Test
    void labelsMayBeAnyNumbers() throws IOException {
        byte[] pixels = new byte[20 * 4];
        new Random(2).nextBytes(pixels);
        byte[] labels = new byte[20];
        ByteBuffer others = ByteBuffer.allocate(80);
        for (int i = 0; i < 20; i++) {
            labels[i] = (byte) (i % 2);
            others.putInt(i % 2 == 0 ? -3 : 70_000);
        }
        List<byte[]> weights = new ArrayList<>();
        for (String name : List.of("usual", "other")) {
            Path data = temp.resolve(name);
            IdxBytes.write(data, Split.TRAIN, new ImageSet(2, 2, 2, pixels, labels));
            if (name.equals("other")) {
                Files.write(data.resolve("train-labels-idx1-ubyte"), IdxBytes.file(others.array(), 0x0c01, 20));
            }
            Path run = temp.resolve(name + "-run");
            ok("train", "--data-dir", data, "--conditional", "--batch-size", 5, "--steps", 6, "--out", run);
            weights.add(Files.readAllBytes(run.resolve("checkpoints/step-00000006/generator.safetensors")));
        }
        assertArrayEquals(weights.get(0), weights.get(1));
    }

    @Test
    void classesAreNeededForConditionalAlone() throws IOException {
        Path data = temp.resolve("data");
        IdxBytes.write(data, Split.TRAIN, new ImageSet(2, 2, 1, new byte[40], new byte[10]));
        Cli.Result refused = Cli.run("train", "--data-dir", data.toString(), "--conditional", "--batch-size", "5");
        assertEquals(2, refused.code());
        assertEquals(
                "gan4j: conditional needs data of two classes or more; these have one",
                refused.errLines().get(0));
    }

    /** A network that returns the mean of each colour, as PyTorch scripted and saved it. */
    @Test
    void aNetworkInTorchScriptMakesFeatures() throws IOException {
        Path run = trained();
        Path network = temp.resolve("means.pt");
        try (var in = PicturesTest.class.getResourceAsStream("means.pt")) {
            Files.write(network, in.readAllBytes());
        }

        Cli.Result scored = ok("evaluate", run, "--count", 20, "--features", network);

        // Three features, the mean of each colour: 16 real pictures are enough.
        assertTrue(scored.out().matches("(?s).*means.pt [0-9a-f]{8}, 3 features.*"), scored.out());
        assertTrue(scored.out().contains("Fréchet"), scored.out());
    }

    /** Networks that are none, and such as do not fit: a line each, and no score. */
    @Test
    void networksThatMakeNoFeaturesAreNamed() throws IOException {
        Path run = trained();
        Path file = temp.resolve("bad.pt");
        byte[] whole;
        try (var in = PicturesTest.class.getResourceAsStream("means.pt")) {
            whole = in.readAllBytes();
        }
        String none = "is no network in TorchScript (";
        refused(run, file, new byte[0], none);
        refused(run, file, new byte[] {1, 2, 3}, none);
        refused(run, file, PictureBytes.of("png", 3, 3, 1), none);
        refused(run, file, Arrays.copyOf(whole, whole.length / 2), none);
        refused(run, file, scripted("return torch.tanh_is_unknown(x)"), none);
        refused(run, file, scripted("return torch.sum(x, [1])"), "makes (2, 5, 6) of 2 pictures; features are [N, F]");
        refused(run, file, scripted("return torch.sum(x, [0, 2, 3])"), "makes (3) of 2 pictures; features are [N, F]");
        refused(run, file, scripted("return torch.reshape(x, [-1, 5, 7])"), "cannot look at pictures of 5x6 in colour");
        refused(run, file, scripted("return [x, x]"), "makes (2, 3, 5, 6) of 2 pictures; features are [N, F]");
        Files.delete(file);
        refused(run, file, null, "there is no ");
        Files.createDirectory(file);
        refused(run, file, null, "cannot be read: ");
    }

    private static byte[] scripted(String body) {
        String code = "class Net(Module):\n  __parameters__ = []\n  __buffers__ = []\n  training : bool\n"
                + "  _is_full_backward_hook : Optional[bool]\n  def forward(self: __torch__.Net, x: Tensor):\n    "
                + body
                + "\n";
        return TorchScriptArchive.write("net", code, new TorchScriptArchive.Module("Net", true, Map.of()));
    }

    private static void refused(Path run, Path file, byte[] content, String message) throws IOException {
        if (content != null) {
            Files.write(file, content);
        }
        Cli.Result refused = Cli.run("evaluate", run.toString(), "--features", file.toString(), "--quiet");
        assertEquals(1, refused.code(), refused.out() + refused.err());
        assertTrue(refused.errLines().get(0).contains("bad.pt"), refused.err());
        assertTrue(refused.errLines().get(0).contains(message), refused.err());
        assertEquals(1, refused.errLines().size(), refused.err());
    }
}
