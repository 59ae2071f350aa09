package org.openguides.processing.internal.resolution;

/**
 * A reference to an asset.
 *
 * @param path      of the asset that refers to it
 * @param uuid      of that asset; empty if it has none
 * @param element   name of the element
 * @param attribute name of the attribute
 */
public record Incoming(String path, String uuid, String element, String attribute) {}
