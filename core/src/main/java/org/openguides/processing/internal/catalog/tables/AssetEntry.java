package org.openguides.processing.internal.catalog.tables;

import java.util.List;
import java.util.Map;

import org.openguides.processing.internal.dita.DocumentFacts;

/**
 * The complete data of one asset in the database. Texts are empty if they are unknown.
 *
 * @param path      absolute path of the asset
 * @param uuid      uuid as in {@code fmUuid}
 * @param fileType  name of a file type
 * @param outcome   outcome of the processing
 * @param error     why the processing failed
 * @param title     title in the file
 * @param rootId    {@code @id} of the root element
 * @param ditaClass class of the root element
 * @param revision  content revision to which the data belongs
 * @param digest    digest of the data: equal for equal entries only
 * @param facts     references and definitions in the file
 * @param terms     terms by which the asset is found, by the names of their fields
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
