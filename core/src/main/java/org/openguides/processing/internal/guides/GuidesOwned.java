package org.openguides.processing.internal.guides;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.GuidesProperties;
import org.openguides.processing.internal.catalog.AssetState;
import org.openguides.processing.spi.PropertyChange;

/**
 * What AEM Guides keeps on assets, and what stands in for it in our own node where it must not be written. The names are those
 * that Adobe's documentation of AEM Guides and public code that reads its content have.
 */
public final class GuidesOwned {

    private static final Set<String> NAMES = Set.of(
            AssetState.UUID,
            AssetState.PARENT_MAPS,
            AssetState.DIRECT_PARENT_MAPS,
            AssetState.TOPIC_REFS,
            AssetState.MAP_REFS,
            AssetState.KEYDEF_REFS,
            AssetState.DITA_CLASS,
            AssetState.DOC_STATE,
            AssetState.DC_TITLE,
            "fmDependents",
            "fmditaIds",
            "fmditaTitle");

    /** The end of what {@link #beside} has left on an asset: to be made where the properties themselves are written. */
    public static final List<PropertyChange> WITHOUT_STAND_INS = List.of(
            new PropertyChange(AssetState.OWN_UUID, null),
            new PropertyChange(AssetState.OWN_UUID_INSTEAD_OF, null),
            new PropertyChange(AssetState.OWN_CLASS, null),
            new PropertyChange(AssetState.WRITTEN_TITLE, null));

    private GuidesOwned() {}

    /**
     * Whether a property belongs to AEM Guides.
     *
     * @param path relative to the asset's content; one in another form than the plain one counts as such a property, for it
     *     may be a second name of one
     */
    public static boolean includes(String path) {
        boolean plain = path.indexOf('[') < 0
                && path.indexOf('{') < 0
                && Stream.of(path.split("/", -1)).noneMatch(name -> name.isEmpty() || name.equals("."));
        return !plain || NAMES.contains(path);
    }

    /** One sentence about what a run does not repair; empty if it repairs everything. */
    public static String notice(GuidesProperties properties) {
        return properties == GuidesProperties.WRITE
                ? ""
                : "Beside AEM Guides only the node " + AssetState.NODE
                        + " of assets is written (guidesProperties: own);"
                        + " uuids, titles, classes, document states, parent maps and map references that AEM Guides keeps"
                        + " are neither written nor repaired";
    }

    /**
     * What there is to write of some changes beside AEM Guides: nothing of what it keeps. What our own node has to tell
     * instead, it tells: a uuid where the asset has none of its own yet, a class where AEM Guides has told none.
     */
    public static List<PropertyChange> beside(Node content, List<PropertyChange> changes) throws RepositoryException {
        List<PropertyChange> own = new ArrayList<>();
        for (PropertyChange change : changes) {
            switch (change.path()) {
                case AssetState.UUID -> uuid(content, change.value(), own);
                case AssetState.DITA_CLASS -> {
                    boolean told = content.hasProperty(AssetState.DITA_CLASS);
                    own.add(new PropertyChange(AssetState.OWN_CLASS, told ? null : change.value()));
                }
                case AssetState.DC_TITLE -> {
                    String present = AssetState.text(content, AssetState.DC_TITLE);
                    boolean same = present == null || present.equals(change.value());
                    own.add(new PropertyChange(AssetState.WRITTEN_TITLE, same ? null : present));
                }
                default -> {
                    if (!includes(change.path())) {
                        own.add(change);
                    }
                }
            }
        }
        return own;
    }

    private static void uuid(Node content, @Nullable Object wanted, List<PropertyChange> own)
            throws RepositoryException {
        String present = AssetState.text(content, AssetState.UUID);
        boolean same = wanted == null || wanted.equals(present);
        own.add(new PropertyChange(AssetState.OWN_UUID, same ? null : wanted));
        own.add(new PropertyChange(AssetState.OWN_UUID_INSTEAD_OF, same ? null : present));
    }
}
