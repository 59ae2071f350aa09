package org.openguides.processing.internal.support;

import java.io.PrintWriter;

import org.openguides.processing.api.Run;

/** Writes a run as text. */
final class RunText {

    private RunText() {}

    static void write(Run run, PrintWriter text) {
        text.println(run.id() + " " + run.state() + " " + run.phase() + " by " + run.requestedBy() + " at "
                + run.createdAt());
        text.println("  paths " + String.join(", ", run.paths()));
        text.println("  " + run.counts().succeeded() + " succeeded, "
                + run.counts().failed() + " failed, "
                + run.counts().skipped() + " skipped of " + run.selection().found() + " selected, " + run.linked()
                + " linked, " + run.warnings() + " warnings, " + Math.round(run.rate()) + " assets/s");
        text.println("  started " + run.startedAt() + ", updated " + run.updatedAt() + ", ended " + run.endedAt());
        run.attempts().forEach(attempt -> text.println("  attempt " + attempt));
        if (run.throttledBy() != null) {
            text.println("  throttled by " + run.throttledBy());
        }
        if (!run.comment().isEmpty()) {
            text.println("  " + run.comment());
        }
    }
}
