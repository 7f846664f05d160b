package dev.varve.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.varve", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule engineKnowsNoFrameworkAndNoOtherModule = noClasses()
            .that()
            .resideInAPackage("dev.varve.engine..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework..",
                    "org.axonframework..",
                    "dev.varve.events..",
                    "dev.varve.store..",
                    "dev.varve.command..",
                    "dev.varve.query..");

    @ArchTest
    static final ArchRule packagesFormNoCycles =
            slices().matching("dev.varve.engine.(*)..").should().beFreeOfCycles();
}
