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
 * The properties that AEM Guides maintains on assets, and their stand-ins on this bundle's own node where they must not
 * be written. The names are those in Adobe's documentation of AEM Guides and in public code that reads its content.
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
            AssetState.WORD_COUNT,
            "fmDependents",
            "fmditaIds",
            "fmditaTitle");

    private static final List<PropertyChange> WITHOUT_STAND_INS = List.of(
            new PropertyChange(AssetState.OWN_UUID, null),
            new PropertyChange(AssetState.OWN_UUID_INSTEAD_OF, null),
            new PropertyChange(AssetState.OWN_CLASS, null),
            new PropertyChange(AssetState.WRITTEN_TITLE, null));

    private GuidesOwned() {}

    /**
     * Returns whether a property belongs to AEM Guides.
     *
     * @param path path relative to the asset's content; a path that is not in canonical form counts as such a property,
     *             since it may be an alias of one
     */
    public static boolean includes(String path) {
        boolean plain = path.indexOf('[') < 0
                && path.indexOf('{') < 0
                && Stream.of(path.split("/", -1)).noneMatch(name -> name.isEmpty() || name.equals("."));
        return !plain || NAMES.contains(path);
    }

    /**
     * Returns changes that remove the stand-ins of {@link #beside}, for an asset of which the properties themselves are
     * written.
     *
     * @param written changes that differed and were written
     */
    public static List<PropertyChange> withoutStandIns(List<PropertyChange> written) {
        List<PropertyChange> removals = new ArrayList<>(WITHOUT_STAND_INS);
        if (written.stream().anyMatch(change -> change.path().equals(AssetState.WORD_COUNT))) {
            removals.add(new PropertyChange(AssetState.OWN_WORD_COUNT, null));
        }
        return removals;
    }

    /** Returns a sentence about what a run does not repair; empty if it repairs everything. */
    public static String notice(GuidesProperties properties) {
        return properties == GuidesProperties.WRITE
                ? ""
                : "Beside AEM Guides only the node " + AssetState.NODE
                        + " of assets is written (guidesProperties: own);"
                        + " uuids, titles, classes, document states, parent maps and map references that AEM Guides keeps"
                        + " are neither written nor repaired";
    }

    /**
     * Returns the changes to make beside AEM Guides: none of its properties, but stand-ins on this bundle's own node,
     * such as a uuid if the asset has none yet, or a class if AEM Guides has set none.
     */
    public static List<PropertyChange> beside(Node content, List<PropertyChange> changes) throws RepositoryException {
        List<PropertyChange> own = new ArrayList<>();
        for (PropertyChange change : changes) {
            switch (change.path()) {
                case AssetState.UUID -> uuid(content, change.value(), own);
                case AssetState.DITA_CLASS -> {
                    boolean present = content.hasProperty(AssetState.DITA_CLASS);
                    own.add(new PropertyChange(AssetState.OWN_CLASS, present ? null : change.value()));
                }
                case AssetState.DC_TITLE -> {
                    String present = AssetState.text(content, AssetState.DC_TITLE);
                    boolean same = present == null || present.equals(change.value());
                    own.add(new PropertyChange(AssetState.WRITTEN_TITLE, same ? null : present));
                }
                case AssetState.WORD_COUNT -> own.add(new PropertyChange(AssetState.OWN_WORD_COUNT, change.value()));
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
