package org.openguides.processing.it;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import static org.openguides.processing.it.GuidesApi.text;

/**
 * Callers that each ask again and again, with a pause after each answer, and count what they are answered. An answer that is not as the
 * contract says, or none, ends the work of all.
 */
final class Callers implements AutoCloseable {

    private final int pauseMillis;
    private final ScheduledExecutorService threads;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Map<String, LongAdder> answers = new ConcurrentSkipListMap<>();
    private int callers;

    /**
     * Creates a group without callers.
     *
     * @param most how many there will be at once
     */
    Callers(int most, Duration pause) {
        this.pauseMillis = (int) pause.toMillis();
        this.threads = Executors.newScheduledThreadPool(most);
    }

    /** Lets so many begin, spread over one pause; each is told its number. */
    void begin(int count, IntFunction<HttpResponse<String>> call) {
        for (int i = 0; i < count; i++) {
            int number = i;
            long delay = (long) pauseMillis * i / count;
            threads.scheduleWithFixedDelay(() -> ask(number, call), delay, pauseMillis, TimeUnit.MILLISECONDS);
        }
        callers += count;
    }

    @SuppressWarnings("checkstyle:IllegalCatch") // a scheduled task that throws ends silently
    private void ask(int number, IntFunction<HttpResponse<String>> call) {
        try {
            answers.computeIfAbsent(kind(call.apply(number)), kind -> new LongAdder())
                    .increment();
        } catch (RuntimeException | AssertionError e) {
            failure.compareAndSet(null, e);
            throw e;
        }
    }

    /** The endpoint, the status, and the code if there is a problem. */
    private static String kind(HttpResponse<String> answer) {
        String path = answer.uri().getPath();
        String endpoint = path.substring(path.lastIndexOf('/') + 1) + " " + answer.statusCode();
        if (answer.statusCode() >= 500) {
            throw new AssertionError(endpoint + " " + answer.body());
        }
        return answer.statusCode() == 200 ? endpoint : endpoint + " " + text(GuidesApi.object(answer), "code");
    }

    /**
     * Lets them ask for some time, and waits for their last answers.
     *
     * @throws IllegalStateException if an answer was wrong, or there was none
     */
    void end(Duration after) {
        try {
            threads.awaitTermination(after.toMillis(), TimeUnit.MILLISECONDS);
            threads.shutdown();
            if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("callers without an answer");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        if (failure.get() != null) {
            throw new IllegalStateException(toString(), failure.get());
        }
    }

    /** How often there was an answer such as {@code process 400 too-many-jobs}. */
    long answers(String kind) {
        LongAdder count = answers.get(kind);
        return count == null ? 0 : count.sum();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    @Override
    public String toString() {
        return callers + " callers were answered "
                + answers.entrySet().stream()
                        .map(answer -> answer.getKey() + ": " + answer.getValue())
                        .collect(Collectors.joining(", "));
    }
}
