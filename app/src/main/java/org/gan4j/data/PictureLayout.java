package org.gan4j.data;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gan4j.UserException;
import org.gan4j.files.Json;

/**
 * Which pictures belong to which split and which class: by {@code dataset.json} as StyleGAN has it, or else by the folders that they lie
 * in. Folders {@code train} and {@code test} (or {@code val}) at the top are the splits. The folders below them, or those at the top, are
 * the classes, unless pictures lie next to them.
 *
 * @param pictures names of the pictures of one split, in their order
 * @param labels the name of the class of each; {@code null} without classes
 */
record PictureLayout(List<String> pictures, List<String> labels) {

    private static final String JSON = "dataset.json";
    private static final String TRAIN = "train";
    private static final Set<String> TEST = Set.of("test", "val", "valid", "validation");

    /** Two million files with their labels. */
    private static final int MOST_BYTES = 1 << 27;

    private static final int MOST_DIGITS = 40;

    /**
     * The pictures of one split.
     *
     * @param files all pictures
     * @param split which split
     * @param holdout the share that is kept out of the training, of pictures without a split of their own
     * @return the pictures; none of a test split that is not there
     * @throws UserException if there is no picture, or {@code dataset.json} does not fit them
     */
    static PictureLayout of(PictureFiles files, Split split, double holdout) {
        List<String> names = files.pictures();
        if (names.isEmpty()) {
            String others = files.others().stream().limit(3).collect(Collectors.joining(", "));
            throw new UserException(files.place() + " (" + (others.isEmpty() ? "empty" : "with " + others)
                    + ") holds no picture; name a folder or a zip of " + PictureFiles.KINDS
                    + ", or say with --dataset what the files are");
        }
        int top = top(names);
        boolean splits = hasSplits(names, top);
        if (splits && holdout > 0) {
            throw new UserException("holdout (" + holdout + ") is for pictures without a split of their own; "
                    + files.place() + " has folders of both: leave --holdout");
        }
        Map<String, String> labels = json(files, names.get(0).substring(0, top));
        if (labels == null) {
            labels = folders(names, splits, top);
        } else if (!labels.isEmpty()) {
            checkAll(names, labels, files);
        }
        List<String> chosen = splits ? inSplit(names, split, top) : part(names, split, holdout);
        return new PictureLayout(
                chosen,
                labels.isEmpty() ? null : chosen.stream().map(labels::get).toList());
    }

    /** The length of the folders that all names begin with, which say nothing therefore. */
    private static int top(List<String> names) {
        String first = names.get(0);
        int top = 0;
        for (int slash = first.indexOf('/'); slash >= 0; slash = first.indexOf('/', slash + 1)) {
            String folders = first.substring(0, slash + 1);
            if (!names.stream().allMatch(name -> name.startsWith(folders))) {
                break;
            }
            top = slash + 1;
        }
        return top;
    }

    /** The first folder of a name after so many characters; empty for a picture that lies in none. */
    private static String folder(String name, int from) {
        int slash = name.indexOf('/', from);
        return slash < 0 ? "" : name.substring(from, slash);
    }

    private static boolean hasSplits(List<String> names, int top) {
        Set<String> folders = names.stream()
                .map(name -> folder(name, top).toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        return folders.size() > 1
                && folders.contains(TRAIN)
                && folders.stream().allMatch(folder -> folder.equals(TRAIN) || TEST.contains(folder));
    }

    private static List<String> inSplit(List<String> names, Split split, int top) {
        return names.stream()
                .filter(name -> folder(name, top).equalsIgnoreCase(TRAIN) == (split == Split.TRAIN))
                .toList();
    }

    private static List<String> part(List<String> names, Split split, double holdout) {
        return Holdout.rows(names.size(), split, holdout).stream()
                .flatMapToInt(IntStream::of)
                .mapToObj(names::get)
                .toList();
    }

    private static Map<String, String> folders(List<String> names, boolean splits, int top) {
        Map<String, String> labels = new HashMap<>();
        for (String name : names) {
            labels.put(name, folder(name, splits ? name.indexOf('/', top) + 1 : top));
        }
        return labels.containsValue("") ? Map.of() : labels;
    }

    /** What {@code dataset.json} says, if there is one in a folder that holds all pictures; otherwise {@code null}. */
    private static Map<String, String> json(PictureFiles files, String top) {
        for (String name : files.others()) {
            String folder = name.substring(0, name.lastIndexOf('/') + 1);
            if (name.equals(folder + JSON) && top.startsWith(folder)) {
                Map<String, String> labels = new HashMap<>();
                labels(files, name).forEach((file, label) -> labels.put(folder + file.replace('\\', '/'), label));
                return labels;
            }
        }
        return null;
    }

    private static Map<String, String> labels(PictureFiles files, String name) {
        try (JsonReader json = new JsonReader(new StringReader(files.text(name, MOST_BYTES)))) {
            json.setStrictness(Strictness.STRICT);
            JsonObject content = Json.GSON.fromJson(json, JsonObject.class);
            return pairs(content.get("labels"));
        } catch (BrokenPictureException e) {
            throw new UserException(name + " in " + files.place() + " cannot be used: " + e.getMessage(), e);
        } catch (IOException | RuntimeException e) { // whatever Gson throws at what is of another form
            throw new UserException(
                    name + " in " + files.place() + " is damaged: it must be"
                            + " {\"labels\": [[\"FILE\", LABEL], ...]}, or {\"labels\": null} without classes",
                    e);
        }
    }

    private static Map<String, String> pairs(JsonElement labels) {
        Map<String, String> pairs = new HashMap<>();
        if (labels instanceof JsonObject object) {
            object.entrySet().forEach(pair -> pairs.put(pair.getKey(), text(pair.getValue())));
        } else if (labels != null && !labels.isJsonNull()) {
            for (JsonElement pair : labels.getAsJsonArray()) {
                pairs.put(
                        pair.getAsJsonArray().get(0).getAsString(),
                        text(pair.getAsJsonArray().get(1)));
            }
        }
        return pairs;
    }

    /** A whole number is written without a fraction, whatever wrote the file. */
    private static String text(JsonElement label) {
        if (!label.isJsonPrimitive()) {
            throw new IllegalStateException("a label is a number or a name");
        }
        String text = label.getAsString();
        if (!label.getAsJsonPrimitive().isNumber()) {
            return text;
        }
        BigDecimal number = new BigDecimal(text).stripTrailingZeros();
        if (Math.abs((long) number.scale()) > MOST_DIGITS) {
            throw new IllegalStateException("a label of more digits than anybody writes");
        }
        return number.toPlainString();
    }

    private static void checkAll(List<String> names, Map<String, String> labels, PictureFiles files) {
        List<String> without =
                names.stream().filter(name -> !labels.containsKey(name)).toList();
        if (!without.isEmpty()) {
            throw new UserException(JSON + " in " + files.place() + " has no label for " + without.size() + " of "
                    + names.size() + " pictures, " + without.get(0) + " first; give each one, or \"labels\": null");
        }
    }
}
