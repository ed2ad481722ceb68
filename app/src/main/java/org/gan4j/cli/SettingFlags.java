package org.gan4j.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.gan4j.config.Choices;
import org.gan4j.config.Kind;
import org.gan4j.config.Setting;
import org.gan4j.config.Settings;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParseResult;

/**
 * The flags of the settings, made from their table.
 *
 * <p>For picocli nearly all are texts: what a text means is the table's to say. Defaults are not picocli's either, since they follow from
 * the other flags; the help alone asks for them.
 */
final class SettingFlags {

    private SettingFlags() {}

    /** Adds a flag for each setting, and shows them in the help in the groups of the table. */
    static void addTo(CommandLine command) {
        Settings.all().forEach(setting -> command.getCommandSpec().addOption(flag(setting)));
        // As picocli's own groups the flags would be forgotten where one of them comes twice.
        command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, SettingFlags::help);
    }

    private static OptionSpec flag(Setting setting) {
        boolean tellsDefault = setting.alone().isEmpty()
                && setting.initial().filter(text -> !text.isEmpty()).isPresent();
        Class<?> type = switch (setting.kind()) {
            case SWITCH, OPTION -> boolean.class;
            case FILE -> Path.class;
            default -> String.class;
        };
        OptionSpec.Builder flag = OptionSpec.builder("--" + setting.name())
                .userObject(setting)
                .type(setting.isRepeatable() ? List.class : type)
                .auxiliaryTypes(type)
                .paramLabel(setting.label())
                .description(setting.help().replace("%", "%%") + (tellsDefault ? " Default: ${DEFAULT-VALUE}." : ""));
        setting.alone().ifPresent(text -> flag.arity("0..1").fallbackValue(text));
        setting.kind().names().ifPresent(flag::completionCandidates);
        if (setting.isRepeatable() && setting.kind() != Kind.FILE) {
            flag.splitRegex(",");
        }
        return flag.build();
    }

    private static String help(Help help) {
        Map<Optional<String>, List<OptionSpec>> groups = help.commandSpec().options().stream()
                .collect(Collectors.groupingBy(
                        flag -> setting(flag).map(Setting::group), LinkedHashMap::new, Collectors.toList()));
        StringBuilder text = new StringBuilder();
        groups.forEach((group, flags) -> {
            group.ifPresent(known -> text.append(help.createHeading("%n" + known + ":%n")));
            // Of all flags, so that every group has the same columns.
            Help.Layout layout = help.createDefaultLayout(help.commandSpec().options(), List.of(), help.colorScheme());
            layout.addOptions(flags, help.createDefaultParamLabelRenderer());
            text.append(layout);
        });
        return text.toString();
    }

    private static Optional<Setting> setting(OptionSpec flag) {
        return flag.userObject() instanceof Setting setting ? Optional.of(setting) : Optional.empty();
    }

    /** What a command line says: the text of each setting that it names. */
    static Map<String, String> given(ParseResult parsed) {
        Map<String, String> given = new LinkedHashMap<>();
        for (OptionSpec flag : parsed.matchedOptions()) {
            Object value = flag.getValue();
            String text = value instanceof List<?> values
                    ? values.stream().map(String::valueOf).collect(Collectors.joining(","))
                    : String.valueOf(value);
            setting(flag).ifPresent(setting -> given.put(setting.name(), text));
        }
        return given;
    }

    /** The defaults that go with the other flags of a command line, for its help. */
    static IDefaultValueProvider defaults(ParseResult parsed) {
        Choices choices = choices(parsed);
        return argument -> argument.userObject() instanceof Setting setting
                ? choices.withoutFlag(setting).map(Choices.Value::text).orElse(null)
                : null;
    }

    private static Choices choices(ParseResult parsed) {
        try {
            return Choices.of(given(parsed));
        } catch (IllegalArgumentException e) {
            return Choices.of(Map.of()); // the help is no place to complain
        }
    }
}
