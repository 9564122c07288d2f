package dev.gantry.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The arrow: a package uses only packages of the lines above its own, and never one of its own line. */
class ArchitectureTest {
    private static final String ROOT = "dev.gantry.engine";

    /** From the kernel to the API; subpackages belong to their parent. docs/architecture.md explains each. */
    private static final List<List<String>> LINES = List.of(
            List.of("error"),
            List.of("linux"),
            List.of("capability"),
            List.of("seccomp"),
            List.of("storage", "archive"),
            List.of("content"),
            List.of("snapshot"),
            List.of("image"),
            List.of("cgroup"),
            List.of("mount"),
            List.of("registry"),
            List.of("spec"),
            List.of("runtime"),
            List.of("network", "volume", "log", "event", "build"),
            List.of("container"),
            List.of("http"),
            List.of("dockerapi"),
            List.of("doctor"));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void importsPointUpTheListOnly() {
        TreeSet<String> wrong = new TreeSet<>();
        for (JavaClass origin : CLASSES) {
            for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (target.getPackageName().startsWith(ROOT) && !mayUse(room(origin), room(target))) {
                    wrong.add(room(origin) + " uses " + room(target) + ": " + dependency.getDescription());
                }
            }
        }
        assertEquals("", String.join("\n", wrong));
    }

    @Test
    void everyPackageHasALineInTheList() {
        TreeSet<String> unlisted = new TreeSet<>();
        CLASSES.forEach(c -> {
            if (!room(c).isEmpty() && line(room(c)) < 0) {
                unlisted.add(room(c));
            }
        });
        assertEquals("[]", unlisted.toString(), "packages without a line");
    }

    /** The root package is the composition root, which may use everything and which nobody uses. */
    private static boolean mayUse(String origin, String target) {
        return origin.isEmpty() || origin.equals(target) || !target.isEmpty() && line(target) < line(origin);
    }

    private static int line(String room) {
        for (int i = 0; i < LINES.size(); i++) {
            if (LINES.get(i).contains(room)) {
                return i;
            }
        }
        return -1;
    }

    /** The package below the root without its subpackages, or the empty string for the root itself. */
    private static String room(JavaClass c) {
        String name = c.getPackageName();
        return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1).split("\\.")[0];
    }

    @Test
    void onlyLinuxCallsTheKernel() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".linux..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.sun.jna..", "java.lang.foreign..")
                .because("system calls live in engine.linux, where errno is kept and each is mapped once")
                .check(CLASSES);
    }

    @Test
    void jsonIsReadAndWrittenOnlyWhereDocumentsAreStoredOrExchanged() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        ROOT + ".dockerapi..",
                        ROOT + ".storage..",
                        ROOT + ".content..",
                        ROOT + ".snapshot..",
                        ROOT + ".image..",
                        ROOT + ".registry..",
                        ROOT + ".seccomp..",
                        ROOT + ".volume..",
                        ROOT + ".log..",
                        ROOT + ".container..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.jackson..")
                .because("JSON is a matter of the API and of the owners of stored documents")
                .check(CLASSES);
    }

    @Test
    void knowsNothingOfTheServer() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.quarkus..", "jakarta..", "io.smallrye..", "org.hibernate..")
                .because("the engine runs on its own; the server treats it as one more Docker API endpoint")
                .check(CLASSES);
    }
}
