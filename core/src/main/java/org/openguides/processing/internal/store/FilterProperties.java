package org.openguides.processing.internal.store;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.AssetFilter;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.FilterField;

/**
 * A filter as properties of its run node. {@code filterFields} names those that are set, so that a version that does not know one of
 * them leaves the run alone. Runs of builds before that have no such list, and none but the fields of that time.
 */
final class FilterProperties {

    private static final String FIELDS = "filterFields";

    private FilterProperties() {}

    static void write(Node node, AssetFilter filter) throws RepositoryException {
        Nodes.set(
                node,
                FIELDS,
                filter.fields().stream().map(FilterField::storedName).toList());
        for (FilterField<?> field : FilterField.all()) {
            write(node, field.storedName(), filter.get(field));
        }
    }

    private static void write(Node node, String name, @Nullable Object value) throws RepositoryException {
        if (value instanceof Set<?> types) {
            Nodes.set(
                    node,
                    name,
                    types.stream().map(type -> ((FileType) type).name()).toList());
        } else if (value instanceof Instant time) {
            Nodes.set(node, name, time);
        } else if (value instanceof Boolean flag) {
            node.setProperty(name, flag);
        } else if (value != null) {
            node.setProperty(name, value.toString());
        }
    }

    /**
     * The filter of a run.
     *
     * @throws UnknownFormatException if it has a field, or a type of files, that this version does not know
     */
    static AssetFilter read(Node node) throws RepositoryException {
        List<String> known =
                FilterField.all().stream().map(FilterField::storedName).toList();
        for (String name : Nodes.texts(node, FIELDS)) {
            if (!known.contains(name)) {
                throw new UnknownFormatException(node, "this version does not know " + name + " of its filter");
            }
        }
        AssetFilter filter = AssetFilter.ALL;
        for (FilterField<?> field : FilterField.all()) {
            filter = read(node, filter, field);
        }
        return filter;
    }

    @SuppressWarnings("unchecked") // the kind of a field tells the type of its value
    private static <T> AssetFilter read(Node node, AssetFilter filter, FilterField<T> field)
            throws RepositoryException {
        String name = field.storedName();
        Object value =
                switch (field.kind()) {
                    case TEXT -> Nodes.text(node, name);
                    case TIME -> Nodes.instant(node, name);
                    case FLAG -> Nodes.flag(node, name);
                    case FILE_TYPES -> types(node, name);
                };
        return filter.with(field, (T) value);
    }

    private static Set<FileType> types(Node node, String name) throws RepositoryException {
        Set<FileType> types = EnumSet.noneOf(FileType.class);
        for (String type : Nodes.texts(node, name)) {
            types.add(RecordFormat.constant(FileType.class, type, node));
        }
        return types;
    }
}
