package org.openguides.processing.internal.catalog.tables;

import java.util.List;
import java.util.Map;

import org.openguides.processing.internal.dita.DocumentFacts;

/**
 * Everything that the database is to hold of one asset. Texts are empty where nothing is known.
 *
 * @param path      absolute path of the asset
 * @param uuid      as in {@code fmUuid}
 * @param fileType  name of a file type
 * @param outcome   of the processing
 * @param error     why it failed
 * @param title     as in the file
 * @param rootId    {@code @id} of the root element
 * @param ditaClass class of the root element
 * @param revision  which content all of this belongs to
 * @param digest    identifies all of this: equal entries have equal digests, and others do not
 * @param facts     what the file refers to and defines
 * @param terms     by which the asset is found, by the names of their fields
 */
public record AssetEntry(
        String path,
        String uuid,
        String fileType,
        String outcome,
        String error,
        String title,
        String rootId,
        String ditaClass,
        String revision,
        String digest,
        DocumentFacts facts,
        Map<String, List<String>> terms) {}
