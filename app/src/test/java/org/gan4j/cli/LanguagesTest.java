package org.gan4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.gan4j.testing.ChildProcess;
import org.gan4j.testing.Cli;
import org.gan4j.testing.IdxBytes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All commands in languages with digits, letters and separators of their own: every file and every line is that of English. */
class LanguagesTest {

    private static final String WRONG_USAGE = "train --steps ten";

    /** Each leaves its output in a file of its number. */
    private static final List<String> COMMANDS = List.of(
            "train --dataset ring --steps 6 --tick 2 --evaluate-every 1 --tensorboard --out run",
            "train --resume run --steps 8",
            "train --config run/config.json --seed 1 --steps 1 --out other",
            "train --dataset idx --data-dir ../data --batch-size 8 --steps 2 --out images",
            "train --preset mnist-mlp --dry-run",
            "train --help",
            "sample run --count 12 --out sample.png",
            "sample run --count 12 --format npz --out sample.npz",
            "export run --format safetensors",
            "export run --format torchscript",
            "export run --format onnx",
            "export run --format djl",
            "export images --format onnx --discriminator",
            "evaluate run --count 200",
            "evaluate run --count 200 --json --out evaluated",
            "report run",
            "compare run other --csv runs.csv --html runs.html --png runs.png",
            "losses",
            "losses lsgan",
            "losses lsgan --real=-5,1.4,12.5,2.7 --fake=10,4.4,-5.5,3.6 --json",
            "losses hinge --plot=hinge.png",
            "presets",
            "bench --loss non-saturating --batch-size 64 --rounds 1 --json",
            "bench --loss non-saturating --batch-size 64 --rounds 1",
            "info",
            "completion",
            WRONG_USAGE);

    /** All commands one after the other, in the directory and the language of a process. */
    static final class AllCommands {
        public static void main(String[] args) throws IOException {
            EngineStart.beforeEngine();
            for (int i = 0; i < COMMANDS.size(); i++) {
                Cli.Result result = Cli.run(COMMANDS.get(i).split(" "));
                if (result.code() != (COMMANDS.get(i).equals(WRONG_USAGE) ? 2 : 0)) {
                    throw new IllegalStateException(COMMANDS.get(i) + ": " + result.err());
                }
                Files.writeString(Path.of("output-" + i + ".txt"), result.out() + result.err());
            }
        }
    }

    private static final Pattern TEXT = Pattern.compile("\\.(txt|csv|html|jsonl?)$");

    /** What differs from one run to the next in JSON. */
    private static final Pattern FROM_A_CLOCK = Pattern.compile("\"(seconds|stepsPerSecond|crc32)\": ?[^,}\\n]+");

    /** A number as English writes it; of what shows times no more is compared than that numbers are such. */
    private static final Pattern NUMBER =
            Pattern.compile("[0-9]{1,3}(,[0-9]{3})+(?![0-9])(\\.[0-9]+)?|[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?");

    @TempDir
    private static Path temp;

    private static Map<String, String> english;

    private static Map<String, String> written(String language) throws Exception {
        Path directory = Files.createDirectory(temp.resolve(language));
        Locale locale = Locale.forLanguageTag(language);
        List<String> java = new ArrayList<>(
                List.of("-Duser.language=" + locale.getLanguage(), "-Duser.country=" + locale.getCountry()));
        if (locale.hasExtensions()) {
            java.add("-Duser.extensions=" + language.substring(language.indexOf("-u-") + 1));
        }
        java.add(AllCommands.class.getName());
        ChildProcess.Result result = ChildProcess.run(ChildProcess.java(java).directory(directory.toFile()));
        assertEquals(0, result.code(), result.err());
        return files(directory);
    }

    /** The files of a directory, each in a form that no clock has written to. */
    private static Map<String, String> files(Path directory) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> found = Files.walk(directory)) {
            for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
                String name = directory.relativize(file).toString().replaceFirst("tfevents.*", "tfevents");
                contents.merge(name, content(file), String::concat);
            }
        }
        return contents;
    }

    private static String content(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (name.contains("tfevents")) { // each event has its time, in eight bytes
            return "of " + Files.size(file) + " bytes";
        }
        if (name.endsWith(".npz")) { // each entry has its time
            StringBuilder entries = new StringBuilder();
            try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
                for (ZipEntry entry : Collections.list(zip.entries())) {
                    entries.append(entry.getName())
                            .append(zip.getInputStream(entry).readAllBytes().length);
                    entries.append(entry.getCrc());
                }
            }
            return entries.toString();
        }
        if (!TEXT.matcher(name).find()) {
            return HexFormat.of().formatHex(Files.readAllBytes(file));
        }
        String text = Files.readString(file);
        return name.contains(".json")
                ? FROM_A_CLOCK.matcher(text).replaceAll("")
                : NUMBER.matcher(text).replaceAll("#").replaceAll(" +", " ");
    }

    @BeforeAll
    static void inEnglish() throws Exception {
        IdxBytes.writeSmall(temp.resolve("data"), 40, 40);
        english = written("en-US");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fa-IR", "ar-EG-u-nu-arab", "tr-TR", "de-DE", "my-MM"})
    void everyFileIsThatOfEnglish(String language) throws Exception {
        Map<String, String> written = written(language);
        assertTrue(
                english.containsKey("run/exports/generator.onnx"),
                english.keySet().toString());
        assertEquals(english.keySet(), written.keySet());
        english.forEach((file, content) -> assertEquals(content, written.get(file), file));
    }
}
