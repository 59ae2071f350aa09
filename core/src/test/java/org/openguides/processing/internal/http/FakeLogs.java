package org.openguides.processing.internal.http;

import java.util.ArrayList;
import java.util.List;

import org.openguides.processing.internal.runlog.LogPage;
import org.openguides.processing.internal.runlog.RunLogReader;

/** The log of every run. */
final class FakeLogs implements RunLogReader {

    final List<String> lines = new ArrayList<>();
    private Runnable beforeReading = () -> {};

    /** Something that happens after the request has come in and before the log is read. */
    void beforeReading(Runnable event) {
        beforeReading = event;
    }

    @Override
    public LogPage page(String runId, long offset, int limit) {
        beforeReading.run();
        List<String> page = lines.stream().skip(offset).limit(limit).toList();
        return new LogPage(page, offset, lines.size());
    }

    @Override
    public LogPage tail(String runId, int count) {
        return page(runId, Math.max(0, lines.size() - count), count);
    }
}
