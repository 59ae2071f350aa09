package org.openguides.processing.internal.runlog;

import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.runlog.RunLog.Level;

/**
 * Which lines of a log are wanted. Immutable.
 *
 * @param level lines of this level, and of those that matter more
 * @param text  has to occur in the line, in upper or lower case; null for all lines
 * @param shown what the reader may see of a line; what is hidden is not searched
 */
public record LogSearch(Level level, @Nullable String text, UnaryOperator<String> shown) implements Predicate<String> {

    private static final Pattern LEVEL = Pattern.compile("^\\S+ \\S+: (INFO|WARN|ERROR): ");

    @Override
    public boolean test(String line) {
        return levelOf(line).compareTo(level) >= 0
                && (text == null || folded(shown.apply(line)).contains(folded(text)));
    }

    /** {@link Level#INFO} for a line that does not tell. */
    private static Level levelOf(String line) {
        Matcher matcher = LEVEL.matcher(line);
        return matcher.find() ? Level.valueOf(matcher.group(1)) : Level.INFO;
    }

    private static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
