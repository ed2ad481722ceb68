package org.gan4j.cli;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.gan4j.natives.Machine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gan4j info}. */
@Command(name = "info", description = "Show the engine, its native libraries, the driver, the devices and the threads.")
final class InfoCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private EngineSettings settings;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Machine machine = EngineSettings.machine.get();
        try (NDManager manager = settings.startWithoutDownload()) {
            out.println("gan4j    " + Versions.gan4j());
            out.println("DJL      " + Engine.getDjlVersion());
            out.println("engine   " + EngineSettings.engineName());
            out.println("natives  " + settings.natives().describe());
            out.println("device   " + settings.describe(manager));
            out.println("threads  " + settings.describeThreads());
            out.println("driver   " + machine.driver());
            out.println("GPUs     " + machine.driver().devices().size());
            for (int i = 0; i < machine.driver().devices().size(); i++) {
                out.println("  cuda:" + i + " " + machine.driver().devices().get(i));
            }
            if (settings.natives().warning() != null) {
                out.println("note     " + settings.natives().warning());
            }
            out.println("cores    " + Runtime.getRuntime().availableProcessors());
            out.println("Java     " + Runtime.version() + ", heap up to "
                    + Runtime.getRuntime().maxMemory() / (1 << 20) + " MB");
            out.println("system   " + System.getProperty("os.name") + " " + System.getProperty("os.arch"));
            out.flush();
        }
        return 0;
    }
}
