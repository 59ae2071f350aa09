package org.openguides.processing.internal.status;

import java.util.Arrays;
import java.util.List;

import org.openguides.processing.internal.text.TabLine;

/**
 * What a status job says of one path.
 *
 * @param path   the path of the asset, or one that was asked for
 * @param uuid   the asset's uuid; empty if it has none yet
 * @param status how its processing stands
 * @param exists whether there is anything at the path
 * @param error  why its processing failed; empty if it did not, or if there is nothing to process
 */
public record StatusRow(String path, String uuid, AssetStatus status, boolean exists, String error) {

    /** The row of a path that was asked for, and at which there is nothing. */
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

    /** Of what another version has written and this one does not know, nothing is known. */
    private static AssetStatus status(String name) {
        return Arrays.stream(AssetStatus.values())
                .filter(status -> status.name().equals(name))
                .findFirst()
                .orElse(AssetStatus.PENDING);
    }
}
