package org.openguides.processing.spi;

import java.util.Calendar;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The value that a property of an asset should have. It is written only where the present value differs.
 *
 * @param path  relative to the asset's {@code jcr:content}, such as {@code metadata/dc:title}; nodes on the way are
 *     made
 * @param value a String, Long, Boolean, Calendar or a List of Strings; null removes the property
 */
public record PropertyChange(String path, @Nullable Object value) {

    public PropertyChange {
        if (path.isBlank() || path.startsWith("/") || path.contains("..")) {
            throw new IllegalArgumentException("not a relative property path: " + path);
        }
        if (value instanceof List<?> list) {
            value = list.stream().map(String.class::cast).toList();
        } else if (value != null
                && !(value instanceof String
                        || value instanceof Long
                        || value instanceof Boolean
                        || value instanceof Calendar)) {
            throw new IllegalArgumentException("no property type for " + value.getClass());
        }
    }
}
