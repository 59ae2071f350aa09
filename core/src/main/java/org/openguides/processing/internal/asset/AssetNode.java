package org.openguides.processing.internal.asset;

import javax.jcr.Binary;
import javax.jcr.Node;
import javax.jcr.PathNotFoundException;
import javax.jcr.Property;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.ValueFormatException;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;

import org.apache.jackrabbit.api.JackrabbitValue;
import org.jspecify.annotations.Nullable;

/**
 * An asset in the repository: a {@code dam:Asset}, or an {@code nt:file} that is no part of one. Content fragments and
 * the subassets inside of an asset are none of ours. Lives as long as its session and belongs to the session's thread.
 */
public final class AssetNode {

    private static final String ORIGINAL_OF_DAM_ASSET =
            AssetNames.CONTENT + "/" + AssetNames.RENDITIONS + "/" + AssetNames.ORIGINAL + "/" + AssetNames.CONTENT;

    /** Up to how many bytes of an original are read to tell whether they have changed, unless the configuration says otherwise. */
    public static final int COMPARED_BYTES = 64 * 1024;

    private static final String MARK = "+";

    private final Node node;
    private final String path;
    private final boolean dam;
    private @Nullable Node content;
    private @Nullable Property original;
    private boolean read;

    /**
     * Makes something of the bytes of an original.
     *
     * @param <T> what it makes
     */
    @FunctionalInterface
    public interface Reading<T> {

        /** Reads as much as it needs; the stream is closed by the caller. */
        T of(InputStream bytes) throws IOException;
    }

    private AssetNode(Node node, String path, boolean dam) {
        this.node = node;
        this.path = path;
        this.dam = dam;
    }

    /** The asset that the node is, if it is one. Looks at the nodes above too. */
    public static Optional<AssetNode> of(Node node) throws RepositoryException {
        return isInsideAsset(node) ? Optional.empty() : ofOutermost(node);
    }

    /** The asset at a path that is known not to lie inside of another one; empty if there is none that the session may read. */
    public static Optional<AssetNode> at(Session session, String path) throws RepositoryException {
        try {
            return ofOutermost(session.getNode(path), path);
        } catch (PathNotFoundException nothing) {
            return Optional.empty();
        }
    }

    /** As {@link #of}, but cheaper, for a node that is known not to lie inside of an asset. */
    public static Optional<AssetNode> ofOutermost(Node node) throws RepositoryException {
        return ofOutermost(node, node.getPath());
    }

    /** As {@link #ofOutermost(Node)}, for whoever knows the node's path already. */
    public static Optional<AssetNode> ofOutermost(Node node, String path) throws RepositoryException {
        String type = primaryType(node);
        boolean dam = type.equals(AssetNames.DAM_ASSET);
        if (dam ? isContentFragment(node) || !node.hasNode(AssetNames.CONTENT) : !isFile(node, type)) {
            return Optional.empty();
        }
        return Optional.of(new AssetNode(node, path, dam));
    }

    /** Whether assets may lie below the node, which is known not to lie inside of an asset itself. */
    public static boolean mayHoldAssets(Node node) throws RepositoryException {
        String type = primaryType(node);
        return !type.equals(AssetNames.DAM_ASSET) && !isFile(node, type);
    }

    /** Whether the node is a part of an asset, or of other content such as a page's. */
    public static boolean isInsideAsset(Node node) throws RepositoryException {
        if (node.getPath().contains("/" + AssetNames.CONTENT + "/")) {
            return true;
        }
        String above = parentPath(node.getPath());
        while (!above.isEmpty()) {
            // What the session may not read is no asset that it could work on.
            if (node.getSession().nodeExists(above)
                    && isDamAsset(node.getSession().getNode(above))) {
                return true;
            }
            above = parentPath(above);
        }
        return false;
    }

