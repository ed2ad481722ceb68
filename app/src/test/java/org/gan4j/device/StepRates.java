package org.gan4j.device;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.gan4j.cli.TestedDevice;
import org.gan4j.config.Configs;
import org.gan4j.config.TrainConfig;
import org.gan4j.data.RealData;
import org.gan4j.model.Precision;
import org.gan4j.testing.NpyBytes;
import org.gan4j.train.GanTrainer;
import org.gan4j.train.Tick;
import org.gan4j.train.TrainingData;
import org.gan4j.train.TrainingListener;

/**
 * The training's steps a second, for a table of jobs, in one process: {@code java org.gan4j.device.StepRates DEVICE PRECISION TOOL JOBS [FLAG]},
 * where each line of JOBS has a name, a batch size and flags of {@code train}, with tabs between. A line a job on standard output, as soon
 * as it is measured, has name, batch size, TOOL, and the median, lowest and highest rate.
 *
 * <p>The rates are those that a run's ticks report: a tick reads numbers from the device, and so waits until all steps are done.
 */
final class StepRates {

    private static final int WARM_UP_TICKS = 2;
    private static final int TICKS = 7;
    private static final double SECONDS_OF_A_TICK = 0.25;

    /** Pictures of 64x64 in three colours, which no built-in data set has; the speed does not depend on what they show. */
    private static final Path PICTURES = Path.of("pictures64.npz");

    private static final int PICTURES_COUNT = 2048;

    private StepRates() {}

    public static void main(String[] args) throws Exception {
        Device device =
                args[0].equals("cpu") ? Device.cpu() : Device.gpu(Integer.parseInt(args[0].replace("cuda:", "")));
        TestedDevice.start(device, Precision.parse(args[1]));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (String line : Files.readAllLines(Path.of(args[3]))) {
            String[] job = line.split("\t");
            String flags = job[2] + " --precision " + args[1] + " --batch-size " + job[1]
                    + (args.length > 4 ? " " + args[4] : "");
            try {
                List<Double> rates = rates(flags, device);
                out.printf(
                        Locale.ROOT,
                        "%s\t%s\t%s\t%.2f\t%.2f\t%.2f%n",
                        job[0],
                        job[1],
                        args[2],
                        rates.get(rates.size() / 2),
                        rates.get(0),
                        rates.get(rates.size() - 1));
            } catch (RuntimeException e) { // the others are measured all the same
                out.printf(Locale.ROOT, "%s\t%s\t%s\tfailed: %s%n", job[0], job[1], args[2], e);
            }
        }
    }

    private static List<Double> rates(String flags, Device device) throws Exception {
        if (flags.contains(PICTURES.toString()) && !Files.exists(PICTURES)) {
            writePictures();
        }
        try (NDManager manager = NDManager.newBaseManager(device, "PyTorch")) {
            TrainConfig warmUp = Configs.of(flags + " --steps 30 --tick 10");
            try (RealData data = TrainingData.open(warmUp, line -> {}, manager)) {
                List<Double> first = train(warmUp, data, manager);
                double rate = first.get(first.size() - 1);
                int tick = (int) Math.max(1, Math.min(2000, Math.round(rate * SECONDS_OF_A_TICK)));
                int steps = tick * (WARM_UP_TICKS + TICKS);
                List<Double> rates = train(Configs.of(flags + " --steps " + steps + " --tick " + tick), data, manager);
                List<Double> sorted = new ArrayList<>(rates.subList(WARM_UP_TICKS, rates.size()));
                Collections.sort(sorted);
                return sorted;
            }
        }
    }

    private static List<Double> train(TrainConfig config, RealData data, NDManager manager) {
        List<Double> rates = new ArrayList<>();
        try (GanTrainer trainer = new GanTrainer(config, data, manager)) {
            trainer.train(List.of(new TrainingListener() {
                @Override
                public void ticked(Tick tick) {
                    rates.add(tick.stepsPerSecond());
                }
            }));
        }
        return rates;
    }

    private static void writePictures() throws Exception {
        byte[] pixels = new byte[PICTURES_COUNT * 64 * 64 * 3];
        new Random(1).nextBytes(pixels);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(PICTURES))) {
            zip.setLevel(0);
            zip.putNextEntry(new ZipEntry("x_train.npy"));
            zip.write(NpyBytes.of("|u1", "(" + PICTURES_COUNT + ", 64, 64, 3)", pixels));
        }
    }
}
