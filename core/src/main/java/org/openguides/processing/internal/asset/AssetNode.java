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
import org.apache.jackrabbit.util.Text;
import org.jspecify.annotations.Nullable;

/**
 * An asset in the repository: a {@code dam:Asset}, or an {@code nt:file} that is not part of one. Content fragments and
 * subassets are excluded. Bound to its session and the thread of the session.
 */
public final class AssetNode {

    private static final String ORIGINAL_OF_DAM_ASSET =
            AssetNames.CONTENT + "/" + AssetNames.RENDITIONS + "/" + AssetNames.ORIGINAL + "/" + AssetNames.CONTENT;

    /** Default for the maximum size in bytes of originals that are read to detect changes. */
    public static final int COMPARED_BYTES = 64 * 1024;

    private static final String MARK = "+";

    private final Node node;
    private final String path;
    private final boolean dam;
    private @Nullable Node content;
    private @Nullable Property original;
    private boolean read;

    /**
     * Reads the bytes of an original.
     *
     * @param <T> type of the result
     */
    @FunctionalInterface
    public interface Reading<T> {

        /** Reads as much as needed; the caller closes the stream. */
        T of(InputStream bytes) throws IOException;
    }

    private AssetNode(Node node, String path, boolean dam) {
        this.node = node;
        this.path = path;
        this.dam = dam;
    }

    /** Returns the asset if the node is one. Also checks the ancestors of the node. */
    public static Optional<AssetNode> of(Node node) throws RepositoryException {
        return isInsideAsset(node) ? Optional.empty() : ofOutermost(node);
    }

    /**
     * Returns the asset at a path that is known not to be inside another asset; empty if there is none that the session
     * can read.
     */
    public static Optional<AssetNode> at(Session session, String path) throws RepositoryException {
        try {
            return ofOutermost(session.getNode(path), path);
        } catch (PathNotFoundException nothing) {
            return Optional.empty();
        }
    }

    /** Like {@link #of}, but cheaper, for a node that is known not to be inside an asset. */
    public static Optional<AssetNode> ofOutermost(Node node) throws RepositoryException {
        return ofOutermost(node, node.getPath());
    }

    /** Like {@link #ofOutermost(Node)}, for callers that know the path of the node. */
    public static Optional<AssetNode> ofOutermost(Node node, String path) throws RepositoryException {
        String type = primaryType(node);
        boolean dam = type.equals(AssetNames.DAM_ASSET);
        if (dam ? isContentFragment(node) || !node.hasNode(AssetNames.CONTENT) : !isFile(node, type)) {
            return Optional.empty();
        }
        return Optional.of(new AssetNode(node, path, dam));
    }

    /** Returns whether there may be assets below the node, which is known not to be inside an asset. */
    public static boolean mayHoldAssets(Node node) throws RepositoryException {
        String type = primaryType(node);
        return !type.equals(AssetNames.DAM_ASSET) && !isFile(node, type);
    }

    /** Returns whether the node is part of an asset, or of other content such as a page. */
    public static boolean isInsideAsset(Node node) throws RepositoryException {
        if (node.getPath().contains("/" + AssetNames.CONTENT + "/")) {
            return true;
        }
        String above = Text.getRelativeParent(node.getPath(), 1);
        while (!above.equals("/")) {
            // An asset that the session cannot read is not one it could work on.
            if (node.getSession().nodeExists(above)
                    && isDamAsset(node.getSession().getNode(above))) {
                return true;
            }
            above = Text.getRelativeParent(above, 1);
        }
        return false;
    }

    // By name, since Oak fails for a type with an unregistered namespace.
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

    /** Returns the node of the asset. */
    public Node node() {
        return node;
    }

    /** Returns the absolute path. */
    public String path() {
        return path;
    }

    /** Returns the last segment of the path. */
    public String name() {
        return Text.getName(path);
    }

    /** Returns the {@code jcr:content} node. */
    public Node content() throws RepositoryException {
        Node known = content;
        if (known == null) {
            known = node.getNode(AssetNames.CONTENT);
            content = known;
        }
        return known;
    }

    /**
     * Reads the uploaded bytes. An error of the store is reported as such even if the reader has interpreted it
     * otherwise: a parser reports any error as invalid content.
     *
     * @throws FileNotFoundException       if the asset has no original
     * @throws ContentUnreachableException if its store is unavailable
     * @throws IOException                 thrown by the reader
     */
    @SuppressWarnings("checkstyle:IllegalCatch") // a parser may throw anything if the store fails
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

    @SuppressWarnings("checkstyle:IllegalCatch") // Oak reports a lost blob with a NullPointerException
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

    /** Returns whether the original has been read through this object. */
    public boolean hasBeenRead() {
        return read;
    }

    /** Returns whether it is a {@code dam:Asset}. */
    public boolean isDam() {
        return dam;
    }

    /** Returns the size of the original in bytes; -1 if there is none. */
    public long size() throws RepositoryException {
        Property data = originalData();
        return data == null ? -1 : length(data);
    }

    /** Returns the media type that the platform stores with the original; empty if there is none. */
    public String mimeType() throws RepositoryException {
        return text(originalContent() + "/" + AssetNames.MIME_TYPE);
    }

    /** Returns the media type in the metadata of a {@code dam:Asset}; empty if there is none, and for other assets. */
    public String format() throws RepositoryException {
        return dam ? text(AssetNames.CONTENT + "/" + AssetNames.METADATA + "/" + AssetNames.FORMAT) : "";
    }

    /** Returns the creation time of the asset, if it is known. */
    public Optional<Instant> created() throws RepositoryException {
        return date(node, AssetNames.CREATED);
    }

    /**
     * Identifies the present bytes of the original by upload time, size and content. The content is identified by the
     * identity of the binary where the platform provides one; otherwise it is read. Beyond the limit, a binary without
     * identity that is replaced by one of the same size and date is considered unchanged. Empty if there is no
     * original.
     *
     * @param most maximum number of bytes to read
     */
    public String revision(int most) throws RepositoryException {
        Property data = originalData();
        String upload = upload(data);
        return data == null || upload.isEmpty() ? "" : upload + contentMark(data, most);
    }

    /** Like {@link #revision(int)}, with a limit of {@value #COMPARED_BYTES} bytes. */
    public String revision() throws RepositoryException {
        return revision(COMPARED_BYTES);
    }

    /**
     * Returns whether the present bytes are those of a revision. A revision of an earlier build contains upload time
     * and size only.
     */
    public boolean hasRevision(String revision) throws RepositoryException {
        Property data = originalData();
        String upload = upload(data);
        if (data == null || revision.equals(upload) || !revision.startsWith(upload + MARK)) {
            return revision.equals(upload);
        }
        // it has been read before, whatever the limit is now
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

    /** Returns what distinguishes the original from others of the same size; empty if that is unknown. */
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

    /** Returns the path of the original's content, relative to the asset. */
    private String originalContent() {
        return dam ? ORIGINAL_OF_DAM_ASSET : AssetNames.CONTENT;
    }

    /**
     * A multi-valued property is not an original: -1. The data store is queried only if the id of the blob does not
     * contain the length.
     */
    @SuppressWarnings(
            "checkstyle:IllegalCatch") // Oak throws an IllegalArgumentException if the data store is unavailable
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

    /** Returns a single value; it is undefined which of several would apply. */
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
