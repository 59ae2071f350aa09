package org.openguides.processing.internal.catalog;

import javax.jcr.Binary;
import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.Property;
import javax.jcr.PropertyType;
import javax.jcr.RepositoryException;
import javax.jcr.Value;
import javax.jcr.ValueFormatException;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipException;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.asset.ContentUnreachableException;
import org.openguides.processing.internal.log.ServerLog;
import org.openguides.processing.internal.text.CompressedLines;
import org.slf4j.Logger;

/**
 * A list of the state of an asset that is too long for a multi-valued property. In a document store a node with its
 * properties is one document, which MongoDB limits to 16 MB together with old revisions of the values; and each version of
 * an asset copies the state.
 *
 * <p>Facts are stored compressed, as a binary under the name of the property: the document only contains a reference to
 * the binary, which versions share. Terms must be found by the index, so they are distributed over nodes below that of the
 * state; the property then has a single value that identifies the list and is not a term.
 */
public final class LongList {

    private static final Logger LOG = ServerLog.of(LongList.class);

    /** In characters; limits a node with all of its lists to some hundred kilobytes. */
    static final int LONGEST_PROPERTY = 100_000;

    /** The child node of the state that the terms are distributed over. */
    static final String SPREAD = "mentioned";

    /** In bytes of all lines of a list; more than the largest file that is read can produce. */
    private static final int LARGEST = 128 << 20;

    private static final String SPREAD_SIGN = "spread:";
    private static final String TERMS = AssetState.NODE + "/" + Term.Field.MENTION.property();
    private static final Set<String> COMPRESSED = Set.of(AssetState.REFERENCES, AssetState.KEYS, AssetState.KEY_SCOPES);

    private final List<String> values;
    private final boolean spread;

    private LongList(List<String> values, boolean spread) {
        this.values = values;
        this.spread = spread;
    }

    /**
     * Returns the list for the value of a property of this bundle if it is too long; otherwise null.
     *
     * @param path path relative to the asset's content
     */
    public static @Nullable LongList of(String path, @Nullable Object wanted) {
        if (!(wanted instanceof List<?> list) || !(path.equals(TERMS) || COMPRESSED.contains(path))) {
            return null;
        }
        long length = 0;
        for (Object value : list) {
            length += ((String) value).length();
        }
        return length <= LONGEST_PROPERTY
                ? null
                : new LongList(list.stream().map(String.class::cast).toList(), path.equals(TERMS));
    }

    /** Returns whether a property already has this list, in either form. */
    public boolean isIn(Property property) throws RepositoryException {
        if (spread && property.isMultiple() && isSign(property.getValues())) {
            return sign().equals(property.getValues()[0].getString())
                    && property.getParent().hasNode(SPREAD);
        }
        try {
            return values.equals(read(property));
        } catch (ContentUnreachableException e) {
            LOG.warn("Replacing {}, whose current value cannot be read", property.getPath(), e);
            return false;
        }
    }

    /** Writes the list in place of the value of a property; transient until saved. */
    public void write(Node state, String name) throws RepositoryException {
        if (state.hasProperty(name)) {
            forget(AssetState.NODE + "/" + name, state.getProperty(name));
            state.getProperty(name).remove();
        }
        if (spread) {
            state.setProperty(name, new String[] {sign()});
            spread(state.addNode(SPREAD, "nt:unstructured"), name);
            return;
        }
        Binary binary = state.getSession()
                .getValueFactory()
                .createBinary(new ByteArrayInputStream(CompressedLines.encode(values)));
        try {
            state.setProperty(name, binary);
        } finally {
            binary.dispose();
        }
    }

    private void spread(Node folder, String name) throws RepositoryException {
        List<String> some = new ArrayList<>();
        int length = 0;
        int nodes = 0;
        for (String value : values) {
            if (length + value.length() > LONGEST_PROPERTY && !some.isEmpty()) {
                add(folder, nodes++, name, some);
                some.clear();
                length = 0;
            }
            some.add(value);
            length += value.length();
        }
        add(folder, nodes, name, some);
    }

    private static void add(Node folder, int number, String name, List<String> values) throws RepositoryException {
        folder.addNode(String.format(Locale.ROOT, "m%05d", number), "nt:unstructured")
                .setProperty(name, values.toArray(new String[0]));
    }

    /**
     * Removes what a property stores elsewhere, before it gets another value or is removed; transient until saved.
     *
     * @param path path relative to the asset's content
     */
    public static void forget(String path, Property property) throws RepositoryException {
        if (path.equals(TERMS)
                && property.isMultiple()
                && isSign(property.getValues())
                && property.getParent().hasNode(SPREAD)) {
            property.getParent().getNode(SPREAD).remove();
        }
    }

    /** Returns the values of a multi-valued property, in either form; empty if it is absent or single-valued. */
    static List<String> texts(Node content, String path) throws RepositoryException {
        return content.hasProperty(path) ? read(content.getProperty(path)) : List.of();
    }

    /**
     * Returns the values of a property of the state, in either form; empty if it is absent or single-valued.
     *
     * @param state node of the state
     */
    static List<String> ownTexts(Node state, String path) throws RepositoryException {
        return texts(state, AssetState.ownName(path));
    }

    /**
     * Returns all values of a property, in either form; empty if it is single-valued text.
     *
     * @throws ContentUnreachableException if the data store cannot read the list; the next processing replaces it
     */
    static List<String> read(Property property) throws RepositoryException {
        Value[] values;
        try {
            values = property.getValues();
        } catch (ValueFormatException single) {
            return property.getType() == PropertyType.BINARY ? decompressed(property) : List.of();
        }
        return isSign(values) ? gathered(property) : texts(values);
    }

    private static boolean isSign(Value[] values) throws RepositoryException {
        return values.length == 1 && values[0].getString().startsWith(SPREAD_SIGN);
    }

    private static List<String> gathered(Property property) throws RepositoryException {
        List<String> all = new ArrayList<>();
        Node state = property.getParent();
        if (state.hasNode(SPREAD)) {
            for (NodeIterator nodes = state.getNode(SPREAD).getNodes(); nodes.hasNext(); ) {
                Node node = nodes.nextNode();
                if (node.hasProperty(property.getName())) {
                    all.addAll(texts(node.getProperty(property.getName()).getValues()));
                }
            }
        }
        return all;
    }

    private static List<String> texts(Value[] values) throws RepositoryException {
        List<String> texts = new ArrayList<>();
        for (Value value : values) {
            texts.add(value.getString());
        }
        return texts;
    }

    /** Anything but a list of lines counts as empty, since users who may modify an asset may write arbitrary values. */
    @SuppressWarnings("checkstyle:IllegalCatch") // Oak reports a missing blob with unchecked exceptions
    private static List<String> decompressed(Property property) throws RepositoryException {
        Binary binary = property.getBinary();
        try {
            return CompressedLines.decodeForeign(binary.getStream(), LARGEST);
        } catch (ZipException | EOFException nonsense) {
            return List.of();
        } catch (IOException | RuntimeException e) {
            throw new ContentUnreachableException(property.getPath(), e);
        } finally {
            binary.dispose();
        }
    }

    private String sign() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String value : values) {
                digest.update(value.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) '\n');
            }
            return SPREAD_SIGN + HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has it", e);
        }
    }
}
