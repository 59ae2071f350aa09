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
import org.openguides.processing.internal.text.CompressedLines;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A list of our own state that is too long to be a property with several values. On a document store a node with its
 * properties is one document, which on MongoDB holds 16 MB at most, together with the old revisions of the values; and each
 * version of an asset copies our state.
 *
 * <p>Facts are kept compressed, as a binary under the name of the property: of a binary the document has a reference only, and
 * versions share it. Terms have to be found by the index, so they are spread over nodes below the one of our state; the
 * property then has one value that identifies the list, and that is no term.
 */
public final class LongList {

    private static final Logger LOG = LoggerFactory.getLogger(LongList.class);

    /** Of characters, so that a node of our state with all of its lists is some hundred kilobytes at most. */
    static final int LONGEST_PROPERTY = 100_000;

    /** The node below that of our state that terms are spread over. */
    static final String SPREAD = "mentioned";

    /** Bytes of all lines of a list: more than the largest file that is read can bring about. */
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
     * The list that a property is to have, if it is one of ours and too long; null if not.
     *
     * @param path relative to the asset's content
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

    /** Whether a property has this list already, in whichever form. */
    public boolean isIn(Property property) throws RepositoryException {
        if (spread && property.isMultiple() && isSign(property.getValues())) {
            return sign().equals(property.getValues()[0].getString())
                    && property.getParent().hasNode(SPREAD);
        }
        try {
            return values.equals(read(property));
        } catch (ContentUnreachableException e) {
            LOG.warn("{} is written anew: what it has cannot be read", property.getPath(), e);
            return false;
        }
    }

    /** Writes it in place of whatever the property has; transient until saved. */
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
     * Removes what a property has elsewhere, before it gets another value or none; transient until saved.
     *
     * @param path relative to the asset's content
     */
    public static void forget(String path, Property property) throws RepositoryException {
        if (path.equals(TERMS)
                && property.isMultiple()
                && isSign(property.getValues())
                && property.getParent().hasNode(SPREAD)) {
            property.getParent().getNode(SPREAD).remove();
        }
    }

    /**
     * All values of a property, in whichever form it has them; none if it has a single text.
     *
     * @throws ContentUnreachableException if the data store does not give a list that it keeps, which the next processing writes anew
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

    /** What is no list of lines counts as none: users who may change an asset may write nonsense. */
    @SuppressWarnings("checkstyle:IllegalCatch") // of a blob that is lost Oak says so with unchecked exceptions
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
