package org.openguides.processing.internal.catalog;

import javax.jcr.Node;
import javax.jcr.PathNotFoundException;
import javax.jcr.Property;
import javax.jcr.RepositoryException;
import javax.jcr.ValueFormatException;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.FileType;
import org.openguides.processing.internal.asset.AssetNames;
import org.openguides.processing.internal.asset.AssetNode;

/**
 * What processing leaves on an asset. All names are relative to the asset's {@code jcr:content}; those below
 * {@code openguides} are ours alone, the others are where AEM Guides keeps them.
 */
public final class AssetState {

    /** The mixin that allows our properties on the content node of an {@code nt:file}. */
    public static final String MIXIN = "openguides:Processed";

    /** The node that holds our own state. */
    public static final String NODE = "openguides";

    public static final String OUTCOME = NODE + "/outcome";
    public static final String ERROR = NODE + "/error";
    /** Which content of the original, and which results version, the outcome belongs to: a {@link ProcessedRevision}. */
    public static final String REVISION = NODE + "/revision";
    /** Where the asset was when it was processed; a copy still has the path of what it was copied from. */
    public static final String PATH = NODE + "/path";

    public static final String TYPE = NODE + "/type";
    /** The extracted title, whatever an editor has made of dc:title. */
    public static final String TITLE = NODE + "/title";

    public static final String ROOT_ID = NODE + "/id";
    /** One line for each outgoing reference, as the file has it, and for each branch and each copy of a map. */
    public static final String REFERENCES = NODE + "/references";
    /** One line for each key definition. */
    public static final String KEYS = NODE + "/keys";
    /** One line for each key scope. */
    public static final String KEY_SCOPES = NODE + "/keyScopes";
    /** What the asset is; see {@link Term.Field#IDENTITY}. */
    public static final String IDENTITY = NODE + "/" + Term.Field.IDENTITY.property();
    /** Paths of the maps that have the asset, as they were when a run last ended. */
    public static final String DIRECT_PARENT_MAPS = "guidesDirectParentMaps";
    /** The same with the maps that have those maps, and so on. */
    public static final String PARENT_MAPS = "guidesParentMaps";
    /** Identifies what a catalog outside of the repository has of the asset; absent if there is none. */
    public static final String RECORD = NODE + "/record";
    /** When processing last changed any of this; the parent maps, which depend on other assets, do not count. */
    public static final String PROCESSED_AT = NODE + "/processedAt";

    /** What we have written where AEM Guides keeps its own: a digest and the name of each property. */
    public static final String WRITTEN = NODE + "/written";

    public static final String UUID = "fmUuid";
    public static final String DC_TITLE = "metadata/dc:title";
    public static final String DITA_CLASS = "metadata/dita_class";
    public static final String DOC_STATE = "metadata/docstate";
    public static final String TOPIC_REFS = "fmditaTopicrefs";
    public static final String MAP_REFS = "fmditaMaprefs";
    public static final String KEYDEF_REFS = "fmditakeydefrefs";

    /** The asset's uuid, where AEM Guides is at home and has not given it one of its own. */
    public static final String OWN_UUID = NODE + "/uuid";
    /** Which {@code fmUuid} {@link #OWN_UUID} stands in for, as that of a copy is still its original's; absent if none. */
    public static final String OWN_UUID_INSTEAD_OF = NODE + "/uuidInsteadOf";
    /** The root's class, where AEM Guides is at home and has not told it. */
    public static final String OWN_CLASS = NODE + "/class";
    /** What processing wrote to dc:title, while it may not write it and {@link #TITLE} is newer. */
    public static final String WRITTEN_TITLE = NODE + "/writtenTitle";

    private static final String BELOW_ASSET = AssetNames.CONTENT + "/" + NODE;

    private AssetState() {}

    /**
     * Our own state of an asset as it is.
     *
     * @param node     the node that holds it
     * @param outdated see {@link ProcessedRevision#isOutdated()}
     */
    record Current(Node node, boolean outdated) {}

    /**
     * Our own state, if it tells of the asset's present content at its present place. It does not after a change,
     * and not after a copy or a move either: then its uuid or the targets of its references may have to change. Nor does it
     * when AEM Guides has given the asset a uuid in the place of ours: it is still found by the old one.
     *
     * @return null if it does not, or there is none
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
     * The asset's uuid: that of AEM Guides, or the one in our own node where that asset has none of its own. Which run has
     * written it, and whether AEM Guides has come or gone since, makes no difference.
     *
     * @return empty if it has none
     */
    public static String uuid(Node content) throws RepositoryException {
        String guides = text(content, UUID);
        String own = text(content, OWN_UUID);
        boolean ours = own != null && (guides == null || guides.equals(text(content, OWN_UUID_INSTEAD_OF)));
        return Objects.requireNonNullElse(ours ? own : guides, "");
    }

    /** The class of the asset's root, as AEM Guides tells it, or else our own node; empty if it is no DITA or not known. */
    public static String ditaClass(Node content) throws RepositoryException {
        String guides = text(content, DITA_CLASS);
        return guides == null ? textOrEmpty(content, OWN_CLASS) : guides;
    }

    /** What the last processing took the asset for; null if there was none, or it knew more types. */
    public static @Nullable FileType type(Node content) throws RepositoryException {
        return AssetFacts.type(textOrEmpty(content, TYPE));
    }

    /** Whether our own state tells of the asset's present content at its present place. */
    public static boolean isCurrent(AssetNode asset) throws RepositoryException {
        return current(asset) != null;
    }

    /** Not asked first whether it is there: it nearly always is where many assets are asked, and each call costs. */
    private static @Nullable Node state(AssetNode asset) throws RepositoryException {
        try {
            return asset.node().getNode(BELOW_ASSET);
        } catch (PathNotFoundException none) {
            return null;
        }
    }

    /** Removes from the node of our own state what an earlier build has written under names that are not used any more. */
    public static void removeFormer(Node state) throws RepositoryException {
        for (Term.Field field : Term.Field.values()) {
            if (state.hasProperty(field.formerProperty())) {
                state.getProperty(field.formerProperty()).remove();
            }
        }
    }

    /** A property of the node of our own state. */
    static @Nullable String own(Node state, String path) throws RepositoryException {
        try {
            return single(state.getProperty(ownName(path)));
        } catch (PathNotFoundException absent) {
            return null;
        }
    }

    /** The values of a property of the node of our own state, also of a {@link LongList}; none if it is absent or a single text. */
    static List<String> ownTexts(Node state, String path) throws RepositoryException {
        return texts(state, ownName(path));
    }

    private static String ownName(String path) {
        return path.substring(NODE.length() + 1);
    }

    /** A single-valued property as text; null if it is absent or has several values. */
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

    /** A single-valued property as text; empty if it is absent or has several values. */
    public static String textOrEmpty(Node content, String path) throws RepositoryException {
        return Objects.requireNonNullElse(text(content, path), "");
    }

    /** The values of a property that can have several, also of a {@link LongList}; none if it is absent or a single text. */
    static List<String> texts(Node content, String path) throws RepositoryException {
        return content.hasProperty(path) ? LongList.read(content.getProperty(path)) : List.of();
    }
}
