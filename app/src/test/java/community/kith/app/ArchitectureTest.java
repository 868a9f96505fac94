package community.kith.app;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The arrows of ARCHITECTURE.md, executable.
class ArchitectureTest {
    private static final String ROOT = "community.kith.";
    private static final String[] DECIDERS = {ROOT + "base..", ROOT + "community..", ROOT + "sync.."};

    private static final JavaClasses KITH = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("community.kith");

    /// A module, and the packages of Kith that it may see.
    record Arrow(String module, List<String> sees) {
        static Arrow of(String module, String... sees) {
            return new Arrow(
                    module,
                    Stream.concat(Stream.of(module), Stream.of(sees))
                            .map(room -> ROOT + room + "..")
                            .toList());
        }

        @Override
        public String toString() {
            return module;
        }
    }

    static Stream<Arrow> arrows() {
        return Stream.of(
                Arrow.of("base"),
                Arrow.of("p2p", "base"),
                Arrow.of("store", "base"),
                Arrow.of("sync", "base"),
                Arrow.of("community", "sync", "base"),
                Arrow.of("compute", "base"),
                Arrow.of("node", "p2p", "store", "compute", "community", "sync", "base"),
                Arrow.of("doors", "node.api", "base"),
                Arrow.of("app", "doors", "node", "p2p", "store", "compute", "community", "sync", "base"));
    }

    @ParameterizedTest
    @MethodSource("arrows")
    void aModuleSeesOnlyWhatItsArrowsPointTo(Arrow arrow) {
        DescribedPredicate<JavaClass> outside = resideInAPackage("community.kith..")
                .and(DescribedPredicate.not(resideInAnyPackage(arrow.sees().toArray(String[]::new))));
        noClasses()
                .that()
                .resideInAPackage(ROOT + arrow.module() + "..")
                .should()
                .dependOnClassesThat(outside)
                .allowEmptyShould(true)
                .check(KITH);
    }

    /// In base, bytes and name know each other: a link in a tree of values is a Cid, and a Cid is made of varints.
    static Stream<Arrow> arrowsAboveBase() {
        return arrows().filter(arrow -> !arrow.module().equals("base"));
    }

    @ParameterizedTest
    @MethodSource("arrowsAboveBase")
    void packagesOfAModuleMakeNoCycles(Arrow arrow) {
        slices().matching(ROOT + arrow.module() + ".(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(KITH);
    }

    @Test
    void doorsDoNotSeeEachOther() {
        slices().matching(ROOT + "doors.(*)..").should().notDependOnEachOther().check(KITH);
    }

    @Test
    void decidersHaveNoSocketsFilesOrThreads() {
        Set<String> values = Set.of(
                ProtocolException.class.getName(),
                InetSocketAddress.class.getName(),
                InetAddress.class.getName(),
                Inet4Address.class.getName(),
                Inet6Address.class.getName(),
                UnknownHostException.class.getName());
        DescribedPredicate<JavaClass> machine = resideInAnyPackage(
                        "java.net..",
                        "java.nio.file..",
                        "java.nio.channels..",
                        "java.util.concurrent..",
                        "java.util.logging..")
                .or(new DescribedPredicate<>("threads, processes and files") {
                    @Override
                    public boolean test(JavaClass type) {
                        return type.isAssignableTo(Thread.class)
                                || type.isAssignableTo(Process.class)
                                || type.getName().startsWith("java.io.File");
                    }
                })
                .and(new DescribedPredicate<>("that are no mere values") {
                    @Override
                    public boolean test(JavaClass type) {
                        return !values.contains(type.getName());
                    }
                });
        noClasses()
                .that()
                .resideInAnyPackage(DECIDERS)
                .should()
                .dependOnClassesThat(machine)
                .check(KITH);
    }

    @Test
    void decidersAreGivenTimeAndChance() {
        noClasses()
                .that()
                .resideInAnyPackage(DECIDERS)
                .and()
                .haveSimpleNameNotContaining("AsSecureRandom") // hands the chance that was given to Bouncy Castle
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(InstantSource.class, "system")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Clock.class, SecureRandom.class, Random.class)
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .check(KITH);
    }

    @Test
    void onlyTheAppReadsTheEnvironmentAndEndsTheProgram() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "app..")
                .should()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .check(KITH);
    }

    @Test
    void onlyMainLooksAtTheMachine() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "app..")
                .and()
                .doNotHaveFullyQualifiedName(Main.class.getName())
                .should()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(InstantSource.class, "system")
                .orShould()
                .callConstructor(SecureRandom.class)
                .check(KITH);
    }

    @Test
    void nodeApiIsMadeOfPlainTypes() {
        classes()
                .that()
                .resideInAPackage(ROOT + "node.api..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(ROOT + "node.api..", ROOT + "base..", "java..", "org.jspecify..")
                .check(KITH);
    }
}
