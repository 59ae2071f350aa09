package org.openguides.processing.internal.catalog.tables;

/**
 * A row of the table of assets, with the columns that the core reads. Texts are empty if they are unknown.
 *
 * @param id       identifies the row in the other tables
 * @param path     absolute path of the asset when it was processed
 * @param digest   digest of all data of the asset in the database
 * @param revision content revision to which the row belongs, as {@link AssetEntry#revision()}
 * @param outcome  outcome of the last processing
 * @param error    why the processing failed
 * @param fileType name of a file type, possibly of one that only a later version knows
 * @param title    title in the file
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
