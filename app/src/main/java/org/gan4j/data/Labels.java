package org.gan4j.data;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gan4j.UserException;

/**
 * Classes of samples, numbered from 0. Those that occur are numbered: whole numbers in their order, then names in theirs. So labels of
 * 0..k-1 keep their numbers, and others lead to no class without samples.
 *
 * @param numbers the class of each sample
 * @param names what each class is called
 */
record Labels(int[] numbers, List<String> names) {

    /** Whole numbers first, as numbers; names as they are. */
    private static final Comparator<String> ORDER = Comparator.<String, Integer>comparing(name -> isWhole(name) ? 0 : 1)
            .thenComparing((a, b) -> isWhole(a) && isWhole(b) ? new BigInteger(a).compareTo(new BigInteger(b)) : 0)
            .thenComparing(Comparator.naturalOrder());

    private static boolean isWhole(String name) {
        return name.matches("-?\\d{1,40}");
    }

    /**
     * Numbers the classes that occur.
     *
     * @param labels the class of each sample, one at least
     * @return the same in numbers
     */
    static Labels of(List<String> labels) {
        TreeSet<String> names = new TreeSet<>(ORDER);
        names.addAll(labels);
        return like(List.copyOf(names), labels, "", "");
    }

    /**
     * Numbers the classes that occur.
     *
     * @param labels the class of each sample, one at least
     * @return the same in numbers
     */
    static Labels of(long[] labels) {
        long[] distinct = Arrays.stream(labels).sorted().distinct().toArray();
        int[] numbers = new int[labels.length];
        for (int i = 0; i < labels.length; i++) {
            numbers[i] = Arrays.binarySearch(distinct, labels[i]);
        }
        return new Labels(
                numbers, Arrays.stream(distinct).mapToObj(String::valueOf).toList());
    }

    /**
     * Numbers classes as other samples have them.
     *
     * @param names the classes, in the order of their numbers
     * @param labels the class of each sample
     * @param from where the names are from, for a message
     * @param where where the labels are from, for a message
     * @return the same in numbers
     * @throws UserException if a class is not among the names
     */
    static Labels like(List<String> names, List<String> labels, String from, String where) {
        Map<String, Integer> numbers = new HashMap<>();
        names.forEach(name -> numbers.put(name, numbers.size()));
        labels.stream().filter(label -> !numbers.containsKey(label)).findFirst().ifPresent(label -> {
            throw new UserException(where + " has the class " + label + ", which " + from + " does not have ("
                    + listed(names) + "); both must be of one data set");
        });
        return new Labels(labels.stream().mapToInt(numbers::get).toArray(), names);
    }

    /**
     * Finds a class.
     *
     * @param names what the classes are called
     * @param text a name
     * @return its number, if there is one of that name
     */
    static Optional<Integer> find(List<String> names, String text) {
        return IntStream.range(0, names.size())
                .filter(i -> names.get(i).equals(text))
                .boxed()
                .findFirst();
    }

    /** The first names, by which to tell what the classes are. */
    static String listed(List<String> names) {
        int shown = 20;
        return names.size() <= shown
                ? String.join(", ", names)
                : Stream.concat(names.stream().limit(shown), Stream.of("...")).collect(Collectors.joining(", "))
                        + " of " + names.size();
    }
}
