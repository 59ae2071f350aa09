package org.openguides.processing.testing;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.catalog.AssetState;
import org.openguides.processing.internal.dita.Specialisations;
import org.openguides.processing.internal.processor.ContentReader;
import org.openguides.processing.internal.processor.FragmentIds;
import org.openguides.processing.internal.processor.PostProcessor;
import org.openguides.processing.internal.reference.Projects;
import org.openguides.processing.internal.reference.ReferenceReader;
import org.openguides.processing.spi.ItemResult;
import org.openguides.processing.spi.PropertyChange;

/** Content processed by the built-in processor, without an engine. */
public final class ProcessedContent {

    /** Root of the content. */
    public static final Projects PROJECTS = new Projects(List.of("/content/dam"));

    private final OakRepository oak;
    private final Session session;
    private final ContentReader reader = new ContentReader(Specialisations.of(List.of()));
    private final PostProcessor processor = processor(reader);

    public ProcessedContent(OakRepository oak) {
        this.oak = oak;
        this.session = oak.login();
    }

    /** Creates the built-in processor with a reader. */
    public static PostProcessor processor(ContentReader reader) {
        return new PostProcessor(reader, PROJECTS, new FragmentIds(reader));
    }

    /** Creates the built-in processor with a reader and a clock. */
    public static PostProcessor processor(ContentReader reader, Clock clock) {
        return new PostProcessor(reader, PROJECTS, new FragmentIds(reader, clock));
    }

    /** Returns the reader for the references of the content. */
    public ReferenceReader references() {
        return new ReferenceReader(PROJECTS, new FragmentIds(reader), oak.catalogs());
    }

    /** Creates files from pairs of path and text, and processes them in that order. */
    public void files(String... pathsAndTexts) {
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < pathsAndTexts.length; i += 2) {
            paths.add(oak.file(pathsAndTexts[i], pathsAndTexts[i + 1]));
        }
        process(paths);
    }

    /** Processes assets and saves; returns the result for each. */
    public List<ItemResult> process(List<String> paths) {
        try {
            session.refresh(false);
            List<ItemResult> results = new ArrayList<>();
            for (String path : paths) {
                AssetNode asset = AssetNode.of(session.getNode(path)).orElseThrow();
                ItemResult result = processor.process(asset.node());
                TestCatalogs.processed(oak.catalogs(), asset, said(asset, result));
                results.add(result);
            }
            session.save();
            return results;
        } catch (RepositoryException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PropertyChange[] said(AssetNode asset, ItemResult result) throws RepositoryException {
        List<PropertyChange> said = new ArrayList<>(result.changes());
        said.add(new PropertyChange(AssetState.TYPE, result.type().name()));
        said.add(new PropertyChange(AssetState.OUTCOME, result.outcome().name()));
        said.add(new PropertyChange(AssetState.REVISION, asset.revision()));
        said.add(new PropertyChange(AssetState.PATH, asset.path()));
        return said.toArray(PropertyChange[]::new);
    }
}
