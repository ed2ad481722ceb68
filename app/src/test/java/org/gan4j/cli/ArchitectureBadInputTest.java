package org.gan4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gan4j.testing.Cli;
import org.gan4j.testing.IdxBytes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an architecture cannot be is said in one line, before a run directory is made. */
class ArchitectureBadInputTest {

    @TempDir
    private static Path temp;

    @BeforeAll
    static void pictures() throws IOException {
        for (int[] size : List.of(
                new int[] {27, 27}, new int[] {6, 6}, new int[] {20, 36}, new int[] {9, 32}, new int[] {30, 30})) {
            Path directory = Files.createDirectories(temp.resolve(size[0] + "x" + size[1]));
            int pixels = 64 * size[0] * size[1];
            Files.write(
                    directory.resolve("train-images-idx3-ubyte"),
                    IdxBytes.file(new byte[pixels], 2051, 64, size[0], size[1]));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --arch unet | arch (unet) must be mlp, dcgan, resnet or r3gan
        --arch DCGAN | arch (DCGAN) must be mlp, dcgan, resnet or r3gan
        --arch dcgn | dcgan
        --arch resnet50 | resnet
        --arch dcgan --g-channels 0 | g-channels (0) must be at least 1
        --arch dcgan --g-channels 64,0 | g-channels (0) must be at least 1
        --arch dcgan --g-channels -8 | g-channels (-8) must be at least 1
        --arch dcgan --g-channels 4097 | g-channels (4097) must be at most 4096
        --arch dcgan --g-channels 64,x | --g-channels ('x') must be a whole number
        --arch dcgan --g-channels 6.5 | --g-channels ('6.5') must be a whole number
        --arch dcgan --g-channels 64, | --g-channels ('') must be a whole number
        --arch dcgan --d-channels 0 | d-channels (0) must be at least 1
        --arch dcgan --d-channels 99999999999 | --d-channels ('99999999999') is too large a number
        --arch dcgan --d-channels 32;64 | --d-channels ('32;64') must be a whole number
        --arch dcgan --d-channels 5000,32 | d-channels (5000) must be at most 4096
        --arch dcgan --d-head -1 | d-head (-1) must be at least 0
        --arch dcgan --d-head 2000000 | d-head (2000000) must be at most 1000000
        --arch dcgan --d-head wide | --d-head ('wide') must be a whole number
        --arch resnet --blocks 0 | blocks (0) must be at least 1
        --arch resnet --blocks 5000 | blocks (5000) must be at most 4096
        --arch resnet --blocks two | --blocks ('two') must be a whole number
        --arch dcgan --g-norm instance | norm (instance) must be none, batch, group or layer
        --arch dcgan --d-norm Batch | norm (Batch) must be none, batch, group or layer
        --arch dcgan --d-norm bach | batch
        --g-channels 64,32 | g-channels ([64, 32]) needs an --arch of convolutions; mlp has none
        --arch mlp --d-channels 64 | d-channels ([64]) needs an --arch of convolutions; mlp has none
        --g-norm batch | g-norm (batch) needs an --arch of convolutions; mlp has none
        --d-norm layer | d-norm (layer) needs an --arch of convolutions; mlp has none
        --d-head 256 | d-head (256) needs --arch dcgan; mlp has no such layer
        --arch resnet --d-head 256 | d-head (256) needs --arch dcgan; resnet has no such layer
        --arch r3gan --d-head 256 | d-head (256) needs --arch dcgan; r3gan has no such layer
        --blocks 2 | blocks (2) needs --arch resnet or r3gan
        --arch dcgan --blocks 2 | blocks (2) needs --arch resnet or r3gan
        --arch r3gan --g-norm batch | g-norm (batch) must be none with --arch r3gan, which does without
        --arch r3gan --d-norm group | d-norm (group) must be none with --arch r3gan, which does without
        --arch r3gan --spectral-norm | spectral-norm (true) does not go with --arch r3gan, where convolutions start at 0
        --arch r3gan --init he | init (he) does not go with --arch r3gan, whose weights start as its paper says
        --arch r3gan --init normal:0.02 | init (normal:0.02) does not go with --arch r3gan
        --arch dcgan --d-norm batch --penalty r1:1 | d-norm (batch) does not go with the penalty [r1:1]
        --arch resnet --d-norm batch --loss wgan-gp | give group or layer, or --penalty none
        --arch dcgan --d-norm batch --penalty drift --penalty dragan | does not go with the penalty
        --arch dcgan --dataset ring | arch (dcgan) makes pictures, and ring has none; give --arch mlp
        --arch resnet --dataset gaussian | arch (resnet) makes pictures, and gaussian has none; give --arch mlp
        --arch r3gan --dataset grid | arch (r3gan) makes pictures, and grid has none; give --arch mlp
        --arch dcgan --loss ebgan | arch (dcgan) does not go with the loss ebgan, whose critic is an autoencoder of perceptrons
        --arch r3gan --loss began | arch (r3gan) does not go with the loss began
        --arch dcgan --spectral-norm --precision bfloat16 | precision (bfloat16) does not go with --spectral-norm
        """)
    void isRefusedBeforeAnythingIsRead(String flags, String message) {
        assertRefused(flags, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        27x27 | --arch dcgan | arch (dcgan) needs pictures with even sides of at least 8; these are 27x27: give --size 32
        6x6 | --arch resnet | arch (resnet) needs pictures with even sides of at least 8; these are 6x6
        9x32 | --arch r3gan | arch (r3gan) needs pictures with even sides of at least 8; these are 9x32
        20x36 | --arch dcgan --g-channels 8,8,8 | must be 1 to 2 numbers with --arch dcgan: pictures of 20x36 can be halved 2 times
        20x36 | --arch dcgan --d-channels 8,8,8 | d-channels ([8, 8, 8]) must be 1 to 2 numbers
        20x36 | --arch resnet --g-channels 8 | g-channels ([8]) must be 2 to 3 numbers with --arch resnet
        20x36 | --arch r3gan --d-channels 8,8,8,8 | d-channels ([8, 8, 8, 8]) must be 2 to 3 numbers with --arch r3gan
        30x30 | --arch dcgan --g-channels 8,8 | must be 1 number with --arch dcgan: pictures of 30x30 can be halved once
        20x36 | --arch r3gan --g-channels 8,12 | g-channels ([8, 12]) must be multiples of 8 with --arch r3gan
        """)
    void isRefusedForTheSizeOfPictures(String size, String flags, String message) {
        assertRefused("--batch-size 32 --dataset idx --data-dir " + temp.resolve(size) + " " + flags, message);
    }

    private static void assertRefused(String flags, String message) {
        Path out = temp.resolve("run");
        Cli.Result result = Cli.run(("train --quiet --out " + out + " " + flags).split(" "));
        assertEquals(2, result.code(), result.err());
        List<String> lines = result.errLines();
        assertTrue(lines.get(0).startsWith("gan4j: ") && lines.get(0).contains(message), result.err());
        assertEquals(List.of("Try 'gan4j train --help'."), lines.subList(1, lines.size()));
        assertFalse(Files.exists(out));
    }
}
