package org.gan4j.run;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.util.Utils;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.gan4j.UserException;
import org.gan4j.files.WeightFile;
import org.gan4j.files.WholeFile;
import org.gan4j.model.Network;
import org.gan4j.train.GanTrainer;
import org.gan4j.train.Position;

/**
 * A directory with all that a run needs to go on as if it had never stopped.
 *
 * <pre>
 * generator.safetensors  discriminator.safetensors  generator-average.safetensors
 * generator-optimizer.safetensors  discriminator-optimizer.safetensors  objective.safetensors
 * checkpoint.json        the position, the run's record, and size and CRC-32 of each file
 * </pre>
 *
 * <p>It is written aside, brought to the disk, then renamed, so that it is there whole or not at all. {@code checkpoint.json} ends
 * with the CRC-32 of its own text before that: a checksum finds every single damaged byte and every cut, and says in which file.
 */
public final class Checkpoint {

    private static final int FORMAT = 1;
    private static final String MANIFEST = "checkpoint.json";
    private static final String ENDING = ".safetensors";

    /** What a JSON object becomes behind its last member: another one, over the text so far. */
    private static final Pattern SEALED = Pattern.compile("(.*),\n  \"crc32\": \"([0-9a-f]{8})\"\n}\n", Pattern.DOTALL);

    private final Path directory;
    private final Manifest manifest;

    private Checkpoint(Path directory, Manifest manifest) {
        this.directory = directory;
        this.manifest = manifest;
    }

    /**
     * What {@code checkpoint.json} holds.
     *
     * @param format the version of this layout
     * @param position how far the run is
     * @param data the fingerprint of the real samples
     * @param run the run's record
     * @param files the other files by name
     */
    private record Manifest(int format, Position position, String data, RunRecord run, Map<String, Content> files) {
        Manifest {
            if (position == null || data == null || run == null || files == null) {
                throw new IllegalArgumentException("position, data, run or files is missing");
            }
        }
    }

    /** A file's size and checksum. */
    private record Content(long bytes, String crc32) {
        static Content of(byte[] content) {
            return new Content(content.length, crc(content));
        }
    }

    /**
     * Saves a trainer's state.
     *
     * @param directory where to; what is there is replaced
     * @param trainer the trainer between two steps
     * @param run the run's record
     * @param data the fingerprint of the real samples
     * @throws IOException if it can not be written; nothing new is left behind then
     */
    static void write(Path directory, GanTrainer trainer, RunRecord run, String data) throws IOException {
        Path aside = WholeFile.aside(directory);
        try {
            Utils.deleteQuietly(aside);
            Files.createDirectory(aside);
            Map<String, Content> files = new LinkedHashMap<>();
            for (Map.Entry<String, Map<String, NDArray>> group : trainer.state().entrySet()) {
                byte[] content = WeightFile.encode(group.getValue());
                WholeFile.writeThrough(aside.resolve(group.getKey() + ENDING), content);
                files.put(group.getKey() + ENDING, Content.of(content));
            }
            String text = RunRecord.JSON.toJson(new Manifest(FORMAT, trainer.position(), data, run, files));
            WholeFile.writeThrough(aside.resolve(MANIFEST), sealed(text).getBytes(StandardCharsets.UTF_8));
            WholeFile.sync(aside);
            if (Files.exists(directory)) {
                delete(directory);
            }
            Files.move(aside, directory, StandardCopyOption.ATOMIC_MOVE);
            WholeFile.sync(directory.toAbsolutePath().getParent());
        } catch (IOException e) {
            Utils.deleteQuietly(aside);
            throw e;
        }
    }

    /** Deletes a checkpoint so that at no moment a part of it looks like a whole. */
    static void delete(Path directory) throws IOException {
        Path doomed = directory.resolveSibling(directory.getFileName() + ".deleted" + WholeFile.PARTIAL);
        Utils.deleteQuietly(doomed);
        Files.move(directory, doomed, StandardCopyOption.ATOMIC_MOVE);
        Utils.deleteQuietly(doomed);
    }

