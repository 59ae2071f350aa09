package org.openguides.processing.internal.reference;

import javax.jcr.Session;

import org.openguides.processing.internal.catalog.Catalog;
import org.openguides.processing.internal.catalog.CatalogOfARun;
import org.openguides.processing.internal.catalog.Catalogs;
import org.openguides.processing.internal.catalog.Identities;
import org.openguides.processing.internal.resolution.ContentTree;
import org.openguides.processing.internal.resolution.Deadline;
import org.openguides.processing.internal.resolution.ProjectKeys;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Opens views of the references. Safe for use by multiple threads. */
@Component(service = ReferenceReader.class)
public final class ReferenceReader {

    private final Projects projects;
    private final FileIds ids;
    private final Catalogs catalogs;
    private final ProjectKeys keys = new ProjectKeys();

    @Activate
    public ReferenceReader(
            @Reference(name = "projects") Projects projects,
            @Reference(name = "ids") FileIds ids,
            @Reference(name = "catalogs") Catalogs catalogs) {
        this.projects = projects;
        this.ids = ids;
        this.catalogs = catalogs;
    }

    /**
     * Returns the references that the session may see, for a request. Bound to the session and its thread.
     *
     * @param deadline time after which it fails with a {@link
     *                 org.openguides.processing.internal.resolution.TooComplexException}
     */
    public References in(Session session, Deadline deadline) {
        return in(session, catalogs.in(session, deadline), deadline);
    }

    /**
     * Returns the references for a run, which must not depend on an index being up to date, and has no deadline.
     *
     * @param known assets that are found regardless of an index
     */
    public References in(Session session, Identities known) {
        return in(session, new CatalogOfARun(catalogs.in(session), known), Deadline.NONE);
    }

    /**
     * Returns the references within a part of the repository, for a run.
     *
     * @param visible decides which nodes belong to the part
     */
    public References in(Session session, Identities known, VisibleTree.Filter visible) {
        Catalog catalog = new CatalogOfARun(catalogs.in(session), known);
        ContentTree tree = new VisibleTree(new RepositoryTree(catalog, projects, session, ids), visible);
        // definitions of a part must not be cached for the whole
        return new References(catalog, tree, userOf(session), new ProjectKeys(), Deadline.NONE);
    }

    private References in(Session session, Catalog catalog, Deadline deadline) {
        ContentTree tree = new RepositoryTree(catalog, projects, session, ids);
        return new References(catalog, tree, userOf(session), keys, deadline);
    }

    private static String userOf(Session session) {
        return String.valueOf(session.getUserID());
    }
}
