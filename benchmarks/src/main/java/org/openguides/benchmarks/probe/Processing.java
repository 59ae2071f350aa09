package org.openguides.benchmarks.probe;

import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.SimpleCredentials;

import java.io.IOException;
import java.util.Calendar;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.catalog.AssetState;
import org.openguides.processing.internal.catalog.JcrCatalogs;
import org.openguides.processing.internal.dita.Specialisations;
import org.openguides.processing.internal.engine.AssetLinks;
import org.openguides.processing.internal.processor.ContentReader;
import org.openguides.processing.internal.processor.FragmentIds;
import org.openguides.processing.internal.processor.LinkProcessor;
import org.openguides.processing.internal.processor.PostProcessor;
import org.openguides.processing.internal.reference.Projects;
import org.openguides.processing.internal.reference.ReferenceReader;
import org.openguides.processing.spi.ItemResult;
import org.openguides.processing.spi.PropertyChange;

/** The processing of the engine without the engine: results are written without comparing or checking. */
final class Processing {

    private final PostProcessor processor;
    private final LinkProcessor links;

    Processing() {
        ContentReader reader = new ContentReader(Specialisations.of(List.of()));
        FragmentIds ids = new FragmentIds(reader);
        Projects projects = new Projects(List.of("/content/dam"));
        processor = new PostProcessor(reader, projects, ids);
        links = new LinkProcessor(new ReferenceReader(projects, ids, new JcrCatalogs()));
    }

    /** Writes the results of processing a file. Transient until saved. */
    void process(Node file) throws RepositoryException, IOException {
        AssetNode asset = asset(file);
        ItemResult result = processor.process(file);
        Node content = asset.content();
        content.addMixin(AssetState.MIXIN);
        for (PropertyChange change : result.changes()) {
            write(content, change.path(), change.value());
        }
        write(content, AssetState.OUTCOME, result.outcome().name());
        write(content, AssetState.REVISION, asset.revision());
        write(content, AssetState.PATH, asset.path());
        write(content, AssetState.TYPE, result.type().name());
        write(content, AssetState.PROCESSED_AT, Calendar.getInstance());
    }

    /** Returns a reader for the parent maps of files that have been processed and saved. */
    AssetLinks.Reader links(Session session) {
        return links.begin("", session);
    }

    /** Writes the parent maps of a file. Transient until saved. */
    static void link(Node file, AssetLinks.Reader links) throws RepositoryException {
        AssetNode asset = asset(file);
        Node content = asset.content();
        for (PropertyChange change : links.of(List.of(asset), Set.of()).get(0).changes()) {
            write(content, change.path(), change.value());
        }
    }

    private static AssetNode asset(Node file) throws RepositoryException {
        return AssetNode.ofOutermost(file).orElseThrow();
    }

    private static void write(Node content, String path, @Nullable Object value) throws RepositoryException {
        int slash = path.indexOf('/');
        String name = path.substring(slash + 1);
        if (value instanceof List<?> list) {
            if (list.isEmpty()) {
                return;
            }
            holder(content, path, slash).setProperty(name, list.toArray(new String[0]));
        } else if (value instanceof Calendar time) {
            holder(content, path, slash).setProperty(name, time);
        } else if (value != null) {
            holder(content, path, slash).setProperty(name, value.toString());
        }
    }

    private static Node holder(Node content, String path, int slash) throws RepositoryException {
        if (slash < 0) {
            return content;
        }
        String child = path.substring(0, slash);
        return content.hasNode(child) ? content.getNode(child) : content.addNode(child, "nt:unstructured");
    }

    /** Opens another session of the same user. */
    static Session another(Session admin) throws RepositoryException {
        return admin.impersonate(new SimpleCredentials("admin", new char[0]));
    }
}
