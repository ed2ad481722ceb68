package org.gan4j.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gan4j.losses.LossCatalog;
import org.gan4j.losses.LossDescription;
import org.gan4j.losses.LossOption;
import org.gan4j.losses.penalty.PenaltyCatalog;
import org.gan4j.losses.penalty.PenaltyDescription;

/** All losses and penalties, a line each. */
final class LossTable {

    private LossTable() {}

    static List<String> lines() {
        String note = "r, f: D's scores on real and generated samples; sp(x) = log(1+e^x); E: mean over the batch;"
                + " f̄, r̄: batch means; e: energies; lse: log of the summed exponentials."
                + " Every loss also has halve-d-loss. 'gan4j losses NAME' tells more.";
        return Stream.of(losses(), List.of(""), penalties(), List.of("", note))
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> losses() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("NAME", "D MINIMISES", "G MINIMISES", "DEFAULTS", "SOURCE"));
        for (LossDescription.Group group : LossDescription.Group.values()) {
            rows.add(List.of("", "", "", "", ""));
            rows.add(List.of(group.title(), "", "", "", ""));
            LossCatalog.all().stream()
                    .filter(loss -> loss.group() == group)
                    .map(loss -> List.of(
                            "  " + loss.name(), loss.discriminator(), loss.generator(), defaults(loss), loss.source()))
                    .forEach(rows::add);
        }
        return TextColumns.lines(rows, column -> false, Integer.MAX_VALUE);
    }

    private static List<String> penalties() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("PENALTY", "ADDED TO D'S OBJECTIVE", "WEIGHT", "OPTIONS", "SOURCE"));
        for (PenaltyDescription penalty : PenaltyCatalog.all()) {
            rows.add(List.of(
                    "  " + penalty.name(),
                    penalty.formula(),
                    String.valueOf(penalty.defaultWeight()),
                    defaults(penalty.options()),
                    penalty.source()));
        }
        return TextColumns.lines(rows, column -> false, Integer.MAX_VALUE);
    }

    private static String defaults(LossDescription loss) {
        return Stream.concat(loss.penalties().stream(), Stream.of(defaults(loss.options())))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String defaults(List<LossOption> options) {
        return options.stream()
                .filter(option -> option != LossDescription.HALVE)
                .map(option -> option.name() + "=" + option.defaultValue())
                .collect(Collectors.joining(", "));
    }
}
