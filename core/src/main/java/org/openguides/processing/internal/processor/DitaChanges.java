package org.openguides.processing.internal.processor;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

import java.util.ArrayList;
import java.util.List;

import org.openguides.processing.internal.catalog.AssetState;
import org.openguides.processing.internal.dita.DitaDocument;
import org.openguides.processing.internal.dita.DitaReference;
import org.openguides.processing.internal.dita.DitaType;
import org.openguides.processing.internal.reference.Outgoing;
import org.openguides.processing.spi.PropertyChange;

/** What a topic or map leaves on its asset. */
final class DitaChanges {

    private DitaChanges() {}

    /**
     * The changes.
     *
     * @param warnings what the run is to be told is added to these
     */
    static List<PropertyChange> of(
            Node content, DitaDocument document, List<Outgoing> references, List<String> warnings)
            throws RepositoryException {
        List<PropertyChange> changes = new ArrayList<>(TitleChanges.of(content, document.title()));
        changes.add(new PropertyChange(AssetState.DITA_CLASS, document.ditaClass()));
        if (!content.hasProperty(AssetState.DOC_STATE)) {
            changes.add(new PropertyChange(AssetState.DOC_STATE, "Draft"));
        }
        changes.add(new PropertyChange(AssetState.ROOT_ID, document.id()));
        boolean map = document.type() == DitaType.MAP;
        TargetLists lists = new TargetLists();
        lists.add(AssetState.TOPIC_REFS, targets(map, references, DitaReference.Role.TOPICREF));
        lists.add(AssetState.MAP_REFS, targets(map, references, DitaReference.Role.MAPREF));
        lists.add(AssetState.KEYDEF_REFS, targets(map, references, DitaReference.Role.KEYDEF));
        changes.addAll(lists.changes());
        warnings.addAll(lists.warnings());
        return changes;
    }

    private static List<String> targets(boolean map, List<Outgoing> references, DitaReference.Role role) {
        return references.stream()
                .filter(reference -> map && reference.reference().role() == role)
                .map(Outgoing::target)
                .filter(target -> !target.isEmpty())
                .distinct()
                .toList();
    }
}
