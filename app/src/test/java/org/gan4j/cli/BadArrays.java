package org.gan4j.cli;

import static org.gan4j.cli.BadData.ascii;
import static org.gan4j.cli.BadData.cut;
import static org.gan4j.cli.BadData.failure;
import static org.gan4j.cli.BadData.zip;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gan4j.testing.IdxBytes;
import org.gan4j.testing.NpyBytes;
import org.gan4j.testing.PictureBytes;

/** Arrays that cannot be learned from: IDX, NumPy's, CIFAR's. */
final class BadArrays {

    private BadArrays() {}

    /** The training half of IDX files, with other images. */
    private static BadData idxImages(String what, byte[] content, String sentence) {
        return idx(what, "train-images-idx3-ubyte", content, sentence);
    }

    private static BadData idx(String what, String name, byte[] content, String sentence) {
        return failure(
                what,
                "@",
                in -> {
                    IdxBytes.writeSmall(in, 20, 20);
                    Files.deleteIfExists(in.resolve(name.replace(".gz", "")));
                    Files.write(in.resolve(name), content);
                },
                "gan4j: @/" + name + " " + sentence);
    }

    private static BadData npy(String what, byte[] content, String sentence) {
        return failure(what, "@/a.npy", in -> Files.write(in.resolve("a.npy"), content), "gan4j: @/a.npy " + sentence);
    }

    /** Arrays by their names, as {@code numpy.savez} writes them. */
    private static BadData npz(String what, String sentence, Object... arrays) {
        return failure(what, "@/a.npz", in -> zip(in.resolve("a.npz"), arrays), "gan4j: @/a.npz" + sentence);
    }

    /** Two images with these labels. */
    private static BadData labels(String what, String sentence, byte[] labels) {
        byte[] images = NpyBytes.of("|u1", "(2, 2, 2)", new byte[8]);
        return npz(what, sentence, "x.npy", images, "y.npy", labels);
    }

