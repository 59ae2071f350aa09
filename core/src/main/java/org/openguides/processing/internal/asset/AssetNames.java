package org.openguides.processing.internal.asset;

/** Names of the items that make up an asset. */
public final class AssetNames {

    /** Node type of AEM's assets; not registered on a plain Sling. */
    public static final String DAM_ASSET = "dam:Asset";

    /** Node type of files. */
    public static final String NT_FILE = "nt:file";

    /** The node of an asset that holds everything but its name. */
    public static final String CONTENT = "jcr:content";

    /** The node below the content that holds metadata. */
    public static final String METADATA = "metadata";

    /** The folder below the content of a {@code dam:Asset} that holds its binaries. */
    public static final String RENDITIONS = "renditions";

    /** The rendition that somebody uploaded; AEM makes the others from it. */
    public static final String ORIGINAL = "original";

    /** The property that holds a binary. */
    public static final String DATA = "jcr:data";

    /** The media type that the platform has found for the binary next to it. */
    public static final String MIME_TYPE = "jcr:mimeType";

    /** The media type of the original in the metadata of a {@code dam:Asset}. */
    public static final String FORMAT = "dc:format";

    /** When the asset was made. */
    public static final String CREATED = "jcr:created";

    /** When the binary next to it was changed. */
    public static final String LAST_MODIFIED = "jcr:lastModified";

    /** True at the content of a {@code dam:Asset} that is structured content of AEM and has no file of its own. */
    public static final String CONTENT_FRAGMENT = "contentFragment";

    private AssetNames() {}
}
