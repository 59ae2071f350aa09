package org.openguides.processing.internal.run;

import javax.jcr.Node;
import javax.jcr.Property;
import javax.jcr.PropertyType;
import javax.jcr.RepositoryException;
import javax.jcr.Value;

import java.time.Instant;
import java.util.Calendar;
import java.util.List;
import java.util.TimeZone;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.catalog.AssetState;
import org.openguides.processing.spi.PropertyChange;

/** Writes to an asset what differs, and nothing else: an unchanged asset costs no write at all. */
final class AssetChanges {

    private AssetChanges() {}

    /**
     * Applies the changes to a content node; transient until saved. Where anything differs, the time is noted too.
     *
     * @return whether anything differed
     */
    static boolean apply(Node content, List<PropertyChange> changes, Instant now) throws RepositoryException {
        boolean any = false;
        for (PropertyChange change : changes) {
            if (differs(content, change)) {
                if (!any) {
                    open(content);
                }
                write(content, change.path(), change.value());
                any = true;
            }
        }
        if (any) {
            Calendar time = Calendar.getInstance(TimeZone.getTimeZone("UTC"));
            time.setTimeInMillis(now.toEpochMilli());
            write(content, AssetState.PROCESSED_AT, time);
        }
        return any;
    }

    private static boolean differs(Node content, PropertyChange change) throws RepositoryException {
        Object wanted = change.value();
        if (!content.hasProperty(change.path())) {
            return !isNothing(wanted);
        }
        if (wanted == null || isNothing(wanted)) {
            return true;
        }
        Property present = content.getProperty(change.path());
        return wanted instanceof List<?> list ? !equal(present, list) : !equal(present, wanted);
    }

    private static boolean isNothing(@Nullable Object value) {
        return value == null || (value instanceof List<?> list && list.isEmpty());
    }

    private static boolean equal(Property present, List<?> wanted) throws RepositoryException {
        if (!present.isMultiple()) {
            return false;
        }
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
        if (present.isMultiple()) {
            return false;
        }
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

    private static void open(Node content) throws RepositoryException {
        if (content.isNodeType("nt:resource") && !content.isNodeType(AssetState.MIXIN)) {
            content.addMixin(AssetState.MIXIN);
        }
    }

    private static void write(Node content, String path, @Nullable Object value) throws RepositoryException {
        int slash = path.lastIndexOf('/');
        Node node = slash < 0 ? content : child(content, path.substring(0, slash));
        String name = path.substring(slash + 1);
        if (node.hasProperty(name) && node.getProperty(name).isMultiple() != value instanceof List) {
            node.getProperty(name).remove();
        }
        if (value instanceof List<?> list && !list.isEmpty()) {
            node.setProperty(name, list.toArray(new String[0]));
        } else if (value instanceof Long number) {
            node.setProperty(name, number);
        } else if (value instanceof Boolean flag) {
            node.setProperty(name, flag);
        } else if (value instanceof Calendar time) {
            node.setProperty(name, time);
        } else if (value instanceof String text) {
            node.setProperty(name, text);
        } else if (node.hasProperty(name)) {
            node.getProperty(name).remove();
        }
    }

    private static Node child(Node content, String path) throws RepositoryException {
        Node node = content;
        for (String name : path.split("/", -1)) {
            node = node.hasNode(name) ? node.getNode(name) : node.addNode(name, "nt:unstructured");
        }
        return node;
    }
}
