package org.gan4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gan4j.UserException;
import org.gan4j.config.Preset;
import org.gan4j.testing.Cli;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What all commands have in common, and the two that only print. */
class Gan4jTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "train",
                "sample",
                "evaluate",
                "report",
                "compare",
                "sweep",
                "export",
                "losses",
                "presets",
                "info",
                "bench",
                "completion"
            })
    void everyCommandHasHelp(String command) {
        ByteArrayOutputStream complaints =
                new ByteArrayOutputStream(); // picocli's own, of a text that it cannot format
        PrintStream before = System.err;
        System.setErr(new PrintStream(complaints, true, StandardCharsets.UTF_8));
        Cli.Result result;
        try {
            result = Cli.run(command, "--help");
        } finally {
            System.setErr(before);
        }
        assertEquals("", complaints.toString(StandardCharsets.UTF_8));
        assertEquals(0, result.code());
        assertEquals("", result.err());
        assertTrue(result.out().startsWith("Usage: gan4j " + command), result.out());
        CommandSpec spec = Gan4j.commandLine().getSubcommands().get(command).getCommandSpec();
        for (OptionSpec option : spec.options()) {
            assertTrue(result.out().contains(option.longestName()), option.longestName());
            assertTrue(option.description().length > 0, option.longestName() + " has no description");
        }
        for (PositionalParamSpec argument : spec.positionalParameters()) {
            assertTrue(argument.description().length > 0, argument.paramLabel() + " has no description");
        }
        // Without a label of its own picocli shows the field's name.
        assertFalse(result.out().matches("(?s).*=<[^>]*>.*"), result.out());
        // What picocli writes for a default that is not there.
        assertFalse(result.out().contains("${") || result.out().contains("null"), result.out());
    }

    /** The programs of Windows write the mark, and UTF-16. */
    @Test
    void aFileOfArgumentsThatIsNotPlainTextIsSaidToBeThat(@TempDir Path temp) throws IOException {
        Path marked = Files.writeString(temp.resolve("marked"), "\uFEFFlosses hinge\r\n");
        Path wide = Files.write(temp.resolve("wide"), "losses hinge\r\n".getBytes(StandardCharsets.UTF_16));
        for (Path file : List.of(marked, wide)) {
            Cli.Result result = Cli.run("@" + file);
            assertEquals(2, result.code());
            assertTrue(result.err().contains("is not text in UTF-8 without a byte order mark"), result.err());
        }
        Cli.Result lines = Cli.run("@" + Files.writeString(temp.resolve("lines"), "losses\r\n  hinge\r\n"));
        assertEquals(0, lines.code(), lines.err());
    }

    @Test
    void aFolderIsNoFileOfArguments(@TempDir Path temp) {
        StringWriter err = new StringWriter();
        CommandLine commandLine = Gan4j.commandLine();
        commandLine.setErr(new PrintWriter(err, true));
        assertEquals(2, Gan4j.run(commandLine, "losses", "@" + temp));
        assertEquals(
                "gan4j: '" + temp + "' is a folder, not a file of arguments",
                err.toString().lines().findFirst().orElse(""));
    }

    @Test
    void theProgramHasHelp() {
        Cli.Result result = Cli.run("--help");
        assertEquals(0, result.code());
        for (Map.Entry<String, CommandLine> command :
                Gan4j.commandLine().getSubcommands().entrySet()) {
            String[] description =
                    command.getValue().getCommandSpec().usageMessage().description();
            assertTrue(result.out().contains(command.getKey()), result.out());
            assertTrue(description.length > 0, command.getKey());
        }
        assertTrue(result.out().contains("Exit codes:"), result.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "train "})
    void tellsItsVersion(String command) {
        Cli.Result result = Cli.run((command + "--version").split(" "));
        assertEquals(0, result.code());
        String engines = "\\(DJL " + Engine.getDjlVersion() + ", PyTorch "
                + Engine.getEngine("PyTorch").getVersion() + "(, commit [0-9a-f]{7,} of \\d{4}-\\d\\d-\\d\\d)?\\)";
        assertTrue(result.out().strip().matches("gan4j \\d\\S* " + engines), result.out());
    }

    @Test
    void helpShowsTheDefaultsOfThePresetAtHand() {
        String text =
                Cli.run("train", "--preset", "gaussian-1d", "--help").out().replaceAll("\\s+", " ");
        assertTrue(text.contains("The width of the noise. Default: 20."), text);
        text = Cli.run("train", "--preset", "wgan", "--help").out().replaceAll("\\s+", " ");
        assertTrue(text.contains("The width of the noise. Default: 100."), text);
    }

    @Test
    void showsTheStackOnlyWhenAsked() {
        assertFalse(Cli.run("sample", "no-such-run").err().contains("\tat "));
        Cli.Result asked = Cli.run("sample", "no-such-run", "--stacktrace");
        assertEquals(1, asked.code());
        assertTrue(asked.err().startsWith("gan4j: no-such-run is not a run directory"), asked.err());
        assertTrue(asked.err().contains("\tat org.gan4j.run.RunDirectory"), asked.err());
    }

    /** The engine's messages go on with a page of its own stack. */
    @Test
    void saysTheFirstLineOfALongMessage() throws Exception {
        CommandLine commandLine = Gan4j.commandLine();
        StringWriter err = new StringWriter();
        commandLine.setErr(new PrintWriter(err, true));
        for (Exception failure : new Exception[] {
            new IllegalStateException("\nfirst line\nException raised from at::somewhere\nframe #0"),
            new IllegalStateException(),
            new IllegalStateException("")
        }) {
            int code = commandLine.getExecutionExceptionHandler().handleExecutionException(failure, commandLine, null);
            assertEquals(1, code);
        }
        assertEquals(
                List.of("gan4j: first line", "gan4j: IllegalStateException", "gan4j: IllegalStateException"),
                err.toString().lines().toList());
    }

    @Test
    void infoTellsWhatIsThere() {
        Cli.Result result = Cli.run("info");
        assertEquals(0, result.code());
        assertTrue(
                result.out()
                        .contains("engine   PyTorch "
                                + Engine.getEngine("PyTorch").getVersion()),
                result.out());
        assertTrue(result.out().contains("DJL      " + Engine.getDjlVersion()), result.out());
        assertTrue(
                result.out().contains("GPUs     " + Engine.getEngine("PyTorch").getGpuCount()), result.out());
        assertTrue(Cli.run("info", "--device", "cpu").out().contains("device   cpu, 1 thread"));
    }

    @Test
    void presetsAreListedAsFlagsToCopy() {
        String out = Cli.run("presets").out();
        for (Preset preset : Preset.all()) {
            StringBuilder flags = new StringBuilder();
            new TreeMap<>(preset.values())
                    .forEach((name, value) ->
                            flags.append(" --").append(name).append(' ').append(value));
            assertTrue(out.contains(preset.summary()) && out.contains(flags), preset.name());
        }
    }

    /** A terminal takes U+009B for ESC [, and U+202E turns what follows around. */
    @Test
    void namesOfOthersAreNoCommands() {
        // What no file can be called here is refused before it is looked for.
        if (Charset.forName(System.getProperty("sun.jnu.encoding")).newEncoder().canEncode('\u00e4')) {
            Cli.Result result = Cli.run("sample", "a\u001b[2J\u009b2J\u202eb\u2028c\u00e4");
            assertEquals(
                    "gan4j: a?[2J?2J?b?c\u00e4 is not a run directory: it has no config.json",
                    result.err().strip());
        }
        assertEquals(
                "gan4j: a?[2J is not a run directory: it has no config.json",
                Cli.run("sample", "a\u001b[2J").err().strip());
        StringWriter out = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(out), false);
        terminal.say("%s", "a\u009b");
        terminal.warn("b\u009b");
        terminal.out().flush();
        terminal.err().flush();
        assertEquals(List.of("a?", "gan4j: warning: b?"), out.toString().lines().toList());
    }

    @Test
    void whatWrapsAnotherErrorCarriesItsReason() {
        IOException full = new IOException("No space left on device");
        assertEquals(
                "a picture cannot be encoded: No space left on device",
                Gan4j.withReason(
                        "a picture cannot be encoded", new UncheckedIOException("a picture cannot be encoded", full)));
        assertEquals(
                "it failed: EOFException",
                Gan4j.withReason("it failed", new IllegalStateException("it failed", new EOFException())),
                "where there are no words, the name");
        assertEquals(
                "no: No space left on device",
                Gan4j.withReason("no: No space left on device", new IllegalStateException("no: ...", full)),
                "once is enough");
        assertEquals("be brief", Gan4j.withReason("be brief", new UserException("be brief", full)));
    }
}
