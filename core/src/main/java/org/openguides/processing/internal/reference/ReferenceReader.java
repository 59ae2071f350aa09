package org.openguides.processing.internal.reference;

import javax.jcr.Session;

import org.openguides.processing.internal.catalog.Catalog;
import org.openguides.processing.internal.catalog.CatalogOfARun;
import org.openguides.processing.internal.catalog.Catalogs;
import org.openguides.processing.internal.catalog.Identities;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Opens a view of the references. Safe for use by many threads. */
@Component(service = ReferenceReader.class)
public final class ReferenceReader {

    private final Projects projects;
    private final FileIds ids;
    private final Catalogs catalogs;

    @Activate
    public ReferenceReader(
            @Reference(name = "projects") Projects projects,
            @Reference(name = "ids") FileIds ids,
            @Reference(name = "catalogs") Catalogs catalogs) {
        this.projects = projects;
        this.ids = ids;
        this.catalogs = catalogs;
    }

    /** The references as the session may see them; lives as long as the session and belongs to its thread. */
    public References in(Session session) {
        return in(session, Identities.NONE);
    }

    /**
     * The same, where it must not matter how far behind an index is.
     *
     * @param known assets that are found whether or not an index tells of them
     */
    public References in(Session session, Identities known) {
        Catalog catalog = new CatalogOfARun(catalogs.in(session), known);
        return new References(catalog, projects, path -> ids.of(session, path));
    }

    /** The project that a path lies in; the path itself outside of all projects. */
    public String project(String path) {
        return projects.of(path).orElse(path);
    }
}
