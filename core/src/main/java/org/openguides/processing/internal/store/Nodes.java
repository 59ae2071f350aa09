package org.openguides.processing.internal.store;

import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.Property;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.Value;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Collections;
import java.util.List;
import java.util.TimeZone;

import org.apache.jackrabbit.commons.JcrUtils;
import org.jspecify.annotations.Nullable;

/** Reads and writes nodes with the types that the records need. Changes are transient until saved. */
public final class Nodes {

    /** Type of folder nodes. */
    public static final String FOLDER = "sling:Folder";
    /** Type of record nodes. */
    public static final String RECORD = "oak:Unstructured";

    private Nodes() {}

    /** Returns a property; null if it is absent. */
    public static @Nullable String text(Node node, String name) throws RepositoryException {
        return node.hasProperty(name) ? node.getProperty(name).getString() : null;
    }

    /** Returns a property, or a default if it is absent. */
    public static String text(Node node, String name, String absent) throws RepositoryException {
        String text = text(node, name);
        return text == null ? absent : text;
    }

    /** Returns a property; 0 if it is absent. */
    public static long number(Node node, String name) throws RepositoryException {
        return node.hasProperty(name) ? node.getProperty(name).getLong() : 0;
    }

    /** Returns the constant that a property names; null if it is absent or names a constant of another version. */
    static <E extends Enum<E>> @Nullable E constant(Node node, String name, Class<E> type) throws RepositoryException {
        String text = text(node, name);
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(text))
                .findFirst()
                .orElse(null);
    }

    /** Writes the name of a constant; null removes the property. */
    static void set(Node node, String name, @Nullable Enum<?> constant) throws RepositoryException {
        if (constant != null) {
            node.setProperty(name, constant.name());
        } else {
            remove(node, name);
        }
    }

    static boolean flag(Node node, String name) throws RepositoryException {
        return node.hasProperty(name) && node.getProperty(name).getBoolean();
    }

    /** Returns a property; null if it is absent. */
    public static @Nullable Instant instant(Node node, String name) throws RepositoryException {
        return node.hasProperty(name) ? node.getProperty(name).getDate().toInstant() : null;
    }

    /** Returns the values of a property, which may be single-valued; empty if it is absent. */
    public static List<String> texts(Node node, String name) throws RepositoryException {
        List<String> texts = new ArrayList<>();
        if (node.hasProperty(name)) {
            Property property = node.getProperty(name);
            Value[] values = property.isMultiple() ? property.getValues() : new Value[] {property.getValue()};
            for (Value value : values) {
                texts.add(value.getString());
            }
        }
        return texts;
    }

    /** Writes a property; null removes it. */
    public static void set(Node node, String name, @Nullable Instant instant) throws RepositoryException {
        node.setProperty(name, instant == null ? null : calendar(instant));
    }

    /** Writes a multi-valued property. */
    public static void set(Node node, String name, List<String> texts) throws RepositoryException {
        node.setProperty(name, texts.toArray(new String[0]));
    }

    /** Removes the properties that exist. */
    static void remove(Node node, String... names) throws RepositoryException {
        for (String name : names) {
            if (node.hasProperty(name)) {
                node.getProperty(name).remove();
            }
        }
    }

    private static Calendar calendar(Instant instant) {
        Calendar calendar = Calendar.getInstance(TimeZone.getTimeZone("UTC"));
        calendar.setTimeInMillis(instant.toEpochMilli());
        return calendar;
    }

    /** Returns the node at an absolute path; creates missing folders. */
    static Node folder(Session session, String path) throws RepositoryException {
        return JcrUtils.getOrCreateByPath(path, FOLDER, session);
    }

    /** Returns the record at an absolute path; creates it and missing folders. */
    static Node record(Session session, String path) throws RepositoryException {
        if (session.nodeExists(path)) {
            return session.getNode(path);
        }
        Node record = JcrUtils.getOrCreateByPath(path, FOLDER, RECORD, session, false);
        RecordFormat.stamp(record);
        return record;
    }

    /** Returns the names of the children in alphabetical order. */
    static List<String> names(Node parent) throws RepositoryException {
        List<String> names = new ArrayList<>();
        for (NodeIterator children = parent.getNodes(); children.hasNext(); ) {
            names.add(children.nextNode().getName());
        }
        Collections.sort(names);
        return names;
    }
}
