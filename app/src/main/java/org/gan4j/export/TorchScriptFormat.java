package org.gan4j.export;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gan4j.export.TrainedPlayer.TrainedLayer;
import org.gan4j.torchscript.TorchScriptArchive;

/**
 * A TorchScript module for {@code torch.jit.load}, libtorch and DJL. Its weights are named as in the safetensors file, and need no
 * gradient until somebody asks for it.
 */
final class TorchScriptFormat implements ExportFormat {

    /** The text is what PyTorch itself writes of an {@code nn.Linear}. */
    private static final String LINEAR = """
            class Linear(Module):
              __parameters__ = ["weight", "bias", ]
              __buffers__ = []
              weight : Tensor
              bias : Tensor
              training : bool
              _is_full_backward_hook : Optional[bool]
              def forward(self: __torch__.Linear,
                input: Tensor) -> Tensor:
                return torch.linear(input, self.weight, self.bias)
            """;

    @Override
    public String name() {
        return "torchscript";
    }

    @Override
    public String suffix() {
        return ".pt";
    }

    @Override
    public byte[] encode(TrainedPlayer player) {
        String name = player.player().toString();
        StringBuilder code = new StringBuilder(LINEAR);
        TorchScriptArchive.Module module = switch (player.head()) {
            case SCORE, SCORE_AND_CLASSES -> chain(className(name), player.layers(), code);
            case SQUARED_ERROR -> autoencoder(player, "torch.pow(error, 2)", code);
            case ABSOLUTE_ERROR -> autoencoder(player, "torch.abs(error)", code);
        };
        return TorchScriptArchive.write(name, code.toString(), module);
    }

    /** A module whose children are the layers, called by their numbers as in {@code nn.Sequential}. */
    private static TorchScriptArchive.Module chain(String type, List<TrainedLayer> layers, StringBuilder code) {
        Map<String, TorchScriptArchive.Value> children = new LinkedHashMap<>();
        StringBuilder declarations = new StringBuilder();
        StringBuilder body = new StringBuilder();
        for (TrainedLayer layer : layers) {
            String name = layer.layer().name();
            String number = name.substring(name.lastIndexOf('.') + 1);
            Map<String, TorchScriptArchive.Value> arrays = new LinkedHashMap<>();
            arrays.put("weight", tensor(layer.weight()));
            arrays.put("bias", tensor(layer.bias()));
            children.put(number, new TorchScriptArchive.Module("Linear", false, arrays));
            declarations.append("  __annotations__[\"%s\"] = __torch__.Linear\n".formatted(number));
            String linear = "(getattr(self, \"%s\")).forward(x, )".formatted(number);
            body.append("    x = %s\n".formatted(layer.layer().activation().torchScript(linear)));
        }
        code.append(moduleClass(type, declarations, body + "    return x\n", "x"));
        return new TorchScriptArchive.Module(type, false, children);
    }

    private static TorchScriptArchive.Module autoencoder(TrainedPlayer player, String error, StringBuilder code) {
        Map<String, List<TrainedLayer>> parts = new LinkedHashMap<>();
        for (String part : List.of("encoder", "decoder")) {
            parts.put(
                    part,
                    player.layers().stream()
                            .filter(layer -> layer.layer().name().startsWith(part + "."))
                            .toList());
        }
        Map<String, TorchScriptArchive.Value> children = new LinkedHashMap<>();
        StringBuilder declarations = new StringBuilder();
        parts.forEach((part, layers) -> {
            children.put(part, chain(className(part), layers, code));
            declarations.append("  %s : __torch__.%s\n".formatted(part, className(part)));
        });
        String type = className(player.player().toString());
        String body = """
                    again = (self.decoder).forward((self.encoder).forward(x, ), )
                    error = torch.sub(again, x)
                    return torch.mean(%s, [1], True)
                """.formatted(error);
        code.append(moduleClass(type, declarations, body, "x"));
        return new TorchScriptArchive.Module(type, false, children);
    }

    private static String moduleClass(String type, CharSequence declarations, String body, String argument) {
        return """
               class %1$s(Module):
                 __parameters__ = []
                 __buffers__ = []
                 training : bool
                 _is_full_backward_hook : Optional[bool]
               %2$s  def forward(self: __torch__.%1$s,
                   %4$s: Tensor) -> Tensor:
               %3$s""".formatted(type, declarations, body, argument);
    }

    private static String className(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private static TorchScriptArchive.Tensor tensor(NDArray array) {
        return new TorchScriptArchive.Tensor(
                Arrays.stream(array.getShape().getShape()).boxed().toList(), array.toByteArray());
    }
}
