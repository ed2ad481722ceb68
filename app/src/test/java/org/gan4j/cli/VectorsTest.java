package org.gan4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.gan4j.testing.Cli;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table of numbers, from the file to the page, and out again as a table. */
class VectorsTest {

    private static final int ROWS = 60;

    @TempDir
    Path temp;

    private static Cli.Result ok(Object... args) {
        Cli.Result result = Cli.run(Stream.of(args).map(String::valueOf).toList());
        assertEquals(0, result.code(), result.out() + result.err());
        return result;
    }

    /** Large numbers, a constant, small numbers, and two kinds. */
    private Path table() throws IOException {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder("income,\"unit, fixed\",share,kind\n");
        for (int i = 0; i < ROWS; i++) {
            boolean old = i % 3 == 0;
            text.append((old ? 50_000 : 30_000) + random.nextInt(5_000))
                    .append(",7.5,")
                    .append((old ? 0.8 : 0.2) + 0.1 * random.nextDouble())
                    .append(old ? ",old" : ",young")
                    .append('\n');
        }
        return Files.writeString(temp.resolve("people.csv"), text);
    }

    private Path trained(Object... more) throws IOException {
        Path run = temp.resolve("run");
        List<Object> args = List.of(
                "train",
                "--data-dir",
                table(),
                "--label-column",
                "kind",
                "--batch-size",
                16,
                "--g-hidden",
                16,
                "--d-hidden",
                16,
                "--out",
                run);
        ok(Stream.concat(args.stream(), Stream.of(more)).toArray());
        return run;
    }

    private static double[] numbers(String line) {
        return Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray();
    }

