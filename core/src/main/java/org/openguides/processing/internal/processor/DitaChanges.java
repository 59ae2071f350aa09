package org.openguides.processing.internal.processor;

import javax.jcr.Node;
import javax.jcr.PropertyType;
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

    /**
     * Returns the changes. What a map references is added in the linking phase: {@link MapTargets}.
     *
     * @param guidesPrefix whether the prefix of AEM Guides is registered
     */
    static List<PropertyChange> of(Node content, DitaDocument document, boolean guidesPrefix)
            throws RepositoryException {
        List<PropertyChange> changes = new ArrayList<>(TitleChanges.of(content, document.title()));
        changes.add(new PropertyChange(AssetState.DITA_CLASS, document.ditaClass()));
        if (!content.hasProperty(AssetState.DOC_STATE)) {
            changes.add(new PropertyChange(AssetState.DOC_STATE, "Draft"));
        }
        changes.add(new PropertyChange(AssetState.ROOT_ID, document.id()));
        changes.add(words(content, document.words(), guidesPrefix));
        if (document.type() != DitaType.MAP) {
            changes.addAll(MapTargets.none().changes());
        }
        return changes;
    }

    /** It is not documented which type AEM Guides gives to the property: a text stays one. */
    private static PropertyChange words(Node content, long words, boolean guidesPrefix) throws RepositoryException {
        if (!guidesPrefix) {
            return new PropertyChange(AssetState.OWN_WORD_COUNT, words);
        }
        boolean isText = content.hasProperty(AssetState.WORD_COUNT)
                && content.getProperty(AssetState.WORD_COUNT).getType() == PropertyType.STRING;
        return new PropertyChange(AssetState.WORD_COUNT, isText ? Long.toString(words) : (Object) words);
    }
}
