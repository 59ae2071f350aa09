package org.openguides.processing.internal.resolution;

/**
 * A reference to an asset.
 *
 * @param path      path of the referring asset
 * @param uuid      uuid of the referring asset; empty if it has none
 * @param element   name of the element
 * @param attribute name of the attribute
 */
public record Incoming(String path, String uuid, String element, String attribute) {}
