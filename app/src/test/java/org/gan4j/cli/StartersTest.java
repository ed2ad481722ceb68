package org.gan4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The starters of a release, for Unix and for Windows, do the same. They are read here, side by side: {@link LauncherTest} starts the one
 * for Unix. In both, {@code <name>} stands for a variable.
 */
class StartersTest {

    private static final Path BIN = Path.of("src", "main", "dist", "bin");

    private String unix;
    private String windows;

    @BeforeEach
    void read() throws IOException {
        unix = Files.readString(BIN.resolve("gan4j"))
                .replace("\\\n", "")
                .replaceAll("(?m)^ *#.*$| # .*$", "")
                .replaceAll("\\$\\(grep[^)]*\\)", "JAVA_VERSION=<version>");
        windows = Files.readString(BIN.resolve("gan4j.cmd"))
                .replace("\r\n", "\n")
                .replaceAll("(?m)^rem .*$", "")
                .replace("\"%version%\"", "<version>")
                .replaceAll("%([A-Za-z_0-9]+)%", "<$1>");
    }

    private static Set<String> all(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void bothReadTheSameVariables() {
        Set<String> onUnix = all("\\$\\{?([A-Z][A-Z_0-9]+)", unix);
        onUnix.removeAll(Set.of("BASH_SOURCE", "BASH_REMATCH"));
        onUnix.remove("NO_COLOR"); // set to nothing is not set, on Windows
        assertEquals(onUnix, all("(?:<|defined )([A-Z][A-Z_0-9]+)", windows));
    }

    @Test
    void bothSetTheSameVariables() {
        Set<String> onUnix = all("(?:export|unset) ([^\n]+)", unix).stream()
                .flatMap(names -> Arrays.stream(names.split(" ")))
                .map(name -> name.split("=")[0])
                .filter(name -> name.matches("[A-Z][A-Z_0-9]+"))
                .collect(Collectors.toCollection(TreeSet::new));
        onUnix.removeAll(Set.of("NO_COLOR", "LC_ALL")); // Windows has chcp for the locale
        onUnix.removeIf(name -> name.startsWith("MALLOC_")); // Linux's C library
        assertEquals(onUnix, all("set \"?([A-Z][A-Z_0-9]+)=", windows));
    }

    @Test
    void bothSayTheSame() {
        Set<String> said = all("echo gan4j: (.*) 1>&2", windows);
        assertEquals(all("echo \"gan4j: (.*)\" >&2", unix.replace("$java", "<java>")), said);
        assertEquals(2, said.size());
    }

    @Test
    void bothCallTheSame() {
        String start = unix.substring(unix.lastIndexOf("exec ") + "exec ".length())
                .replace("${archive[@]+\"${archive[@]}\"} ", "") // of a build, which no release has
                .replace("${GAN4J_JAVA_OPTS:-}", "<GAN4J_JAVA_OPTS>")
                .replace("$@", "<all>")
                .replaceAll("\\$([a-z]+)", "<$1>")
                .strip();
        // How wide a terminal is cannot be asked there.
        String called = start.replace("<columns>", "0").replace("\"", "").replaceAll(" +", " ");
        String calls = windows.lines()
                .filter(line -> line.contains("gan4j.jar"))
                .findFirst()
                .orElseThrow();
        assertEquals(called, calls.replace('\\', '/').replace("%*", "<all>").replace("\"", ""));
        assertTrue(windows.contains(calls + "\nexit /b <errorlevel>\n"), "how it ended is passed on");
    }

    /** The Java of a release comes before that of the environment, and both before that of the path; none may be older than 17. */
    @Test
    void bothChooseTheSameJava() {
        assertTrue(
                windows.indexOf("set \"jdk=<JAVA_HOME>\"") < windows.indexOf("set \"jdk=<home>\\runtime\""), windows);
        assertTrue(unix.indexOf("java=$home/runtime/bin/java") < unix.indexOf("java=${JAVA_HOME:"), unix);
        assertEquals(Set.of("17"), all("-lt (\\d+)", unix));
        assertEquals(Set.of("17"), all("lss (\\d+)", windows));
    }
}
