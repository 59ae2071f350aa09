package org.openguides.processing.internal.store;

import javax.jcr.Node;
import javax.jcr.PathNotFoundException;
import javax.jcr.RepositoryException;

import org.jspecify.annotations.Nullable;

/**
 * The format of the records below {@code /var/openguides}. Nodes of a cluster run different versions of this bundle
 * during an update, and after a rollback there are records of a later version. Runs, claims and status jobs store the
 * format of their whole subtree in {@code formatVersion}; without this property it is the first one. A version ignores
 * records in a later format than its own, and records with an unknown state.
 *
 * <p>A new format is needed if an earlier version would read a record incorrectly or damage it. It is not needed for a
 * property that earlier versions may ignore, or for a further kind of files. A version that continues a record keeps
 * its format, or writes the new one in the same commit.
 */
public final class RecordFormat {

    private static final String VERSION = "formatVersion";
    private static final long FIRST = 1;
    private static final long SECOND = 2;

    private RecordFormat() {}

    /** Returns the latest format that this version knows. */
    static long latest() {
        return SECOND;
    }

    /** Marks a new record as being in the first format, which every version continues. */
    public static void stamp(Node record) throws RepositoryException {
        record.setProperty(VERSION, FIRST);
    }

    /**
     * Marks a record that versions which know the first format only must not continue: a run of the system, or one that
     * has to wait until such a run has given way to it.
     */
    public static void stampSecond(Node record) throws RepositoryException {
        record.setProperty(VERSION, SECOND);
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

    /** Returns whether a record is in a later format. */
    static boolean isLater(Node record) throws RepositoryException {
        return version(record) > latest();
    }

    /**
     * Returns the constant that a record names.
     *
     * @param name name of the constant; null counts as unknown
     * @throws UnknownFormatException if there is no such constant
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
