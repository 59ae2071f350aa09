package org.openguides.processing.internal.http;

import javax.jcr.RepositoryException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.google.gson.stream.JsonWriter;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.api.Reason;
import org.openguides.processing.api.RunFinding;

/** Counts the findings of a run by reason, and keeps one page of them, as far as a caller may see. For one thread. */
final class FindingsPage {

    /** Reasons that tell that there is something where a reference points. */
    private static final Set<String> THERE = Set.of(Reason.FRAGMENT_MISSING.code(), Reason.REFERENCE_INVALID.code());

    private static final String FOREIGN = "A reason of a processor of another bundle";

    private final Caller caller;
    private final Choice choice;
    private final long offset;
    private final int limit;
    private final Map<String, Long> counts = new HashMap<>();
    private final List<RunFinding> items = new ArrayList<>();
    private long hidden;
    private long passed;
    private boolean complete = true;

    /**
     * What a client wants to see.
     *
     * @param kind   what the findings have led to
     * @param reason a code; empty for all
     */
    record Choice(RunFinding.Kind kind, Optional<String> reason) {

        boolean includes(RunFinding finding) {
            return finding.kind() == kind
                    && reason.map(code -> code.equals(finding.reason())).orElse(true);
        }
    }

    FindingsPage(Caller caller, Choice choice, long offset, int limit) {
        this.caller = caller;
        this.choice = choice;
        this.offset = offset;
        this.limit = limit;
    }

    /** Whether a caller may be told of which asset a finding is. */
    static boolean isNamedTo(Caller caller, RunFinding finding) {
        try {
            return caller.isOperator() || caller.canRead(finding.path());
        } catch (RepositoryException e) {
            throw new ProcessingException("the rights of the caller cannot be read", e);
        }
    }

    /** A finding as it would be if there were no other assets than those that the caller can read. */
    static RunFinding asSeenBy(Caller caller, RunFinding finding) {
        try {
            if (caller.isOperator()) {
                return finding;
            }
            String message = VisibleLines.withoutOthers(caller, finding.message());
            boolean isThere = THERE.contains(finding.reason()) && !message.equals(finding.message());
            String reason = isThere ? Reason.REFERENCE_MISSING.code() : finding.reason();
            return new RunFinding(finding.path(), finding.kind(), reason)
                    .withType(finding.type())
                    .withMessage(message)
                    .at(finding.line(), finding.column());
        } catch (RepositoryException e) {
            throw new ProcessingException("the rights of the caller cannot be read", e);
        }
    }

    /** The wire name of the type; empty if it was not noted. */
    static String typeOf(RunFinding finding) {
        FileType type = finding.type();
        return type == null ? "" : RunJson.name(type);
    }

    void add(List<RunFinding> findings) {
        for (RunFinding finding : findings) {
            if (finding.kind() == choice.kind()) {
                add(asSeenBy(caller, finding));
            }
        }
    }

    /** There are findings that were not looked at. */
    void cut() {
        complete = false;
    }

    private void add(RunFinding finding) {
        if (!isNamedTo(caller, finding)) {
            hidden++;
            return;
        }
        counts.merge(finding.reason(), 1L, Long::sum);
        if (choice.includes(finding) && passed++ >= offset && items.size() < limit) {
            items.add(finding);
        }
    }

    void writeTo(JsonWriter json) throws IOException {
        json.beginObject();
        json.name("groups").beginArray();
        List<Map.Entry<String, Long>> groups = counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        for (Map.Entry<String, Long> group : groups) {
            Optional<Reason> reason = Reason.of(group.getKey());
            json.beginObject();
            json.name("reason").value(group.getKey());
            json.name("count").value(group.getValue());
            json.name("title").value(reason.map(Reason::title).orElse(FOREIGN));
            json.name("remedy").value(reason.orElse(Reason.OTHER).remedy());
            json.endObject();
        }
        json.endArray();
        json.name("items").beginArray();
        for (RunFinding item : items) {
            write(item, json);
        }
        json.endArray();
        json.name("hidden").value(hidden);
        json.name("offset").value(offset);
        json.name("limit").value(limit);
        json.name("hasMore").value(passed > offset + items.size());
        json.name("complete").value(complete);
        json.endObject();
    }

    private void write(RunFinding item, JsonWriter json) throws IOException {
        json.beginObject();
        json.name("path").value(item.path());
        json.name("fileType").value(typeOf(item));
        json.name("outcome").value(item.kind().name());
        json.name("reason").value(item.reason());
        json.name("message").value(item.message());
        json.name("line").value(item.line());
        json.name("column").value(item.column());
        json.endObject();
    }
}
