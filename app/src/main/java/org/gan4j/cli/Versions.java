package org.gan4j.cli;

import java.util.ResourceBundle;
import picocli.CommandLine.IVersionProvider;

/** The versions that the build was made with. */
final class Versions implements IVersionProvider {

    private static final ResourceBundle VERSIONS = ResourceBundle.getBundle("org.gan4j.cli.version");

    static final String GAN4J = VERSIONS.getString("gan4j");
    static final String PROGRAM = "gan4j " + GAN4J;
    static final String DJL = VERSIONS.getString("djl");
    static final String PYTORCH = VERSIONS.getString("pytorch");

    @Override
    public String[] getVersion() {
        String commit = VERSIONS.getString("commit"); // empty where sources without a repository were built
        String built = commit.isEmpty() ? "" : ", commit " + commit + " of " + VERSIONS.getString("date");
        return new String[] {PROGRAM + " (DJL " + DJL + ", PyTorch " + PYTORCH + built + ")"};
    }
}
