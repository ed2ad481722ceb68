package org.gan4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gan4j.config.Preset;
import org.gan4j.data.DataSet;
import org.gan4j.losses.LossCatalog;
import org.gan4j.losses.LossDescription;
import org.gan4j.losses.penalty.PenaltyCatalog;
import org.gan4j.losses.penalty.PenaltyDescription;
import org.gan4j.testing.ChildProcess;
import org.gan4j.testing.Cli;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script in the shells that it is for. */
class CompletionCommandTest {

    @TempDir
    private Path temp;

    /** What stands before the cursor, and what is offered there. */
    private static Map<String, String> expected() {
        Map<String, String> offers = new LinkedHashMap<>();
        offers.put("comp", "compare completion");
        offers.put(
                "train --preset ", names(Preset.all().stream().map(Preset::name).toList()));
        offers.put("train --dataset ", names(DataSet.names()));
        offers.put(
                "train --loss ",
                names(LossCatalog.all().stream().map(LossDescription::name).toList()));
        offers.put("bench --loss ", "non-saturating wgan-gp r1");
        offers.put(
                "train --penalty ",
                names(PenaltyCatalog.all().stream()
                                .map(PenaltyDescription::name)
                                .toList()) + " none");
        offers.put("train --optimizer ", "adam adamw rmsprop sgd");
        offers.put("train --schedule ", "constant linear cosine");
        offers.put("train --g-activation ", "relu leaky-relu tanh");
        offers.put("train --init ", "pytorch he lecun normal:0.02");
        offers.put("train --energy ", "squared absolute");
        offers.put("train --precision ", "float32 tf32 bfloat16");
        offers.put("train --device ", "auto cpu cuda");
        offers.put("train --config here/conf", "here/config.json");
        offers.put("train --spectral-norm --pen", "--penalty --penalty-every --penalty-schedule");
        offers.put("train --on-nan ", "stop rollback");
        offers.put("train --preset mnist", "mnist mnist-mlp mnist-best mnist-dcgan");
        offers.put("sample --format ", "png npz csv");
        offers.put("export --format ", "safetensors torchscript onnx djl");
        return offers;
    }

    private static String names(Iterable<String> names) {
        return String.join(" ", names);
    }

    private void assertCompletes(String shell, String prologue) throws Exception {
        Cli.Result result = Cli.run("completion");
        assertEquals(0, result.code(), result.err());
        StringBuilder test = new StringBuilder(prologue).append(result.out()).append("""

                ask() {
                  [ -z "${ZSH_VERSION:-}" ] || { emulate -L sh; setopt kshglob noshglob braceexpand ksharrays; }
                  COMP_WORDS=(gan4j "$@"); COMP_CWORD=$#; COMPREPLY=()
                  _complete_gan4j 2>/dev/null # bash says that no key was pressed
                  echo "${COMPREPLY[@]}"
                }
                """);
        for (String line : expected().keySet()) {
            test.append("ask ")
                    .append(line)
                    .append(line.endsWith(" ") ? "''" : "")
                    .append('\n');
        }
        Path script = Files.writeString(temp.resolve("test"), test);
        Files.createFile(Files.createDirectories(temp.resolve("here")).resolve("config.json"));
        ChildProcess.Result shown =
                ChildProcess.run(ChildProcess.of(shell, "-f", script.toString()).directory(temp.toFile()));
        String out = shown.out() + shown.err();
        assertEquals(0, shown.code(), out);
        Iterator<String> offers = out.lines().iterator();
        for (Map.Entry<String, String> line : expected().entrySet()) {
            assertTrue(offers.hasNext(), out);
            String begun = line.getKey().substring(line.getKey().lastIndexOf(' ') + 1);
            // zsh itself leaves out what does not begin so.
            assertEquals(words(line.getValue(), ""), words(offers.next(), begun), line.getKey());
        }
    }

    private static String words(String text, String begun) {
        return new TreeSet<>(List.of(text.strip().split(" ")))
                .stream().filter(word -> word.startsWith(begun)).collect(Collectors.joining(" "));
    }

    @Test
    void bashOffersWhatEachFlagTakes() throws Exception {
        assumeTrue(Files.exists(Path.of("/bin/bash")), "there is no bash to try it in");
        assertCompletes("/bin/bash", "");
    }

    @Test
    void zshOffersWhatEachFlagTakes() throws Exception {
        assumeTrue(Files.exists(Path.of("/usr/bin/zsh")), "there is no zsh to try it in");
        assertCompletes("/usr/bin/zsh", "autoload -Uz compinit bashcompinit; compinit -u -D; bashcompinit\n");
    }
}
