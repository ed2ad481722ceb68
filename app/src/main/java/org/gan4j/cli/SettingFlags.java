package org.gan4j.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.gan4j.config.Choices;
import org.gan4j.config.Kind;
import org.gan4j.config.Setting;
import org.gan4j.config.Settings;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The flags of the settings, made from their table.
 *
 * <p>For picocli each is a list of texts: whether a flag may come again, and what a text means, is the table's to say. Defaults are not
 * picocli's either, since they follow from the other flags; the help alone asks for them.
 */
final class SettingFlags {

    private SettingFlags() {}

    /** Adds a flag for each setting, in the groups of the table. */
    static void addTo(CommandSpec command) {
        for (Setting.Group group : Setting.Group.values()) {
            ArgGroupSpec.Builder flags = ArgGroupSpec.builder()
                    .validate(false)
                    .order(group.ordinal())
                    .heading("%n" + group.heading() + ":%n");
            Settings.all().stream()
                    .filter(setting -> setting.group() == group)
                    .forEach(setting -> flags.addArg(flag(setting)));
            command.addArgGroup(flags.build());
        }
    }

    private static OptionSpec flag(Setting setting) {
        boolean tellsDefault = setting.bare().isEmpty()
                && setting.initial().filter(text -> !text.isEmpty()).isPresent();
        OptionSpec.Builder flag = OptionSpec.builder("--" + setting.name())
                .type(List.class)
                .auxiliaryTypes(setting.kind() == Kind.FILE ? Path.class : String.class)
                .paramLabel(setting.label())
                .description(setting.help() + (tellsDefault ? " Default: ${DEFAULT-VALUE}." : ""));
        setting.bare().ifPresent(text -> flag.arity("0..1").fallbackValue(text));
        setting.names().ifPresent(flag::completionCandidates);
        if (setting.isRepeatable() && setting.kind() != Kind.FILE) {
            flag.splitRegex(",");
        }
        return flag.build();
    }

    /**
     * What a command line says.
     *
     * @return the texts of the settings that it names, without the files of {@code --init-from}: see {@link #files}
     * @throws IllegalArgumentException if a flag that may come once comes again
     */
    static Map<String, String> given(ParseResult parsed) {
        Map<String, String> given = new LinkedHashMap<>();
        for (Setting setting : Settings.all()) {
            List<?> texts = texts(setting, parsed);
            if (texts.size() > 1 && !setting.isRepeatable()) {
                throw new IllegalArgumentException(
                        "flag " + setting + " is given " + texts.size() + " times; give it once");
            }
            if (!texts.isEmpty()) {
                given.put(setting.name(), texts.stream().map(String::valueOf).collect(Collectors.joining(",")));
            }
        }
        return given;
    }

    /** The files that a flag names. */
    static List<Path> files(String name, ParseResult parsed) {
        return texts(Settings.find(name), parsed).stream().map(Path.class::cast).toList();
    }

    private static List<?> texts(Setting setting, ParseResult parsed) {
        List<?> texts = parsed.matchedOptionValue("--" + setting.name(), List.of());
        return texts == null ? List.of() : texts;
    }

    /** The defaults that go with the other flags of a command line, for its help. */
    static IDefaultValueProvider defaults(ParseResult parsed) {
        Choices choices = choices(parsed);
        Map<String, String> defaults = new HashMap<>();
        Settings.all()
                .forEach(setting -> choices.withoutFlag(setting)
                        .ifPresent(value -> defaults.put(setting.toString(), value.text())));
        return argument -> argument instanceof OptionSpec option ? defaults.get(option.longestName()) : null;
    }

    private static Choices choices(ParseResult parsed) {
        try {
            return Choices.of(given(parsed));
        } catch (IllegalArgumentException e) {
            return Choices.of(Map.of()); // the help is no place to complain
        }
    }
}
