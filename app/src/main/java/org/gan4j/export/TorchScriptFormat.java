package org.gan4j.export;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.text.WordUtils;
import org.gan4j.model.Layer;
import org.gan4j.model.Mode;
import org.gan4j.model.Script;
import org.gan4j.torchscript.TorchScriptArchive;

/**
 * A TorchScript module for {@code torch.jit.load}, libtorch and DJL. Its weights are named as in the safetensors file, and need no
 * gradient until somebody asks for it.
 *
 * <p>An instance is the class of a layer in the making: its arrays and its parts with arrays are attributes, other parts stand in its
 * text.
 */
final class TorchScriptFormat extends Script {

    private final String prefix;
    private final Map<String, NDArray> arrays;

    /** The classes by name, those of parts before what they are parts of. */
    private final Map<String, String> classes;

    private final Map<String, TorchScriptArchive.Value> attributes = new LinkedHashMap<>();

    private TorchScriptFormat(String prefix, Map<String, NDArray> arrays, Map<String, String> classes) {
        this.prefix = prefix;
        this.arrays = arrays;
        this.classes = classes;
    }

    static byte[] encode(ExportedPlayer player) {
        Map<String, String> classes = new LinkedHashMap<>();
        TorchScriptArchive.Module module = new TorchScriptFormat("", player.arrays(), classes)
                .module(WordUtils.capitalize(player.name()), player.layer());
        return TorchScriptArchive.write(player.name(), String.join("", classes.values()), module);
    }

    @Override
    public Mode mode() {
        return Mode.FOLDED;
    }

    @Override
    public String array(String name) {
        NDArray array = arrays.get(prefix + name);
        attributes.put(
                name,
                new TorchScriptArchive.Tensor(
                        Arrays.stream(array.getShape().getShape()).boxed().toList(), array.toByteArray()));
        return "self." + name;
    }

    @Override
    public String part(String name, Layer layer, String input) {
        if (layer.weights().isEmpty()) {
            return layer.forward(this, input);
        }
        // As PyTorch's module of the kind, where the name is but a number.
        String type = Character.isDigit(name.charAt(0)) ? layer.getClass().getSimpleName() : WordUtils.capitalize(name);
        attributes.put(name, new TorchScriptFormat(prefix + name + ".", arrays, classes).module(type, layer));
        return "(getattr(self, \"" + name + "\")).forward(" + input + ", )";
    }

    /** The layer as a module, whose class has this name, or where another class has it, one with a number. */
    private TorchScriptArchive.Module module(String name, Layer layer) {
        add(List.of("return " + layer.forward(this, "x")));
        String type = name;
        for (int i = 2; !text(type).equals(classes.getOrDefault(type, text(type))); i++) {
            type = name + i;
        }
        classes.put(type, text(type));
        return new TorchScriptArchive.Module(type, false, attributes);
    }

    private String text(String type) {
        StringBuilder parameters = new StringBuilder();
        StringBuilder declarations = new StringBuilder();
        attributes.forEach((name, value) -> {
            if (value instanceof TorchScriptArchive.Module module) {
                declarations.append(
                        String.format(Locale.ROOT, "  __annotations__[\"%s\"] = __torch__.%s\n", name, module.type()));
            } else {
                parameters.append("\"" + name + "\", ");
                declarations.append("  " + name + " : Tensor\n");
            }
        });
        return String.format(
                Locale.ROOT,
                """
               class %1$s(Module):
                 __parameters__ = [%2$s]
                 __buffers__ = []
                 training : bool
                 _is_full_backward_hook : Optional[bool]
               %3$s  def forward(self: __torch__.%1$s,
                   x: Tensor) -> Tensor:
               %4$s""",
                type,
                parameters,
                declarations,
                String.join("\n", statements()).indent(4));
    }
}
