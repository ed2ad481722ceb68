package org.gan4j.train;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a player minimises: a sum of named parts, which are reported one by one. */
final class TotalLoss {

    private final Map<String, NDArray> reported = new LinkedHashMap<>();
    private NDArray sum;

    /** Adds a part. */
    void add(String name, NDArray part) {
        sum = sum == null ? part : sum.add(part);
        report(name, part);
    }

    /** Reports what is no part of the sum. */
    void report(String name, NDArray value) {
        reported.put(name, value);
    }

    NDArray sum() {
        return sum;
    }

    Map<String, NDArray> reported() {
        return reported;
    }
}