    private static String parentPath(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    // By name, for asking Oak about a type whose namespace it has never heard of is an error.
    private static boolean isDamAsset(Node node) throws RepositoryException {
        return primaryType(node).equals(AssetNames.DAM_ASSET);
    }

    private static String primaryType(Node node) throws RepositoryException {
        return node.getPrimaryNodeType().getName();
    }

    private static boolean isFile(Node node, String primaryType) throws RepositoryException {
        return primaryType.equals(AssetNames.NT_FILE) || node.isNodeType(AssetNames.NT_FILE);
    }

    private static boolean isContentFragment(Node damAsset) throws RepositoryException {
        String flag = AssetNames.CONTENT + "/" + AssetNames.CONTENT_FRAGMENT;
        if (!damAsset.hasProperty(flag)) {
            return false;
        }
        Property value = damAsset.getProperty(flag);
        return !value.isMultiple() && Boolean.parseBoolean(value.getString());
    }

    /** The node of the asset itself. */
    public Node node() {
        return node;
    }

    /** The absolute path. */
    public String path() {
        return path;
    }

    /** The last segment of the path. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The {@code jcr:content} node. */
    public Node content() throws RepositoryException {
        Node known = content;
        if (known == null) {
            known = node.getNode(AssetNames.CONTENT);
            content = known;
        }
        return known;
    }

    /**
     * Reads the bytes that were uploaded. Where they cannot be read, that is told whatever the reading has made of it: a parser
     * says of every fault that the content is bad.
     *
     * @throws FileNotFoundException       if the asset has no original
     * @throws ContentUnreachableException if there is one and its store does not give it now
     * @throws IOException                 what the reading itself has thrown
     */
    @SuppressWarnings("checkstyle:IllegalCatch") // whatever a parser throws may follow from a fault of the store
    public <T> T readOriginal(Reading<T> reading) throws RepositoryException, IOException {
        try (OriginalStream bytes = openOriginal()) {
            T result;
            try {
                result = reading.of(bytes);
            } catch (IOException | RuntimeException e) {
                noteRead(bytes);
                throw e;
            }
            noteRead(bytes);
            return result;
        }
    }

    private void noteRead(OriginalStream bytes) throws ContentUnreachableException {
        Exception fault = bytes.fault();
        if (fault != null) {
            throw new ContentUnreachableException(path, fault);
        }
        read = true;
    }

    @SuppressWarnings("checkstyle:IllegalCatch") // of a blob that is lost Oak says so with a NullPointerException
    private OriginalStream openOriginal() throws RepositoryException, FileNotFoundException {
        Property data = originalData();
        if (data == null) {
            throw new FileNotFoundException("no original: " + path);
        }
        try {
            Binary binary = data.getBinary();
            return new OriginalStream(binary, binary.getStream());
        } catch (ValueFormatException several) {
            throw new FileNotFoundException("no original: " + path);
        } catch (RuntimeException e) {
            throw new ContentUnreachableException(path, e);
        }
    }

    /** Whether its original has been read through this object. */
    public boolean hasBeenRead() {
        return read;
    }

    /** Whether it is a {@code dam:Asset}. */
    public boolean isDam() {
        return dam;
    }

    /** How many bytes the original has; -1 if there is no original. */
    public long size() throws RepositoryException {
        Property data = originalData();
        return data == null ? -1 : length(data);
    }

    /** The media type that the platform keeps beside the original; empty if it keeps none. */
    public String mimeType() throws RepositoryException {
        return text(originalContent() + "/" + AssetNames.MIME_TYPE);
    }

    /** The media type that the metadata of a {@code dam:Asset} tell; empty if they tell none, and of other assets. */
    public String format() throws RepositoryException {
        return dam ? text(AssetNames.CONTENT + "/" + AssetNames.METADATA + "/" + AssetNames.FORMAT) : "";
    }

    /** When the asset was made, if the repository knows. */
    public Optional<Instant> created() throws RepositoryException {
        return date(node, AssetNames.CREATED);
    }

    /**
     * Identifies the present bytes of the original: when they were uploaded, how many they are, and what they are. For the last
     * the identity of the binary is asked for, where the platform has one; others are read. Larger ones without identity that are
     * replaced by as many others, without a later date, are not told apart. Empty if there is no original.
     *
     * @param most up to how many bytes are read
     */
    public String revision(int most) throws RepositoryException {
        Property data = originalData();
        String upload = upload(data);
        return data == null || upload.isEmpty() ? "" : upload + contentMark(data, most);
    }

    /** The same, reading up to {@value #COMPARED_BYTES} bytes. */
    public String revision() throws RepositoryException {
        return revision(COMPARED_BYTES);
    }

    /**
     * Whether the present bytes are those of a revision. One that an earlier build has written tells no more than when they were
     * uploaded and how many they are.
     */
    public boolean hasRevision(String revision) throws RepositoryException {
        Property data = originalData();
        String upload = upload(data);
        if (data == null || revision.equals(upload) || !revision.startsWith(upload + MARK)) {
            return revision.equals(upload);
        }
        // it has been read once, whatever the limit is now
        return revision.equals(upload + contentMark(data, Integer.MAX_VALUE));
    }

    private String upload(@Nullable Property data) throws RepositoryException {
        long length = data == null ? -1 : length(data);
        if (data == null || length < 0) {
            return "";
        }
        Optional<Instant> modified = date(node, originalContent() + "/" + AssetNames.LAST_MODIFIED);
        String mark = modified.isPresent() ? String.valueOf(modified.get().toEpochMilli()) : "";
        return mark + "-" + length;
    }

    /** What tells the bytes of the original from others of their number; empty if nothing does. */
    private String contentMark(Property data, int most) throws RepositoryException {
        String identity = data.getValue() instanceof JackrabbitValue value ? value.getContentIdentity() : null;
        if (identity != null) {
            return MARK + ContentDigest.of(identity);
        }
        if (length(data) > most) {
            return "";
        }
        boolean before = read;
        try {
            return MARK + readOriginal(ContentDigest::of);
        } catch (FileNotFoundException gone) {
            return "";
        } catch (IOException e) {
            throw new ContentUnreachableException(path, e);
        } finally {
            read = before;
        }
    }

    /** Where the content of the original is, relative to the asset. */
    private String originalContent() {
        return dam ? ORIGINAL_OF_DAM_ASSET : AssetNames.CONTENT;
    }

    /** What has several values is no original: -1. A data store is asked only where the id of a blob does not tell. */
    @SuppressWarnings(
            "checkstyle:IllegalCatch") // a data store that is away makes Oak throw an IllegalArgumentException
    private long length(Property data) throws RepositoryException {
        try {
            return data.getLength();
        } catch (ValueFormatException several) {
            return -1;
        } catch (RuntimeException e) {
            throw new ContentUnreachableException(path, e);
        }
    }

    private @Nullable Property originalData() throws RepositoryException {
        Property known = original;
        if (known == null) {
            try {
                known = node.getProperty(originalContent() + "/" + AssetNames.DATA);
            } catch (PathNotFoundException missing) {
                return null;
            }
            original = known;
        }
        return known;
    }

    /** A single value; of several it is unknown which one counts. */
    private String text(String property) throws RepositoryException {
        try {
            return node.getProperty(property).getString();
        } catch (PathNotFoundException | ValueFormatException unknown) {
            return "";
        }
    }

    private static Optional<Instant> date(Node holder, String name) throws RepositoryException {
        try {
            return Optional.of(holder.getProperty(name).getDate().toInstant());
        } catch (PathNotFoundException | ValueFormatException unknown) {
            return Optional.empty();
        }
    }
}
