package org.openguides.processing.internal.engine.work;

import javax.jcr.Node;
import javax.jcr.PathNotFoundException;
import javax.jcr.Property;
import javax.jcr.PropertyType;
import javax.jcr.RepositoryException;
import javax.jcr.Value;
import javax.jcr.ValueFormatException;
import javax.jcr.lock.LockException;
import javax.jcr.nodetype.ConstraintViolationException;
import javax.jcr.nodetype.NoSuchNodeTypeException;
import javax.jcr.version.VersionException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;

import org.apache.jackrabbit.util.Text;
import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.catalog.AssetState;
import org.openguides.processing.internal.catalog.LongList;
import org.openguides.processing.spi.PropertyChange;

/**
 * Writes only the properties of an asset that differ. Looks up each node once, since calls into the repository dominate
 * the cost. For one asset.
 */
final class AssetChanges {

    /**
     * Maximum characters of a property. On MongoDB a node with all its properties and their old revisions is limited to
     * 16 MB.
     */
    private static final int LONGEST = 1_000_000;
    /**
     * Changes to these also look for properties with the names of an earlier build; not done for others, as it costs
     * calls.
     */
    private static final Set<String> WITH_FORMER_NAMES = Set.of(AssetState.IDENTITY, AssetState.RECORD);

    private final Node content;
    private final Map<String, Node> nodes = new HashMap<>();
    /** Paths of nodes created here, which need no look-up of their properties. */
    private final Set<String> made = new HashSet<>();

    private boolean any;
    /**
     * Whether the last requested item existed: then the next one probably does as well, and is fetched without asking
     * first.
     */
    private boolean likely;

    private AssetChanges(Node content) {
        this.content = content;
        nodes.put("", content);
    }

    /**
     * Applies changes to a content node. Transient until saved.
     *
     * @return the changes that differed
     */
    static List<PropertyChange> apply(Node content, List<PropertyChange> changes) throws RepositoryException {
        return new AssetChanges(content).apply(changes);
    }

    /** Contributes further changes. */
    @FunctionalInterface
    interface More {
        /** Returns the further changes, given those that differed and were written. */
        List<PropertyChange> behind(List<PropertyChange> written) throws RepositoryException;
    }

    /** Applies changes and, if any property differs, sets the time of processing. */
    static List<PropertyChange> apply(Node content, List<PropertyChange> changes, Instant now)
            throws RepositoryException {
        return apply(content, changes, written -> List.of(), now);
    }

    /**
     * Applies changes and, if any property differs, sets the time of processing and applies further changes.
     *
     * @param more further changes if any property differs
     */
    static List<PropertyChange> apply(Node content, List<PropertyChange> changes, More more, Instant now)
            throws RepositoryException {
        AssetChanges asset = new AssetChanges(content);
        List<PropertyChange> written = asset.apply(changes);
        if (!written.isEmpty()) {
            Calendar time = Calendar.getInstance(TimeZone.getTimeZone("UTC"));
            time.setTimeInMillis(now.toEpochMilli());
            asset.apply(AssetState.PROCESSED_AT, time);
            asset.apply(more.behind(written));
        }
        return written;
    }

    /** Returns the paths of properties that {@link #apply(Node, List)} would write or remove; changes nothing. */
    static List<String> differences(Node content, List<PropertyChange> changes) throws RepositoryException {
        AssetChanges asset = new AssetChanges(content);
        List<String> paths = new ArrayList<>();
        for (PropertyChange change : changes) {
            Node node = asset.node(holder(change.path()));
            Object wanted = wanted(change.path(), change.value());
            if (!isSatisfied(asset.present(node, change.path(), wanted), wanted)) {
                paths.add(change.path());
            }
        }
        return paths;
    }

    private List<PropertyChange> apply(List<PropertyChange> changes) throws RepositoryException {
        List<PropertyChange> written = new ArrayList<>();
        for (PropertyChange change : changes) {
            if (apply(change.path(), change.value())) {
                written.add(change);
            }
        }
        return written;
    }

    private boolean apply(String path, @Nullable Object value) throws RepositoryException {
        Object wanted = wanted(path, value);
        Node node = node(holder(path));
        Property present = present(node, path, wanted);
        if (isSatisfied(present, wanted)) {
            return false;
        }
        if (!any) {
            open(content);
            any = true;
        }
        refuseIfTooLong(path, wanted);
        if (present != null) {
            LongList.forget(path, present);
        }
        if (present != null && (isNothing(wanted) || present.isMultiple() != wanted instanceof List)) {
            present.remove();
        }
        if (node != null && !made.contains(holder(path)) && WITH_FORMER_NAMES.contains(path)) {
            AssetState.removeFormer(node);
        }
        write(node == null ? make(holder(path)) : node, Text.getName(path), wanted);
        return true;
    }

