package org.openguides.processing.internal.processor;

import javax.jcr.RepositoryException;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.GuidesProperties;
import org.openguides.processing.api.Reason;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.catalog.AssetState;
import org.openguides.processing.internal.catalog.StoredFacts;
import org.openguides.processing.internal.catalog.Term;
import org.openguides.processing.internal.dita.DitaDocument;
import org.openguides.processing.internal.dita.DitaReference;
import org.openguides.processing.internal.dita.DitaSyntaxException;
import org.openguides.processing.internal.dita.DitaType;
import org.openguides.processing.internal.dita.DocumentFacts;
import org.openguides.processing.internal.dita.ElementIds;
import org.openguides.processing.internal.dita.FileContent;
import org.openguides.processing.internal.engine.AssetNodeProcessor;
import org.openguides.processing.internal.engine.Visibility;
import org.openguides.processing.internal.markup.MarkupDocument;
import org.openguides.processing.internal.markup.MarkupParser;
import org.openguides.processing.internal.reference.FileIds;
import org.openguides.processing.internal.reference.Projects;
import org.openguides.processing.internal.reference.RepositoryTree;
import org.openguides.processing.internal.reference.Terms;
import org.openguides.processing.internal.reference.VisibleTree;
import org.openguides.processing.internal.resolution.ContentTree;
import org.openguides.processing.internal.resolution.DocumentCheck;
import org.openguides.processing.internal.resolution.Outgoing;
import org.openguides.processing.spi.AssetProcessor;
import org.openguides.processing.spi.Finding;
import org.openguides.processing.spi.ItemResult;
import org.openguides.processing.spi.PropertyChange;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The built-in processor: assigns a uuid to an asset, reads its file, and records metadata and references. */
@Component(service = AssetProcessor.class)
public final class PostProcessor implements AssetNodeProcessor {

    private static final String NO_ORIGINAL = "no-original: it has no file";

    private final ContentReader reader;
    private final Projects projects;
    private final FileIds ids;
    private final MarkupParser markup = new MarkupParser();
    private final GuidesPrefix guidesPrefix = new GuidesPrefix();

    @Activate
    public PostProcessor(
            @Reference(name = "reader") ContentReader reader,
            @Reference(name = "projects") Projects projects,
            @Reference(name = "ids") FileIds ids) {
        this.reader = reader;
        this.projects = projects;
        this.ids = ids;
    }

    @Override
    public ItemResult process(AssetNode asset, GuidesProperties mode, Visibility visible)
            throws RepositoryException, IOException {
        FileContent content;
        try {
            content = reader.read(asset);
        } catch (FileNotFoundException e) {
            return ItemResult.failure(FileType.ofName(asset.name()), Finding.of(Reason.NO_ORIGINAL, NO_ORIGINAL));
        }
        FileType type = AssetTypes.of(asset, content);
        DitaDocument document = content.document();
        if (document != null && document.type() != DitaType.NOT_DITA) {
            return dita(asset, type, document, mode, visible);
        }
        DitaSyntaxException error = content.error();
        if (error == null && markup.reads(asset.name())) {
            return markup(asset, type, mode, visible);
        }
        List<PropertyChange> changes = facts(asset, type, DocumentFacts.NONE, mode);
        if (error != null) {
            // a malformed file keeps its previous title, class and word count until it is corrected
            return ItemResult.failure(type, reason(error)).with(changes);
        }
        changes.addAll(DitaChanges.ofOther(asset.content(), null));
        return ItemResult.success(type).with(changes);
    }

    private ItemResult dita(
            AssetNode asset, FileType type, DitaDocument document, GuidesProperties mode, Visibility visible)
            throws RepositoryException {
        DocumentFacts facts = DocumentFacts.of(document);
        List<Outgoing> broken = broken(asset, facts.references(), document.ids(), visible);
        List<PropertyChange> changes = facts(asset, type, facts, mode);
        List<String> warnings = new ArrayList<>(document.warnings());
        changes.addAll(
                document.type() == DitaType.DITAVAL
                        ? DitaChanges.ofOther(asset.content(), null)
                        : DitaChanges.of(
                                asset.content(),
                                document,
                                guidesPrefix.isRegistered(asset.content().getSession())));
        return success(type, changes, warnings, broken);
    }

    private ItemResult markup(AssetNode asset, FileType type, GuidesProperties mode, Visibility visible)
            throws RepositoryException, IOException {
        MarkupDocument document;
        try {
            document = reader.read(asset, bytes -> markup.parse(asset.name(), bytes));
        } catch (FileNotFoundException e) {
            return ItemResult.failure(type, Finding.of(Reason.NO_ORIGINAL, NO_ORIGINAL));
        }
        // The renderer decides which ids such a file has.
        List<Outgoing> broken = broken(asset, document.references(), null, visible);
        List<PropertyChange> changes = facts(asset, type, new DocumentFacts(document.references()), mode);
        changes.addAll(DitaChanges.ofOther(asset.content(), document.title()));
        return success(type, changes, document.warnings(), broken);
    }

    /** Returns the changes of the recorded facts; facts that no longer hold are removed. */
    private List<PropertyChange> facts(AssetNode asset, FileType type, DocumentFacts facts, GuidesProperties mode)
            throws RepositoryException {
        String uuid = Uuids.of(asset, mode);
        Set<Term> terms = Terms.of(asset.path(), type, uuid, facts, projects);
        List<PropertyChange> changes = new ArrayList<>();
        changes.add(new PropertyChange(AssetState.UUID, uuid));
        StoredFacts.properties(facts, terms).forEach((path, lines) -> changes.add(new PropertyChange(path, lines)));
        return changes;
    }

    private List<Outgoing> broken(
            AssetNode asset, List<DitaReference> references, @Nullable ElementIds own, Visibility visible)
            throws RepositoryException {
        ContentTree tree = new VisibleTree(
                RepositoryTree.whileProcessing(asset.content().getSession(), projects, ids), visible::includes);
        return RepositoryTree.ask(() -> new DocumentCheck(tree, asset.path(), own).broken(references));
    }

    private static ItemResult success(
            FileType type, List<PropertyChange> changes, List<String> said, List<Outgoing> broken) {
        return ItemResult.success(type).with(changes).withWarnings(Warnings.of(said, broken));
    }

    private static Finding reason(DitaSyntaxException error) {
        String message = "line " + error.line() + ", column " + error.column() + ": " + error.getMessage();
        Reason reason =
                switch (error.kind()) {
                    case NOT_WELL_FORMED -> Reason.NOT_WELL_FORMED;
                    case TOO_LARGE -> Reason.TOO_LARGE;
                    case ENTITY_UNDECLARED -> Reason.ENTITY_UNDECLARED;
                };
        return Finding.of(reason, message).at(error.line(), error.column());
    }
}
