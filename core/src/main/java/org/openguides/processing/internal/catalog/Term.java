package org.openguides.processing.internal.catalog;

import org.openguides.processing.api.FileType;

/**
 * A word by which assets are found. Files of the same project are named without their folder: that stays true when the
 * project is moved.
 *
 * @param text as it is kept and indexed
 */
public record Term(String text) {

    /** The asset is of a type. */
    public static Term type(FileType type) {
        return new Term("type:" + type.name());
    }

    /** The asset has a uuid. */
    public static Term uuid(String uuid) {
        return new Term("uuid:" + uuid);
    }

    /** The asset refers to a file of this name in its own project, in whichever folder. */
    public static Term refersToName(String fileName) {
        return new Term("to:" + fileName);
    }

    /** The asset refers to this absolute path in another project. */
    public static Term refersToPath(String path) {
        return new Term("topath:" + path);
    }

    /** The asset refers to an asset by its uuid. */
    public static Term refersToUuid(String uuid) {
        return new Term("touuid:" + uuid);
    }

    /** The asset refers to a key by this name or by one that ends with it behind the name of a key scope. */
    public static Term refersToKey(String key) {
        return new Term("tokey:" + key);
    }
}
