package dev.varve.query;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.varve.query.projection.Projection;
import org.axonframework.eventhandling.EventHandler;

@AnalyzeClasses(packages = "dev.varve.query", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule queryKnowsNeitherEngineNorCommand = noClasses()
            .that()
            .resideInAPackage("dev.varve.query..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.varve.engine..", "dev.varve.command..");

    @ArchTest
    static final ArchRule onlyTheAppAndTheWebKnowSpring = noClasses()
            .that()
            .resideOutsideOfPackages("dev.varve.query.app..", "dev.varve.query.web..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework..");

    @ArchTest
    static final ArchRule theSharedPartKnowsNoView = noClasses()
            .that()
            .resideInAPackage("dev.varve.query.projection..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.varve.query.status..",
                    "dev.varve.query.timeline..",
                    "dev.varve.query.backups..",
                    "dev.varve.query.findings..",
                    "dev.varve.query.access..",
                    "dev.varve.query.cli..",
                    "dev.varve.query.app..");

    @ArchTest
    static final ArchRule eventsAreHandledInProjectionsOnly = methods()
            .that()
            .areAnnotatedWith(EventHandler.class)
            .should()
            .beDeclaredInClassesThat()
            .implement(Projection.class);

    @ArchTest
    static final ArchRule projectionsAreNamedSoAndKeepNoState = classes()
            .that()
            .implement(Projection.class)
            .should()
            .haveSimpleNameEndingWith("Projection")
            .andShould()
            .haveOnlyFinalFields();

    @ArchTest
    static final ArchRule viewsDoNotGoInCircles =
            slices().matching("dev.varve.query.(*)..").should().beFreeOfCycles();
}
