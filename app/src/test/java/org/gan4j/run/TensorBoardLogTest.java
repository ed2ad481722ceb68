package org.gan4j.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gan4j.config.Configs;
import org.gan4j.data.ImageShape;
import org.gan4j.eval.ColumnValues;
import org.gan4j.eval.Evaluation;
import org.gan4j.eval.Metric;
import org.gan4j.eval.MetricValues;
import org.gan4j.files.PngFile;
import org.gan4j.model.SampleSpace;
import org.gan4j.train.Tick;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardLogTest {

    @TempDir
    private Path temp;

    /** Origin: tensorboard 2.21.0, masked_crc32c(b"123456789") of its pywrap_tensorflow, 3347755237. */
    @Test
    void checksumsAreTensorFlows() {
        byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
        assertEquals((int) 3_347_755_237L, EventFile.maskedChecksum(digits, 9));
    }

    @Test
    void addsWhatItIsTold() throws IOException {
        RunDirectory directory = RunDirectory.create(
                temp.resolve("run"),
                "label",
                new RunRecord(
                        "1",
                        "engine",
                        Map.of(),
                        Configs.small().build(),
                        new SampleSpace(4, new ImageShape(1, 2, 2), 0)));
        Files.writeString(directory.metrics(), "{\"step\":1,\"epoch\":0,\"dLoss\":9}\n");
        Map<String, Double> means = new LinkedHashMap<>();
        means.put("dLoss", 0.5);
        means.put("scoreReal", 2.0);
        means.put("r1", 0.25);
        try (TensorBoardLog log = new TensorBoardLog(directory)) {
            log.ticked(new Tick(2, 0, means, 8, 0.125));
            log.evaluated(
                    new Evaluation(
                            3,
                            "",
                            "",
                            new MetricValues(10, Map.of(Metric.PRECISION, 0.75), new long[] {1}),
                            new MetricValues(
                                    20,
                                    Map.of(Metric.PRECISION, 1.0),
                                    null,
                                    List.of(new ColumnValues("height", 1.5, 0.25, 0.5)))),
                    0);
            log.drawn(3, picture(directory, 3));
        }
        List<String> events = new ArrayList<>();
        try (Stream<Path> files = Files.list(temp.resolve("run/tensorboard"))) {
            List<Path> all = files.toList();
            assertEquals(1, all.size());
            assertTrue(all.get(0).getFileName().toString().startsWith("events.out.tfevents."), all.toString());
            read(Files.readAllBytes(all.get(0)), events);
        }
        assertEquals(
                List.of(
                        "0 brain.Event:2",
                        "2 losses/dLoss 0.5",
                        "2 scores/scoreReal 2.0",
                        "2 terms/r1 0.25",
                        "2 time/stepsPerSecond 8.0",
                        "2 time/seconds 0.125",
                        "3 evaluation/sampleCount 10.0",
                        "3 evaluation/precision 0.75",
                        "3 evaluation/real_sampleCount 20.0",
                        "3 evaluation/real_precision 1.0",
                        "3 column height/real_mean 1.5",
                        "3 column height/real_std 0.25",
                        "3 column height/real_wasserstein1 0.5",
                        "3 samples 4x6 in 3 colours"),
                events);
    }

    /** Lines up to step 4, an evaluation and a picture at 5 and 6: the rest was taken back. */
    @Test
    void aRunThatGoesOnHasTensorBoardForgetTheRest() throws IOException {
        RunDirectory directory = RunDirectory.create(
                temp.resolve("again"),
                "label",
                new RunRecord(
                        "1",
                        "engine",
                        Map.of(),
                        Configs.small().build(),
                        new SampleSpace(4, new ImageShape(1, 2, 2), 0)));
        Path folder = Files.createDirectories(directory.root().resolve("tensorboard"));
        Files.writeString(
                directory.metrics(),
                "{\"step\":4,\"epoch\":0,\"dLoss\":9}\n{\"step\":5,\"epoch\":1,\"evaluation\":{\"precision\":0.5}}\n");
        picture(directory, 2);
        picture(directory, 6);
        try (TensorBoardLog log = new TensorBoardLog(directory)) {
            log.ticked(new Tick(8, 2, Map.of("dLoss", 1.0), 50, 3));
        }
        List<String> events = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            read(Files.readAllBytes(files.findFirst().orElseThrow()), events);
        }
        assertEquals(
                List.of(
                        "0 brain.Event:2",
                        "5 session 1",
                        "5 evaluation/precision 0.5",
                        "6 samples 4x6 in 3 colours",
                        "8 losses/dLoss 1.0",
                        "8 time/stepsPerSecond 50.0",
                        "8 time/seconds 3.0"),
                events);
    }

    private static Path picture(RunDirectory directory, long step) throws IOException {
        Files.createDirectories(directory.samples(step).getParent());
        PngFile.write(new BufferedImage(6, 4, BufferedImage.TYPE_INT_RGB), directory.samples(step));
        return directory.samples(step);
    }

    /** Reads records of length, checksum, event, checksum. */
    private static void read(byte[] file, List<String> events) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            byte[] length = new byte[8];
            buffer.get(length);
            assertEquals(EventFile.maskedChecksum(length, length.length), buffer.getInt());
            byte[] event = new byte
                    [(int) ByteBuffer.wrap(length)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .getLong()];
            buffer.get(event);
            assertEquals(EventFile.maskedChecksum(event, event.length), buffer.getInt());
            StringBuilder text = new StringBuilder();
            event(CodedInputStream.newInstance(event), text);
            events.add(text.toString());
        }
    }

    private static void event(CodedInputStream in, StringBuilder text) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> assertTrue(in.readDouble() > 1.7e9, "seconds since 1970");
                case 2 -> text.append(in.readInt64());
                case 3 -> text.append(' ').append(in.readString());
                case 5 -> {
                    CodedInputStream summary = in.readBytes().newCodedInput();
                    assertEquals(1, WireFormat.getTagFieldNumber(summary.readTag()));
                    value(summary.readBytes().newCodedInput(), text);
                }
                case 7 -> {
                    CodedInputStream log = in.readBytes().newCodedInput();
                    assertEquals(1, WireFormat.getTagFieldNumber(log.readTag()));
                    text.append(" session ").append(log.readEnum());
                }
                default -> throw new AssertionError("field " + WireFormat.getTagFieldNumber(tag));
            }
        }
    }

    private static void value(CodedInputStream in, StringBuilder text) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> text.append(' ').append(in.readString());
                case 2 -> text.append(' ').append(in.readFloat());
                case 4 -> {
                    CodedInputStream image = in.readBytes().newCodedInput();
                    image.readTag();
                    text.append(' ').append(image.readInt32());
                    image.readTag();
                    text.append('x').append(image.readInt32());
                    image.readTag();
                    text.append(" in ").append(image.readInt32()).append(" colours");
                }
                default -> throw new AssertionError("field " + WireFormat.getTagFieldNumber(tag));
            }
        }
    }
}
