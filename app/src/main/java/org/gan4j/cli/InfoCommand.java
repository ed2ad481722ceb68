package org.gan4j.cli;

import ai.djl.ndarray.NDManager;
import java.io.PrintWriter;
import org.gan4j.natives.NvidiaDriver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code gan4j info}. */
@Command(name = "info")
final class InfoCommand extends CliCommand {

    @ParentCommand
    private Gan4j gan4j;

    @Mixin
    private EngineFlags engine;

    /** What is known without the engine comes first: it may be what tells why the engine does not start. */
    @Override
    public void run() {
        PrintWriter out = out();
        NvidiaDriver driver = gan4j.machine.get().driver();
        out.println("gan4j    " + Versions.GAN4J);
        out.println("system   " + System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        out.println("cores    " + Runtime.getRuntime().availableProcessors());
        out.println("Java     " + Runtime.version() + ", heap up to "
                + Runtime.getRuntime().maxMemory() / (1 << 20) + " MB");
        out.println("driver   " + driver);
        out.println("GPUs     " + driver.devices().size());
        for (int i = 0; i < driver.devices().size(); i++) {
            out.println("  cuda:" + i + " " + driver.devices().get(i));
        }
        out.println("DJL      " + Versions.DJL);
        try (NDManager manager = engine.startWithoutDownload()) {
            out.println("engine   " + engine.choice().engineName());
            out.println("natives  " + engine.choice().natives().describe());
            out.println("device   " + engine.choice().describe(manager));
            out.println("threads  " + engine.describeThreads());
            if (engine.choice().natives().warning() != null) {
                out.println("note     " + engine.choice().natives().warning());
            }
        }
    }
}
