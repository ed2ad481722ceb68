package org.gan4j.cli;

import ai.djl.ndarray.NDManager;
import java.io.PrintWriter;
import org.gan4j.natives.NvidiaDriver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gan4j info}. */
@Command(name = "info")
final class InfoCommand extends CliCommand {

    @Mixin
    private EngineFlags settings;

    /** What is known without the engine comes first: it may be what tells why the engine does not start. */
    @Override
    public void run() {
        PrintWriter out = out();
        NvidiaDriver driver = settings.machine().driver();
        out.println("gan4j    " + Versions.gan4j());
        out.println("system   " + System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        out.println("cores    " + Runtime.getRuntime().availableProcessors());
        out.println("Java     " + Runtime.version() + ", heap up to "
                + Runtime.getRuntime().maxMemory() / (1 << 20) + " MB");
        out.println("driver   " + driver);
        out.println("GPUs     " + driver.devices().size());
        for (int i = 0; i < driver.devices().size(); i++) {
            out.println("  cuda:" + i + " " + driver.devices().get(i));
        }
        out.println("DJL      " + Versions.djl());
        out.flush();
        try (NDManager manager = settings.startWithoutDownload()) {
            out.println("engine   " + EngineStart.engineName());
            out.println("natives  " + settings.choice().natives().describe());
            out.println("device   " + settings.choice().describe(manager));
            out.println("threads  " + settings.describeThreads());
            if (settings.choice().natives().warning() != null) {
                out.println("note     " + settings.choice().natives().warning());
            }
            out.flush();
        }
    }
}
