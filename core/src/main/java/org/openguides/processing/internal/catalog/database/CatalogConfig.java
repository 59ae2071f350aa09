package org.openguides.processing.internal.catalog.database;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Where is kept what processing finds out. */
@ObjectClassDefinition(
        name = "OpenGuides: catalog",
        description = "Where is kept what processing finds out of assets. See docs/database.md.")
@interface CatalogConfig {

    @AttributeDefinition(
            name = "Backend",
            description =
                    "jcr: on the assets, in the repository. database: in PostgreSQL or H2. After a change run over"
                            + " the content once: what the new backend does not have counts as not processed.",
            options = {@Option(value = "jcr", label = "JCR"), @Option(value = "database", label = "Database")})
    String backend() default "jcr";

    @AttributeDefinition(
            name = "Data source",
            description = "The datasource.name of the DataSource service whose connections the backend database uses.")
    String dataSource() default "openguides";

    @AttributeDefinition(
            name = "Seconds for a statement",
            description = "How long the database may take for a single statement before it counts as away.")
    int statementSeconds() default 30;
}
