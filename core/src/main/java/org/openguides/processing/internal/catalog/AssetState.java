package org.openguides.processing.internal.catalog;

import javax.jcr.Node;
import javax.jcr.PathNotFoundException;
import javax.jcr.Property;
import javax.jcr.RepositoryException;
import javax.jcr.ValueFormatException;

import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.FileType;
import org.openguides.processing.internal.asset.AssetNames;
import org.openguides.processing.internal.asset.AssetNode;

/**
 * The properties that processing writes to an asset. All names are relative to the asset's {@code jcr:content}; those
 * below {@code openguides} are used by this bundle only, the others are those of AEM Guides.
 */
public final class AssetState {

    /** The mixin that allows the properties on the content node of an {@code nt:file}. */
    public static final String MIXIN = "openguides:Processed";

    /** The node that holds the state of this bundle. */
    public static final String NODE = "openguides";

    public static final String OUTCOME = NODE + "/outcome";
    public static final String ERROR = NODE + "/error";
    /**
     * The revision of the original and the results version to which the outcome belongs: a {@link ProcessedRevision}.
     */
    public static final String REVISION = NODE + "/revision";
    /** The path of the asset when it was processed; a copy still has the path of its source. */
    public static final String PATH = NODE + "/path";

    public static final String TYPE = NODE + "/type";
    /** The extracted title, regardless of edits of dc:title. */
    public static final String TITLE = NODE + "/title";

    public static final String ROOT_ID = NODE + "/id";
    /** One line for each outgoing reference as written in the file, and for each branch and each copy of a map. */
    public static final String REFERENCES = NODE + "/references";
    /** One line for each key definition. */
    public static final String KEYS = NODE + "/keys";
    /** One line for each key scope. */
    public static final String KEY_SCOPES = NODE + "/keyScopes";
    /** The identity of the asset; see {@link Term.Field#IDENTITY}. */
    public static final String IDENTITY = NODE + "/" + Term.Field.IDENTITY.property();
    /** Paths of the maps that directly contain the asset, as of the end of the last run. */
    public static final String DIRECT_PARENT_MAPS = "guidesDirectParentMaps";
    /** Paths of the maps that contain the asset directly or through other maps. */
    public static final String PARENT_MAPS = "guidesParentMaps";
    /** Identifies the record of the asset in a catalog outside of the repository; absent if there is none. */
    public static final String RECORD = NODE + "/record";
    /**
     * Time at which processing last changed any of these properties, except for the parent maps, which depend on other
     * assets.
     */
    public static final String PROCESSED_AT = NODE + "/processedAt";

    /** The properties of AEM Guides that this bundle has written: a digest and the name of each. */
    public static final String WRITTEN = NODE + "/written";

    public static final String UUID = "fmUuid";
    public static final String DC_TITLE = "metadata/dc:title";
    public static final String DITA_CLASS = "metadata/dita_class";
    public static final String DOC_STATE = "metadata/docstate";
    /** Number of words of a topic or map; only where its prefix is registered. */
    public static final String WORD_COUNT = "metadata/guides:wordCount";

    public static final String TOPIC_REFS = "fmditaTopicrefs";
    public static final String MAP_REFS = "fmditaMaprefs";
    public static final String KEYDEF_REFS = "fmditakeydefrefs";

    /** The uuid of the asset if AEM Guides is installed and has not assigned one. */
    public static final String OWN_UUID = NODE + "/uuid";
    /**
     * The {@code fmUuid} that {@link #OWN_UUID} replaces, since a copy still has that of its source; absent if there is
     * none.
     */
    public static final String OWN_UUID_INSTEAD_OF = NODE + "/uuidInsteadOf";
    /** The class of the root element if AEM Guides is installed and has not written it. */
    public static final String OWN_CLASS = NODE + "/class";
    /** Number of words of a topic or map where {@link #WORD_COUNT} cannot or must not be written. */
    public static final String OWN_WORD_COUNT = NODE + "/wordCount";
    /** The dc:title that processing has written, if it must not write it any more and {@link #TITLE} is newer. */
    public static final String WRITTEN_TITLE = NODE + "/writtenTitle";

    private static final String BELOW_ASSET = AssetNames.CONTENT + "/" + NODE;

    private AssetState() {}

