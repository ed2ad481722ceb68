package org.gan4j.fuzz;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.gan4j.files.WeightFile;
import org.gan4j.testing.IdxBytes;
import org.gan4j.testing.NpyBytes;
import org.gan4j.testing.PictureBytes;

/** Where fuzzing begins: small whole files of each kind, and what earlier fuzzing has found. */
final class FuzzSeeds {

    private FuzzSeeds() {}

    static TinyRun run() {
        return TinyRun.ONE.get();
    }

    static List<byte[]> idxImages() {
        byte[] images = IdxBytes.file(new byte[] {0, 50, 100, (byte) 255, 1, 2, 3, 4}, 0x803, 2, 2, 2);
        byte[] floats = IdxBytes.file(new byte[32], 0xd03, 2, 2, 2);
        byte[] colours = IdxBytes.file(new byte[24], 0x804, 2, 2, 2, 3);
        return List.of(images, floats, colours, gzip(images));
    }

    static List<byte[]> idxLabels() {
        return List.of(IdxBytes.file(new byte[] {0, 1}, 0x801, 2), IdxBytes.file(new byte[8], 0xc01, 2));
    }

    static List<byte[]> cifar() {
        return List.of(new byte[3073], new byte[2 * 3073]);
    }

    static List<byte[]> npy() {
        String manyOnes = "(" + "1, ".repeat(20_000) + "2)"; // has overflown the stack of Java's patterns
        return List.of(
                NpyBytes.of("|u1", "(2, 2, 2)", new byte[8]),
                NpyBytes.of("<f4", "(2, 1, 1)", NpyBytes.floats(-1, 1)),
                NpyBytes.of(">i2", "(2, 2, 1, 3)", new byte[24]),
                NpyBytes.of("|u1", manyOnes, new byte[2]));
    }

    static List<byte[]> npz() {
        byte[] images = NpyBytes.of("|u1", "(2, 2, 2)", new byte[8]);
        byte[] names = NpyBytes.of("<U1", "(2,)", new byte[] {'a', 0, 0, 0, 'b', 0, 0, 0});
        byte[] numbers = NpyBytes.of("<i4", "(2,)", new byte[] {0, 0, 0, 0, 1, 0, 0, 0});
        return List.of(
                zip("x_train.npy", images, "y_train.npy", numbers),
                zip("images.npy", images, "labels.npy", names),
                zip("x_train.npy", images, "x_test.npy", images));
    }

    static List<byte[]> npzVectors() {
        byte[] rows = NpyBytes.of("<f4", "(2, 2)", NpyBytes.floats(1, 2, 3, 4));
        return List.of(zip("x.npy", rows, "y.npy", NpyBytes.of("|u1", "(2,)", new byte[] {0, 1})), rows);
    }

    static List<byte[]> csv() {
        return List.of(
                text("a,b\n1,2\n3,4\n"), text("1;2.5\n-3e4;4\n"), text("\uFEFF\"a b\"\t\"c\"\"d\"\n1\t2\n3\t.5\n"));
    }

    static List<byte[]> pictures() {
        return Stream.concat(
                        Stream.of("png", "jpeg", "bmp", "gif").map(format -> PictureBytes.of(format, 3, 2, 0x102030)),
                        Stream.of(
                                PictureBytes.tiff(2, 2, 8, 1, 4, new byte[4]),
                                PictureBytes.webp(2, 2),
                                PictureBytes.png(2, 2, 8, 0, new byte[0], 6),
                                WITHOUT_END,
                                LARGE_CHUNK))
                .toList();
    }

    /** A WebP whose reader took 46 seconds and 30 GB one after another, of zeros after the end. */
    private static final byte[] WITHOUT_END = HexFormat.of()
            .parseHex("5249464620000000574542505650384c140000002f0140000052494646200000"
                    + "00574542505650384c140000002f014000002f6465762f73686d2f6766757a7a");

    /** A WebP with a chunk of 671 MB, for which the reader of its metadata asked. */
    private static final byte[] LARGE_CHUNK =
            HexFormat.of().parseHex("5249464620000000574542505650384c140000282f01400000000000000000000000000000000000");

    static List<byte[]> zips() {
        byte[] picture = PictureBytes.of("bmp", 1, 1, 0);
        return List.of(
                zip("a.bmp", picture, "b.bmp", picture),
                zip("x/a.bmp", picture, "y/b.bmp", picture),
                zip("train/a.bmp", picture, "test/b.bmp", picture),
                zip("a.bmp", picture, "dataset.json", text("{\"labels\": [[\"a.bmp\", 1]]}")));
    }

    static List<byte[]> pictureLabels() {
        return List.of(
                text("{\"labels\": [[\"a.png\", 1], [\"b.png\", 2]]}"),
                text("{\"labels\": {\"a.png\": \"one\", \"b.png\": 2.0}}"),
                text("{\"labels\": null}"));
    }

