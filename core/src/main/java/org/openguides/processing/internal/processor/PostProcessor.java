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
import org.openguides.processing.internal.dita.DitaDocument;
import org.openguides.processing.internal.dita.DitaReference;
import org.openguides.processing.internal.dita.DitaSyntaxException;
import org.openguides.processing.internal.dita.DitaType;
import org.openguides.processing.internal.dita.ElementIds;
import org.openguides.processing.internal.markup.MarkupDocument;
import org.openguides.processing.internal.markup.MarkupParser;
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
    private final MarkupParser markup = new MarkupParser();

    @Activate
    public PostProcessor(@Reference(name = "reader") ContentReader reader) {
        this.reader = reader;
    }

    @Override
    public ItemResult process(Node node) throws RepositoryException, IOException {
        AssetNode asset = AssetNode.of(node).orElseThrow(() -> new RepositoryException("no asset of ours: " + node));
        ContentReader.Content content = reader.read(asset);
        FileType type = AssetTypes.of(content.kind());
        PropertyChange uuid = new PropertyChange(AssetState.UUID, Uuids.of(asset));
        DitaSyntaxException error = content.error();
        if (error != null) {
            return ItemResult.failure(type, reason(error)).with(uuid);
        }
        DitaDocument document = content.document();
        if (document != null && document.type() != DitaType.NOT_DITA) {
            return dita(asset, type, document).with(uuid);
        }
        return markup.reads(asset.name())
                ? markup(asset, type).with(uuid)
                : ItemResult.success(type).with(uuid);
    }

    private static ItemResult dita(AssetNode asset, FileType type, DitaDocument document) throws RepositoryException {
        List<ResolvedReference> references = resolve(asset, document.references(), document.ids());
        List<PropertyChange> changes = document.type() == DitaType.DITAVAL
                ? TextChanges.of(asset.content(), null, references)
                : DitaChanges.of(asset.content(), document, references);
        return success(type, changes, document.warnings(), references);
    }

    private ItemResult markup(AssetNode asset, FileType type) throws RepositoryException, IOException {
        MarkupDocument document;
        try (InputStream bytes = asset.openOriginal()) {
            document = markup.parse(asset.name(), bytes);
        }
        // Which ids such a file has is up to whatever renders it.
        List<ResolvedReference> references = resolve(asset, document.references(), null);
        List<PropertyChange> changes = TextChanges.of(asset.content(), document.title(), references);
        return success(type, changes, document.warnings(), references);
    }

    private static List<ResolvedReference> resolve(
            AssetNode asset, List<DitaReference> references, @Nullable ElementIds ids) throws RepositoryException {
        return new ReferenceLookup(asset.content().getSession(), asset.path(), references, ids).resolve();
    }

    private static ItemResult success(
            FileType type, List<PropertyChange> changes, List<String> said, List<ResolvedReference> references) {
        List<String> warnings = new ArrayList<>(said);
        references.stream()
                .filter(reference -> reference.status().isBroken())
                .map(ResolvedReference::complaint)
                .forEach(warnings::add);
        return new ItemResult(type, Outcome.SUCCEEDED, "", warnings, changes);
    }

    private static String reason(DitaSyntaxException error) {
        return "line " + error.line() + ", column " + error.column() + ": " + error.getMessage();
    }
}
