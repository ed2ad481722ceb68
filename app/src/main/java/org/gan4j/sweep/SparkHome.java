package org.gan4j.sweep;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.gan4j.UserException;
import org.gan4j.files.Failures;
import org.gan4j.files.WholeFile;

/**
 * An Apache Spark on this machine. The program brings none, and is not built with one: {@code SparkDriver} is compiled here, with that
 * Spark's own jars, so that it fits every version.
 *
 * @param root the folder with {@code jars} and {@code bin/spark-submit}
 */
public record SparkHome(Path root) {

    private static final String SOURCE = "SparkDriver.java";

    /**
     * Finds one.
     *
     * @param variable the value of {@code SPARK_HOME}; {@code null} if it is not set
     * @return the Spark of that variable, or that of Python's package {@code pyspark}
     * @throws UserException if there is none; the message says what to install
     */
    public static SparkHome find(String variable) {
        Path root = variable == null || variable.isEmpty() ? ofPython() : Path.of(variable);
        if (root == null) {
            throw new UserException("--spark needs Apache Spark 3.5 or newer, and there is none here;"
                    + " let SPARK_HOME name its folder, or pip install pyspark");
        }
        SparkHome home = new SparkHome(root.toAbsolutePath());
        if (!Files.isDirectory(home.jars()) || !Files.isRegularFile(home.submit())) {
            throw new UserException((variable == null || variable.isEmpty() ? "pyspark (" : "SPARK_HOME (") + root
                    + ") is not the folder of a Spark: it has no jars or no bin/spark-submit");
        }
        return home;
    }

    private static Path ofPython() {
        String script = "import pyspark, os; print(os.path.dirname(pyspark.__file__))";
        try {
            Process python = new ProcessBuilder("python3", "-c", script)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            python.getOutputStream().close();
            String said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return python.waitFor() == 0 && !said.isEmpty() ? Path.of(said) : null;
        } catch (IOException e) {
            return null; // there is no Python
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private Path jars() {
        return root.resolve("jars");
    }

    Path submit() {
        return root.resolve("bin").resolve("spark-submit");
    }

    /**
     * Makes the jar that Spark sends to its executors: the driver and the two records that it knows.
     *
     * @param jar where to
     * @throws UserException if there is no compiler, or the driver does not go with this Spark
     */
    void compileDriver(Path jar) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new UserException("--spark needs a JDK: the Java at " + System.getProperty("java.home")
                    + " has no compiler, which fits the driver to the Spark that is there");
        }
        Failures.whileWriting(jar, to -> {
            Path work = Files.createTempDirectory("gan4j-spark");
            try {
                compile(compiler, work);
                for (Class<?> known : List.of(Task.class, Program.class)) {
                    copy(known.getSimpleName() + ".class", work);
                }
                pack(work, jar);
            } finally {
                WholeFile.deleteDirectory(work);
            }
        });
    }

    private static void copy(String name, Path work) throws IOException {
        try (InputStream in = resource(name)) {
            Path place = work.resolve(SparkHome.class.getPackageName().replace('.', '/'));
            Files.createDirectories(place);
            Files.write(place.resolve(name), in.readAllBytes());
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(SparkHome.class.getResourceAsStream(name), "the program's jars are not complete");
    }

    private void compile(JavaCompiler compiler, Path work) throws IOException {
        Path source = work.resolve(SOURCE);
        try (InputStream in = resource(SOURCE)) {
            Files.write(source, in.readAllBytes());
        }
        String path = classPath();
        List<String> options = List.of("--release", "17", "-proc:none", "-nowarn", "-cp", path, "-d", work.toString());
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(said, null, StandardCharsets.UTF_8)) {
            if (!compiler.getTask(null, files, said, options, null, files.getJavaFileObjects(source))
                    .call()) {
                String reason = said.getDiagnostics().stream()
                        .filter(line -> line.getKind() == Diagnostic.Kind.ERROR)
                        .findFirst()
                        .map(line -> line.getMessage(null).lines().findFirst().orElse(""))
                        .orElse("no reason given");
                throw new UserException(
                        "the Spark in " + root + " is not one that gan4j knows: " + reason + "; give Spark 3.5 or 4");
            }
        }
        Files.delete(source);
    }

    /** Spark's jars, and with them the two records that the driver knows. */
    private String classPath() throws IOException {
        try (Stream<Path> files = Files.list(jars())) {
            return Stream.concat(files.map(Path::toString), Stream.of(System.getProperty("java.class.path")))
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }

    private static void pack(Path work, Path jar) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(work)) {
            files.filter(Files::isRegularFile).forEach(file -> {
                try {
                    out.putNextEntry(
                            new JarEntry(work.relativize(file).toString().replace('\\', '/')));
                    Files.copy(file, out);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
