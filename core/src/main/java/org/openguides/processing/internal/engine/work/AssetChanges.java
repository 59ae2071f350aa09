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

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.catalog.AssetState;
import org.openguides.processing.internal.catalog.LongList;
import org.openguides.processing.spi.PropertyChange;

/**
 * Writes to an asset what differs, and nothing else: an unchanged asset costs no write at all. Each node is looked up once,
 * for it is the calls into the repository that take the time. For one asset.
 */
final class AssetChanges {

    /** Characters of a property. On MongoDB a node with all of its properties and their old revisions has 16 MB at most. */
    private static final int LONGEST = 1_000_000;
    /** Where one of these changes, names of an earlier build may still be beside it; asked only then, as it costs calls. */
    private static final Set<String> WITH_FORMER_NAMES = Set.of(AssetState.IDENTITY, AssetState.RECORD);

    private final Node content;
    private final Map<String, Node> nodes = new HashMap<>();
    /** The paths of those that are new: nothing has to be looked for in them. */
    private final Set<String> made = new HashSet<>();

    private boolean any;
    /** Whether what was wanted last was there: then the next most likely is too, and need not be asked for first. */
    private boolean likely;

    private AssetChanges(Node content) {
        this.content = content;
        nodes.put("", content);
    }

    /**
     * Applies the changes to a content node; transient until saved.
     *
     * @return those that differed
     */
    static List<PropertyChange> apply(Node content, List<PropertyChange> changes) throws RepositoryException {
        return new AssetChanges(content).apply(changes);
    }

    /** Says what is changed behind other changes. */
    @FunctionalInterface
    interface More {
        /** What there is to change, when so much has differed and was written. */
        List<PropertyChange> behind(List<PropertyChange> written) throws RepositoryException;
    }

    /** As {@link #apply(Node, List)}; where anything differs, the time of the processing is noted too. */
    static List<PropertyChange> apply(Node content, List<PropertyChange> changes, Instant now)
            throws RepositoryException {
        return apply(content, changes, written -> List.of(), now);
    }

    /**
     * As {@link #apply(Node, List, Instant)}.
     *
     * @param more what is changed too where anything differs
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

    /** The paths of those properties that {@link #apply(Node, List)} would write or remove; nothing is changed. */
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
        write(node == null ? make(holder(path)) : node, name(path), wanted);
        return true;
    }

    /** The value as it is kept. */
    private static @Nullable Object wanted(String path, @Nullable Object value) {
        LongList longList = LongList.of(path, value);
        return longList == null ? value : longList;
    }

    /** The property as it is; null if it is absent, as is one whose node is null. */
    private @Nullable Property present(@Nullable Node node, String path, @Nullable Object wanted)
            throws RepositoryException {
        return node == null || made.contains(holder(path)) ? null : property(node, name(path), wanted);
    }

    private static boolean isSatisfied(@Nullable Property present, @Nullable Object wanted) throws RepositoryException {
        return present == null ? isNothing(wanted) : isEqual(present, wanted);
    }

    private static String holder(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
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

    /** Makes a node that is known not to be there, and those above it that are not. */
    private Node make(String path) throws RepositoryException {
        Node known = node(holder(path));
        Node node = (known == null ? make(holder(path)) : known).addNode(name(path), "nt:unstructured");
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

    /** What is too long for the store of some platforms would else cost the whole batch there. */
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
