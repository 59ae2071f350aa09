package org.openguides.processing.spi;

import java.util.Arrays;
import java.util.Calendar;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The value that a property of an asset should have. It is written only if it differs from the current value.
 * Immutable.
 */
@ProviderType
public final class PropertyChange {

    private final String path;
    private final @Nullable Object value;

    /**
     * Creates a change; copies lists.
     *
     * @param path  path relative to the asset's {@code jcr:content}, such as {@code metadata/dc:title}; missing
     *     intermediate nodes are created. Paths below {@code openguides} are reserved for the engine. Namespace
     *     prefixes must be registered
     * @param value a String, Long, Boolean, Calendar or a List of Strings; null or an empty list removes the property
     * @throws IllegalArgumentException if the path is blank, begins with a slash or contains {@code ..} segments, or if
     *     the value is of another class or a list of anything but Strings
     */
    public PropertyChange(String path, @Nullable Object value) {
        if (path.isBlank()
                || path.startsWith("/")
                || Arrays.asList(path.split("/")).contains("..")) {
            throw new IllegalArgumentException("not a relative property path: " + path);
        }
        this.path = path;
        this.value = checked(path, value);
    }

    /** Returns the path of the property, relative to the asset's {@code jcr:content}. */
    public String path() {
        return path;
    }

    /**
     * Returns the value that the property should have: a String, Long, Boolean, Calendar or a List of Strings; null for
     * none.
     */
    public @Nullable Object value() {
        return value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PropertyChange that && path.equals(that.path) && Objects.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(path, value);
    }

    @Override
    public String toString() {
        return path + "=" + value;
    }

    private static @Nullable Object checked(String path, @Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(item -> text(path, item)).toList();
        }
        if (value != null
                && !(value instanceof String
                        || value instanceof Long
                        || value instanceof Boolean
                        || value instanceof Calendar)) {
            throw new IllegalArgumentException("no property type for " + value.getClass() + ": " + path);
        }
        return value;
    }

    private static String text(String path, @Nullable Object item) {
        if (item instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException(
                "a list may hold Strings only, not " + (item == null ? "null" : item.getClass()) + ": " + path);
    }
}
