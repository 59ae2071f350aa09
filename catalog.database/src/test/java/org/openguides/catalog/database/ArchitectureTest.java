package org.openguides.catalog.database;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

/** The bundle depends only on exported packages of the core, and not on a repository. */
class ArchitectureTest {

    @Test
    void dependsOnlyOnDatabasesAndPackagesExportedForIt() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.sql..",
                        "org.jdbi..",
                        "org.flywaydb..",
                        "org.slf4j..",
                        "org.osgi..",
                        "org.jspecify..",
                        "org.openguides.catalog.database..",
                        "org.openguides.processing.internal.catalog.tables",
                        "org.openguides.processing.internal.dita")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("org.openguides.catalog.database"));
    }
}
