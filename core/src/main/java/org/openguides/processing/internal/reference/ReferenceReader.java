package org.openguides.processing.internal.reference;

import javax.jcr.Session;

import org.openguides.processing.internal.catalog.JcrCatalog;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Opens a view of the references. Safe for use by many threads. */
@Component(service = ReferenceReader.class)
public final class ReferenceReader {

    private final Projects projects;
    private final FileIds ids;

    @Activate
    public ReferenceReader(@Reference(name = "projects") Projects projects, @Reference(name = "ids") FileIds ids) {
        this.projects = projects;
        this.ids = ids;
    }

    /** The references as the session may see them; lives as long as the session and belongs to its thread. */
    public References in(Session session) {
        return new References(new JcrCatalog(session), projects, path -> ids.of(session, path));
    }

    /** The project that a path lies in; the path itself outside of all projects. */
    public String project(String path) {
        return projects.of(path).orElse(path);
    }
}
