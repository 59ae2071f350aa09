package org.openguides.processing.internal.catalog;

import org.apache.jackrabbit.util.Text;
import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.FileType;
import org.openguides.processing.internal.dita.FileUuid;

/**
 * The facts about an asset that do not depend on other assets.
 *
 * @param path      path of the asset
 * @param uuid      empty if it has none yet
 * @param type      null if it was never processed
 * @param title     extracted title; empty if there is none
 * @param id        {@code @id} of the root element; empty if there is none
 * @param ditaClass class of the root element; empty if the asset is not DITA or the class is unknown
 */
public record AssetFacts(String path, String uuid, @Nullable FileType type, String title, String id, String ditaClass) {

    /**
     * Returns whether the asset has a uuid: its own, or, as long as it has none, the one in its name, which it will
     * get. The latter matters for runs that compare, which do not write their results before looking them up.
     */
    public boolean hasUuid(String wanted) {
        return uuid.isEmpty()
                ? FileUuid.of(Text.getName(path)).filter(wanted::equals).isPresent()
                : uuid.equals(wanted);
    }

    /**
     * Returns the type with a stored name; null for other names, since users who may modify an asset may write
     * arbitrary text.
     */
    public static @Nullable FileType type(String name) {
        for (FileType type : FileType.values()) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        return null;
    }
}