    /**
     * The current state of this bundle on an asset.
     *
     * @param node     the node that holds it
     * @param outdated see {@link ProcessedRevision#isOutdated()}
     */
    record Current(Node node, boolean outdated) {}

    /**
     * Returns the state if it belongs to the current content and path of the asset. It does not after a change, nor
     * after a copy or move, where the uuid or the targets of references may have to change. It does not either if AEM
     * Guides has replaced the uuid of this bundle, by which the asset is still found.
     *
     * @return null if it does not, or there is no state
     */
    static @Nullable Current current(AssetNode asset) throws RepositoryException {
        Node state = state(asset);
        if (state == null || !asset.path().equals(own(state, PATH))) {
            return null;
        }
        String revision = own(state, REVISION);
        if (revision == null) {
            return null;
        }
        ProcessedRevision processed = ProcessedRevision.parse(revision);
        return asset.hasRevision(processed.content()) && !isUuidSuperseded(asset, state)
                ? new Current(state, processed.isOutdated())
                : null;
    }

    private static boolean isUuidSuperseded(AssetNode asset, Node state) throws RepositoryException {
        return state.hasProperty(ownName(OWN_UUID)) && !Objects.equals(own(state, OWN_UUID), uuid(asset.content()));
    }

    /**
     * Returns the uuid of the asset: that of AEM Guides, or the one in the node of this bundle if the asset has none of
     * its own. It makes no difference which run has written it, or whether AEM Guides was installed or removed since.
     *
     * @return empty if there is none
     */
    public static String uuid(Node content) throws RepositoryException {
        String guides = text(content, UUID);
        String own = text(content, OWN_UUID);
        boolean ours = own != null && (guides == null || guides.equals(text(content, OWN_UUID_INSTEAD_OF)));
        return Objects.requireNonNullElse(ours ? own : guides, "");
    }

    /**
     * Returns the class of the root element from the property of AEM Guides or else from the node of this bundle; empty
     * if the asset is not DITA or the class is unknown.
     */
    public static String ditaClass(Node content) throws RepositoryException {
        String guides = text(content, DITA_CLASS);
        return guides == null ? textOrEmpty(content, OWN_CLASS) : guides;
    }

    /**
     * Returns the type that the last processing has determined; null if there was none, or its version knew more types.
     */
    public static @Nullable FileType type(Node content) throws RepositoryException {
        return AssetFacts.type(textOrEmpty(content, TYPE));
    }

    /** Returns whether the state belongs to the current content and path of the asset. */
    public static boolean isCurrent(AssetNode asset) throws RepositoryException {
        return current(asset) != null;
    }

    /**
     * Does not check for existence first: the node nearly always exists where many assets are read, and each call costs
     * time.
     */
    private static @Nullable Node state(AssetNode asset) throws RepositoryException {
        try {
            return asset.node().getNode(BELOW_ASSET);
        } catch (PathNotFoundException none) {
            return null;
        }
    }

    /** Removes properties of earlier builds that are not used any more from the state. */
    public static void removeFormer(Node state) throws RepositoryException {
        for (Term.Field field : Term.Field.values()) {
            if (state.hasProperty(field.formerProperty())) {
                state.getProperty(field.formerProperty()).remove();
            }
        }
    }

    /** Returns a property of the state. */
    static @Nullable String own(Node state, String path) throws RepositoryException {
        try {
            return single(state.getProperty(ownName(path)));
        } catch (PathNotFoundException absent) {
            return null;
        }
    }

    /** Returns the name of a property of the state, relative to the node of the state. */
    static String ownName(String path) {
        return path.substring(NODE.length() + 1);
    }

    /** Returns a single-valued property as text; null if it is absent or multi-valued. */
    public static @Nullable String text(Node content, String path) throws RepositoryException {
        return content.hasProperty(path) ? single(content.getProperty(path)) : null;
    }

    private static @Nullable String single(Property property) throws RepositoryException {
        try {
            return property.getString();
        } catch (ValueFormatException several) {
            return null;
        }
    }

    /** Returns a single-valued property as text; empty if it is absent or multi-valued. */
    public static String textOrEmpty(Node content, String path) throws RepositoryException {
        return Objects.requireNonNullElse(text(content, path), "");
    }
}
