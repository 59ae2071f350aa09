package org.openguides.processing.internal.processor;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.openguides.processing.api.FileType;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.catalog.AssetState;
import org.openguides.processing.internal.dita.DitaDocument;
import org.openguides.processing.internal.dita.DitaSyntaxException;
import org.openguides.processing.internal.dita.DitaType;
import org.openguides.processing.spi.AssetProcessor;
import org.openguides.processing.spi.ItemResult;
import org.openguides.processing.spi.Outcome;
import org.openguides.processing.spi.PropertyChange;
import org.osgi.service.component.annotations.Component;

/** Gives an asset its uuid, reads its DITA, and records its metadata and its references. */
@Component(service = AssetProcessor.class)
public final class PostProcessor implements AssetProcessor {

    private static final Set<DitaType> DITA = EnumSet.of(DitaType.TOPIC, DitaType.MAP);

    private final ContentReader reader = new ContentReader();

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
        if (document == null || !DITA.contains(document.type())) {
            return ItemResult.success(type).with(uuid);
        }
        return dita(asset, type, document, uuid);
    }

    private static ItemResult dita(AssetNode asset, FileType type, DitaDocument document, PropertyChange uuid)
            throws RepositoryException {
        List<ResolvedReference> references =
                new ReferenceLookup(asset.content().getSession(), asset.path(), document).resolve();
        List<PropertyChange> changes = new ArrayList<>();
        changes.add(uuid);
        changes.addAll(DitaChanges.of(asset.content(), document, references));
        List<String> warnings = new ArrayList<>(document.warnings());
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
