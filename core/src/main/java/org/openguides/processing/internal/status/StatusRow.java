package org.openguides.processing.internal.status;

import java.util.Arrays;
import java.util.List;

import org.openguides.processing.internal.text.TabLine;

/**
 * The result of a status job for one path.
 *
 * @param path   path of the asset, or a requested path
 * @param uuid   uuid of the asset; empty if it has none yet
 * @param status processing status
 * @param exists whether there is a node at the path
 * @param error  why processing failed; empty if it did not, or if there is nothing to process
 */
public record StatusRow(String path, String uuid, AssetStatus status, boolean exists, String error) {

    /** Returns the row of a requested path without a node. */
    static StatusRow missing(String path) {
        return new StatusRow(path, "", AssetStatus.FAILED, false, "");
    }

    String encode() {
        return TabLine.join(List.of(path, uuid, status.name(), Boolean.toString(exists), error));
    }

    static StatusRow decode(String line) {
        List<String> fields = TabLine.split(line);
        return new StatusRow(
                fields.get(0),
                fields.get(1),
                status(fields.get(2)),
                Boolean.parseBoolean(fields.get(3)),
                fields.get(4));
    }

    /** The name may be unknown if another version has written it. */
    private static AssetStatus status(String name) {
        return Arrays.stream(AssetStatus.values())
                .filter(status -> status.name().equals(name))
                .findFirst()
                .orElse(AssetStatus.PENDING);
    }
}
