package org.openguides.processing.internal.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.openguides.processing.internal.text.TabLine;

/**
 * Why one asset failed or was skipped, or what should be looked at.
 *
 * @param time    when it was processed
 * @param path    the asset's path
 * @param outcome name of the outcome
 * @param reason  why it failed or was skipped; empty on success
 * @param notes   findings that are no failure
 */
public record ItemReport(Instant time, String path, String outcome, String reason, List<String> notes) {

    public ItemReport {
        notes = List.copyOf(notes);
    }

    String encode() {
        List<String> fields = new ArrayList<>();
        fields.add(Long.toString(time.toEpochMilli()));
        fields.add(outcome);
        fields.add(path);
        fields.add(reason);
        fields.addAll(notes);
        return TabLine.join(fields);
    }

    static ItemReport decode(String line) {
        List<String> fields = TabLine.split(line);
        Instant time = Instant.ofEpochMilli(Long.parseLong(fields.get(0)));
        return new ItemReport(time, fields.get(2), fields.get(1), fields.get(3), fields.subList(4, fields.size()));
    }
}
