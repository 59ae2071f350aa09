package org.openguides.processing.internal.resolution;

/**
 * A place to be found in the maps of a root map.
 *
 * @param scope number of the scope within the map
 */
record Goal(MapOutline map, int scope, int place) {}
