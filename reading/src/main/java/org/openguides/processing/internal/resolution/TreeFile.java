package org.openguides.processing.internal.resolution;

/**
 * A file of a content tree.
 *
 * @param path  absolute path
 * @param uuid  uuid by which references can address it wherever it is; empty if it has none
 * @param isMap whether it is a DITA map
 */
public record TreeFile(String path, String uuid, boolean isMap) {}
