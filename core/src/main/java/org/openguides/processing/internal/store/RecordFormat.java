package org.openguides.processing.internal.store;

import javax.jcr.Node;
import javax.jcr.PathNotFoundException;
import javax.jcr.RepositoryException;

import org.jspecify.annotations.Nullable;

/**
 * The format of the records below {@code /var/openguides}. Nodes of a cluster run different versions of this bundle while it
 * is updated, and after a rollback records of a later version are there. A run, a claim and a status job say in
 * {@code formatVersion} which format they, and all that lies below them, are in; one that does not say so is in the first.
 * A version leaves alone what is in a later format than it knows, and what has a state that it does not know.
 *
 * <p>A format is later than another if a version that knows only the other one would read it wrongly, or break it. A property
 * that earlier versions may ignore, or a further type of files, needs no later format. A version that goes on with a record keeps to
 * its format, or writes the later one in the same commit.
 */
public final class RecordFormat {

    private static final String VERSION = "formatVersion";
    private static final long FIRST = 1;

    private RecordFormat() {}

    /** The format that this version writes, the latest that it knows. */
    static long latest() {
        return 1;
    }

    /** Notes that a new record is in the format that this version writes. */
    public static void stamp(Node record) throws RepositoryException {
        record.setProperty(VERSION, latest());
    }

    /**
     * Must be called before anything else of a record is read.
     *
     * @throws UnknownFormatException if it is in a later format
     */
    public static void check(Node record) throws RepositoryException {
        long version = version(record);
        if (version > latest()) {
            throw new UnknownFormatException(
                    record, "it is in format " + version + ", and this version knows formats up to " + latest());
        }
    }

    /** Whether a record is in a later format than this version knows. */
    static boolean isLater(Node record) throws RepositoryException {
        return version(record) > latest();
    }

    /**
     * The constant that a record names.
     *
     * @param name the name; null counts as unknown
     * @throws UnknownFormatException if there is none of this name
     */
    public static <E extends Enum<E>> E constant(Class<E> type, @Nullable String name, Node record)
            throws RepositoryException {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        throw new UnknownFormatException(record, "it says " + name + " where this version knows none of that name");
    }

    private static long version(Node record) throws RepositoryException {
        try {
            return record.getProperty(VERSION).getLong();
        } catch (PathNotFoundException first) {
            return FIRST;
        }
    }
}
