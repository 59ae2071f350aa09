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

import org.jspecify.annotations.Nullable;

/** Reading and writing of nodes with the types that our records are made of. What is written is transient until saved. */
public final class Nodes {

    /** Type of nodes that only hold others. */
    public static final String FOLDER = "sling:Folder";
    /** Type of nodes that hold values. */
    public static final String RECORD = "oak:Unstructured";

    private Nodes() {}

    /** A property; null if it is absent. */
    public static @Nullable String text(Node node, String name) throws RepositoryException {
        return node.hasProperty(name) ? node.getProperty(name).getString() : null;
    }

    /** A property, or what stands for an absent one. */
    public static String text(Node node, String name, String absent) throws RepositoryException {
        String text = text(node, name);
        return text == null ? absent : text;
    }

    /** A property; 0 if it is absent. */
    public static long number(Node node, String name) throws RepositoryException {
        return node.hasProperty(name) ? node.getProperty(name).getLong() : 0;
    }

    /** A property that names a constant; null if it is absent, or names one that only another version knows. */
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

    /** A property; null if it is absent. */
    public static @Nullable Instant instant(Node node, String name) throws RepositoryException {
        return node.hasProperty(name) ? node.getProperty(name).getDate().toInstant() : null;
    }

    /** The values of a property, or its one value; empty if it is absent. */
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

    /** Writes a property with several values. */
    public static void set(Node node, String name, List<String> texts) throws RepositoryException {
        node.setProperty(name, texts.toArray(new String[0]));
    }

    /** Removes those of the properties that are there. */
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

    /** The node at this absolute path; what is missing of it is made of folders. */
    static Node folder(Session session, String path) throws RepositoryException {
        if (session.nodeExists(path)) {
            return session.getNode(path);
        }
        int slash = path.lastIndexOf('/');
        Node parent = slash == 0 ? session.getRootNode() : folder(session, path.substring(0, slash));
        return parent.addNode(path.substring(slash + 1), FOLDER);
    }

    /** The names of its children, in the order of the alphabet. */
    static List<String> names(Node parent) throws RepositoryException {
        List<String> names = new ArrayList<>();
        for (NodeIterator children = parent.getNodes(); children.hasNext(); ) {
            names.add(children.nextNode().getName());
        }
        Collections.sort(names);
        return names;
    }
}
