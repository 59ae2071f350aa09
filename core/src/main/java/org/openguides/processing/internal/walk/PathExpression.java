package org.openguides.processing.internal.walk;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import org.openguides.processing.internal.log.ServerLog;
import org.slf4j.Logger;

/**
 * A regular expression of an administrator for whole paths, whose names authors have chosen. A match may take a limited
 * number of steps, since the expressions of Java need time that is exponential in the length of some texts. Safe for
 * use by multiple threads.
 */
final class PathExpression {

    /** Longest path in characters that is compared: some expressions need stack for each character. */
    static final int LONGEST = 2_000;

    /** Maximum number of characters that a match reads, repeated ones included; some milliseconds. */
    static final int STEPS = 500_000;

    private static final Logger LOG = ServerLog.of(PathExpression.class);

    private final Pattern pattern;
    private final AtomicBoolean reported = new AtomicBoolean();

    /** The result of comparing a path. */
    enum Match {
        YES,
        NO,
        /** The path is too long, or the expression takes too many steps. */
        UNDECIDED
    }

    /**
     * @param expression in the syntax of {@link Pattern}; a dot also matches line terminators, which names may contain
     * @throws PatternSyntaxException if it has another syntax
     */
    PathExpression(String expression) {
        this.pattern = Pattern.compile(expression, Pattern.DOTALL);
    }

    /** Compares the whole path. */
    Match match(String path) {
        return compare(path, false);
    }

    /** Returns whether the expression may match a path below a folder; true if it cannot be decided. */
    boolean mayMatchBelow(String folder) {
        return compare(folder.endsWith("/") ? folder : folder + "/", true) != Match.NO;
    }

    private Match compare(String path, boolean asBeginning) {
        if (path.length() > LONGEST) {
            return undecided("a path has more than " + LONGEST + " characters");
        }
        try {
            Matcher matcher = pattern.matcher(new CountedText(path));
            return matcher.matches() || (asBeginning && matcher.hitEnd()) ? Match.YES : Match.NO;
        } catch (TooManyStepsException e) {
            return undecided("it needs more than " + STEPS + " steps for a path; a simpler expression needs fewer");
        } catch (StackOverflowError e) {
            return undecided("it needs too much stack for a path; a simpler expression needs less");
        }
    }

    private Match undecided(String reason) {
        if (reported.compareAndSet(false, true)) {
            LOG.warn("The expression {} cannot be decided, and assets are left out for it: {}", pattern, reason);
        }
        return Match.UNDECIDED;
    }

    @Override
    public String toString() {
        return pattern.toString();
    }

    /** Ends a match. Has no stack trace, which would take longer than the match. */
    private static final class TooManyStepsException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooManyStepsException() {
            super("too many steps", null, false, false);
        }
    }

    /** A text that can be read a limited number of times. For one thread. */
    private static final class CountedText implements CharSequence {

        private final String text;
        private int steps;

        CountedText(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (++steps > STEPS) {
                throw new TooManyStepsException();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
