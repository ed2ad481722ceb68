package org.gan4j.eval;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.gan4j.UserException;
import org.gan4j.data.ImageShape;
import org.gan4j.files.Sha256;
import org.gan4j.files.WholeFile;

/**
 * What any network in TorchScript makes of images. It is given {@code [N, 3, H, W]} of float32 from 0 to 255, of grey images each shade
 * three times, and returns {@code [N, F]} or {@code [N, F, 1, 1]}: the input of the Inception network of the StyleGAN metrics, Karras et
 * al. 2020, "Training Generative Adversarial Networks with Limited Data".
 */
final class NetworkFeatures implements FeatureExtractor {

    /** Such networks are large, and so is what they make on the way. */
    private static final int AT_ONCE = 50;

    private final Path file;
    private final String sha256;
    private final ImageShape image;
    private final NDManager manager;
    private final Model model;
    private final int width;

    /**
     * Loads a network.
     *
     * @param file the network
     * @param image what its images are
     * @param parent owns the network, and tells the device
     * @throws UserException if the file is none, or the network does not take such images
     */
    NetworkFeatures(Path file, ImageShape image, NDManager parent) {
        this.file = file;
        this.image = image;
        this.manager = parent.newSubManager();
        byte[] content = WholeFile.read(file);
        this.sha256 = Sha256.of(content);
        this.model = Model.newInstance("features", parent.getDevice(), "PyTorch");
        try {
            model.load(new ByteArrayInputStream(content));
        } catch (IOException | MalformedModelException | EngineException e) {
            throw new UserException(
                    file + " is no network in TorchScript (" + reason(e) + "); save one with torch.jit.save", e);
        }
        try (NDManager scope = manager.newSubManager()) {
            NDArray blank = scope.zeros(new Shape(2, image.size()));
            this.width = Math.toIntExact(forward(scope, blank).size(1));
        }
    }

    private static String reason(Exception e) {
        return e.getMessage() == null
                ? e.getClass().getSimpleName()
                : e.getMessage().lines().findFirst().orElse("");
    }

    private NDArray forward(NDManager scope, NDArray samples) {
        // To whole numbers, as a file of the picture has them and as the StyleGAN metrics do.
        NDArray pictures = samples.reshape(-1, image.channels(), image.height(), image.width())
                .mul(127.5f)
                .add(128)
                .floor()
                .clip(0, 255);
        if (image.channels() == 1) {
            pictures = pictures.repeat(1, 3);
        }
        pictures.attach(scope);
        NDArray features;
        try {
            features = model.getBlock()
                    .forward(new ParameterStore(scope, false), new NDList(pictures), false)
                    .get(0);
        } catch (EngineException e) {
            throw new UserException(
                    file + " cannot look at pictures of " + image + " (" + reason(e)
                            + "); it is given [N, 3, H, W] of float32 from 0 to 255",
                    e);
        }
        long count = samples.size(0);
        if (features.getShape().dimension() < 2
                || features.size(0) != count
                || features.size() != count * features.size(1)) {
            throw new UserException(file + " makes " + features.getShape() + " of " + count
                    + " pictures; features are [N, F] or [N, F, 1, 1]");
        }
        NDArray rows = features.reshape(count, -1);
        // Of the half precision of some there is no sum that means anything.
        return rows.getDataType() == DataType.FLOAT64 ? rows : rows.toType(DataType.FLOAT32, false);
    }

    @Override
    public Verdicts look(NDManager owner, NDArray samples) {
        try (NDManager scope = owner.newSubManager()) {
            NDList chunks = new NDList();
            for (long from = 0; from < samples.size(0); from += AT_ONCE) {
                try (NDManager chunk = scope.newSubManager()) {
                    NDArray rows = samples.get(
                            chunk, new NDIndex().addSliceDim(from, Math.min(samples.size(0), from + AT_ONCE)));
                    NDArray features = forward(chunk, rows);
                    features.attach(scope);
                    chunks.add(features);
                }
            }
            NDArray all = NDArrays.concat(chunks, 0);
            all.attach(owner);
            return new Verdicts(all, null);
        }
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public String description() {
        return String.format(Locale.ROOT, "%s %s, %d features", file.getFileName(), sha256.substring(0, 8), width);
    }

    @Override
    public void close() {
        model.close();
        manager.close();
    }
}
