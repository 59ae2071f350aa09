package org.openguides.processing.internal.catalog;

import org.apache.jackrabbit.util.Text;
import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.FileType;
import org.openguides.processing.internal.dita.FileUuid;

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

    /**
     * Whether a uuid is the asset's: the one it has, or as long as it has none the one in its name, which it will get. The
     * latter matters to runs that compare: what they find out is not written when they look for it.
     */
    public boolean hasUuid(String wanted) {
        return uuid.isEmpty()
                ? FileUuid.of(Text.getName(path)).filter(wanted::equals).isPresent()
                : uuid.equals(wanted);
    }

    /** The type of a stored name; null for other names, for users who may change an asset may write nonsense. */
    public static @Nullable FileType type(String name) {
        for (FileType type : FileType.values()) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        return null;
    }
}
