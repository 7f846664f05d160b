package dev.varve.command;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.varve", importOptions = ArchitectureTest.ProductAlone.class)
class ArchitectureTest {

    /** Without the tests' own classes, the other modules' among them. */
    static final class ProductAlone implements ImportOption {

        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes/") && !location.contains("-tests.jar");
        }
    }

    @ArchTest
    static final ArchRule commandSideKnowsNothingOfTheQuerySide = noClasses()
            .that()
            .resideInAPackage("dev.varve.command..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.varve.query..");

    @ArchTest
    static final ArchRule querySideKnowsNeitherEngineNorCommandSide = noClasses()
            .that()
            .resideInAPackage("dev.varve.query..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.varve.engine..", "dev.varve.command..");

    @ArchTest
    static final ArchRule decisionsAndStatesArePure = noClasses()
            .that()
            .haveSimpleNameEndingWith("Decider")
            .or()
            .haveSimpleNameEndingWith("State")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.axonframework..", "org.springframework..", "java.sql..", "java.nio.file..");

    @ArchTest
    static final ArchRule timeComesFromTheMain = noClasses()
            .that()
            .resideOutsideOfPackages("dev.varve.command.app..", "dev.varve.query.app..")
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(java.time.Clock.class, "systemUTC")
            .orShould()
            .callMethod(java.time.Clock.class, "systemDefaultZone");

    @ArchTest
    static final ArchRule environmentComesFromTheMain = noClasses()
            .that()
            .resideOutsideOfPackages("dev.varve.command.app..", "dev.varve.query.app..")
            .should()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class);

    @ArchTest
    static final ArchRule aggregatesStandWithTheirRules = classes()
            .that()
            .areAnnotatedWith("org.axonframework.modelling.command.AggregateRoot")
            .or()
            .haveSimpleNameEndingWith("Aggregate")
            .should()
            .resideInAnyPackage("dev.varve.command.target..", "dev.varve.command.run..", "dev.varve.command.access..");

    @ArchTest
    static final ArchRule packagesFormNoCycles =
            slices().matching("dev.varve.command.(*)..").should().beFreeOfCycles();
}
