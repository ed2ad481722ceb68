package org.gan4j.run;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.gan4j.UserException;
import org.gan4j.files.Sha256;
import org.gan4j.files.WholeFile;

/** A file for other programs, with its description next to it. */
public final class ExportedFile {

    /** The format that is read again here. */
    public static final String SAFETENSORS = "safetensors";

    private ExportedFile() {}

    /**
     * Where the description of a file lies.
     *
     * @param file the file
     * @return {@code FILE.json}
     */
    public static Path description(Path file) {
        return file.resolveSibling(file.getFileName() + ".json");
    }

    /**
     * Checks that a file can be written: what is in its place may be an earlier export, and nothing else.
     *
     * @param file the file
     * @throws UserException if something else is there, or its directory is not
     */
    public static void checkReplaceable(Path file) {
        if (Files.isDirectory(file)) {
            throw new UserException("cannot write " + file + ": it is a directory; name a file with --out");
        }
        for (Path taken : new Path[] {file, description(file)}) {
            if (Files.exists(taken) && !isExport(file)) {
                throw new UserException(taken + " is there, and no export of gan4j; choose another with --out");
            }
        }
    }

    /** Of whatever version: of another one, the run in the description may be of no use here. */
    private static boolean isExport(Path file) {
        try {
            JsonObject export = RunRecord.JSON.fromJson(Files.readString(description(file)), JsonObject.class);
            return export.keySet().containsAll(Set.of("format", "sha256", "player"))
                    && (!Files.exists(file) || Files.isRegularFile(file));
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /**
     * Writes a file and its description, both or none.
     *
     * @param file where to; what is there is replaced
     * @param content its content
     * @param export its description
     * @throws UserException if it cannot be written
     */
    public static void write(Path file, byte[] content, ExportRecord export) {
        Map<Path, byte[]> files = new LinkedHashMap<>();
        files.put(description(file), SealedJson.seal(RunRecord.JSON.toJson(export)));
        files.put(file, content);
        WholeFile.write(files);
    }

    /**
     * Reads the description of a safetensors file.
     *
     * @param file the file
     * @return its description
     * @throws UserException if there is none, or the file is another than the one described
     */
    static ExportRecord read(Path file) {
        Path description = description(file);
        if (!Files.isRegularFile(description)) {
            throw new UserException(file + " is not a run directory, and no export of gan4j: there is no "
                    + description.getFileName() + " next to it");
        }
        String text = WholeFile.readText(description);
        if (text.contains("\"crc32\"") && !SealedJson.isSealed(text)) { // earlier versions wrote none
            throw new UserException(description + " is damaged: its content does not fit its checksum; export again");
        }
        byte[] content = WholeFile.read(file);
        ExportRecord export = RunRecord.parse(description, "the description of an export", text, ExportRecord.class);
        if (!export.format().equals(SAFETENSORS)) {
            throw new UserException(file + " is an export for others, in the format " + export.format()
                    + "; gan4j reads safetensors: export the run with --format safetensors");
        }
        if (!export.sha256().equals(Sha256.of(content))) {
            throw new UserException(file + " is damaged, or another file than " + description.getFileName()
                    + " describes: its SHA-256 is " + Sha256.of(content) + ", not " + export.sha256());
        }
        return export;
    }
}