    private static byte[] gzip(byte[] content) {
        try {
            return IdxBytes.gzip(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<BadData> idxFiles() {
        String images = "train-images-idx3-ubyte";
        String labels = "train-labels-idx1-ubyte";
        byte[] good = IdxBytes.file(new byte[80], 0x803, 20, 2, 2);
        String noImages = "is not an IDX image file: it starts with ";
        String noLabels = "is not an IDX label file: it starts with ";
        String magic = "and not with 00 00 08 03 (2051) or those of another type of numbers";
        String labelMagic = "and not with 00 00 08 01 (2049) or those of another type of numbers";
        return Stream.of(
                idx("empty images", images, new byte[0], noImages + "nothing, being empty " + magic),
                idx(
                        "a picture",
                        images,
                        PictureBytes.of("png", 2, 2, 0),
                        noImages + "89 50 4e 47, as a PNG picture does, " + magic),
                idx("a web page", images, ascii("<html>"), noImages + "3c 68 74 6d, as a web page does, " + magic),
                idx(
                        "a pointer of Git LFS",
                        images,
                        ascii("version https://git-lfs"),
                        noImages + "76 65 72 73, as a pointer of Git LFS does, " + magic),
                idx(
                        "NumPy's array",
                        images,
                        NpyBytes.of("|u1", "(20, 2, 2)", new byte[80]),
                        noImages + "93 4e 55 4d, as an array of NumPy's does, " + magic),
                idx(
                        "an unknown type",
                        images,
                        IdxBytes.file(new byte[80], 0xa03, 20, 2, 2),
                        noImages + "00 00 0a 03 " + magic),
                idx(
                        "rows in the place of images",
                        images,
                        IdxBytes.file(new byte[80], 0x802, 20, 4),
                        noImages + "00 00 08 02 " + magic),
                idx(
                        "labels in the place of images",
                        images,
                        IdxBytes.file(new byte[20], 0x801, 20),
                        noImages + "00 00 08 01 " + magic),
                idx("images in the place of labels", labels, good, noLabels + "00 00 08 03 " + labelMagic),
                idx("empty labels", labels, new byte[0], noLabels + "nothing, being empty " + labelMagic),
                idx(
                        "a header that breaks off",
                        images,
                        cut(good, 10),
                        "ends within its header, after 10 of 16 bytes; get the file again"),
                idx(
                        "no images",
                        images,
                        IdxBytes.file(new byte[0], 0x803, 0, 2, 2),
                        "declares 0 images of 2 x 2 pixels; each number must be at least 1"),
                idx(
                        "images of nothing",
                        images,
                        IdxBytes.file(new byte[0], 0x803, 20, 0, 2),
                        "declares 20 images of 0 x 2 pixels; each number must be at least 1"),
                idx(
                        "more images than there can be",
                        images,
                        IdxBytes.file(new byte[80], 0x803, -1, -1, -1),
                        "declares 4294967295 images of 4294967295 x 4294967295 pixels; at most 2147483639 bytes can be read, so the"
                                + " file is damaged or the data set too large"),
                idx(
                        "more channels than can be counted",
                        images,
                        IdxBytes.file(new byte[80], 0x804, 1 << 31, 1 << 31, 1 << 31, 1 << 31),
                        "declares 2147483648 images of 2147483648 x 2147483648 x 2147483648 pixels; at most 2147483639 bytes can be"
                                + " read, so the file is damaged or the data set too large"),
                idx(
                        "two gigabytes that are not there",
                        images,
                        IdxBytes.file(new byte[80], 0x803, 2_000, 1_000, 1_000),
                        "is too short: it declares 2000 images of 1000 x 1000 pixels, 2000000000 bytes, but holds 80; get the file again"),
                idx(
                        "images that break off",
                        images,
                        cut(good, 90),
                        "is too short: it declares 20 images of 2 x 2 pixels, 80 bytes, but holds 74; get the file again"),
                idx(
                        "images that go on",
                        images,
                        PictureBytes.joined(good, new byte[1]),
                        "is too long: it goes on after the 20 images of 2 x 2 pixels that it declares; get the file again"),
                idx(
                        "gigabytes of zeros",
                        images,
                        gzip(PictureBytes.joined(good, new byte[150 << 20])),
                        "is too long: it goes on after the 20 images of 2 x 2 pixels that it declares; get the file again"),
                idx(
                        "gzip that breaks off",
                        images + ".gz",
                        cut(gzip(good), 25),
                        "cannot be read: its gzip stream breaks off; get the file again"),
                idx(
                        "gzip that is damaged",
                        images + ".gz",
                        BadData.with(gzip(good), 10, 0xff, 0xff),
                        "cannot be read: its gzip stream is damaged (...); get the file again"),
                idx(
                        "gzip of another kind",
                        images + ".gz",
                        BadData.with(gzip(good), 2, 9),
                        "cannot be read: its gzip stream is damaged (...); get the file again"),
                idx(
                        "gzip with another checksum",
                        images + ".gz",
                        BadData.with(gzip(good), gzip(good).length - 8, 1, 2),
                        "cannot be read: its gzip stream is damaged (...); get the file again"),
                idx(
                        "five channels",
                        images,
                        IdxBytes.file(new byte[400], 0x804, 20, 5, 2, 2),
                        "has the shape [20, 5, 2, 2]; images are [N, H, W], [N, H, W, C] or [N, C, H, W] with 1 or 3 channels"),
                idx(
                        "fractions that are none",
                        images,
                        IdxBytes.file(floats(80, Float.NaN), 0xd03, 20, 2, 2),
                        "has a value that is not finite (NaN, number 0); samples are finite numbers"),
                idx(
                        "fractions without end",
                        images,
                        IdxBytes.file(floats(80, Float.NEGATIVE_INFINITY), 0xd03, 20, 2, 2),
                        "has a value that is not finite (-Infinity, number 0); samples are finite numbers"),
                idx(
                        "labels of fractions",
                        labels,
                        IdxBytes.file(floats(20, 1.5f), 0xd01, 20),
                        "has the label 1.5; labels are whole numbers or names"),
                idx(
                        "labels that are none",
                        labels,
                        IdxBytes.file(floats(20, Float.NaN), 0xd01, 20),
                        "has the label NaN; labels are whole numbers or names"),
                idx("fewer labels than images", labels, IdxBytes.file(new byte[19], 0x801, 19), "")
                        .says("gan4j: @/" + images + " holds 20 images, but @/" + labels
                                + " holds 19 labels; both files must be of one data set"),
                idx(
                                "labels that MNIST does not have",
                                labels,
                                BadData.with(IdxBytes.file(new byte[20], 0x801, 20), 9, 10),
                                "has labels up to 10; they must be in 0..9, so this is another data set, or a damaged file")
                        .with("--dataset mnist"),
                idx(
                                "test images of another size",
                                "t10k-images-idx3-ubyte",
                                IdxBytes.file(new byte[18], 0x803, 2, 3, 3),
                                "")
                        .with("--evaluate-every 1")
                        .says("gan4j: @/" + images
                                + " has images of 2x2, but @/t10k-images-idx3-ubyte of 3x3; both must be of"
                                + " one data set"),
                failure(
                                "test images of another class",
                                "@",
                                in -> {
                                    IdxBytes.writeSmall(in, 20, 20);
                                    Files.write(
                                            in.resolve("t10k-images-idx3-ubyte"),
                                            IdxBytes.file(new byte[8], 0x803, 2, 2, 2));
                                    Files.write(
                                            in.resolve("t10k-labels-idx1-ubyte"),
                                            IdxBytes.file(new byte[] {77, 77}, 0x801, 2));
                                },
                                "gan4j: @/t10k-labels-idx1-ubyte has the class 77, which train-labels does not have (0, 1, 2, 3, 4,"
                                        + " 5, 6, 7, 8, 9); both must be of one data set")
                        .with("--evaluate-every 1"),
                new BadData(
                        "a class an image",
                        in -> {
                            ByteBuffer numbers = ByteBuffer.allocate(4_000);
                            IntStream.range(0, 1_000).forEach(numbers::putInt);
                            IdxBytes.writeSmall(in, 1_000, 1_000);
                            Files.write(in.resolve(labels), IdxBytes.file(numbers.array(), 0xc01, 1_000));
                        },
                        "train --data-dir @ --conditional",
                        2,
                        "gan4j: conditional needs classes of two samples or more; these 1,000 samples have 1,000 classes"),
                failure(
                        "labels alone",
                        "@",
                        in -> {
                            IdxBytes.writeSmall(in, 20, 20);
                            Files.delete(in.resolve(images));
                        },
                        "gan4j: @ (with " + labels + ") has none of " + images + ", ..."),
                failure(
                        "a folder in the place of images",
                        "@",
                        in -> {
                            IdxBytes.writeSmall(in, 20, 20);
                            Files.delete(in.resolve(images));
                            Files.createDirectory(in.resolve(images));
                        },
                        "gan4j: @/" + images + " cannot be read: ..."),
                failure(
                        "a file of images in the place of its folder",
                        "@/" + images,
                        in -> IdxBytes.writeSmall(in, 20, 20),
                        "gan4j: @/" + images
                                + " is no zip that can be read (...); name a folder or a zip of pictures"));
    }

    /** Numbers of 32 bits, the highest byte first. */
    private static byte[] floats(int count, float number) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * count);
        IntStream.range(0, count).forEach(i -> bytes.putFloat(number));
        return bytes.array();
    }

    static Stream<BadData> numpyFiles() {
        byte[] two = new byte[8];
        String images = "(2, 2, 2)";
        byte[] good = NpyBytes.of("|u1", images, two);
        String shapes = "; images are [N, H, W], [N, H, W, C] or [N, C, H, W] with 1 or 3 channels";
        String noHeader = "is no array of numbers: its header is '";
        return Stream.of(
                npy("an empty array", new byte[0], "is no array of NumPy's: it does not start as one"),
                npy("text as an array", ascii("hello, hello"), "is no array of NumPy's: it does not start as one"),
                npy(
                        "a pickle",
                        new byte[] {(byte) 0x80, 4, (byte) 0x95, 9, 9, 9, 9, 9},
                        "is no array of NumPy's: it does not start as one"),
                npy("an array that breaks off in its header", cut(good, 9), "breaks off"),
                npy(
                        "an array that breaks off",
                        cut(good, good.length - 3),
                        "is too short: it declares 2 x 2 x 2 numbers of 1 bytes, 8 bytes, but holds 5; get the file again"),
                npy(
                        "an array that goes on",
                        PictureBytes.joined(good, two),
                        "is too long: it goes on after the 2 x 2 x 2 numbers of 1 bytes that it declares; get the file again"),
                npy("a header of four gigabytes", BadData.with(good, 6, 2, 0, 0xff, 0xff, 0xff, 0xff), noHeader + "'"),
                npy("a header of two gigabytes", BadData.with(good, 6, 2, 0, 0xff, 0xff, 0xff, 0x7f), noHeader + "'"),
                npy("a header of other words", NpyBytes.ofHeader("{'a': 1}", two), noHeader + "{'a': 1}'"),
                npy("a header with a line break", NpyBytes.ofHeader("{'a':\n1}", two), noHeader + "{'a':?1}'"),
                npy(
                        "objects",
                        NpyBytes.of("|O", images, two),
                        "holds objects that Python has pickled, which are not read; save numbers"),
                npy(
                        "columns first",
                        NpyBytes.ofHeader("{'descr': '|u1', 'fortran_order': True, 'shape': (2, 2, 2), }", two),
                        "has its columns first (fortran_order); save numpy.ascontiguousarray of it"),
                npy(
                        "complex numbers",
                        NpyBytes.of("<c16", images, new byte[128]),
                        "holds no numbers that can be read (type c16); save it as one of u1, i1, u2, i2, i4, i8, f4 or f8"),
                npy(
                        "half numbers",
                        NpyBytes.of("<f2", images, new byte[16]),
                        "holds no numbers that can be read (type f2); save it as one of u1, i1, u2, i2, i4, i8, f4 or f8"),
                npy(
                        "dates",
                        NpyBytes.of("<M8", images, new byte[64]),
                        "holds no numbers that can be read (type M8); save it as one of u1, i1, u2, i2, i4, i8, f4 or f8"),
                npy(
                        "numbers with names",
                        NpyBytes.ofHeader(
                                "{'descr': [('r', '|u1')], 'fortran_order': False, 'shape': (2, 2, 2), }", two),
                        noHeader + "{'descr': [('r', '|u1')], 'fortran_order': False, 'shape': (2, 2, 2), }'"),
                npy("a single number", NpyBytes.of("|u1", "()", new byte[1]), "has the shape []" + shapes),
                npy("a row", NpyBytes.of("|u1", "(8,)", two), "has the shape [8]" + shapes),
                npy(
                        "five dimensions",
                        NpyBytes.of("|u1", "(2, 1, 1, 2, 2)", two),
                        "has the shape [2, 1, 1, 2, 2]" + shapes),
                npy(
                        "four channels",
                        NpyBytes.of("|u1", "(2, 2, 2, 4)", new byte[32]),
                        "has the shape [2, 2, 2, 4]" + shapes),
                npy(
                        "no images",
                        NpyBytes.of("|u1", "(0, 2, 2)", new byte[0]),
                        "declares 0 x 2 x 2 numbers of 1 bytes; each number must be at least 1"),
                npy(
                        "sizes of twenty digits",
                        NpyBytes.of("|u1", "(99999999999999999999, 2, 2)", two),
                        noHeader
                                + "{'descr': '|u1', 'fortran_order': False, 'shape': (99999999999999999999, 2, 2), }'"),
                npy(
                        "sizes without commas",
                        NpyBytes.of("|u1", "(2 2 2)", two),
                        noHeader + "{'descr': '|u1', 'fortran_order': False, 'shape': (2 2 2), }'"),
                npy(
                        "sizes that overflow",
                        NpyBytes.of("<f8", "(4294967296, 4294967296, 4294967296)", two),
                        "declares 4294967296 x 4294967296 x 4294967296 numbers of 8 bytes; at most 2147483639 bytes can be read, so the file is damaged or the data set too large"),
                npy(
                        "two gigabytes that are not there",
                        NpyBytes.of("|u1", "(2000000, 31, 32)", two),
                        "is too short: it declares 2000000 x 31 x 32 numbers of 1 bytes, 1984000000 bytes, but holds 8; get the file again"),
                npy(
                        "fractions that are none",
                        NpyBytes.of("<f4", images, NpyBytes.floats(0, 1, 2, 3, 4, Float.NaN, 6, 7)),
                        "has a value that is not finite (NaN, number 5); samples are finite numbers"));
    }

    static Stream<BadData> archives() {
        byte[] images = NpyBytes.of("|u1", "(2, 2, 2)", new byte[8]);
        String counts = " (x) holds 2 images, but y holds 3 labels; both must be of one data set";
        return Stream.of(
                npz("no array", " has no array; images are looked for as x_train, ..."),
                npz(
                        "files that are no arrays",
                        " has no array; images are looked for as x_train, ...",
                        "a.txt",
                        new byte[3]),
                npz(
                        "other names",
                        " has the arrays a, b; images are looked for as x_train, ...",
                        "a.npy",
                        images,
                        "b.npy",
                        images),
                labels("labels for more images", counts, NpyBytes.of("|u1", "(3,)", new byte[3])),
                labels(
                        "labels of fractions",
                        " (y) has the label 0.5; labels are whole numbers or names",
                        NpyBytes.of("<f4", "(2,)", NpyBytes.floats(1, 0.5f))),
                labels(
                        "labels that are none",
                        " (y) has the label NaN; labels are whole numbers or names",
                        NpyBytes.of("<f4", "(2,)", NpyBytes.floats(1, Float.NaN))),
                labels(
                        "one label",
                        " (y) has the shape []; labels have one number a sample, [N] or [N, 1]",
                        NpyBytes.of("|u1", "()", new byte[1])),
                labels(
                        "one-hot labels",
                        " (y) has the shape [2, 2]; labels have one number a sample, [N] or [N, 1]",
                        NpyBytes.of("|u1", "(2, 2)", new byte[4])),
                labels(
                        "labels that are objects",
                        " (y) holds objects that Python has pickled, which are not read; save numbers",
                        NpyBytes.of("|O", "(2,)", new byte[16])),
                labels(
                        "names that break off",
                        " breaks off",
                        NpyBytes.of("<U3", "(2,)", ascii("c\0\0\0a\0\0\0t\0\0\0d\0\0\0"))),
                labels(
                        "a billion names of nothing",
                        counts.replace("3", "1000000000000"),
                        NpyBytes.of("<U0", "(1000000000000,)", new byte[0])),
                labels(
                        "names without a letter",
                        " (y) has a name without a letter; each sample needs the name of its class",
                        NpyBytes.of("<U2", "(2,)", new byte[16])),
                labels(
                        "a million names too many",
                        counts.replace("3", "20000000"),
                        NpyBytes.of("<U1", "(20000000,)", new byte[80_000_000])),
                labels(
                        "bytes as labels",
                        " (y) holds no numbers that can be read (type S3); save it as one of u1, i1, u2, i2, i4, i8, f4 or f8",
                        NpyBytes.of("|S3", "(2,)", ascii("catdog"))),
                npz(
                        "zeros that are declared to be few",
                        " (x) is too long: it goes on after the 2 x 2 x 2 numbers of 1 bytes that it declares; get the file again",
                        "x.npy",
                        PictureBytes.joined(images, new byte[150 << 20])),
                npz(
                                "test images of another size",
                                " (x_train) has images of 2x2, but @/a.npz (x_test) of 2x3; both must be of one data set",
                                "x_train.npy",
                                images,
                                "x_test.npy",
                                NpyBytes.of("|u1", "(1, 2, 3)", new byte[6]))
                        .with("--evaluate-every 1"),
                failure(
                        "no file of NumPy's",
                        "@/a.npz",
                        in -> {},
                        "gan4j: @/a.npz does not exist; name a file that numpy.savez wrote"),
                failure(
                        "a folder of NumPy's",
                        "@/a.npz",
                        in -> Files.createDirectory(in.resolve("a.npz")),
                        "gan4j: @/a.npz is not a file; name a file that numpy.savez wrote"),
                failure(
                        "zip of NumPy's that breaks off",
                        "@/a.npz",
                        in -> {
                            zip(in.resolve("a.npz"), "x.npy", images);
                            Files.write(in.resolve("a.npz"), cut(Files.readAllBytes(in.resolve("a.npz")), 60));
                        },
                        "gan4j: @/a.npz is damaged (...)"),
                failure(
                        "zip of NumPy's that is damaged",
                        "@/a.npz",
                        in -> {
                            zip(in.resolve("a.npz"), "x.npy", images);
                            Files.write(
                                    in.resolve("a.npz"),
                                    BadData.with(Files.readAllBytes(in.resolve("a.npz")), 36, 0xff, 0xff, 0xff));
                        },
                        "gan4j: @/a.npz is damaged (...)"));
    }

    static Stream<BadData> cifarFiles() {
        return Stream.of(
                cifar(
                        "no test batch but half of the others",
                        new byte[3073],
                        3,
                        "gan4j: @/data_batch_4.bin does not exist; name the directory with data_batch_1.bin to data_batch_5.bin and test_batch.bin"),
                cifar(
                        "images of another size",
                        new byte[3072],
                        5,
                        "gan4j: @/data_batch_1.bin is not of CIFAR-10: it has 3072 bytes, which is no number of images of 3073 bytes"),
                cifar(
                        "images of CIFAR-100",
                        BadData.with(new byte[6148], 0, 19),
                        5,
                        "gan4j: @/data_batch_1.bin is not of CIFAR-10: it has 6148 bytes, ..."),
                cifar(
                        "an empty batch",
                        new byte[0],
                        5,
                        "gan4j: @/data_batch_1.bin is not of CIFAR-10: it has 0 bytes, ..."),
                cifar(
                        "a label that there is not",
                        BadData.with(new byte[6146], 3073, 10),
                        5,
                        "gan4j: @/data_batch_1.bin is not of CIFAR-10: it has the label 10; labels are from 0 to 9"));
    }

    private static BadData cifar(String what, byte[] batch, int batches, String sentence) {
        return failure(
                what,
                "@",
                in -> {
                    for (int i = 1; i <= batches; i++) {
                        Files.write(in.resolve("data_batch_" + i + ".bin"), batch);
                    }
                },
                sentence);
    }
}
