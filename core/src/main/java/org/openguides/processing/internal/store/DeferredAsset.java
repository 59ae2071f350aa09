package org.openguides.processing.internal.store;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import org.openguides.processing.internal.text.TabLine;

/**
 * An asset before the checkpoint of its partition that has no outcome yet.
 *
 * @param index index among the paths of the partition
 * @param tries number of tries so far
 * @param since time of the first try
 * @param why   why the last try had no outcome
 */
public record DeferredAsset(int index, int tries, Instant since, Deferral why) {

    /** Returns the asset after another try. */
    public DeferredAsset again(Deferral reason) {
        return new DeferredAsset(index, tries + 1, since, reason);
    }

    String encode() {
        return TabLine.join(List.of(
                Integer.toString(index), Integer.toString(tries), Long.toString(since.toEpochMilli()), why.name()));
    }

    static DeferredAsset decode(String line) {
        List<String> fields = TabLine.split(line);
        Deferral why = Arrays.stream(Deferral.values())
                .filter(known -> known.name().equals(fields.get(3)))
                .findFirst()
                .orElse(Deferral.CHANGED);
        return new DeferredAsset(
                Integer.parseInt(fields.get(0)),
                Integer.parseInt(fields.get(1)),
                Instant.ofEpochMilli(Long.parseLong(fields.get(2))),
                why);
    }
}
