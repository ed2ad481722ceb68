package org.gan4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.gan4j.testing.ChildProcess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Files as an attacker would write them. Each is read, or refused in one line: with little memory, soon, and nothing is written or started.
 * Usually the seeds alone are read, which are whole files and all that fuzzing has ever found.
 */
class FuzzTest {

    private static final int LONGEST_SECONDS = 30;

    @ParameterizedTest
    @EnumSource
    @Timeout(value = 10 * LONGEST_SECONDS)
    void seedsAreReadOrRefused(FuzzedReader reader, @TempDir Path temp) throws IOException {
        Path folder = Files.createDirectory(temp.resolve("in"));
        FuzzTarget.warmUp(reader, folder);
        for (byte[] seed : reader.seeds()) {
            FuzzTarget.check(reader, seed, folder);
            FuzzTarget.check(reader, Arrays.copyOf(seed, seed.length / 2), folder);
        }
    }

    /** A whole file is read: were it refused at once, fuzzing would not come far. */
    @ParameterizedTest
    @EnumSource
    void theFirstSeedIsWhole(FuzzedReader reader, @TempDir Path temp) throws IOException {
        reader.read(reader.seeds().get(0), temp);
    }

    @Tag("fuzz")
    @ParameterizedTest
    @EnumSource
    @Timeout(value = 1, unit = TimeUnit.DAYS)
    @EnabledIfSystemProperty(
            named = "gan4j.fuzz",
            matches = "\\d+",
            disabledReason = "takes minutes for each reader; start it with ./mvnw verify -Pfuzz")
    void whateverIsInAFile(FuzzedReader reader) throws Exception {
        List<String> only =
                List.of(System.getProperty("gan4j.fuzz.only", reader.toString()).split(","));
        assumeTrue(only.contains(reader.toString()), "not among those that are asked for");
        int seconds = Integer.getInteger("gan4j.fuzz");
        Path home = Path.of("target", "fuzz", reader.toString()).toAbsolutePath();
        Path corpus = Files.createDirectories(home.resolve("corpus"));
        Path temp = Files.createDirectories(home.resolve("tmp"));
        Path here = Files.createDirectories(home.resolve("here"));
        List<byte[]> seeds = reader.seeds();
        for (int i = 0; i < seeds.size(); i++) {
            Files.write(corpus.resolve("seed" + i), seeds.get(i));
        }
        Path log = home.resolve("log");
        Process jazzer = ChildProcess.start(ChildProcess.java(
                        "-XX:TieredStopAtLevel=4",
                        "-Xmx" + reader.heap() + "m",
                        "-XX:MaxDirectMemorySize=" + reader.heap() + "m",
                        "-Djava.io.tmpdir=" + temp,
                        "-D" + FuzzTarget.READER + "=" + reader,
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + FuzzTarget.class.getName(),
                        "--instrumentation_includes=org.gan4j.**:ai.djl.**:com.google.gson.**:picocli.**"
                                + ":org.apache.commons.csv.**:com.twelvemonkeys.**:com.drew.**",
                        "--reproducer_path=" + home,
                        "-artifact_prefix=" + home + "/",
                        "-max_total_time=" + seconds,
                        "-timeout=" + LONGEST_SECONDS,
                        "-rss_limit_mb=3000",
                        "-print_final_stats=1",
                        corpus.toString())
                .directory(here.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile()));
        if (!jazzer.waitFor(seconds + 300L, TimeUnit.SECONDS)) {
            jazzer.destroyForcibly();
        }
        assertTrue(jazzer.waitFor(60, TimeUnit.SECONDS), "it does not end");
        assertEquals(
                0, jazzer.exitValue(), "see " + log + ", and the file that it names, which belongs into FuzzSeeds");
        try (var left = Files.list(here)) {
            assertEquals(List.of(), left.toList());
        }
    }
}
