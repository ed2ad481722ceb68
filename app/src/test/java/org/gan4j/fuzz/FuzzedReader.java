package org.gan4j.fuzz;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import org.gan4j.cli.Gan4j;
import org.gan4j.data.DataRequest;
import org.gan4j.data.DataSet;
import org.gan4j.data.Split;
import org.gan4j.files.Sha256;
import org.gan4j.files.WeightFile;
import org.gan4j.model.Player;
import org.gan4j.natives.LibTorch;
import org.gan4j.run.Checkpoint;
import org.gan4j.run.EvaluationFiles;
import org.gan4j.run.LatentFile;
import org.gan4j.run.RunDirectory;
import org.gan4j.run.RunHistory;
import org.gan4j.run.RunRecord;
import org.gan4j.run.SavedWeights;
import org.gan4j.run.TrainedPlayer;
import org.gan4j.run.WarmStart;
import org.gan4j.sweep.Outcome;
import org.gan4j.sweep.Results;
import org.gan4j.sweep.SweepDirectory;
import picocli.CommandLine.ParameterException;

/**
 * Everything that reads files of others, each as a function of the bytes of one file. Files that belong to it are there and whole, and
 * checksums that an attacker would write anew fit.
 */
enum FuzzedReader {
    IDX_IMAGES(FuzzSeeds::idxImages, (bytes, in) -> {
        Files.write(in.resolve("train-images-idx3-ubyte"), bytes);
        images(DataSet.IDX, in);
    }),
    IDX_LABELS(FuzzSeeds::idxLabels, (bytes, in) -> {
        Files.write(in.resolve("train-images-idx3-ubyte"), FuzzSeeds.idxImages().get(0));
        Files.write(in.resolve("train-labels-idx1-ubyte"), bytes);
        images(DataSet.IDX, in);
    }),
    CIFAR(FuzzSeeds::cifar, (bytes, in) -> {
        for (int i = 1; i <= 5; i++) {
            Files.write(in.resolve("data_batch_" + i + ".bin"), bytes);
        }
        images(DataSet.CIFAR10, in);
    }),
    NPY(FuzzSeeds::npy, (bytes, in) -> images(DataSet.NPZ, Files.write(in.resolve("a.npy"), bytes))),
    NPZ(FuzzSeeds::npz, (bytes, in) -> images(DataSet.NPZ, Files.write(in.resolve("a.npz"), bytes))),
    NPZ_VECTORS(FuzzSeeds::npzVectors, (bytes, in) -> vectors(Files.write(in.resolve("a.npz"), bytes))),
    CSV(FuzzSeeds::csv, (bytes, in) -> vectors(Files.write(in.resolve("a.csv"), bytes))),
    PICTURE(FuzzSeeds::pictures, (bytes, in) -> {
        Files.write(in.resolve("a.png"), bytes);
        images(DataSet.PICTURES, in);
    }),
    PICTURE_ZIP(FuzzSeeds::zips, (bytes, in) -> images(DataSet.PICTURES, Files.write(in.resolve("a.zip"), bytes))),
    PICTURE_LABELS(FuzzSeeds::pictureLabels, (bytes, in) -> {
        Files.write(in.resolve("a.png"), FuzzSeeds.pictures().get(0));
        Files.write(in.resolve("b.png"), FuzzSeeds.pictures().get(0));
        Files.write(in.resolve("dataset.json"), bytes);
        images(DataSet.PICTURES, in);
    }),
    SAFETENSORS(FuzzSeeds::safetensors, (bytes, in) -> {
        Path file = Files.write(in.resolve("a.safetensors"), bytes);
        try (NDManager manager = cpu()) {
            Map<String, NDArray> targets = Map.of("a", manager.create(new float[3]), "b", manager.create(new float[2]));
            WeightFile.read(manager, file, targets);
        }
    }),
    CONFIG(
            FuzzSeeds::config,
            (bytes, in) -> RunRecord.readSettings(Files.write(in.resolve("config.json"), bytes))
                    .base("the file")),
    METRICS(FuzzSeeds::metrics, (bytes, in) -> {
        Files.write(in.resolve("metrics.jsonl"), bytes);
        RunHistory.read(new RunDirectory(in));
    }),
    EVALUATION(FuzzSeeds::evaluation, (bytes, in) -> EvaluationFiles.read(Files.write(in.resolve("a.json"), bytes))),
    CHECKPOINT(FuzzSeeds::checkpoint, (bytes, in) -> {
        FuzzSeeds.run().copyTo(in, "generator.safetensors");
        Files.write(in.resolve("checkpoint.json"), sealed(bytes));
        Checkpoint.open(in);
    }),
    EXPORT_DESCRIPTION(FuzzSeeds::description, (bytes, in) -> {
        Path file = FuzzSeeds.run().copyTo(in, "generator.safetensors");
        Files.write(in.resolve("generator.safetensors.json"), bytes);
        WarmStart.from(file);
        try (NDManager manager = cpu();
                TrainedPlayer player = TrainedPlayer.generator(file, Optional.empty(), manager)) {
            player.inputWidth();
        }
    }),
    EXPORT_WEIGHTS(FuzzSeeds::weights, (bytes, in) -> {
        Path file = Files.write(in.resolve("generator.safetensors"), bytes);
        String described = new String(FuzzSeeds.description().get(0), StandardCharsets.UTF_8);
        String fits = described.replaceFirst("\"sha256\": \"\\w+\"", "\"sha256\": \"" + Sha256.of(bytes) + "\"");
        Files.writeString(in.resolve("generator.safetensors.json"), fits);
        try (NDManager manager = cpu()) {
            SavedWeights weights = SavedWeights.find(file, Player.GENERATOR, true, Optional.empty());
            new TrainedPlayer(weights, manager).close();
        }
    }),
    LATENT(FuzzSeeds::latent, (bytes, in) -> {
        Path file = Files.write(in.resolve("latent.npz"), bytes);
        try (NDManager manager = cpu()) {
            LatentFile.read(file, FuzzSeeds.run().player(), manager);
        }
    }),
    SWEEP_PLAN(FuzzSeeds::plan, (bytes, in) -> {
        Files.write(in.resolve("sweep.json"), bytes);
        SweepDirectory directory = new SweepDirectory(in);
        new Results(directory, directory.plan()).stages();
    }),
    SWEEP_OUTCOME(FuzzSeeds::outcome, (bytes, in) -> Outcome.read(Files.write(in.resolve("000.json"), bytes))),
    ARGUMENTS(FuzzSeeds::arguments, (bytes, in) -> {
        Path file = Files.write(in.resolve("args"), bytes);
        try {
            Gan4j.commandLine().parseArgs("train", "@" + file);
        } catch (ParameterException refused) {
            throw new IllegalArgumentException(refused.getMessage(), refused); // said in one line
        }
    }),
    LIBTORCH_VERSION(FuzzSeeds::versions, (bytes, in) -> {
        Path lib = Files.createDirectories(in.resolve("lib"));
        Files.write(lib.resolve(System.mapLibraryName("torch")), new byte[0]);
        Files.write(in.resolve("version.py"), bytes);
        LibTorch.at(in);
    });

