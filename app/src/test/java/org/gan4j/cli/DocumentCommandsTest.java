package org.gan4j.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gan4j.testing.Cli;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The commands of README and of all pages do what they are shown for, in a short form: trainings take two steps on small batches, other
 * commands few samples. Files and runs have the names that the pages give them.
 *
 * <p>Some are read and not run here: {@link #notRun} says which, and which test runs their like. {@link FaultsTest} has the commands of
 * {@code faults.md}, {@code DocumentsTest} the Java, and {@code .ci/check-exports} the Python.
 */
class DocumentCommandsTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern BLOCK = Pattern.compile("(?s)```bash\n(.*?)```");
    private static final Pattern COMMAND = Pattern.compile("(?m)(?<!\\$ )\\./gan4j +([a-z][^\n`;|&)]*)");
    private static final Pattern FIGURES = Pattern.compile("(?m)^\\|.*\\d\\.\\d.*\\|$");
    private static final Pattern MADE_BY =
            Pattern.compile("\\./gan4j (train|evaluate|bench|sweep|report)|\\.ci/peers|-Dtest=|time ");
    private static final Pattern WORD = Pattern.compile("'[^']*'|\"[^\"]*\"|[^\\s'\"]+");

    /** What lines of other programs begin with, and the file that runs them, or that they run. */
    private static final Map<String, String> OTHERS = Map.ofEntries(
            Map.entry("./mvnw verify", ".ci/run"),
            Map.entry("./mvnw -q test-compile", ".ci/run"),
            Map.entry("./mvnw -Psite versions:set", "pom.xml"),
            Map.entry("java -cp", "app/src/test/java/org/gan4j/testing/PlainDjlLoop.java"),
            Map.entry("python3 app/src/test/python/pytorch_loop.py", "app/src/test/python/pytorch_loop.py"),
            Map.entry("pip install torch", "app/src/test/python/pytorch_loop.py"),
            Map.entry("docker ", "Dockerfile"),
            Map.entry(".ci/gpu-pack", ".ci/gpu-pack"),
            Map.entry(".ci/gpu-run", ".ci/gpu-run"),
            Map.entry("export SPARK_HOME=", ".ci/run"),
            Map.entry("source <(./gan4j completion)", "app/src/test/java/org/gan4j/cli/CompletionCommandTest.java"));

    @TempDir
    private static Path home;

    private static final Map<String, String> NAMES = new LinkedHashMap<>();

    private static int outputs;

    private static List<Path> documents() throws IOException {
        try (Stream<Path> pages = Files.list(Path.of("doc"))) {
            return Stream.concat(
                            pages.filter(file -> file.toString().endsWith(".md"))
                                    .sorted(),
                            Stream.of("README.md", "CONTRIBUTING.md", "SECURITY.md")
                                    .map(ROOT::resolve))
                    .toList();
        }
    }

    /** Each command once, wherever it stands. */
    static Stream<String> commands() throws IOException {
        TreeSet<String> commands = new TreeSet<>();
        for (Path document : documents()) {
            COMMAND.matcher(Files.readString(document))
                    .results()
                    .map(found -> found.group(1).split(" +#")[0].strip())
                    .forEach(commands::add);
        }
        return commands.stream();
    }

    /** Why a command is read alone; {@code null} if it is run. */
    private static String notRun(String command) {
        if (command.contains("...")) {
            return "it leaves something out";
        }
        if (command.startsWith("bench")) {
            return "it takes minutes; BenchCommandTest measures less";
        }
        if (command.contains("cuda:") || command.contains("--libtorch")) {
            return "it needs a GPU, or a PyTorch; DeviceBadInputTest has what is said without";
        }
        if (command.startsWith("sweep") && !command.contains("--vary")) {
            return "it goes on with a sweep, or needs Spark; SweepCommandTest and SparkPoolTest do";
        }
        return null;
    }

    private static void ok(Object... words) {
        Cli.Result result = Cli.run(Stream.of(words).map(String::valueOf).toList());
        assertEquals(0, result.code(), Arrays.toString(words) + result.out() + result.err());
    }

    @BeforeAll
    static void makeFilesAndRuns() throws IOException {
        DocumentFiles.write(home);
        Path run = home.resolve("run");
        ok("train", "--steps", 2, "--tick", 1, "--batch-size", 8, "--keep-best", "--evaluate-every", 1, "--out", run);
        for (String player : List.of("--generator", "--discriminator")) {
            List<Object> export = new ArrayList<>(List.of("export", run, "--format", "safetensors"));
            if (player.equals("--discriminator")) {
                export.add(player);
            }
            ok(export.toArray());
        }
        ok("sample", run, "--format", "npz", "--count", 4, "--out", home.resolve("latent.npz"));
        ok("train", "--conditional", "--steps", 2, "--batch-size", 8, "--out", home.resolve("classes"));
        ok("train", "--data-dir", home.resolve("people.csv"), "--steps", 2, "--out", home.resolve("table"));
        Files.writeString(home.resolve("my-flags"), "--dataset ring # flags");
        String exports = run + "/exports/";
        Stream.of("photos", "photos.zip", "emoji", "images.npz", "people.csv")
                .forEach(name -> NAMES.put(name, home.resolve(name).toString()));
        NAMES.putAll(Map.of(
                "DIR", home.resolve("mnist").toString(),
                "RUN/config.json", run + "/config.json",
                "RUN/exports/generator.safetensors", exports + "generator.safetensors",
                "generator.safetensors", exports + "generator.safetensors",
                "discriminator.safetensors", exports + "discriminator.safetensors",
                "FILE.npz", home.resolve("latent.npz").toString(),
                "inception.pt", home.resolve("network.pt").toString(),
                "@my-flags", "@" + home.resolve("my-flags")));
        NAMES.putAll(Map.of("NAME", "hinge", "$p", "r1", "$s", "1", "s", "1", "N", "3", "D", "ring"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void commandsDoWhatTheyAreShownFor(String command) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(command);
        while (word.find()) {
            words.add(word.group().replaceAll("^['\"]|['\"]$", ""));
        }
        if (notRun(command) != null) {
            if (!command.contains("...") || command.contains("--libtorch")) {
                assertDoesNotThrow(() -> Gan4j.commandLine().parseArgs(words.toArray(String[]::new)));
            }
            return;
        }
        Cli.Result result = Cli.run(shortened(words, command));
        assertEquals(0, result.code(), result.out() + result.err());
    }

    /** The same with names that are there, and of few steps and samples. */
    private static List<String> shortened(List<String> words, String command) {
        List<String> shorter = new ArrayList<>();
        String program = words.get(0);
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            boolean last = i + 1 == words.size();
            if (program.equals("train")
                            && List.of("--steps", "--epochs", "--batch-size").contains(word)
                    || program.equals("evaluate") && word.equals("--count")) {
                i++;
            } else if (List.of("--out", "--csv", "--html", "--png").contains(word) && !last) {
                String name = words.get(++i);
                shorter.addAll(List.of(word, output(name)));
            } else if (word.equals("--count") && !last && words.get(i + 1).length() > 3) {
                i++;
                shorter.addAll(List.of(word, "50"));
            } else if (word.equals("--step") && !last) {
                i++;
                shorter.addAll(List.of(word, "2"));
            } else if (word.equals("--plot")) {
                shorter.addAll(List.of(word, output("plot.png"))); // without a name it would lie here
            } else if (word.equals("runs/*")) {
                shorter.addAll(List.of(
                        home.resolve("run").toString(), home.resolve("classes").toString()));
            } else {
                shorter.add(named(word, command));
            }
        }
        switch (program) {
            case "train" -> trainShortly(shorter, command);
            case "evaluate" -> shorter.addAll(List.of("--count", "300"));
            case "sweep" -> shorter.add("--dry-run");
            default -> {}
        }
        return shorter;
    }

    private static String output(String name) {
        int dot = name.lastIndexOf('.');
        return home.resolve("out" + ++outputs) + (name.endsWith("/") ? "/" : dot < 0 ? "" : name.substring(dot));
    }

    private static String named(String word, String command) {
        if (word.equals("RUN") || word.startsWith("runs/0") || word.equals("runs/$p-$s")) {
            String kind = command.contains("csv") ? "table" : command.contains("--class") ? "classes" : "run";
            return home.resolve(kind).toString();
        }
        return NAMES.getOrDefault(word, word);
    }

    private static void trainShortly(List<String> words, String command) {
        if (command.contains("--help") || command.contains("--dry-run")) {
            return;
        }
        boolean resumes = command.contains("--resume");
        words.addAll(List.of("--steps", resumes ? "3" : "2"));
        if (!resumes && !command.contains("--config")) {
            words.addAll(List.of("--batch-size", "8"));
        }
        if (!resumes && !words.contains("--out")) {
            words.addAll(List.of("--out", output("run")));
        }
        boolean files = words.contains("--data-dir") || resumes || command.contains("--config");
        if (!files && (command.contains("mnist")) && !command.contains("--dataset digits")) {
            words.addAll(List.of("--data-dir", home.resolve("mnist").toString())); // nothing is downloaded here
        }
    }

    /** Anyone can make a picture or a measured number again: the section that shows it has the command, or leads to one that has. */
    @Test
    void figuresHaveTheirCommands() throws IOException {
        List<String> without = new ArrayList<>();
        int figures = 0;
        for (Path document : documents()) {
            boolean measured = List.of("results.md", "speed.md")
                    .contains(document.getFileName().toString());
            for (String section : Files.readString(document).split("(?m)^(?=## )")) {
                boolean picture = section.contains("![");
                boolean numbers = measured && FIGURES.matcher(section).find();
                if (picture || numbers) {
                    figures++;
                    if (!MADE_BY.matcher(section).find()) {
                        without.add(
                                document + ": " + section.lines().findFirst().orElseThrow());
                    }
                }
            }
        }
        assertEquals(List.of(), without);
        assertTrue(figures >= 12, figures + " sections with figures");
    }

    /** A line of a block is one of gan4j's, which the test above takes, or is known. */
    @Test
    void everyLineOfABlockIsCovered() throws IOException {
        List<String> unknown = new ArrayList<>();
        TreeSet<String> met = new TreeSet<>();
        for (Path document : documents()) {
            for (String block : BLOCK.matcher(Files.readString(document))
                    .results()
                    .map(found -> found.group(1))
                    .toList()) {
                for (String line : block.lines().map(String::strip).toList()) {
                    List<String> known =
                            OTHERS.keySet().stream().filter(line::startsWith).toList();
                    met.addAll(known);
                    boolean loop = line.startsWith("for ") || line.startsWith("done");
                    if (!line.isEmpty()
                            && !loop
                            && known.isEmpty()
                            && !COMMAND.matcher(line).find()) {
                        unknown.add(document + ": " + line);
                    }
                }
            }
        }
        assertEquals(List.of(), unknown);
        assertEquals(new TreeSet<>(OTHERS.keySet()), met, "what no document shows any more");
        OTHERS.values().forEach(file -> assertTrue(Files.exists(ROOT.resolve(file)), file));
    }

    /** A script that is named is there, and {@code .ci/run} runs it, or it is for other machines or for a comparison. */
    @Test
    void namedScriptsAreThere() throws IOException {
        List<String> apart = List.of(".ci/run", ".ci/gpu-", ".ci/same-weights", ".ci/peers");
        String run = Files.readString(ROOT.resolve(".ci/run"));
        for (Path document : documents()) {
            Matcher script = Pattern.compile("`(\\.ci/[a-z/._-]+)").matcher(Files.readString(document));
            while (script.find()) {
                String name = script.group(1).replaceAll("/$", "");
                assertTrue(Files.exists(ROOT.resolve(name)), document + ": " + name);
                boolean runs = run.contains(name) || apart.stream().anyMatch(name::startsWith);
                assertTrue(runs, document + ": nothing runs " + name);
            }
        }
    }
}
