package org.gan4j.natives;

import ai.djl.util.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gan4j.UserException;

/** DJL's native code from a file of the user's, for a libtorch that DJL has none for. */
final class EngineLibrary {

    /** Where DJL keeps its native code; as a property of this process, or as a variable that comes first. */
    private static final String CACHE = "ENGINE_CACHE_DIR";

    private EngineLibrary() {}

    /**
     * Makes DJL take the file. DJL looks into its cache, and takes what has the right name there as it is; so this process gets a cache of
     * its own, with a link in it. The user's folders stay as they are.
     *
     * @param libtorch the libtorch with the file
     * @param flavor the flavour that DJL is told
     * @throws UserException if no such cache can be made
     */
    static void use(LibTorch libtorch, String flavor) {
        if (System.getenv(CACHE) != null) {
            throw new UserException("the variable " + CACHE + " names another engine library; unset it");
        }
        Platform djl = Platform.detectPlatform("pytorch");
        try {
            Path cache = Files.createTempDirectory("gan4j-engine");
            Path folder =
                    cache.resolve("pytorch").resolve(libtorch.version() + "-" + flavor + "-" + djl.getClassifier());
            Files.createDirectories(folder);
            Path link = folder.resolve(djl.getApiVersion() + "-" + System.mapLibraryName("djl_torch"));
            Files.createSymbolicLink(link, libtorch.engineLibrary());
            System.setProperty(CACHE, cache.toString());
            // At the end of the process, from the last to the first.
            for (Path made : List.of(cache, folder.getParent(), folder, link)) {
                made.toFile().deleteOnExit();
            }
        } catch (IOException e) {
            throw new UserException("no folder for the engine library can be made: " + e.getMessage(), e);
        }
    }
}
