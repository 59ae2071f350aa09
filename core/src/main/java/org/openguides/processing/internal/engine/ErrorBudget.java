package org.openguides.processing.internal.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

import org.openguides.processing.api.Counts;

/**
 * Detects that too many of the latest assets failed, which points to a broken processor rather than broken content. It
 * samples the counts of the run, so the window is only as exact as the interval of the samples. For one thread.
 */
public final class ErrorBudget {

    /**
     * The share of failures that ends a run.
     *
     * @param percent share of failures within the window, in percent; 0 for no limit
     * @param window  number of latest assets that are considered
     */
    public record Rule(int percent, int window) {

        /** Any number of assets may fail. */
        public static final Rule NONE = new Rule(0, 1);

        public Rule {
            if (percent < 0 || percent > 100 || window < 1) {
                throw new IllegalArgumentException("error budget: percent must be 0 to 100 and the window positive");
            }
        }
    }

    private final Rule rule;
    /** Samples of the counts, oldest first; the first is the latest one that is at least a whole window old. */
    private final Deque<Counts> looks = new ArrayDeque<>();

    public ErrorBudget(Rule rule, Counts before) {
        this.rule = rule;
        looks.add(before);
    }

    /** Adds a sample. Returns why the run must end, as a sentence, if too many assets have failed. */
    public Optional<String> spentAt(Counts now) {
        if (rule.percent() == 0) {
            return Optional.empty();
        }
        if (now.total() > looks.getLast().total()) {
            looks.add(now);
        }
        while (looks.size() > 1 && now.total() - second().total() >= rule.window()) {
            looks.removeFirst();
        }
        long assets = now.total() - looks.getFirst().total();
        long failed = now.failed() - looks.getFirst().failed();
        boolean spent = assets >= rule.window() && failed * 100 > assets * rule.percent();
        return spent
                ? Optional.of(failed + " of the last " + assets + " assets failed, more than the " + rule.percent()
                        + " % that are allowed; see their reasons in the log, fix the cause and resume")
                : Optional.empty();
    }

    private Counts second() {
        return looks.stream().skip(1).findFirst().orElseThrow();
    }
}
