package org.gan4j.cli;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.util.cuda.CudaUtils;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gan4j info}. */
@Command(name = "info", description = "Show the engine, its version, the devices and the threads.")
final class InfoCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private EngineSettings settings;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (NDManager manager = settings.start()) {
            Engine engine = manager.getEngine();
            out.println("gan4j    " + Versions.gan4j());
            out.println("DJL      " + Engine.getDjlVersion());
            out.println("engine   " + EngineSettings.engineName());
            out.println("device   " + settings.describe(manager));
            out.println("GPUs     " + engine.getGpuCount()
                    + (CudaUtils.hasCuda() ? ", CUDA " + CudaUtils.getCudaVersionString() : ""));
            out.println("cores    " + Runtime.getRuntime().availableProcessors());
            out.println("Java     " + Runtime.version() + ", heap up to "
                    + Runtime.getRuntime().maxMemory() / (1 << 20) + " MB");
            out.println("system   " + System.getProperty("os.name") + " " + System.getProperty("os.arch"));
            out.flush();
        }
        return 0;
    }
}
