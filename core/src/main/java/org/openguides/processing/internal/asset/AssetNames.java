package org.openguides.processing.internal.asset;

/** Names of the items of an asset. */
public final class AssetNames {

    /** Node type of AEM's assets; not registered on plain Sling. */
    public static final String DAM_ASSET = "dam:Asset";

    /** Node type of files. */
    public static final String NT_FILE = "nt:file";

    /** Child of an asset that contains all other items. */
    public static final String CONTENT = "jcr:content";

    /** Child of the content that contains metadata. */
    public static final String METADATA = "metadata";

    /** Folder below the content of a {@code dam:Asset} that contains its binaries. */
    public static final String RENDITIONS = "renditions";

    /** Rendition with the uploaded binary, from which AEM creates the others. */
    public static final String ORIGINAL = "original";

    /** Property with a binary. */
    public static final String DATA = "jcr:data";

    /** Media type of the adjacent binary as detected by the platform. */
    public static final String MIME_TYPE = "jcr:mimeType";

    /** Media type of the original in the metadata of a {@code dam:Asset}. */
    public static final String FORMAT = "dc:format";

    /** Creation time of the asset. */
    public static final String CREATED = "jcr:created";

    /** Time of the last change of the adjacent binary. */
    public static final String LAST_MODIFIED = "jcr:lastModified";

    /** True on the content of a {@code dam:Asset} that is structured content of AEM without a file. */
    public static final String CONTENT_FRAGMENT = "contentFragment";

    private AssetNames() {}
}
