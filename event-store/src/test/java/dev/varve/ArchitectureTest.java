package dev.varve;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.varve", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule eventsImportOnlyTheJavaPlatform = classes()
            .that()
            .resideInAPackage("dev.varve.events..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "dev.varve.events..");

    @ArchTest
    static final ArchRule eventsAndStoreKnowNoSpring = noClasses()
            .that()
            .resideInAnyPackage("dev.varve.events..", "dev.varve.store..", "dev.varve.cli..", "dev.varve.server..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework..", "dev.varve.engine..", "dev.varve.command..", "dev.varve.query..");
}
