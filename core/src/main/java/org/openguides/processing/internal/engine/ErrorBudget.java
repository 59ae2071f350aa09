package org.openguides.processing.internal.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

import org.openguides.processing.api.Counts;

/**
 * Notices that too many of the last assets failed, as they do when a processor is broken and not the content. It is fed
 * with the counts of the run again and again, so its window is as exact as the looks at them. For one thread.
 */
public final class ErrorBudget {

    /**
     * What is too many.
     *
     * @param percent share of failures among the last assets that ends a run; 0 if none does
     * @param window  how many assets are looked back at
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
    /** Looks at the counts, oldest first; the first is the youngest that lies a whole window back. */
    private final Deque<Counts> looks = new ArrayDeque<>();

    public ErrorBudget(Rule rule, Counts before) {
        this.rule = rule;
        looks.add(before);
    }

    /** Takes the present counts; returns why the run must end, as a sentence, if too many have failed. */
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
                        + " % that are allowed; see their reasons in the log, mend the cause and resume")
                : Optional.empty();
    }

    private Counts second() {
        return looks.stream().skip(1).findFirst().orElseThrow();
    }
}
