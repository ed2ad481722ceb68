package org.gan4j.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The versions that the build was made with. */
final class Versions implements IVersionProvider {

    private static final Properties VERSIONS = load();

    private static Properties load() {
        Properties properties = new Properties();
        try (InputStream in = Versions.class.getResourceAsStream("version.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("version.properties of the jar is unreadable", e);
        }
        return properties;
    }

    static String gan4j() {
        return VERSIONS.getProperty("gan4j");
    }

    static String djl() {
        return VERSIONS.getProperty("djl");
    }

    static String pytorch() {
        return VERSIONS.getProperty("pytorch");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"gan4j " + gan4j() + " (DJL " + djl() + ", PyTorch " + pytorch() + ")"};
    }
}
