package org.gan4j.cli;

import java.util.Iterator;
import org.gan4j.config.Preset;
import org.gan4j.data.DataSets;
import org.gan4j.losses.LossCatalog;
import org.gan4j.losses.LossDescription;

/** What a shell offers behind the flags that take a name. */
final class Names {

    private Names() {}

    static final class OfPresets implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Preset.all().stream().map(Preset::name).iterator();
        }
    }

    static final class OfDataSets implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return DataSets.NAMES.iterator();
        }
    }

    static final class OfLosses implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return LossCatalog.all().stream().map(LossDescription::name).iterator();
        }
    }
}
