package org.gan4j.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gan4j.config.Settings;
import org.gan4j.data.DataSet;
import org.gan4j.losses.LossCatalog;
import org.gan4j.losses.penalty.PenaltyCatalog;
import org.gan4j.model.Architecture;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/**
 * README and the pages of {@code app/doc}: they are short where they must be, lead where they say, and show code that compiles and
 * commands that exist.
 *
 * <p>A {@code java} snippet stands in a test that compiles and runs it, between {@code // snippet begin} and {@code // snippet end}.
 * The {@code python} snippets are run by {@code .ci/check-exports}.
 */
class DocumentsTest {

    private static final Path ROOT = Path.of("..");
    private static final int LONGEST_README = 14 * 1024;

    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.*)$");
    private static final Pattern JAVA = Pattern.compile("(?s)```java\n(.*?)\n```");
    private static final Pattern MARKED = Pattern.compile("(?s)\n( *)// snippet begin\n(.*?)\n *// snippet end\n");
    private static final Pattern FENCED = Pattern.compile("(?s)```.*?```");
    private static final Pattern COMMAND = Pattern.compile("\\./gan4j +([a-z][^\n`;|&)]*)");
    private static final Pattern WORD = Pattern.compile("'[^']*'|\"[^\"]*\"|[^\\s'\"]+");
    private static final Pattern FLAG = Pattern.compile("`(--[a-z][a-z-]+)");

    /** Flags in the documents that are those of other programs. */
    private static final List<String> OTHERS = List.of("--gpus", "--gp", "--resident", "--logdir");

    private static Map<Path, String> documents() throws IOException {
        Map<Path, String> documents = new TreeMap<>();
        for (String name : List.of("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")) {
            documents.put(ROOT.resolve(name), Files.readString(ROOT.resolve(name)));
        }
        try (Stream<Path> pages = Files.list(Path.of("doc"))) {
            for (Path page :
                    pages.filter(file -> file.toString().endsWith(".md")).toList()) {
                documents.put(ROOT.resolve("app").resolve(page), Files.readString(page));
            }
        }
        return documents;
    }

    @Test
    void theReadmeIsShort() throws IOException {
        long size = Files.size(ROOT.resolve("README.md"));
        assertTrue(size <= LONGEST_README, size + " bytes");
    }

    /** What a project of one's own asks Maven for is what this build asks for. */
    @Test
    void theReadmeHasTheVersionsOfTheEngine() throws IOException {
        String engine = "`pytorch-engine` " + Versions.DJL + ", `pytorch-jni` " + Versions.PYTORCH + "-" + Versions.DJL
                + ", `pytorch-native-cpu` " + Versions.PYTORCH;
        assertTrue(Files.readString(ROOT.resolve("README.md")).contains(engine), engine);
    }

    /** A version is told by the POMs; that of a release has its changes written down. */
    @Test
    void theVersionIsThatOfTheBuild() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        assertTrue(readme.contains("<version>" + Versions.GAN4J + "</version>"), "README.md, for " + Versions.GAN4J);
        String first = Files.readString(Path.of("doc/getting-started.md"));
        assertTrue(first.contains("\n" + Versions.PROGRAM + " · "), "getting-started.md, for " + Versions.GAN4J);
        String changes = Files.readString(ROOT.resolve("CHANGELOG.md"));
        String section = Versions.GAN4J.endsWith("-SNAPSHOT") ? "Unreleased" : Versions.GAN4J;
        assertTrue(changes.contains("\n## " + section + "\n"), "CHANGELOG.md has no section " + section);
    }

    @Test
    void lossesPenaltiesAndDataSetsAreAllThere() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        String counts =
                LossCatalog.all().size() + " losses and " + PenaltyCatalog.all().size() + " penalties";
        assertTrue(readme.contains(counts), counts);
        String changelog = Files.readString(ROOT.resolve("CHANGELOG.md"));
        assertTrue(changelog.contains(LossCatalog.all().size() + " losses as"), counts);
        assertTrue(changelog.contains(PenaltyCatalog.all().size() + " penalties with"), counts);
        DataSet.names().forEach(name -> assertTrue(readme.contains("`" + name + "`"), name));
        String networks = Files.readString(Path.of("doc/architectures.md"));
        String help = Settings.find("arch").help();
        for (String name : Architecture.names()) {
            assertTrue(networks.contains("`" + name + "`"), name + " in architectures.md");
            assertTrue(help.contains(name), name + " in the help of --arch");
        }
    }

    @Test
    void theReadmeLeadsToEveryPage() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        for (Path document : documents().keySet()) {
            String name = ROOT.relativize(document).toString();
            assertTrue(name.equals("README.md") || readme.contains("](" + name + ")"), name);
        }
    }

    @Test
    void linksLeadSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        int links = 0;
        for (Map.Entry<Path, String> document : documents().entrySet()) {
            Matcher link = LINK.matcher(FENCED.matcher(document.getValue()).replaceAll(""));
            while (link.find()) {
                if (!link.group(1).startsWith("https://")) {
                    links++;
                    if (!leadsSomewhere(document.getKey(), link.group(1))) {
                        broken.add(document.getKey() + ": " + link.group(1));
                    }
                }
            }
        }
        assertEquals(List.of(), broken);
        assertTrue(links > 50, links + " links");
    }

    private static boolean leadsSomewhere(Path from, String link) throws IOException {
        String[] parts = link.split("#", 2);
        Path file = parts[0].isEmpty() ? from : from.resolveSibling(parts[0]).normalize();
        return Files.exists(file)
                && (parts.length == 1 || anchors(Files.readString(file)).contains(parts[1]));
    }

    /** As GitHub makes them of headings. */
    private static List<String> anchors(String text) {
        return HEADING.matcher(FENCED.matcher(text).replaceAll(""))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} -]", "")
                        .replace(' ', '-'))
                .toList();
    }

    @Test
    void shownJavaIsThatOfTests() throws IOException {
        TreeSet<String> shown = new TreeSet<>();
        for (String text : documents().values()) {
            JAVA.matcher(text).results().forEach(snippet -> shown.add(snippet.group(1)));
        }
        TreeSet<String> tested = new TreeSet<>();
        for (Path tests : List.of(
                Path.of("src/test/java"), ROOT.resolve("losses/src/test/java"), ROOT.resolve(".ci/strangers"))) {
            try (Stream<Path> files = Files.walk(tests)) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    MARKED.matcher(Files.readString(file))
                            .results()
                            .forEach(marked -> tested.add(marked.group(2)
                                    .lines()
                                    .map(line -> line.isBlank()
                                            ? ""
                                            : line.substring(marked.group(1).length()))
                                    .collect(Collectors.joining("\n"))));
                }
            }
        }
        assertEquals(tested, shown);
        assertTrue(shown.size() >= 2, "no snippets");
    }

    /** Parsed and not run; words such as {@code DIR} stand for what a reader fills in. */
    @Test
    void shownCommandsExist() throws IOException {
        int commands = 0;
        for (Map.Entry<Path, String> document : documents().entrySet()) {
            Matcher command = COMMAND.matcher(document.getValue());
            while (command.find()) {
                String line = command.group(1).split(" #")[0].strip();
                if (!line.contains("...") && !line.contains("@")) {
                    commands++;
                    String[] args = WORD.matcher(line)
                            .results()
                            .map(word -> word.group().replaceAll("^['\"]|['\"]$", ""))
                            .toArray(String[]::new);
                    assertDoesNotThrow(() -> Gan4j.commandLine().parseArgs(args), document.getKey() + ": " + line);
                }
            }
        }
        assertTrue(commands > 60, commands + " commands");
    }

    @Test
    void namedFlagsExist() throws IOException {
        TreeSet<String> known = new TreeSet<>(OTHERS);
        for (CommandLine command : Gan4j.commandLine().getSubcommands().values()) {
            known.addAll(command.getCommandSpec().optionsMap().keySet());
        }
        TreeSet<String> unknown = new TreeSet<>();
        for (Map.Entry<Path, String> document : documents().entrySet()) {
            Matcher flag = FLAG.matcher(FENCED.matcher(document.getValue()).replaceAll(""));
            while (flag.find()) {
                if (!known.contains(flag.group(1))) {
                    unknown.add(document.getKey() + ": " + flag.group(1));
                }
            }
        }
        assertEquals(new TreeSet<>(), unknown);
    }
}