    /**
     * Opens a checkpoint and reads every byte of it once.
     *
     * @param directory where it is
     * @return the checkpoint, which is whole
     * @throws UserException if a file is missing, cut off or damaged; it names the file
     */
    public static Checkpoint open(Path directory) {
        Path file = directory.resolve(MANIFEST);
        Checkpoint checkpoint = new Checkpoint(directory, manifest(file));
        long named = RunDirectory.stepOf(directory);
        if (named >= 0 && named != checkpoint.position().step()) {
            throw new UserException(directory + " is not what its name says: it holds step "
                    + checkpoint.position().step());
        }
        checkpoint.manifest.files().keySet().forEach(checkpoint::content);
        return checkpoint;
    }

    private static Manifest manifest(Path file) {
        try {
            // Not readString: it throws at the first byte that is no UTF-8.
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            Matcher sealed = SEALED.matcher(text);
            if (!sealed.matches() || !sealed(sealed.group(1) + "\n}").equals(text)) {
                throw new UserException(file + " is damaged: its content does not fit its checksum");
            }
            int format =
                    JsonParser.parseString(text).getAsJsonObject().get("format").getAsInt();
            if (format != FORMAT) {
                throw new UserException(file + " has format " + format
                        + ", of another version of gan4j; this one reads format " + FORMAT);
            }
            return RunRecord.JSON.fromJson(text, Manifest.class);
        } catch (IOException e) {
            throw new UserException(file + " cannot be read: " + RunDirectory.reason(e), e);
        } catch (JsonParseException | IllegalStateException | NullPointerException | IllegalArgumentException e) {
            throw new UserException(
                    file + " is not a checkpoint of this version of gan4j: " + RunDirectory.rootMessage(e), e);
        }
    }

    private static String sealed(String json) {
        String open = json.substring(0, json.length() - "\n}".length());
        return open + ",\n  \"crc32\": \"" + crc(open.getBytes(StandardCharsets.UTF_8)) + "\"\n}\n";
    }

    private static String crc(byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        return "%08x".formatted(crc.getValue());
    }

    private byte[] content(String name) {
        Path file = directory.resolve(name);
        try {
            byte[] content = Files.readAllBytes(file);
            Content expected = manifest.files().get(name);
            if (content.length != expected.bytes()) {
                throw new UserException(
                        file + " is damaged: it has " + content.length + " bytes of " + expected.bytes());
            }
            if (!Content.of(content).equals(expected)) {
                throw new UserException(file + " is damaged: its content does not fit its checksum");
            }
            return content;
        } catch (IOException e) {
            throw new UserException(file + " cannot be read: " + RunDirectory.reason(e), e);
        }
    }

    /**
     * Puts a trainer where the saved one was.
     *
     * @param trainer a new trainer of the same configuration
     * @throws UserException if something does not fit; the trainer is as it was then
     */
    public void restore(GanTrainer trainer) {
        Map<String, Map<String, NDArray>> state = trainer.state();
        try (NDManager scope = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            List<NDArray> targets = new ArrayList<>();
            NDList values = new NDList();
            for (Map.Entry<String, Map<String, NDArray>> group : state.entrySet()) {
                String name = group.getKey() + ENDING;
                if (!manifest.files().containsKey(name)) {
                    throw new UserException(directory + " does not fit the run: it has no " + name);
                }
                values.addAll(WeightFile.decode(scope, directory.resolve(name), content(name), group.getValue()));
                targets.addAll(group.getValue().values());
            }
            Network.overwrite(targets, values);
        }
        trainer.resume(position());
    }

    /**
     * How far the run was.
     *
     * @return its position
     */
    public Position position() {
        return manifest.position();
    }

    /**
     * The run that the checkpoint is of, as it was then.
     *
     * @return its record
     */
    public RunRecord run() {
        return manifest.run();
    }

    /**
     * The fingerprint of the real samples that the run was trained on.
     *
     * @return the text that {@link org.gan4j.data.RealData#fingerprint()} gave
     */
    public String data() {
        return manifest.data();
    }

    /**
     * Where the checkpoint is.
     *
     * @return its directory
     */
    public Path directory() {
        return directory;
    }
}
