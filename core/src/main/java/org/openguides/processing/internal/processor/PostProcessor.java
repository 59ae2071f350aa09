package org.openguides.processing.internal.processor;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.FileType;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.catalog.AssetState;
import org.openguides.processing.internal.catalog.DocumentFacts;
import org.openguides.processing.internal.catalog.StoredFacts;
import org.openguides.processing.internal.dita.DitaDocument;
import org.openguides.processing.internal.dita.DitaReference;
import org.openguides.processing.internal.dita.DitaSyntaxException;
import org.openguides.processing.internal.dita.DitaType;
import org.openguides.processing.internal.dita.ElementIds;
import org.openguides.processing.internal.markup.MarkupDocument;
import org.openguides.processing.internal.markup.MarkupParser;
import org.openguides.processing.internal.reference.DocumentCheck;
import org.openguides.processing.internal.reference.FragmentIds;
import org.openguides.processing.internal.reference.Outgoing;
import org.openguides.processing.internal.reference.Projects;
import org.openguides.processing.internal.reference.Terms;
import org.openguides.processing.spi.AssetProcessor;
import org.openguides.processing.spi.ItemResult;
import org.openguides.processing.spi.Outcome;
import org.openguides.processing.spi.PropertyChange;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Gives an asset its uuid, reads it, and records its metadata and its references. */
@Component(service = AssetProcessor.class)
public final class PostProcessor implements AssetProcessor {

    private final ContentReader reader;
    private final Projects projects;
    private final MarkupParser markup = new MarkupParser();
    private final FragmentIds ids = new FragmentIds();

    @Activate
    public PostProcessor(
            @Reference(name = "reader") ContentReader reader, @Reference(name = "projects") Projects projects) {
        this.reader = reader;
        this.projects = projects;
    }

    @Override
    public ItemResult process(Node node) throws RepositoryException, IOException {
        AssetNode asset = AssetNode.of(node).orElseThrow(() -> new RepositoryException("no asset of ours: " + node));
        ContentReader.Content content = reader.read(asset);
        FileType type = AssetTypes.of(content.kind());
        DitaDocument document = content.document();
        if (document != null && document.type() != DitaType.NOT_DITA) {
            return dita(asset, type, document);
        }
        if (content.error() == null && markup.reads(asset.name())) {
            return markup(asset, type);
        }
        List<PropertyChange> changes = facts(asset, type, DocumentFacts.NONE);
        DitaSyntaxException error = content.error();
        return error == null
                ? new ItemResult(type, Outcome.SUCCEEDED, "", List.of(), changes)
                : new ItemResult(type, Outcome.FAILED, reason(error), List.of(), changes);
    }

    private ItemResult dita(AssetNode asset, FileType type, DitaDocument document) throws RepositoryException {
        DocumentFacts facts = facts(document);
        List<Outgoing> files = files(asset, facts, document.ids());
        List<PropertyChange> changes = facts(asset, type, facts);
        changes.addAll(
                document.type() == DitaType.DITAVAL
                        ? TextChanges.of(asset.content(), null)
                        : DitaChanges.of(asset.content(), document, files));
        return success(type, changes, document.warnings(), files);
    }

    private ItemResult markup(AssetNode asset, FileType type) throws RepositoryException, IOException {
        MarkupDocument document;
        try (InputStream bytes = asset.openOriginal()) {
            document = markup.parse(asset.name(), bytes);
        }
        DocumentFacts facts = new DocumentFacts(document.references(), List.of(), List.of());
        List<PropertyChange> changes = facts(asset, type, facts);
        changes.addAll(TextChanges.of(asset.content(), document.title()));
        // Which ids such a file has is up to whatever renders it.
        return success(type, changes, document.warnings(), files(asset, facts, null));
    }

    private List<Outgoing> files(AssetNode asset, DocumentFacts facts, @Nullable ElementIds own)
            throws RepositoryException {
        return new DocumentCheck(asset.content().getSession(), asset.path(), own, projects, ids)
                .files(facts.references());
    }

    private static ItemResult success(
            FileType type, List<PropertyChange> changes, List<String> said, List<Outgoing> files) {
        List<String> warnings = new ArrayList<>(said);
        files.stream()
                .filter(file -> file.status().isBroken() && !DocumentCheck.mayBeElsewhere(file))
                .map(Outgoing::complaint)
                .forEach(warnings::add);
        return new ItemResult(type, Outcome.SUCCEEDED, "", warnings, changes);
    }

    /** What is kept of every asset; of one that says nothing any more, nothing is. */
    private List<PropertyChange> facts(AssetNode asset, FileType type, DocumentFacts facts) throws RepositoryException {
        String uuid = Uuids.of(asset);
        List<PropertyChange> changes = new ArrayList<>();
        changes.add(new PropertyChange(AssetState.UUID, uuid));
        changes.add(new PropertyChange(AssetState.TERMS, Terms.of(asset.path(), type, uuid, facts, projects)));
        StoredFacts.properties(facts).forEach((path, lines) -> changes.add(new PropertyChange(path, lines)));
        return changes;
    }

    private static DocumentFacts facts(DitaDocument document) {
        return new DocumentFacts(
                document.references().stream()
                        .filter(reference -> reference.role() != DitaReference.Role.COPY_TO)
                        .toList(),
                document.keys(),
                document.keyScopes());
    }

    private static String reason(DitaSyntaxException error) {
        return "line " + error.line() + ", column " + error.column() + ": " + error.getMessage();
    }
}
