package org.gan4j.natives;

import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.gan4j.UserException;

/** Libraries as this process has them, wherever the engine took them from. */
final class LoadedLibrary {

    private LoadedLibrary() {}

    /** The library whose file's name starts so. */
    static NativeLibrary named(String start) {
        try (Stream<String> mapped = Files.lines(Path.of("/proc/self/maps"))) {
            return mapped.filter(line -> line.contains("/" + start))
                    .map(line -> line.substring(line.indexOf('/')))
                    .filter(path -> Path.of(path).getFileName().toString().startsWith(start))
                    .findFirst()
                    .map(NativeLibrary::getInstance)
                    .orElseThrow(() -> new UserException("the engine has not loaded " + start));
        } catch (IOException e) {
            throw new UserException("which libraries are loaded cannot be read from /proc/self/maps", e);
        }
    }
}
