package org.gan4j.cli;

import static org.gan4j.cli.BadData.ascii;
import static org.gan4j.cli.BadData.bomb;
import static org.gan4j.cli.BadData.cut;
import static org.gan4j.cli.BadData.failure;
import static org.gan4j.cli.BadData.usage;
import static org.gan4j.cli.BadData.with;
import static org.gan4j.cli.BadData.zip;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.gan4j.testing.ChildProcess;
import org.gan4j.testing.IdxBytes;
import org.gan4j.testing.PictureBytes;

/** Pictures, folders, zips and files of labels that cannot be learned from. */
final class BadPictures {

    private static final String DAMAGED_JSON = "gan4j: dataset.json in @ is damaged: it must be"
            + " {\"labels\": [[\"FILE\", LABEL], ...]}, or {\"labels\": null} without classes";

    private BadPictures() {}

    private static byte[] resource(String name) {
        try (InputStream in = BadPictures.class.getResourceAsStream("/org/gan4j/data/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A folder with a good picture and a bad one. */
    private static BadData picture(String name, byte[] content, String reason) {
        return failure(
                name,
                "@ --size 2",
                in -> {
                    Files.write(in.resolve("good.png"), PictureBytes.of("png", 2, 2, 0x808080));
                    Files.write(in.resolve(name), content);
                },
                "gan4j: 1 of 2 pictures in @ cannot be read: " + name + " (" + reason
                        + "); mend or remove them, or add --skip-broken");
    }

    /** A folder of one good picture with this {@code dataset.json}. */
    private static BadData json(String what, String text, String sentence) {
        return failure(
                "dataset.json " + what,
                "@",
                in -> {
                    Files.write(in.resolve("a.png"), PictureBytes.of("png", 2, 2, 0));
                    Files.writeString(in.resolve("dataset.json"), text);
                },
                sentence);
    }

    private static String tooMany(String size) {
        return "a picture of " + size + " pixels (height x width); at most 50,000,000 pixels are read";
    }

    static Stream<BadData> pictures() {
        byte[] png = PictureBytes.of("png", 40, 40, 0x123456);
        byte[] tiff = PictureBytes.tiff(2, 2, 8, 1, 4, new byte[4]);
        byte[] palette = PictureBytes.chunk("PLTE", new byte[6]);
        byte[] text = PictureBytes.chunk("zTXt", PictureBytes.joined(ascii("a\0\0"), PictureBytes.deflated(300 << 20)));
        byte[] profile =
                PictureBytes.chunk("iCCP", PictureBytes.joined(ascii("a\0\0"), PictureBytes.deflated(300 << 20)));
        return Stream.of(
                picture("empty.png", new byte[0], "it is empty"),
                picture("text.png", ascii("hello"), "it is no picture of a known format"),
                picture("page.jpg", ascii("<html>Please log in</html>"), "it is no picture of a known format"),
                picture("cut.png", cut(png, 70), "it is damaged: ..."),
                picture("header.png", cut(png, 33), "it is damaged: ..."),
                picture("noise.png", with(png, 48, 1, 2, 3, 4, 5, 6, 7, 8), "it is damaged: ..."),
                picture("cut.jpg", cut(PictureBytes.of("jpg", 40, 40, 0x123456), 640), "it breaks off"),
                picture(
                        "cut.gif",
                        cut(
                                PictureBytes.of("gif", 40, 40, 0x123456),
                                PictureBytes.of("gif", 40, 40, 0x123456).length - 20),
                        "it is damaged: ..."),
                picture("cut.bmp", cut(PictureBytes.of("bmp", 40, 40, 0x123456), 100), "it is damaged: ..."),
                picture("cut.tif", cut(tiff, 60), "it is damaged: ..."),
                picture("cut.webp", cut(resource("pictures/lossy.webp"), 60), "it is damaged: ..."),
                picture(
                        "bomb.png",
                        PictureBytes.png(100_000, 100_000, 8, 2, new byte[0], 9),
                        tooMany("100000 x 100000")),
                picture("bomb.gif", PictureBytes.gif(65_535, 65_535), tooMany("65535 x 65535")),
                picture("bomb.jpg", PictureBytes.jpeg(65_500, 65_500), tooMany("65500 x 65500")),
                picture("bomb.bmp", PictureBytes.bmp(100_000, 100_000), "it is damaged: ..."),
                picture("bomb.webp", PictureBytes.webp(16_383, 16_383), tooMany("16383 x 16383")),
                picture(
                        "bomb.tif",
                        PictureBytes.tiff(100_000, 100_000, 8, 1, 4, new byte[4]),
                        tooMany("100000 x 100000")),
                picture("large.png", PictureBytes.png(7_000, 7_000, 8, 0, new byte[0], 9), "it is damaged: ...")
                        .with("--channels 1"),
                picture("negative.bmp", PictureBytes.bmp(2, -2), "it is damaged: ..."),
                picture("none.png", PictureBytes.png(0, 5, 8, 2, new byte[0], 9), "it is damaged: ..."),
                picture("none.gif", PictureBytes.gif(0, 0), "it is damaged: ..."),
                picture("depth.png", PictureBytes.png(2, 2, 3, 2, new byte[0], 9), "it is damaged: ..."),
                picture("colours.png", PictureBytes.png(2, 2, 8, 5, new byte[0], 9), "it is damaged: ..."),
                picture("strip.tif", PictureBytes.tiff(40, 40, 8, 1, 1 << 30, new byte[4]), "it is damaged: ..."),
                picture("entries.tif", with(tiff, 8, 255, 255), "it is damaged: ..."),
                picture("nowhere.tif", with(tiff, 4, 0, 0, 0, 0x7f), "it is damaged: ..."),
                picture(
                        "floats.tif",
                        PictureBytes.tiff(2, 2, 32, 3, 16, new byte[16]),
                        "its pixels are floating-point numbers, whose range nobody knows"),
                picture("chunk.png", with(png, 33, 0x7f, 0xff, 0xff, 0xff), "it is damaged: ..."),
                picture(
                        "text-bomb.png",
                        PictureBytes.png(2, 2, 8, 3, PictureBytes.joined(palette, text), 0),
                        "it is damaged: ..."),
                picture(
                        "profile-bomb.png",
                        PictureBytes.png(2, 2, 8, 3, PictureBytes.joined(profile, palette), 0),
                        "it is damaged: ..."),
                picture(
                        "kein-Bild-\u732b-\u0441\u043e\u0431\u0430\u043a\u0430.png",
                        ascii("no"),
                        "it is no picture of a known format"),
                picture("two\nlines.png", ascii("no"), "it is no picture of a known format")
                        .says("... two?lines.png (it is no picture of a known format); ..."));
    }

    private static void link(Path file, String target) throws IOException {
        Files.createSymbolicLink(file, Path.of(target));
    }

    static Stream<BadData> folders() {
        byte[] good = PictureBytes.of("png", 2, 2, 0);
        String none =
                "holds no picture; name a folder or a zip of PNG, JPEG, BMP, GIF, TIFF or WebP, or say with --dataset what"
                        + " the files are";
        String broken = "gan4j: 1 of 1 pictures in @ cannot be read: a.png (";
        String mend = "); mend or remove them, or add --skip-broken";
        return Stream.of(
                failure(
                        "a folder named as a picture",
                        "@",
                        in -> Files.createDirectory(in.resolve("a.png")),
                        "gan4j: @ (empty) " + none),
                failure(
                        "a folder of text",
                        "@",
                        in -> Files.writeString(in.resolve("a.txt"), "a"),
                        "gan4j: @ (with a.txt) " + none),
                failure(
                        "a folder of links to itself",
                        "@",
                        in -> link(in.resolve("again"), "."),
                        "gan4j: @ (with again) " + none),
                failure(
                        "hidden pictures alone",
                        "@",
                        in -> Files.write(in.resolve(".a.png"), good),
                        "gan4j: @ (empty) " + none),
                failure(
                        "a zip in a folder",
                        "@",
                        in -> zip(in.resolve("a.zip"), "a.png", good),
                        "gan4j: @ (with a.zip) " + none),
                failure(
                        "a link out",
                        "@",
                        in -> link(in.resolve("a.png"), "/etc/passwd"),
                        broken + "it links to /etc/passwd, which is outside of the folder" + mend),
                failure(
                        "a link to a device",
                        "@",
                        in -> link(in.resolve("a.png"), "/dev/zero"),
                        broken + "it links to /dev/zero, which is outside of the folder" + mend),
                failure(
                        "a link to nothing",
                        "@",
                        in -> link(in.resolve("a.png"), "b.png"),
                        broken + "it cannot be read: there is no @/..." + mend),
                failure(
                        "links that lead to each other",
                        "@",
                        in -> {
                            link(in.resolve("a.png"), "b.jpeg");
                            link(in.resolve("b.jpeg"), "a.png");
                        },
                        "gan4j: 2 of 2 pictures in @ cannot be read: a.png (it cannot be read: ...), b.jpeg (it cannot be read: ..."
                                + mend),
                failure(
                        "a pipe",
                        "@",
                        in -> ChildProcess.run(
                                ChildProcess.of("mkfifo", in.resolve("a.png").toString())),
                        broken + "it is no file" + mend),
                failure(
                        "a device",
                        "/dev/zero",
                        in -> {},
                        "gan4j: /dev/zero is neither a folder nor a file; name a folder or a zip of pictures"),
                failure(
                        "nothing",
                        "@/nowhere",
                        in -> {},
                        "gan4j: @/nowhere does not exist; name a folder or a zip of pictures"),
                failure(
                        "a link that goes nowhere",
                        "@/a",
                        in -> link(in.resolve("a"), "nowhere"),
                        "gan4j: @/a does not exist; name a folder or a zip of pictures"),
                failure(
                        "pictures of many sizes",
                        "@",
                        in -> {
                            for (int i = 1; i <= 12; i++) {
                                Files.write(in.resolve(i + ".png"), PictureBytes.of("png", i, 1, 0));
                            }
                        },
                        "gan4j: @ has pictures of several sizes, height x width: 10x1 (1), 11x1 (1), 12x1 (1), 1x1 (1), 2x1 (1),"
                                + " 3x1 (1), 4x1 (1), 5x1 (1), 6x1 (1), 7x1 (1) and 2 more; give --size, e.g. --size 10x1"),
                failure(
                        "pictures that are broken, all of them",
                        "@ --skip-broken",
                        in -> {
                            for (int i = 10; i < 22; i++) {
                                Files.writeString(in.resolve(i + ".png"), "no");
                            }
                        },
                        "gan4j: none of the 12 pictures in @ can be read: 10.png (it is no picture of a known format), ... and 2 more"),
                failure(
                        "more than two gigabytes of pixels",
                        "@ --size 4096 --channels 3",
                        in -> {
                            for (int i = 0; i < 50; i++) {
                                Files.write(in.resolve(i + ".png"), good);
                            }
                        },
                        "gan4j: 50 pictures of 4096x4096 in colour take 2,516,582,400 bytes; at most 2,147,483,647 can be read: give a"
                                + " smaller --size"),
                failure(
                        "a share of pictures that are split",
                        "@ --holdout 0.5",
                        in -> {
                            for (String part : List.of("train", "val")) {
                                Files.createDirectory(in.resolve(part));
                                Files.write(in.resolve(part + "/a.png"), good);
                            }
                        },
                        "gan4j: holdout (0.5) is for pictures without a split of their own; @ has folders of both: leave --holdout"),
                usage(
                        "one picture",
                        "@",
                        in -> Files.write(in.resolve("a.png"), good),
                        "gan4j: --batch-size (2) must not be above the number of samples (1); give --batch-size 1"),
                usage(
                        "classes of which there are none",
                        "@ --conditional",
                        in -> {
                            Files.write(in.resolve("a.png"), good);
                            Files.write(in.resolve("b.png"), good);
                        },
                        "gan4j: conditional needs data of two classes or more; these have no labels"));
    }

    static Stream<BadData> zips() {
        byte[] good = PictureBytes.of("png", 2, 2, 0);
        String noZip = " is no zip that can be read (...); name a folder or a zip of pictures";
        String broken = "gan4j: 1 of 1 pictures in @/a.zip cannot be read: ";
        String mend = "); mend or remove them, or add --skip-broken";
        return Stream.of(
                failure(
                        "text with the name of a zip",
                        "@/a.zip",
                        in -> Files.writeString(in.resolve("a.zip"), "no"),
                        "gan4j: @/a.zip" + noZip),
                failure(
                        "an empty zip",
                        "@/a.zip",
                        in -> Files.write(in.resolve("a.zip"), new byte[0]),
                        "gan4j: @/a.zip" + noZip),
                failure(
                        "a picture in the place of a zip",
                        "@/a.png",
                        in -> Files.write(in.resolve("a.png"), good),
                        "gan4j: @/a.png" + noZip),
                failure(
                        "a tar in the place of a zip",
                        "@/a.tar.gz",
                        in -> Files.write(in.resolve("a.tar.gz"), IdxBytes.gzip(new byte[1024])),
                        "gan4j: @/a.tar.gz" + noZip),
                failure(
                        "a zip that breaks off",
                        "@/a.zip",
                        in -> {
                            zip(in.resolve("a.zip"), "a.png", good, "b.png", good);
                            Files.write(in.resolve("a.zip"), cut(Files.readAllBytes(in.resolve("a.zip")), 200));
                        },
                        "gan4j: @/a.zip" + noZip),
                failure(
                        "a zip of nothing",
                        "@/a.zip",
                        in -> zip(in.resolve("a.zip"), "a.txt", good),
                        "gan4j: @/a.zip (with a.txt) holds no picture; ..."),
                failure(
                        "a zip in a zip",
                        "@/a.zip",
                        in -> zip(in.resolve("a.zip"), "b.zip", good),
                        "gan4j: @/a.zip (with b.zip) holds no picture; ..."),
                failure(
                        "a zip that leads out",
                        "@/a.zip",
                        in -> zip(in.resolve("a.zip"), "../../b.png", ascii("no")),
                        broken + "../../b.png (it is no picture of a known format" + mend),
                failure(
                        "a zip with a name from the root",
                        "@/a.zip",
                        in -> zip(in.resolve("a.zip"), "/etc/b.png", ascii("no")),
                        broken + "/etc/b.png (it is no picture of a known format" + mend),
                failure(
                        "a zip of zeros",
                        "@/a.zip",
                        in -> bomb(in.resolve("a.zip"), 400, "a.png"),
                        broken + "a.png (it holds more than 256 MiB" + mend),
                failure(
                        "labels of many zeros",
                        "@/a.zip",
                        in -> bomb(in.resolve("a.zip"), 200, "a.png", "dataset.json"),
                        "gan4j: dataset.json in @/a.zip cannot be used: it holds more than 128 MiB"),
                failure(
                        "an encrypted zip",
                        "@/a.zip",
                        in -> changedZip(in.resolve("a.zip"), good, 6, 8, 1),
                        "gan4j: @/a.zip" + noZip),
                failure(
                        "a zip packed in another way",
                        "@/a.zip",
                        in -> changedZip(in.resolve("a.zip"), good, 8, 10, 12),
                        "gan4j: ...@/a.zip...(...compression method..."),
                failure(
                        "a zip with less than it says",
                        "@/a.zip",
                        in -> changedZip(in.resolve("a.zip"), good, -1, 24, 0, 0, 0, 0x40),
                        broken + "a.png (the zip says that it holds more than can be packed into it" + mend),
                failure(
                        "a zip with more than it says",
                        "@/a.zip",
                        in -> changedZip(in.resolve("a.zip"), good, -1, 24, 9, 0),
                        broken + "a.png (its length or checksum is not the one that is written down for it" + mend),
                failure(
                        "a zip with another checksum",
                        "@/a.zip",
                        in -> changedZip(in.resolve("a.zip"), good, -1, 16, 1, 2, 3, 4),
                        broken + "a.png (its length or checksum is not the one that is written down for it" + mend));
    }

    /** A zip of one picture with other numbers in its local header, in the directory at its end, or both. */
    private static void changedZip(Path file, byte[] content, int local, int central, int... values)
            throws IOException {
        zip(file, "a.png", content);
        byte[] zip = Files.readAllBytes(file);
        int directory = 0;
        while (zip[directory] != 'P' || zip[directory + 1] != 'K' || zip[directory + 2] != 1) {
            directory++;
        }
        if (local >= 0) {
            zip = with(zip, local, values);
        }
        Files.write(file, with(zip, directory + central, values));
    }

    static Stream<BadData> labelFiles() {
        return Stream.of(
                json("that is none", "hello", DAMAGED_JSON),
                json("that is empty", "", DAMAGED_JSON),
                json("that breaks off", "{\"labels\": [[\"a.png\", 1]", DAMAGED_JSON),
                json("that is a list", "[1, 2]", DAMAGED_JSON),
                json("with a number", "{\"labels\": 3}", DAMAGED_JSON),
                json("with a text", "{\"labels\": \"a.png\"}", DAMAGED_JSON),
                json("with numbers", "{\"labels\": [1, 2]}", DAMAGED_JSON),
                json("with empty pairs", "{\"labels\": [[]]}", DAMAGED_JSON),
                json("with halves of pairs", "{\"labels\": [[\"a.png\"]]}", DAMAGED_JSON),
                json("with a file that is no name", "{\"labels\": [[{}, 1]]}", DAMAGED_JSON),
                json("with a list a label", "{\"labels\": [[\"a.png\", [0, 1]]]}", DAMAGED_JSON),
                json("with no label", "{\"labels\": [[\"a.png\", null]]}", DAMAGED_JSON),
                json("with NaN", "{\"labels\": [[\"a.png\", NaN]]}", DAMAGED_JSON),
                json("with a number of a billion digits", "{\"labels\": [[\"a.png\", 1e999999999]]}", DAMAGED_JSON),
                json("of brackets", "[".repeat(200_000), DAMAGED_JSON),
                json(
                        "of other pictures",
                        "{\"labels\": [[\"b.png\", 1]]}",
                        "gan4j: dataset.json in @ has no label for 1 of 1 pictures, a.png first; give each one, or \"labels\": null"));
    }
}
