package org.openguides.processing.testing.earlier;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import org.apache.jackrabbit.oak.api.Blob;
import org.apache.jackrabbit.oak.api.CommitFailedException;
import org.apache.jackrabbit.oak.api.PropertyState;
import org.apache.jackrabbit.oak.commons.PathUtils;
import org.apache.jackrabbit.oak.commons.json.JsopBuilder;
import org.apache.jackrabbit.oak.json.Base64BlobSerializer;
import org.apache.jackrabbit.oak.json.JsonDeserializer;
import org.apache.jackrabbit.oak.json.JsonSerializer;
import org.apache.jackrabbit.oak.plugins.memory.ArrayBasedBlob;
import org.apache.jackrabbit.oak.plugins.memory.EmptyNodeState;
import org.apache.jackrabbit.oak.spi.commit.CommitInfo;
import org.apache.jackrabbit.oak.spi.commit.EmptyHook;
import org.apache.jackrabbit.oak.spi.state.ChildNodeEntry;
import org.apache.jackrabbit.oak.spi.state.NodeBuilder;
import org.apache.jackrabbit.oak.spi.state.NodeState;
import org.apache.jackrabbit.oak.spi.state.NodeStore;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Parts of an Oak repository as a compressed JSON file, exactly as in the node store, including types, dates and
 * protected properties. Access control is excluded, since its principals exist only in the original repository.
 */
public final class RepositoryImage {

    private static final String EVERYTHING = "{\"properties\":[\"*\"],\"nodes\":[\"*\"]}";
    private static final String POLICY = "rep:policy";

    private final NodeState root;

    private RepositoryImage(NodeState root) {
        this.root = root;
    }

    /**
     * Returns the image of an earlier version of the bundle; the README next to the file describes how it was created.
     */
    public static RepositoryImage ofEarlierVersion() {
        try (InputStream file = Objects.requireNonNull(
                RepositoryImage.class.getResourceAsStream("/earlier/repository.json.gz"), "repository.json.gz")) {
            return read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RepositoryImage read(InputStream file) throws IOException {
        try (InputStream json = new GZIPInputStream(file)) {
            return new RepositoryImage(
                    new JsonDeserializer(RepositoryImage::blob).deserialize(new String(json.readAllBytes(), UTF_8)));
        }
    }

    private static Blob blob(String base64) {
        return new ArrayBasedBlob(Base64.getDecoder().decode(base64));
    }

    /** Reads the nodes at these absolute paths with their subtrees, and their ancestors without properties. */
    public static RepositoryImage of(NodeStore store, List<String> paths) {
        NodeBuilder image = EmptyNodeState.EMPTY_NODE.builder();
        for (String path : paths) {
            NodeState source = store.getRoot();
            NodeBuilder target = image;
            for (String name : PathUtils.elements(path)) {
                source = source.getChildNode(name);
                target = target.child(name);
            }
            if (!source.exists()) {
                throw new IllegalArgumentException("there is nothing at " + path);
            }
            copy(source, target);
        }
        return new RepositoryImage(image.getNodeState());
    }

    /** Writes the image to a file. */
    public void write(Path file) throws IOException {
        JsopBuilder json = new JsopBuilder();
        new JsonSerializer(json, EVERYTHING, new Base64BlobSerializer()).serialize(root);
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            new ByteArrayInputStream(json.toString().getBytes(UTF_8)).transferTo(out);
        }
    }

    /** Adds the image to a repository in one commit, merged with existing nodes. */
    public void putInto(NodeStore store) {
        NodeBuilder target = store.getRoot().builder();
        copy(root, target);
        try {
            store.merge(target, EmptyHook.INSTANCE, CommitInfo.EMPTY);
        } catch (CommitFailedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void copy(NodeState source, NodeBuilder target) {
        for (PropertyState property : source.getProperties()) {
            target.setProperty(property);
        }
        for (ChildNodeEntry child : source.getChildNodeEntries()) {
            if (!child.getName().equals(POLICY)) {
                copy(child.getNodeState(), target.child(child.getName()));
            }
        }
    }
}
