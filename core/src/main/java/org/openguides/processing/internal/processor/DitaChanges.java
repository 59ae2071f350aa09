package org.openguides.processing.internal.processor;

import javax.jcr.Node;
import javax.jcr.PropertyType;
import javax.jcr.RepositoryException;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.catalog.AssetState;
import org.openguides.processing.internal.dita.DitaDocument;
import org.openguides.processing.internal.dita.DitaType;
import org.openguides.processing.internal.guides.WrittenProperties;
import org.openguides.processing.spi.PropertyChange;

/** Changes to an asset that follow from whether it is a topic or map, and do not depend on other assets. */
final class DitaChanges {

    private DitaChanges() {}

    /**
     * Returns the changes to the asset of a file that is neither. The asset may have had a topic or map before: what
     * follows from that is removed, as far as this bundle has written it.
     *
     * @param title title in the file; null or empty if there is none
     */
    static List<PropertyChange> ofOther(Node content, @Nullable String title) throws RepositoryException {
        List<PropertyChange> changes = new ArrayList<>(TitleChanges.of(content, title));
        for (String path : List.of(AssetState.ROOT_ID, AssetState.OWN_CLASS, AssetState.OWN_WORD_COUNT)) {
            changes.add(new PropertyChange(path, null));
        }
        changes.addAll(WrittenProperties.removalsOfDita(content));
        return changes;
    }

    /**
     * Returns the changes to the asset of a topic or map. What a map references is added in the linking phase:
     * {@link MapTargets}.
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
