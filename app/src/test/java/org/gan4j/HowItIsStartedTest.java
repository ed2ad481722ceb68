package org.gan4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.reflect.Executable;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Neither the program nor its tests depend on the language of the machine, and no test on how long it may wait. */
class HowItIsStartedTest {

    /** The program, the library, and the tests of both. */
    private static final JavaClasses ALL = new ClassFileImporter()
            .importPaths(Stream.of("target/classes", "target/test-classes")
                    .flatMap(folder -> Stream.of(
                            Path.of(folder),
                            Path.of("..", "losses").resolve(folder),
                            Path.of("site").resolve(folder)))
                    .filter(Files::isDirectory)
                    .toList());

    /** What depends on the machine's language and has no form that takes one. */
    private static final Set<String> WITHOUT_A_FORM = Set.of(
            "java.lang.String.formatted",
            "org.apache.commons.text.CaseUtils.toCamelCase",
            "java.text.MessageFormat.format",
            "java.util.Locale.getDefault",
            "java.util.Scanner.<init>",
            "java.io.Console.printf",
            "java.io.Console.format");

    /** In some languages digits and letters are others, and some machines have no umlauts; a program could not read what is written so. */
    @Test
    void noTextDependsOnTheMachinesLanguage() {
        assertEquals(
                Set.of(),
                calls(target -> WITHOUT_A_FORM.contains(target.getOwner().getName() + "." + target.getName())
                        || leavesItToTheMachine(target)));
    }

    /** UTF-8 where no encoding is said; and a bundle that is there in one language alone. */
    private static final Set<String> UNDER_ANY =
            Set.of("java.nio.file.Files", "java.util.zip.ZipOutputStream", "java.util.ResourceBundle");

    private static final Set<Class<?>> OF_THE_MACHINE = Set.of(Locale.class, DecimalFormatSymbols.class, Charset.class);

    /** Whether the same method or constructor of Java takes a language or an encoding too, and is called without. */
    private static boolean leavesItToTheMachine(CodeUnitAccessTarget target) {
        String name = target.getOwner().getName();
        if (!name.startsWith("java.") || UNDER_ANY.contains(name)) {
            return false;
        }
        Class<?> owner = target.getOwner().reflect();
        boolean made = target.getName().equals("<init>");
        Executable[] forms = made ? owner.getConstructors() : owner.getMethods();
        List<String> given =
                target.getRawParameterTypes().stream().map(HasName::getName).toList();
        return Arrays.stream(forms)
                .filter(form -> made || form.getName().equals(target.getName()))
                .anyMatch(form -> saysIt(form.getParameterTypes(), given));
    }

    private static boolean saysIt(Class<?>[] parameters, List<String> given) {
        List<String> others = new ArrayList<>();
        for (Class<?> parameter : parameters) {
            if (!OF_THE_MACHINE.contains(parameter)) {
                others.add(parameter.getName());
            }
        }
        return others.size() == parameters.length - 1 && others.equals(given);
    }

    private static final Set<String> WAITS = Set.of("waitFor", "await", "join", "get", "take", "wait", "acquire");

    /** Where there is a form with a limit, it is taken. */
    @Test
    void noTestWaitsWithoutALimit() {
        List<Class<?>> awaited =
                List.of(Process.class, CountDownLatch.class, Thread.class, Future.class, BlockingQueue.class);
        Set<String> waits = calls(target -> target.getRawParameterTypes().isEmpty()
                && WAITS.contains(target.getName())
                && awaited.stream().anyMatch(target.getOwner()::isAssignableTo));
        // The program's own: for a thread that ends, and for runs that take as long as they take.
        waits.removeIf(wait -> Stream.of("bench.StackSampler", "sweep.LocalPool", "sweep.SparkHome")
                .anyMatch(type -> wait.startsWith("org.gan4j." + type + " ")));
        assertEquals(Set.of(), waits);
    }

    /**
     * Only so do the environment, the signals and the end of a test's process not depend on what started the tests. The others are the
     * program's: a run, Python asked for its Spark, and Spark's driver.
     */
    @Test
    void processesAreStartedInOnePlace() {
        assertEquals(
                Set.of(
                        "org.gan4j.sweep.Program",
                        "org.gan4j.sweep.SparkHome",
                        "org.gan4j.sweep.SparkPool",
                        "org.gan4j.testing.ChildProcess"),
                new TreeSet<>(calls(target -> target.getOwner().isEquivalentTo(ProcessBuilder.class)
                                && target.getName().equals("<init>"))
                        .stream()
                        .map(call -> call.split(" ")[0])
                        .toList()));
    }

    /** Calls and references of methods and constructors: the class, the line, and what is called. */
    private static Set<String> calls(Predicate<CodeUnitAccessTarget> wanted) {
        assertTrue(ALL.size() > 400, ALL.size() + " classes");
        Set<String> found = new TreeSet<>();
        for (JavaClass type : ALL) {
            for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                if (access.getTarget() instanceof CodeUnitAccessTarget target && wanted.test(target)) {
                    found.add(type.getName() + " line " + access.getLineNumber() + ": " + target.getFullName());
                }
            }
        }
        return found;
    }
}