    /** Returns the value in its stored form. */
    private static @Nullable Object wanted(String path, @Nullable Object value) {
        LongList longList = LongList.of(path, value);
        return longList == null ? value : longList;
    }

    /** Returns the present property; null if it or its node does not exist. */
    private @Nullable Property present(@Nullable Node node, String path, @Nullable Object wanted)
            throws RepositoryException {
        return node == null || made.contains(holder(path)) ? null : property(node, Text.getName(path), wanted);
    }

    private static boolean isSatisfied(@Nullable Property present, @Nullable Object wanted) throws RepositoryException {
        return present == null ? isNothing(wanted) : isEqual(present, wanted);
    }

    private static String holder(String path) {
        return Text.getRelativeParent(path, 1);
    }

    private @Nullable Property property(Node node, String name, @Nullable Object wanted) throws RepositoryException {
        if (isNothing(wanted)) {
            return node.hasProperty(name) ? node.getProperty(name) : null;
        }
        likely = likely || node.hasProperty(name);
        try {
            return likely ? node.getProperty(name) : null;
        } catch (PathNotFoundException absent) {
            likely = false;
            return null;
        }
    }

    private @Nullable Node node(String path) throws RepositoryException {
        Node known = nodes.get(path);
        if (known != null) {
            return known;
        }
        if (!likely && !content.hasNode(path)) {
            return null;
        }
        try {
            Node node = content.getNode(path);
            nodes.put(path, node);
            return node;
        } catch (PathNotFoundException absent) {
            likely = false;
            return null;
        }
    }

    /** Creates a node that does not exist, with its missing ancestors. */
    private Node make(String path) throws RepositoryException {
        Node known = node(holder(path));
        Node node = (known == null ? make(holder(path)) : known).addNode(Text.getName(path), "nt:unstructured");
        nodes.put(path, node);
        made.add(path);
        return node;
    }

    private static boolean isNothing(@Nullable Object value) {
        return value == null || (value instanceof List<?> list && list.isEmpty());
    }

    private static boolean isEqual(Property present, @Nullable Object wanted) throws RepositoryException {
        if (wanted == null || isNothing(wanted)) {
            return false;
        }
        if (wanted instanceof LongList list) {
            return list.isIn(present);
        }
        try {
            return wanted instanceof List<?> list ? equal(present, list) : equal(present, wanted);
        } catch (ValueFormatException oneInsteadOfSeveral) {
            return false;
        }
    }

    private static boolean equal(Property present, List<?> wanted) throws RepositoryException {
        Value[] values = present.getValues();
        if (values.length != wanted.size()) {
            return false;
        }
        for (int i = 0; i < values.length; i++) {
            if (!values[i].getString().equals(wanted.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean equal(Property present, Object wanted) throws RepositoryException {
        if (wanted instanceof Long number) {
            return present.getType() == PropertyType.LONG && present.getLong() == number;
        }
        if (wanted instanceof Boolean flag) {
            return present.getType() == PropertyType.BOOLEAN && present.getBoolean() == flag;
        }
        if (wanted instanceof Calendar time) {
            return present.getType() == PropertyType.DATE
                    && present.getDate().getTimeInMillis() == time.getTimeInMillis();
        }
        return present.getString().equals(wanted);
    }

    /** A property that exceeds the limit of some stores would fail the whole batch there. */
    private static void refuseIfTooLong(String path, @Nullable Object wanted) throws ConstraintViolationException {
        long length = 0;
        if (wanted instanceof List<?> list) {
            for (Object value : list) {
                length += ((String) value).length();
            }
        } else if (wanted instanceof String text) {
            length = text.length();
        }
        if (length > LONGEST) {
            throw new ConstraintViolationException(
                    path + " would have " + length + " characters, and a property may have " + LONGEST);
        }
    }

    private static void open(Node content) throws RepositoryException {
        if (ContentTypes.takeAnything(content)) {
            return;
        }
        try {
            content.addMixin(AssetState.MIXIN);
        } catch (ConstraintViolationException | NoSuchNodeTypeException | VersionException | LockException e) {
            throw new ConstraintViolationException(
                    "its content (" + content.getPrimaryNodeType().getName() + ") does not take the mixin "
                            + AssetState.MIXIN + ", without which it cannot hold the results: " + e.getMessage(),
                    e);
        }
    }

    private static void write(Node node, String name, @Nullable Object value) throws RepositoryException {
        if (value instanceof LongList list) {
            list.write(node, name);
        } else if (value instanceof List<?> list && !list.isEmpty()) {
            node.setProperty(name, list.toArray(new String[0]));
        } else if (value instanceof Long number) {
            node.setProperty(name, number);
        } else if (value instanceof Boolean flag) {
            node.setProperty(name, flag);
        } else if (value instanceof Calendar time) {
            node.setProperty(name, time);
        } else if (value instanceof String text) {
            node.setProperty(name, text);
        }
    }
}
