package org.openguides.processing.internal.http;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

import org.openguides.processing.internal.runlog.FoundLines;
import org.openguides.processing.internal.runlog.LogPage;
import org.openguides.processing.internal.runlog.LogSearch;
import org.openguides.processing.internal.runlog.RunLogReader;

/** The same log for all runs. */
final class FakeLogs implements RunLogReader {

    final List<String> lines = new ArrayList<>();
    private Runnable beforeReading = () -> {};

    /** Runs code after the request was received and before the log is read. */
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

    @Override
    public FoundLines search(String runId, LogSearch wanted, long offset, int limit) {
        List<Long> numbers = LongStream.range(offset, lines.size())
                .boxed()
                .filter(number -> wanted.test(lines.get(number.intValue())))
                .limit(limit)
                .toList();
        long next = numbers.size() < limit ? lines.size() : numbers.get(numbers.size() - 1) + 1;
        return new FoundLines(
                numbers.stream().map(number -> lines.get(number.intValue())).toList(), numbers, next, lines.size());
    }
}
