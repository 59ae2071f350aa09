package org.openguides.processing.testing;

import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.Value;

import java.util.Objects;
import java.util.function.Predicate;

import org.apache.jackrabbit.api.JackrabbitValue;

/** Originals of assets as blobs of a store. */
public final class Originals {

    private final Session session;
    private final FaultyBlobs blobs;

    Originals(Session session, FaultyBlobs blobs) {
        this.session = session;
        this.blobs = blobs;
    }

    /** Marks a binary as an original, if it is in the store. */
    void add(Value data) {
        String id = ((JackrabbitValue) data).getContentIdentity();
        if (id != null) {
            blobs.isOriginal(id);
        }
    }

    /** Returns how often the original of an asset has been opened. */
    public long opened(String path) {
        return blobs.opened(blobOf(path));
    }

    /** Returns a predicate for the blob of an asset's original. */
    public Predicate<String> isOriginalOf(String path) {
        return blobOf(path)::equals;
    }

    /** Makes the original of an asset unreadable, but nothing else. */
    public void lose(String path) {
        blobs.lose(blobOf(path));
    }

    private String blobOf(String path) {
        try {
            session.refresh(false);
            Node asset = session.getNode(path);
            String original = asset.isNodeType("nt:file") ? "" : "jcr:content/renditions/original/";
            return blobId(asset.getProperty(original + "jcr:content/jcr:data").getValue());
        } catch (RepositoryException e) {
            throw new IllegalStateException(path, e);
        }
    }

    private static String blobId(Value data) {
        return Objects.requireNonNull(((JackrabbitValue) data).getContentIdentity());
    }
}
