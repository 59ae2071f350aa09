package org.openguides.processing.spi;

import java.util.Arrays;
import java.util.Calendar;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The value that a property of an asset should have. It is written only where the present value differs.
 *
 * @param path  relative to the asset's {@code jcr:content}, such as {@code metadata/dc:title}; nodes on the way are made.
 *     What is below {@code openguides} belongs to the engine. Namespace prefixes must be registered
 * @param value a String, Long, Boolean, Calendar or a List of Strings; null or an empty list removes the property
 */
public record PropertyChange(String path, @Nullable Object value) {

    /**
     * Copies a list.
     *
     * @throws IllegalArgumentException if the path is blank, begins with a slash or leads upwards by {@code ..}, or if the value is
     *     of another class or a list of anything but Strings
     */
    public PropertyChange {
        if (path.isBlank()
                || path.startsWith("/")
                || Arrays.asList(path.split("/")).contains("..")) {
            throw new IllegalArgumentException("not a relative property path: " + path);
        }
        if (value instanceof List<?> list) {
            value = list.stream().map(item -> text(path, item)).toList();
        } else if (value != null
                && !(value instanceof String
                        || value instanceof Long
                        || value instanceof Boolean
                        || value instanceof Calendar)) {
            throw new IllegalArgumentException("no property type for " + value.getClass() + ": " + path);
        }
    }

    private static String text(String path, @Nullable Object item) {
        if (item instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException(
                "a list may hold Strings only, not " + (item == null ? "null" : item.getClass()) + ": " + path);
    }
}
