package org.gan4j.cli;

import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.gan4j.config.Preset;
import org.gan4j.data.DataSet;
import org.gan4j.export.ExportFormat;
import org.gan4j.losses.LossCatalog;
import org.gan4j.losses.LossDescription;
import org.gan4j.losses.penalty.PenaltyCatalog;
import org.gan4j.losses.penalty.PenaltyDescription;
import org.gan4j.model.ActivationFunction;
import org.gan4j.model.Energy;
import org.gan4j.model.Initialization;
import org.gan4j.model.Precision;
import org.gan4j.optim.Schedule;
import org.gan4j.optim.UpdateRule;

/** What a shell offers behind the flags that take a name. */
final class Names {

    static final String STOP = "stop";
    static final String PNG = "png";
    static final String NPZ = "npz";

    static final List<String> OPTIMIZERS = UpdateRule.names();
    static final List<String> ACTIONS = List.of(STOP, "rollback");
    static final List<String> SAMPLES = List.of(PNG, NPZ);

    private Names() {}

    /** Candidates of one kind: picocli makes one by its class, and asks only where it completes. */
    abstract static class Candidates implements Iterable<String> {
        private final Supplier<Stream<String>> names;

        Candidates(Supplier<Stream<String>> names) {
            this.names = names;
        }

        @Override
        public Iterator<String> iterator() {
            return names.get().iterator();
        }
    }

    static final class OfPresets extends Candidates {
        OfPresets() {
            super(() -> Preset.all().stream().map(Preset::name));
        }
    }

    static final class OfDataSets extends Candidates {
        OfDataSets() {
            super(() -> DataSet.names().stream());
        }
    }

    static final class OfLosses extends Candidates {
        OfLosses() {
            super(() -> LossCatalog.all().stream().map(LossDescription::name));
        }
    }

    static final class OfPenalties extends Candidates {
        OfPenalties() {
            super(() -> Stream.concat(PenaltyCatalog.all().stream().map(PenaltyDescription::name), Stream.of("none")));
        }
    }

    static final class OfOptimizers extends Candidates {
        OfOptimizers() {
            super(OPTIMIZERS::stream);
        }
    }

    static final class OfSchedules extends Candidates {
        OfSchedules() {
            super(() -> Schedule.names().stream());
        }
    }

    static final class OfActivations extends Candidates {
        OfActivations() {
            super(() -> ActivationFunction.names().stream());
        }
    }

    static final class OfInitializations extends Candidates {
        OfInitializations() {
            super(() -> Initialization.names().stream());
        }
    }

    static final class OfEnergies extends Candidates {
        OfEnergies() {
            super(() -> Energy.names().stream());
        }
    }

    static final class OfPrecisions extends Candidates {
        OfPrecisions() {
            super(() -> Stream.of(Precision.values()).map(Precision::toString));
        }
    }

    static final class OfDevices extends Candidates {
        OfDevices() {
            super(() -> Stream.of("auto", "cpu", "cuda"));
        }
    }

    static final class OfActions extends Candidates {
        OfActions() {
            super(ACTIONS::stream);
        }
    }

    static final class OfSamples extends Candidates {
        OfSamples() {
            super(SAMPLES::stream);
        }
    }

    static final class OfExports extends Candidates {
        OfExports() {
            super(() -> ExportFormat.all().stream().map(ExportFormat::name));
        }
    }
}
