package org.gan4j.cli;

import java.util.ResourceBundle;
import picocli.CommandLine.IVersionProvider;

/** The versions that the build was made with. */
final class Versions implements IVersionProvider {

    private static final ResourceBundle VERSIONS = ResourceBundle.getBundle("org.gan4j.cli.version");

    static String gan4j() {
        return VERSIONS.getString("gan4j");
    }

    static String djl() {
        return VERSIONS.getString("djl");
    }

    static String pytorch() {
        return VERSIONS.getString("pytorch");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"gan4j " + gan4j() + " (DJL " + djl() + ", PyTorch " + pytorch() + ")"};
    }
}
