package org.openguides.processing.internal.catalog;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.FileType;

/**
 * What is known of an asset by itself.
 *
 * @param path      where it is
 * @param uuid      empty if it has none yet
 * @param type      null if it was never processed
 * @param title     the extracted title; empty if there is none
 * @param id        {@code @id} of the root; empty if there is none
 * @param ditaClass the root's class; empty if it is no DITA or not known
 */
public record AssetFacts(String path, String uuid, @Nullable FileType type, String title, String id, String ditaClass) {

    /** The type of a stored name; null for other names, for whoever may write an asset's properties may write nonsense. */
    public static @Nullable FileType type(String name) {
        for (FileType type : FileType.values()) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        return null;
    }
}
