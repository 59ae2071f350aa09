package org.openguides.processing.internal.processor;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

import java.util.ArrayList;
import java.util.List;

import org.openguides.processing.internal.catalog.AssetState;
import org.openguides.processing.internal.dita.DitaDocument;
import org.openguides.processing.internal.dita.DitaType;
import org.openguides.processing.spi.PropertyChange;

/** Changes to the asset of a topic or map that do not depend on other assets. */
final class DitaChanges {

    private DitaChanges() {}

    /** Returns the changes. What a map references is added in the linking phase: {@link MapTargets}. */
    static List<PropertyChange> of(Node content, DitaDocument document) throws RepositoryException {
        List<PropertyChange> changes = new ArrayList<>(TitleChanges.of(content, document.title()));
        changes.add(new PropertyChange(AssetState.DITA_CLASS, document.ditaClass()));
        if (!content.hasProperty(AssetState.DOC_STATE)) {
            changes.add(new PropertyChange(AssetState.DOC_STATE, "Draft"));
        }
        changes.add(new PropertyChange(AssetState.ROOT_ID, document.id()));
        if (document.type() != DitaType.MAP) {
            changes.addAll(new MapTargets(path -> false).of("", List.of()).changes());
        }
        return changes;
    }
}
