package org.gan4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.gan4j.natives.Machine;
import org.gan4j.testing.ChildProcess;
import org.gan4j.testing.ChildProcess.Result;
import org.gan4j.testing.Machines;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher's script with a Java that only tells how it was called, and the start on a machine with GPUs but no network. */
class LauncherTest {

    /** What starts a release, and a build as well. */
    private static final Path BIN = Path.of("src", "main", "dist", "bin");

    @TempDir
    Path home;

    private static Result run(Map<String, String> environment, ProcessBuilder command) throws Exception {
        command.environment().putAll(environment);
        return ChildProcess.run(command);
    }

    private Result launch(Map<String, String> environment, String... args) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("bash", home.resolve("gan4j").toString()));
        command.addAll(List.of(args));
        environment = new HashMap<>(environment);
        environment.put("JAVA_HOME", home.resolve("jdk").toString());
        return run(environment, ChildProcess.of(command));
    }

    private static void script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/usr/bin/env bash\n" + text);
        assertTrue(file.toFile().setExecutable(true));
    }

    private Path target() {
        return home.resolve("app/target");
    }

    @BeforeEach
    void layOut() throws IOException {
        Path launcher = Path.of("..", "gan4j");
        assumeTrue(Files.exists(launcher) && new File("/bin/bash").exists(), "no launcher, or no bash to run it");
        Files.copy(launcher, home.resolve("gan4j"));
        for (Path bin : List.of(home.resolve("app/src/main/dist/bin"), target().resolve("start-1/bin"))) {
            Files.createDirectories(bin);
            for (String file : List.of("gan4j", "java.options")) {
                Files.copy(BIN.resolve(file), bin.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        script(
                home.resolve("jdk/bin/java"),
                "for given; do case $given in -XX:ArchiveClassesAtExit=*) : >\"${given#*=}\" ;; esac; done\n"
                        + "printf '%s\\n' \"$@\" \"NO_COLOR=${NO_COLOR-unset}\" \"LC_ALL=${LC_ALL:-}\" \"libtorch=${GAN4J_LIBTORCH:-}\""
                        + " \"${PYTORCH_LIBRARY_PATH-unset}\"\n");
        for (String file : List.of("pom.xml", "app/pom.xml", "app/src/main/A.java")) {
            Files.writeString(home.resolve(file), "");
        }
        try (Stream<Path> sources = Files.walk(home.resolve("app/src/main"))) {
            for (Path source : Stream.concat(
                            sources, Stream.of("pom.xml", "app/pom.xml").map(home::resolve))
                    .toList()) {
                Files.setLastModifiedTime(source, FileTime.fromMillis(0));
            }
        }
        for (String jar : List.of(
                "start-1/gan4j.jar",
                "lib/api.jar",
                "lib/gan4j-losses-1.jar",
                "natives/pytorch-native-cpu-2.7.1-linux-x86_64.jar")) {
            Files.createDirectories(target().resolve(jar).getParent());
            Files.writeString(target().resolve(jar), jar);
        }
        Files.writeString(target().resolve("built"), "start-1\n");
    }

    @Test
    void theJarNamesItsLibraries() throws Exception {
        Result output = launch(Map.of(), "train", "--steps", "3 000");
        assertEquals(0, output.code(), output.err());
        assertEquals("", output.err());
        List<String> lines = output.out().lines().toList();
        Path start = target().resolve("start-1");
        assertEquals("@" + start.resolve("bin/java.options"), lines.get(0));
        assertEquals(
                List.of(
                        "-cp",
                        start.resolve("gan4j.jar").toString(),
                        "org.gan4j.cli.Gan4j",
                        "train",
                        "--steps",
                        "3 000"),
                lines.subList(lines.size() - 10, lines.size() - 4));
    }

    @Test
    void anOldJavaIsNamed() throws Exception {
        Files.writeString(home.resolve("jdk/release"), "IMPLEMENTOR=\"N/A\"\nJAVA_VERSION=\"11.0.28\"\n");
        Result output = launch(Map.of(), "info");
        assertEquals(1, output.code());
        assertEquals(
                "gan4j: the Java at '" + home.resolve("jdk/bin/java") + "' is too old (JAVA_VERSION=\"11.0.28\");"
                        + " install a Java 17 or newer, or set JAVA_HOME to one\n",
                output.err());
        Files.writeString(home.resolve("jdk/release"), "JAVA_VERSION=\"25\"\n");
        assertEquals(0, launch(Map.of(), "info").code());
    }

    /** A release is this folder, anywhere, and maybe with its own Java. */
    @Test
    void aFolderStartsWithoutSources() throws Exception {
        Path folder = Files.move(target().resolve("start-1"), home.resolve("a folder"));
        Path link = Files.createSymbolicLink(home.resolve("link"), folder.resolve("bin/gan4j"));
        ProcessBuilder command = ChildProcess.of("bash", link.toString(), "info");
        Result output = run(Map.of("JAVA_HOME", home.resolve("jdk").toString()), command);
        assertEquals(0, output.code(), output.err());
        assertTrue(output.out().contains("-cp\n" + folder.resolve("gan4j.jar") + "\n"), output.out());
        script(folder.resolve("runtime/bin/java"), "echo its own\n");
        assertEquals(
                "its own\n",
                run(Map.of("JAVA_HOME", home.resolve("jdk").toString()), command)
                        .out());
    }

    @Test
    void pathsAreReadAsUtf8() throws Exception {
        assertTrue(launch(Map.of("LC_ALL", "C")).out().contains("LC_ALL=C.UTF-8\n"));
        assertTrue(launch(Map.of("LANG", "POSIX")).out().contains("LC_ALL=C.UTF-8\n"));
        assertTrue(launch(Map.of("LANG", "C.UTF-8")).out().contains("LC_ALL=\n"));
    }

    /** ssh takes the variables along to machines that lack the locale; there, all that is not ASCII would be lost. */
    @Test
    void aLocaleThatIsNotHereIsNoReasonToMisreadPaths() throws Exception {
        assertTrue(launch(Map.of("LC_ALL", "xx_YY.UTF-8")).out().contains("LC_ALL=C.UTF-8\n"));
        assertTrue(launch(Map.of("LANG", "tlh")).out().contains("LC_ALL=C.UTF-8\n"));
    }

    /** The convention of no-color.org: the variable counts when it is not empty. */
    @Test
    void anEmptyWishForNoColourIsNone() throws Exception {
        assertTrue(launch(Map.of("NO_COLOR", "")).out().contains("NO_COLOR=unset\n"));
        assertTrue(launch(Map.of("NO_COLOR", "1")).out().contains("NO_COLOR=1\n"));
    }

    @Test
    void aBarIsAsWideAsTheTerminalAndOnlyThere() throws Exception {
        assertTrue(launch(Map.of("COLUMNS", "80")).out().contains("-Dgan4j.columns=0\n"));
        assumeTrue(new File("/usr/bin/script").exists(), "there is no script(1), which makes a terminal");
        String launcher = "JAVA_HOME=" + home.resolve("jdk") + " bash " + home.resolve("gan4j");
        Result wide =
                ChildProcess.run(ChildProcess.of("/usr/bin/script", "-qec", "stty cols 101; " + launcher, "/dev/null"));
        assertTrue(wide.out().contains("-Dgan4j.columns=101\r\n"), wide.out());
        Result away = ChildProcess.run(
                ChildProcess.of("/usr/bin/script", "-qec", "stty cols 101; " + launcher + " 2>/dev/null", "/dev/null"));
        assertTrue(away.out().contains("-Dgan4j.columns=0\r\n"), away.out());
    }

    /** Left in the environment, DJL would take it unseen. */
    @Test
    void theVariableOfDjlIsLookedAtToo() throws Exception {
        String out = launch(Map.of("PYTORCH_LIBRARY_PATH", "/opt/lib")).out();
        assertTrue(out.endsWith("libtorch=/opt/lib\nunset\n"), out);
        out = launch(Map.of("PYTORCH_LIBRARY_PATH", "/opt/lib", "GAN4J_LIBTORCH", "/opt/other"))
                .out();
        assertTrue(out.endsWith("libtorch=/opt/other\nunset\n"), out);
    }

    /** A run has the old jars open while the new ones are made. */
    @Test
    void buildsAside() throws Exception {
        Files.createDirectory(target().resolve("start-0"));
        script(home.resolve("mvnw"), "printf new >app/target/gan4j.jar\n");
        Files.writeString(home.resolve("app/src/main/A.java"), "newer");
        Files.setLastModifiedTime(
                home.resolve("app/src/main/A.java"), FileTime.fromMillis(System.currentTimeMillis() + 60_000));
        Result output = launch(Map.of());
        assertEquals(0, output.code(), output.err());
        String start = Files.readString(target().resolve("built")).strip();
        assertFalse(start.equals("start-1"));
        assertEquals("new", Files.readString(target().resolve(start).resolve("gan4j.jar")));
        assertTrue(output.out().contains(start + "/gan4j.jar"), output.out());
        // Another start may have read the old name just now; what is older yet goes.
        assertTrue(Files.exists(target().resolve("start-1/gan4j.jar")));
        assertFalse(Files.exists(target().resolve("start-0")));
    }

    /** Java reads the classes of an archive faster than those of jars; the launcher has it made once a build. */
    @Test
    void aBuildKeepsItsClassesForTheStartsAfterIt() throws Exception {
        assertFalse(launch(Map.of()).out().contains("SharedArchiveFile"));
        Files.delete(target().resolve("built"));
        script(home.resolve("mvnw"), "printf new >app/target/gan4j.jar\n");
        String first = launch(Map.of()).out();
        Path start =
                target().resolve(Files.readString(target().resolve("built")).strip());
        String wanted = "-XX:SharedArchiveFile=" + start.resolve("classes.jsa") + "\n";
        assertTrue(first.contains(wanted), first);
        assertFalse(first.contains("--steps"), "the trial's output: " + first);
        assertTrue(launch(Map.of("GAN4J_JAVA_OPTS", "-Xmx2g")).out().contains(wanted));
        try (Stream<Path> left = Files.list(start)) {
            assertEquals(
                    List.of("began", "bin", "classes.jsa", "gan4j.jar", "lib", "natives"),
                    left.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    /** Or else the change would wait for the next one. */
    @Test
    void whatIsEditedDuringABuildIsBuiltNext() throws Exception {
        Files.delete(target().resolve("built"));
        script(
                home.resolve("mvnw"),
                "sleep 0.1; touch app/src/main/A.java; echo b >>builds; printf new >app/target/gan4j.jar\n");
        assertEquals(0, launch(Map.of()).code());
        script(home.resolve("mvnw"), "echo b >>builds; printf new >app/target/gan4j.jar\n");
        assertEquals(0, launch(Map.of()).code());
        assertEquals(0, launch(Map.of()).code());
        assertEquals("b\nb\n", Files.readString(home.resolve("builds")));
    }

    @Test
    void twoStartsAtOnceBuildOnce() throws Exception {
        assumeTrue(new File("/usr/bin/flock").exists(), "no flock");
        Files.delete(target().resolve("built"));
        script(home.resolve("mvnw"), "echo b >>builds; sleep 0.5; printf new >app/target/gan4j.jar\n");
        List<CompletableFuture<Result>> starts = Stream.generate(() -> CompletableFuture.supplyAsync(() -> {
                    try {
                        return launch(Map.of());
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .limit(3)
                .toList();
        for (CompletableFuture<Result> start : starts) {
            Result started = start.get(10, TimeUnit.MINUTES);
            assertEquals(0, started.code(), started.err());
            String classPath = started.out()
                    .lines()
                    .filter(line -> line.contains("gan4j.jar"))
                    .findFirst()
                    .orElseThrow();
            assertTrue(Files.exists(Path.of(classPath.split(File.pathSeparator)[0])), classPath);
        }
        assertEquals("b\n", Files.readString(home.resolve("builds")));
    }

    @Test
    void aFailedBuildLeavesTheOldOne() throws Exception {
        script(home.resolve("mvnw"), "printf broken >app/target/gan4j.jar\nexit 1\n");
        Files.delete(target().resolve("built"));
        Result output = launch(Map.of());
        assertEquals(1, output.code());
        assertTrue(output.err().contains("gan4j: the build failed"), output.err());
        assertEquals("start-1/gan4j.jar", Files.readString(target().resolve("start-1/gan4j.jar")));
    }

    /** The program on a machine that has two GPUs and nothing else; started by the tests below in a process of its own. */
    static final class WithTwoGpus {
        public static void main(String[] args) {
            System.exit(Gan4j.run(
                    Gan4j.commandLine(() -> {
                        Machine here = Machine.detect(Versions.PYTORCH);
                        return new Machine(
                                Machines.driver(12_080, "H100", "H100"),
                                null,
                                here.platform(),
                                here.nativesOnClassPath(),
                                here.cpuNatives(),
                                here.cudaNatives(),
                                here.cudaNativesFetched());
                    }),
                    args));
        }
    }

    private Result withTwoGpus(String... args) throws Exception {
        return withTwoGpus(Map.of(), args);
    }

    private Result withTwoGpus(Map<String, String> environment, String... args) throws Exception {
        List<String> jars = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (entry.contains("pytorch-native-cpu")) {
                Path natives = Files.createDirectories(home.resolve("natives"));
                Files.createSymbolicLink(natives.resolve("cpu.jar"), Path.of(entry));
            } else {
                jars.add(entry);
            }
        }
        List<String> options = new ArrayList<>(List.of(
                "-Dgan4j.natives=" + home.resolve("natives"),
                "-cp",
                String.join(File.pathSeparator, jars),
                WithTwoGpus.class.getName()));
        options.addAll(List.of(args));
        // DJL's own switch: it fetches nothing, as without a network.
        Map<String, String> offline = new HashMap<>(environment);
        offline.put("DJL_OFFLINE", "true");
        return run(offline, ChildProcess.java(options));
    }

    @Test
    void withoutNetworkItSaysWhatToDo() throws Exception {
        assumeTrue(
                System.getProperty("os.name").equals("Linux")
                        && System.getProperty("os.arch").equals("amd64"),
                "DJL has CUDA natives for Linux on x86_64");
        assumeTrue(!Machine.detect(Versions.PYTORCH).cudaNativesFetched(), "the CUDA natives are here");
        Result output = withTwoGpus("train", "--out", home.resolve("run").toString());
        assertEquals(1, output.code());
        List<String> lines = output.err().lines().toList();
        assertEquals(2, lines.size(), output.err());
        assertTrue(
                lines.get(0).startsWith("gan4j: fetching PyTorch's CUDA natives, once: some gigabytes from https://"));
        assertTrue(lines.get(1).startsWith("gan4j: the CUDA natives could not be fetched from "), lines.get(1));
        assertTrue(lines.get(1).contains("--libtorch DIR") && lines.get(1).endsWith("--device cpu"), lines.get(1));
        assertFalse(Files.exists(home.resolve("run")));
    }

    @Test
    void onTheCpuNothingIsFetched() throws Exception {
        Result output = withTwoGpus("info", "--device", "cpu");
        assertEquals(0, output.code(), output.err());
        assertTrue(output.out().contains("natives  CPU, " + home.resolve("natives/cpu.jar")), output.out());
        assertTrue(output.out().contains("GPUs     2\n  cuda:0 H100, compute capability 9.0\n"), output.out());
        assertTrue(output.out().contains("device   cpu, 1 thread"), output.out());
    }

    /** The facts of the machine come first, whatever becomes of the engine; nothing is fetched for looking around. */
    @Test
    void infoFetchesNothingAndNamesTheCause() throws Exception {
        assumeTrue(!Machine.detect(Versions.PYTORCH).cudaNativesFetched(), "the CUDA natives are here");
        Result output = withTwoGpus("info", "--device", "cuda:1");
        assertEquals(1, output.code());
        assertTrue(output.out().contains("driver   570.86.15, CUDA 12.8\nGPUs     2\n"), output.out());
        assertEquals(
                "gan4j: device cuda:1 cannot be used: the CUDA natives are not here yet; train fetches them, or give a local"
                        + " libtorch: --libtorch DIR; --device cpu works\n",
                output.err());
    }

    @Test
    void aCacheFolderThatIsNoneIsSaid() throws Exception {
        Path file = Files.createFile(home.resolve("file"));
        Result output = withTwoGpus(Map.of("DJL_CACHE_DIR", file.toString()), "info", "--device", "cpu");
        assertEquals(1, output.code());
        assertTrue(output.out().contains("GPUs     2\n"), output.out());
        assertEquals(
                "gan4j: the PyTorch engine does not start: its libraries cannot be unpacked into " + file
                        + "/pytorch (FileSystemException: " + file
                        + "/pytorch: Not a directory); let DJL_CACHE_DIR name a folder that can be written\n",
                output.err());
    }
}