    static List<byte[]> safetensors() {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            Map<String, NDArray> arrays = Map.of("a", manager.create(new float[3]), "b", manager.create(new float[2]));
            return List.of(WeightFile.encode(arrays));
        }
    }

    static List<byte[]> config() {
        return List.of(run().read("config.json"));
    }

    static List<byte[]> metrics() {
        return List.of(
                run().read("metrics.jsonl"),
                text("{\"step\":1,\"sign\":\"lost\",\"advice\":\"stop\"}\n{\"step\":2,\"rollback\":1}\n"
                        + "{\"step\":3,\"epoch\":1,\"dLoss\":\"NaN\",\"stepsPerSecond\":2,\"seconds\":3}\n"
                        + "{\"step\":3,\"epoch\":1,\"evaluation\":" + EVALUATION + "}\n"),
                // advice that is missing, and texts that are none
                text("{\"step\":1,\"sign\":\"lost\"}\n"),
                text("{\"step\":1,\"sign\":{},\"advice\":[]}\n"));
    }

    private static final String EVALUATION =
            "{\"against\":\"test\",\"featureExtractor\":\"f\",\"sampleCount\":10,\"mean\":1.5,\"real\":{\"mean\":0.1}}";

    static List<byte[]> evaluation() {
        return List.of(text("{\"step\":3,\"dataset\":\"ring\"," + EVALUATION.substring(1)));
    }

    /** Without the checksum at its end. */
    static List<byte[]> checkpoint() {
        String whole = new String(run().read("checkpoint/checkpoint.json"), StandardCharsets.UTF_8);
        String open = whole.substring(0, whole.lastIndexOf(",\n  \"crc32\""));
        String files = "\"files\": {\n    \"generator.safetensors\": ";
        int from = open.indexOf("\"files\"");
        String one = open.substring(0, from) + files + "{\"bytes\": " + run().read("generator.safetensors").length
                + ", \"crc32\": \"" + crc(run().read("generator.safetensors")) + "\"}\n  }";
        return List.of(
                text(one),
                // without end, without a value, and no name of a file
                text(one.replace("\"generator.safetensors\"", "\"/dev/zero\"")),
                text(one.replaceFirst("\\{\"bytes\".*}", "null")),
                text(one.replace("\"generator.safetensors\"", "\"a\\u0000b\"")));
    }

    static List<byte[]> description() {
        return List.of(run().read("generator.safetensors.json"));
    }

    static List<byte[]> weights() {
        return List.of(run().read("generator.safetensors"));
    }

    static List<byte[]> latent() {
        return List.of(
                zip("latent.npy", NpyBytes.of("<f4", "(2, 1)", NpyBytes.floats(1, 2))),
                // a header of two billion bytes, which DJL's reader asked for
                zip("latent.npy", HexFormat.of().parseHex("934e554d50590200ffffff7f")),
                // DJL's own form of a list, of two billion arrays
                zip("latent.npy", new byte[] {0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0, 0}));
    }

    static List<byte[]> plan() {
        String plan = "{\"gan4j\":\"0\",\"settings\":{\"steps\":\"2\"},\"vary\":[\"loss=hinge,wgan\",\"latent=1,2\"],"
                + "\"trials\":0,\"searchSeed\":0,\"seeds\":2,\"halving\":2,\"metric\":\"mean\",\"threads\":1}";
        return List.of(
                text(plan),
                text(plan.replace("latent=1,2", "g-lr=1e-5..1e-2:log").replace("\"trials\":0", "\"trials\":3")),
                text("null"),
                text(plan.replace("\"seeds\":2", "\"seeds\":0")),
                text(plan.replace("\"halving\":2", "\"halving\":1")), // never became fewer
                text(plan.replace("\"metric\":\"mean\",", "")),
                text(plan.replace("\"steps\":\"2\"", "\"seed\":\"x\"")));
    }

    static List<byte[]> outcome() {
        return List.of(
                text("{\"step\":3,\"seconds\":1.5,\"evaluation\":" + EVALUATION + "}"),
                text("{\"failed\":\"it diverged\"}"));
    }

    static List<byte[]> arguments() {
        return List.of(text("--dataset ring\n--steps 10 # a comment\n--loss 'hinge'\n"), text("--vary \"a b\""));
    }

    static List<byte[]> versions() {
        return List.of(text("__version__ = '2.7.1+cu126'\ncuda = None\n"), text("__version__ = '2.8.0.dev20250101'"));
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String crc(byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }

    private static byte[] gzip(byte[] content) {
        try {
            return IdxBytes.gzip(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Not packed, so that a changed byte is one of the content. Names and contents in turn. */
    private static byte[] zip(Object... namesAndContents) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (int i = 0; i < namesAndContents.length; i += 2) {
                byte[] content = (byte[]) namesAndContents[i + 1];
                ZipEntry entry = new ZipEntry((String) namesAndContents[i]);
                CRC32 crc = new CRC32();
                crc.update(content);
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(content.length);
                entry.setCrc(crc.getValue());
                out.putNextEntry(entry);
                out.write(content);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
