package org.openguides.processing.internal.http;

import javax.jcr.RepositoryException;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.openguides.processing.api.FileType;
import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.api.Reason;
import org.openguides.processing.api.RunFinding;
import org.openguides.processing.internal.http.wire.FindingDto;
import org.openguides.processing.internal.http.wire.FindingGroupDto;
import org.openguides.processing.internal.http.wire.FindingKindDto;
import org.openguides.processing.internal.http.wire.FindingsDto;

/**
 * Counts the findings of a run by reason and collects one page of them, limited to what the caller may see. For one
 * thread.
 */
final class FindingsPage {

    /** Reasons that reveal that the target of a reference exists. */
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
     * The findings that the client requested.
     *
     * @param kind   effect of the finding
     * @param reason code of the reason; empty for all
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

    /** Returns whether the caller may see the asset of a finding. */
    static boolean isNamedTo(Caller caller, RunFinding finding) {
        try {
            return caller.isOperator() || caller.canRead(finding.path());
        } catch (RepositoryException e) {
            throw new ProcessingException("the rights of the caller cannot be read", e);
        }
    }

    /** Returns a finding as it would be if only the assets that the caller can read existed. */
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

    void add(List<RunFinding> findings) {
        for (RunFinding finding : findings) {
            if (finding.kind() == choice.kind()) {
                add(asSeenBy(caller, finding));
            }
        }
    }

    /** Records that not all findings were read. */
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

    /** Returns the page as a record of the contract. */
    FindingsDto shown() {
        return new FindingsDto(
                counts.entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey()))
                        .map(group -> group(group.getKey(), group.getValue()))
                        .toList(),
                items.stream().map(FindingsPage::shown).toList(),
                /* hidden= */ hidden,
                /* offset= */ offset,
                /* limit= */ (long) limit,
                /* hasMore= */ passed > offset + items.size(),
                /* complete= */ complete);
    }

    private static FindingGroupDto group(String code, long count) {
        Optional<Reason> reason = Reason.of(code);
        return new FindingGroupDto(
                code,
                count,
                reason.map(Reason::title).orElse(FOREIGN),
                reason.orElse(Reason.OTHER).remedy());
    }

    /** Returns a finding as a record of the contract. */
    static FindingDto shown(RunFinding finding) {
        FileType type = finding.type();
        return new FindingDto(
                /* path= */ finding.path(),
                /* fileType= */ type == null ? "" : type.code(),
                FindingKindDto.valueOf(finding.kind().name()),
                /* reason= */ finding.reason(),
                /* message= */ finding.message(),
                /* line= */ finding.line(),
                /* column= */ finding.column());
    }
}
