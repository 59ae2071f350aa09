package org.openguides.processing.internal.store;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import org.openguides.processing.internal.text.TabLine;

/**
 * An asset of a partition that has no outcome yet though the checkpoint has passed it.
 *
 * @param index its place among the paths of the partition, from 0
 * @param tries how often it has been tried
 * @param since when it was tried first
 * @param why   why it had no outcome the last time
 */
public record DeferredAsset(int index, int tries, Instant since, Deferral why) {

    /** The same after one more try. */
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
