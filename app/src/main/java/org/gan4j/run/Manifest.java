package org.gan4j.run;

import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.gan4j.UserException;
import org.gan4j.files.WholeFile;
import org.gan4j.train.ResumePoint;

/**
 * What a checkpoint's {@code checkpoint.json} holds, {@linkplain SealedJson sealed}.
 *
 * @param format the version of this layout
 * @param position how far the run is
 * @param data the fingerprint of the real samples
 * @param run the run's record
 * @param files the checkpoint's other files by name
 */
record Manifest(int format, ResumePoint position, String data, RunRecord run, Map<String, Content> files) {

    static final int FORMAT = 1;

    private static final Pattern NAME = Pattern.compile("[a-z-]{1,40}\\.safetensors");

    Manifest {
        if (format != FORMAT) {
            throw new IllegalArgumentException("it has format " + format + "; this one reads format " + FORMAT);
        }
        if (position == null || data == null || run == null || files == null) {
            throw new IllegalArgumentException("position, data, run or files is missing");
        }
        files.forEach((name, content) -> {
            // The names are read: one that leads elsewhere could be of a device, which has no end.
            if (content == null || !NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("it has a file '" + name + "', which is none of a checkpoint");
            }
        });
    }

    /** A file's size and checksum. */
    record Content(long bytes, String crc32) {
        static Content of(byte[] content) {
            return new Content(content.length, SealedJson.crc(content));
        }
    }

    /** The file's content. */
    byte[] toBytes() {
        return SealedJson.seal(RunRecord.JSON.toJson(this));
    }

    /**
     * Reads a checkpoint's manifest, and every byte of its other files once.
     *
     * @param file the {@code checkpoint.json}
     * @return what it holds
     * @throws UserException if a file is missing, cut off or damaged; it names the file
     */
    static Manifest read(Path file) {
        String text = WholeFile.readText(file);
        if (!SealedJson.isSealed(text)) {
            throw damaged(file, "its content does not fit its checksum");
        }
        Manifest manifest = RunRecord.parse(file, "a checkpoint of this version of gan4j", text, Manifest.class);
        manifest.files.forEach((name, expected) -> verify(file.resolveSibling(name), expected));
        return manifest;
    }

    private static void verify(Path file, Content expected) {
        byte[] content = WholeFile.read(file);
        if (content.length != expected.bytes) {
            throw damaged(file, "it has " + content.length + " bytes of " + expected.bytes);
        }
        if (!Content.of(content).equals(expected)) {
            throw damaged(file, "its content does not fit its checksum");
        }
    }

    private static UserException damaged(Path file, String how) {
        return new UserException(file + " is damaged: " + how);
    }
}
