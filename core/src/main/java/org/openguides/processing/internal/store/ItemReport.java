package org.openguides.processing.internal.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.Reason;
import org.openguides.processing.internal.text.TabLine;
import org.openguides.processing.spi.Finding;

/**
 * Why an asset failed, was skipped, or has warnings.
 *
 * @param time    when it was processed
 * @param path    path of the asset
 * @param type    type of the asset; null in reports of an earlier build, or of a version with other types
 * @param outcome name of the outcome
 * @param reason  why it failed or was skipped; {@link Finding#NONE} on success
 * @param notes   warnings
 */
public record ItemReport(
        Instant time, String path, @Nullable FileType type, String outcome, Finding reason, List<Finding> notes) {

    /** Separates the text of a finding from fields that earlier builds do not know and read as part of the text. */
    private static final char MORE = '\u001f';

    private static final String SEPARATOR = String.valueOf(MORE);

    public ItemReport {
        notes = List.copyOf(notes);
    }

    String encode() {
        List<String> fields = new ArrayList<>();
        fields.add(Long.toString(time.toEpochMilli()));
        fields.add(outcome);
        fields.add(path);
        fields.add(encode(reason) + (type == null ? "" : SEPARATOR + type.name()));
        notes.forEach(note -> fields.add(encode(note)));
        return TabLine.join(fields);
    }

    private static String encode(Finding finding) {
        return finding.message().replace(MORE, ' ')
                + SEPARATOR
                + finding.code()
                + (finding.line() == 0 ? "" : ":" + finding.line() + ":" + finding.column());
    }

    static ItemReport decode(String line) {
        List<String> fields = TabLine.split(line);
        Instant time = Instant.ofEpochMilli(Long.parseLong(fields.get(0)));
        String[] reason = fields.get(3).split(SEPARATOR, -1);
        return new ItemReport(
                time,
                fields.get(2),
                reason.length > 2 ? type(reason[2]).orElse(null) : null,
                fields.get(1),
                finding(fields.get(3)),
                fields.subList(4, fields.size()).stream()
                        .map(ItemReport::finding)
                        .toList());
    }

    /** A finding stored by an earlier build has a text only. */
    private static Finding finding(String field) {
        String[] parts = field.split(SEPARATOR, -1);
        if (parts.length < 2) {
            return field.isEmpty() ? Finding.NONE : Finding.of(Reason.OTHER, field);
        }
        String[] code = parts[1].split(":", -1);
        return code.length < 3
                ? new Finding(code[0], parts[0])
                : new Finding(code[0], parts[0]).at(Integer.parseInt(code[1]), Integer.parseInt(code[2]));
    }

    private static Optional<FileType> type(String name) {
        for (FileType type : FileType.values()) {
            if (type.name().equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
