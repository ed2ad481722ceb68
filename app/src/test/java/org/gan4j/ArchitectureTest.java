package org.gan4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.pytorch.engine.PtNDArray;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gan4j.export.ExportedBlock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which package may know which. */
class ArchitectureTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests"))
            .importPackages("org.gan4j");

    private static DescribedPredicate<JavaClass> in(String description, String... packages) {
        Set<String> names = Set.of(packages);
        return DescribedPredicate.describe(description, type -> names.contains(type.getPackageName()));
    }

    /** The classes of packages of the program, by their last names. */
    private static DescribedPredicate<JavaClass> in(List<String> packages) {
        return in(
                "in " + String.join(", ", packages),
                packages.stream().map(name -> "org.gan4j." + name).toArray(String[]::new));
    }

    @Test
    void packagesHaveNoCycle() {
        slices().matching("org.gan4j.(**)").should().beFreeOfCycles().check(MAIN);
    }

    /** Each package with those that it must not know. What is not said here, the rule on cycles says. */
    @ParameterizedTest
    @CsvSource({
        "data,  config model optim train eval run export page sweep bench cli",
        "model, config optim train eval run export page sweep bench cli",
        "optim, config model data train eval run export page sweep bench cli",
        "config, train eval run export page sweep bench cli",
        "train, eval run export page sweep bench cli",
        "eval,  run export page sweep bench cli",
        "export, eval page sweep bench cli",
        "run,   page sweep bench cli",
        "page,  export sweep bench cli",
        "bench, eval run export page sweep cli",
        "sweep, export bench cli"
    })
    void aPackageKnowsNothingAboveIt(String lower, String upper) {
        noClasses()
                .that(in(List.of(lower)))
                .should()
                .dependOnClassesThat(in(List.of(upper.split(" "))))
                .check(MAIN);
    }

    /** These could each be a library of their own, but for the exception that carries a message to a person. */
    @ParameterizedTest
    @CsvSource({"picture, picture", "files, files", "natives, files"})
    void aLeafKnowsNoOtherPackageButOneLeaf(String leaf, String known) {
        List<String> own = List.of("org.gan4j." + leaf, "org.gan4j." + known);
        noClasses()
                .that(in(List.of(leaf)))
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "of gan4j, and neither its own nor the one it may know",
                        type -> type.getPackageName().startsWith("org.gan4j")
                                && !own.contains(type.getPackageName())
                                && !type.getName().equals(UserException.class.getName())))
                .check(MAIN);
    }

    @Test
    void theLibraryKnowsNothingOfTheProgram() {
        noClasses()
                .that(LIBRARY)
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "of the program", type -> type.getPackageName().startsWith("org.gan4j") && !LIBRARY.test(type)))
                .check(MAIN);
        classes()
                .that(LIBRARY)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "ai.djl..", "org.gan4j.losses..", "org.gan4j.torchscript..")
                .check(MAIN);
    }

    /** It is shown to people who have DJL and not gan4j. */
    @Test
    void anExportedBlockNeedsDjlAlone() {
        classes()
                .that()
                .belongToAnyOf(ExportedBlock.class)
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.describe(
                        "of Java, DJL, Gson, or its own",
                        type -> type.getPackageName().matches("(java|ai\\.djl|com\\.google\\.gson)($|\\..*)")
                                || type.getName().startsWith(ExportedBlock.class.getName())))
                .check(MAIN);
    }

    private static final DescribedPredicate<JavaClass> LIBRARY =
            in("of the library", "org.gan4j.losses", "org.gan4j.losses.penalty", "org.gan4j.torchscript");

    /** A configuration is made of values: of the packages below it knows records, enumerations, interfaces, and the losses. */
    @Test
    void aConfigurationKnowsValuesAlone() {
        classes()
                .that(in(List.of("config")))
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.describe(
                        "are values",
                        type -> !type.getPackageName().startsWith("org.gan4j")
                                || type.getPackageName().equals("org.gan4j.config")
                                || type.isEnum()
                                || type.isRecord()
                                || type.isInterface()
                                || type.isAssignableTo(UserException.class)
                                || LIBRARY.test(type)))
                .check(MAIN);
    }

    /** Read in tests too: such a test fails when Java collects garbage between its two passes. */
    @Test
    void noGraphKeepsANumberInJavasMemory() {
        Set<String> kept = Set.of("mul", "div", "pow", "maximum", "minimum", "toRadians", "toDegrees");
        Set<String> inPlace = kept.stream().map(name -> name + "i").collect(Collectors.toSet());
        Set<Class<?>> arrays = Set.of(NDArray.class, NDArrays.class, PtNDArray.class);
        List<Path> folders = Stream.of("", "../losses/")
                .flatMap(module ->
                        Stream.of("classes", "test-classes").map(folder -> Path.of(module + "target", folder)))
                .toList();
        folders.forEach(folder -> assertTrue(Files.isDirectory(folder), folder + ": build all modules first"));
        noClasses()
                .that(DescribedPredicate.describe(
                        "may run while gradients are recorded",
                        type -> !RECORD_NOTHING.contains(type.getName().replaceAll("^.*\\.|\\$.*$", ""))))
                .should()
                .callMethodWhere(DescribedPredicate.describe(
                        "the graph keeps a number that DJL has made of Java's",
                        call -> arrays.stream().anyMatch(call.getTargetOwner()::isEquivalentTo)
                                && (kept.contains(call.getName()) || inPlace.contains(call.getName()))
                                && (call.getName().startsWith("to")
                                        || call.getTarget().getRawParameterTypes().stream()
                                                .anyMatch(type -> type.isEquivalentTo(Number.class)))))
                .because("losses.Constants is there")
                .check(new ClassFileImporter().importPaths(folders));
    }

    private static final Set<String> RECORD_NOTHING = Set.of(
            "Constants",
            "DevicePlacementTest",
            "GaussianFit",
            "ImageSet",
            "KernelDistance",
            "NearestImages",
            "NetworkFeatures",
            "PresetTraining",
            "RunningMeans");

    /** Gson writes NaN and the infinities only when it is told how. */
    @Test
    void jsonIsMadeWhereItKnowsEveryNumber() {
        DescribedPredicate<JavaClass> others = DescribedPredicate.describe(
                "other than the few with a JSON of their own",
                type -> !Set.of("Json", "ConfigJson", "RunPage").contains(type.getSimpleName()));
        for (Class<?> made : List.of(Gson.class, GsonBuilder.class)) {
            noClasses()
                    .that(others)
                    .should()
                    .callConstructor(made)
                    .because("files.Json is there")
                    .check(MAIN);
        }
    }
}
