package dev.gantry;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The arrow in the server: features use what carries them, never the other way round, and form no circles. */
class ArchitectureTest {
    private static final String ROOT = "dev.gantry";

    /** What carries the features, from below; every other package is a feature and may use all of these. */
    private static final List<List<String>> CARRIERS = List.of(
            List.of("platform"),
            List.of("user", "team"),
            List.of("session"),
            List.of("ui"),
            List.of("access"),
            List.of("docker"),
            List.of("environment"));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("dev/gantry/engine/"))
            .importPackages(ROOT);

    @Test
    void importsPointUpTheListOnly() {
        TreeSet<String> wrong = new TreeSet<>();
        for (JavaClass origin : CLASSES) {
            for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (isServer(target) && !mayUse(room(origin), room(target))) {
                    wrong.add(room(origin) + " uses " + room(target) + ": " + dependency.getDescription());
                }
            }
        }
        assertEquals("", String.join("\n", wrong));
    }

    private static boolean isServer(JavaClass c) {
        return (c.getPackageName() + ".").startsWith(ROOT + ".") && !room(c).equals("engine");
    }

    private static boolean mayUse(String origin, String target) {
        return origin.equals(target) || line(target) < line(origin) || line(origin) == CARRIERS.size();
    }

    private static int line(String room) {
        for (int i = 0; i < CARRIERS.size(); i++) {
            if (CARRIERS.get(i).contains(room)) {
                return i;
            }
        }
        return CARRIERS.size();
    }

    private static String room(JavaClass c) {
        String name = c.getPackageName();
        return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1).split("\\.")[0];
    }

    @Test
    void featuresFormNoCircles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyTheEmbeddedEngineKnowsTheEngine() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + ".environment.EmbeddedEngine")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".engine")
                .because("a local engine is one more Docker API endpoint")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".environment..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".engine..")
                .because("only the environment of the local engine asks its doctor")
                .check(CLASSES);
    }

    @Test
    void onlyDockerTalksToEngines() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".docker..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.net.UnixDomainSocketAddress")
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("java.net.http..")
                .because("every request to an engine passes through the docker package")
                .check(CLASSES);
    }

    @Test
    void nothingInTheServerCallsTheKernel() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.sun.jna..", "java.lang.foreign..")
                .check(CLASSES);
    }
}
