package org.openguides.processing.internal.processor;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.catalog.AssetState;
import org.openguides.processing.spi.PropertyChange;

/** Changes to an asset that follow from the title in its file. */
final class TitleChanges {

    private TitleChanges() {}

    /**
     * Returns the changes to an asset's content node. A title set by an editor is kept: dc:title is changed only while
     * it has the value that processing last wrote, even if runs in between could not write it.
     *
     * @param extracted title in the file; null or empty if there is none
     */
    static List<PropertyChange> of(Node content, @Nullable String extracted) throws RepositoryException {
        String title = extracted == null || extracted.isEmpty() ? null : extracted;
        boolean absent = !content.hasProperty(AssetState.DC_TITLE);
        List<PropertyChange> changes = new ArrayList<>();
        changes.add(new PropertyChange(AssetState.TITLE, title));
        if (absent || isOurs(content)) {
            changes.add(new PropertyChange(AssetState.DC_TITLE, title));
        }
        return changes;
    }

    private static boolean isOurs(Node content) throws RepositoryException {
        String present = AssetState.text(content, AssetState.DC_TITLE);
        return present != null
                && (present.equals(AssetState.text(content, AssetState.TITLE))
                        || present.equals(AssetState.text(content, AssetState.WRITTEN_TITLE)));
    }
}
