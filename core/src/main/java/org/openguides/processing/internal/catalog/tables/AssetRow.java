package org.openguides.processing.internal.catalog.tables;

/**
 * A row of the table of assets, as far as the core reads it. Texts are empty where nothing is known.
 *
 * @param id       identifies the row in the other tables
 * @param path     absolute path of the asset when it was processed
 * @param digest   identifies everything that the database holds of the asset
 * @param revision which content the row belongs to, as {@link AssetEntry#revision()}
 * @param outcome  of the last processing
 * @param error    why the processing failed
 * @param fileType name of a file type, possibly of one that only a later version knows
 * @param title    as in the file
 * @param rootId   {@code @id} of the root element
 */
public record AssetRow(
        long id,
        String path,
        String digest,
        String revision,
        String outcome,
        String error,
        String fileType,
        String title,
        String rootId) {}
