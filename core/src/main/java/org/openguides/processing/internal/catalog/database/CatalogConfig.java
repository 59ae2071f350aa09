package org.openguides.processing.internal.catalog.database;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The OSGi configuration of the catalog backend. */
@ObjectClassDefinition(
        name = "OpenGuides: catalog",
        description = "Where the results of processing are stored. See docs/database.md.")
@interface CatalogConfig {

    @AttributeDefinition(
            name = "Backend",
            description =
                    "jcr: on the assets, in the repository. database: in PostgreSQL or H2. After changing it, process"
                            + " the content once: assets that the new backend does not contain count as not processed.",
            options = {@Option(value = "jcr", label = "JCR"), @Option(value = "database", label = "Database")})
    String backend() default "jcr";

    @AttributeDefinition(
            name = "Data source",
            description = "The datasource.name of the DataSource service that the backend database uses.")
    String dataSource() default "openguides";

    @AttributeDefinition(
            name = "Seconds for a statement",
            description = "Timeout for a single statement, after which the database counts as unavailable.")
    int statementSeconds() default 30;
}