    @Test
    void samplesComeBackInTheUnitsOfTheFileWithItsHead() throws IOException {
        Path run = trained("--steps", 2);
        Path csv = temp.resolve("s.csv");
        ok("sample", run, "--format", "csv", "--count", 40, "--out", csv);
        List<String> lines = Files.readAllLines(csv);
        assertEquals(41, lines.size());
        assertEquals("income,\"unit, fixed\",share", lines.get(0));

        Path npz = temp.resolve("s.npz");
        ok("sample", run, "--format", "npz", "--count", 40, "--out", npz);
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray samples = NDList.decode(manager, Files.readAllBytes(npz)).get(1);
            assertEquals(DataType.FLOAT64, samples.getDataType());
            double[] values = samples.toDoubleArray();
            for (int row = 0; row < 40; row++) {
                double[] read = numbers(lines.get(1 + row));
                assertEquals(7.5, read[1]); // exact, whatever the generator makes of it
                // An untrained generator stays within a few deviations (some 10,000 and 0.3) of the means.
                assertTrue(Math.abs(read[0] - 38_000) < 100_000 && read[0] != Math.rint(read[0]), lines.get(1 + row));
                assertEquals(values[3 * row], read[0], 0.01);
                assertEquals(values[3 * row + 2], read[2], 1e-6);
            }
        }
    }

    @Test
    void itIsScoredColumnByColumn() throws IOException {
        Path run = trained("--steps", 8, "--evaluate-every", 1, "--holdout", 0.2);
        JsonObject json = JsonParser.parseString(
                        ok("evaluate", run, "--count", 200, "--json").out())
                .getAsJsonObject();
        assertEquals("12 rows held out", json.get("against").getAsString());
        JsonObject column = json.getAsJsonArray("columns").get(2).getAsJsonObject();
        assertEquals("share", column.get("name").getAsString());
        assertTrue(column.get("wasserstein1").getAsDouble() > 0, column.toString());
        JsonObject real =
                json.getAsJsonObject("real").getAsJsonArray("columns").get(1).getAsJsonObject();
        assertEquals(7.5, real.get("mean").getAsDouble());
        assertEquals(0, real.get("std").getAsDouble());
        assertTrue(Files.readString(run.resolve("metrics.jsonl")).contains("\"columns\":[{\"name\":\"income\""));

        String said = ok("evaluate", run, "--count", 200).out();
        assertTrue(said.contains("Wasserstein-1"), said);
        assertTrue(said.lines().anyMatch(line -> line.matches("unit, fixed +7\\.5 +7\\.5 +0 +0 +0 +0")), said);
        String page = Files.readString(run.resolve("report.html"));
        assertTrue(page.contains("rows with the columns income, unit, fixed, share"));
        assertTrue(page.contains("Column by column"));
    }

    @Test
    void oneColumnIsEnough() throws IOException {
        Path file = Files.writeString(temp.resolve("one.csv"), "x\n1\n2\n3\n5\n8\n13\n21\n");
        Path run = temp.resolve("run");
        ok("train", "--data-dir", file, "--batch-size", 4, "--steps", 1, "--out", run);
        JsonObject json = JsonParser.parseString(
                        ok("evaluate", run, "--count", 50, "--json").out())
                .getAsJsonObject();
        assertTrue(json.get("frechetDistance").getAsDouble() >= 0, json.toString());
        assertEquals(1, json.getAsJsonArray("columns").size());
    }

    @Test
    void withoutRowsHeldOutTheRealRowSaysSo() throws IOException {
        Path run = trained("--steps", 2);
        String said = ok("evaluate", run, "--count", 100).out();
        assertTrue(said.contains("against 60 rows that it has learned from, as none are held out"), said);
        assertTrue(said.contains("real, itself"), said);
        assertTrue(said.contains("note: none are held out, so real samples are compared with themselves"), said);
        assertTrue(
                Files.readString(run.resolve("report.html")).contains("those that it learned from, with themselves"));
    }

    @Test
    void classesAreAColumnOfTheirOwn() throws IOException {
        Path run = trained("--steps", 2, "--conditional");
        Path csv = temp.resolve("old.csv");
        ok("sample", run, "--format", "csv", "--count", 3, "--class", "old", "--out", csv);
        List<String> lines = Files.readAllLines(csv);
        assertEquals("income,\"unit, fixed\",share,kind", lines.get(0));
        String said = ok("evaluate", run, "--count", 100).out();
        assertTrue(said.contains("note: every class was asked for equally often: where real rows have them"), said);
        assertTrue(lines.subList(1, 4).stream().allMatch(line -> line.endsWith(",old")), lines.toString());
    }

    @Test
    void aRunIsResumedAndCopied() throws IOException {
        Path run = trained("--steps", 2);
        ok("train", "--resume", run, "--steps", 4);
        Path whole = temp.resolve("whole.csv");
        ok("sample", run, "--format", "csv", "--count", 5, "--out", whole);

        // Elsewhere, where its table is not.
        Files.move(temp.resolve("people.csv"), temp.resolve("elsewhere.csv"));
        Path copied = temp.resolve("copied.csv");
        ok("sample", run, "--format", "csv", "--count", 5, "--out", copied);
        assertEquals(Files.readString(whole), Files.readString(copied));
        String warned = ok("report", run).err();
        assertTrue(warned.contains("real samples are not shown: " + temp.resolve("people.csv") + " does not exist"));
        ok("evaluate", run, "--count", 100, "--data-dir", temp.resolve("elsewhere.csv"));

        Path other = Files.writeString(temp.resolve("other.csv"), "a,b,c,kind\n1,2,3,x\n2,3,4,y\n");
        Cli.Result refused = Cli.run(List.of("evaluate", run.toString(), "--data-dir", other.toString()));
        assertEquals(1, refused.code());
        assertTrue(refused.err().contains("the run was trained on other data (60 rows of income"), refused.err());
    }

    @Test
    void aRunOfOtherSamplesHasNoTable() {
        Path run = temp.resolve("ring");
        ok("train", "--dataset", "ring", "--steps", 1, "--out", run);
        Cli.Result refused = Cli.run(List.of("sample", run.toString(), "--format", "csv"));
        assertEquals(2, refused.code());
        assertTrue(refused.err().contains("format (csv) is a table with the head of the data"), refused.err());
    }

    /** An array [N, F] of NumPy's, as {@code sample --format npz} writes it. */
    @Test
    void anArrayOfRowsIsReadToo() throws IOException {
        Path npz = temp.resolve("rows.npz");
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray rows = manager.create(new float[][] {{1, 20}, {2, 30}, {3, 10}, {4, 60}});
            rows.setName("x");
            Files.write(npz, new NDList(rows).encode(NDList.Encoding.NPZ));
        }
        Path run = temp.resolve("run");
        String said = ok(
                        "train",
                        "--dataset",
                        "vectors",
                        "--data-dir",
                        npz,
                        "--batch-size",
                        4,
                        "--steps",
                        1,
                        "--out",
                        run)
                .out();
        assertTrue(said.contains("4 rows of column 1, column 2 become numbers of mean 0"), said);
    }
}