    interface Reading {
        void of(byte[] bytes, Path in) throws IOException;
    }

    private final Supplier<List<byte[]>> seeds;
    private final Reading reading;

    FuzzedReader(Supplier<List<byte[]>> seeds, Reading reading) {
        this.seeds = seeds;
        this.reading = reading;
    }

    /** Small whole files, and each that was once read wrongly. */
    List<byte[]> seeds() {
        return seeds.get();
    }

    /** Java's heap that must be enough, in MiB. */
    int heap() {
        return isPicture() ? 1024 : 256;
    }

    /** What may be taken of it for any file, given back or not. A picture may have 50 million pixels of 8 bytes, and a zip several. */
    long mostBytes() {
        return this == PICTURE_ZIP ? 4_000_000_000L : isPicture() ? 800_000_000 : 128_000_000;
    }

    private boolean isPicture() {
        return this == PICTURE || this == PICTURE_ZIP;
    }

    void read(byte[] bytes, Path in) throws IOException {
        reading.of(bytes, in);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void images(DataSet set, Path place) {
        DataRequest request = new DataRequest(place, 0);
        set.dimension(request);
        set.images(request, Split.TRAIN);
    }

    private static void vectors(Path file) {
        DataRequest request = new DataRequest(file, 0);
        DataSet.VECTORS.dimension(request);
        try (NDManager manager = cpu()) {
            DataSet.VECTORS.open(request, manager);
        }
    }

    private static NDManager cpu() {
        return NDManager.newBaseManager(Device.cpu(), "PyTorch");
    }

    /** With the checksum that fits, as anyone can compute it. */
    private static byte[] sealed(byte[] bytes) {
        String open = new String(bytes, StandardCharsets.UTF_8);
        CRC32 crc = new CRC32();
        crc.update(open.getBytes(StandardCharsets.UTF_8));
        String sum = HexFormat.of().toHexDigits((int) crc.getValue());
        return (open + ",\n  \"crc32\": \"" + sum + "\"\n}\n").getBytes(StandardCharsets.UTF_8);
    }
}
