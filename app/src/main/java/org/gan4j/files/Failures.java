package org.gan4j.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.gan4j.UserException;

/** What a failure says to a person, where the library's own message says little. */
public final class Failures {

    private Failures() {}

    /**
     * What an I/O failure says, where the JDK's message is nothing but the path.
     *
     * @param e the failure
     * @return a part of a sentence
     */
    public static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NoSuchFileException) {
            return "there is no " + e.getMessage();
        }
        if (e instanceof FileAlreadyExistsException inTheWay) {
            return (Files.isSymbolicLink(Path.of(inTheWay.getFile())) ? "a link to nothing" : "a file")
                    + " is in the way: " + e.getMessage();
        }
        if (e instanceof FileSystemLoopException) {
            return "the link leads back to itself";
        }
        return e instanceof FileSystemException system && system.getReason() != null
                ? system.getReason()
                : e.getMessage();
    }

    /**
     * Writes a file, and tells which one where that fails.
     *
     * @param file where to
     * @param content writes it
     * @throws UserException if it cannot be written
     */
    public static void whileWriting(Path file, WholeFile.Content content) {
        try {
            content.writeTo(file);
        } catch (IOException e) {
            throw cannotWrite(file, e);
        }
    }

    /**
     * A file that cannot be written.
     *
     * @param file the file, or a directory
     * @param e what was met
     * @return the exception to throw
     */
    public static UserException cannotWrite(Path file, IOException e) {
        String reason = e instanceof NoSuchFileException ? "its directory does not exist" : reason(e);
        return new UserException("cannot write " + file + ": " + reason, e);
    }

    /**
     * Refuses a pipe, or a device: some have no end, others never begin. A link to one is one.
     *
     * @param file what is to be read
     * @throws IOException if it is one, or is not there
     */
    public static void checkNoDevice(Path file) throws IOException {
        if (Files.readAttributes(file, BasicFileAttributes.class).isOther()) {
            throw new IOException("it is a pipe or a device, and no file");
        }
    }

    /**
     * A file that cannot be read.
     *
     * @param file the file, or a directory
     * @param e what was met
     * @return the exception to throw
     */
    public static UserException cannotRead(Path file, IOException e) {
        return new UserException(file + " cannot be read: " + reason(e), e);
    }
}
