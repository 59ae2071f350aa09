package org.openguides.processing.internal.runlog;

import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.runlog.RunLog.Level;

/**
 * Criteria for lines of a log. Immutable.
 *
 * @param level minimum level
 * @param text  text that the line contains, regardless of case; null for any line
 * @param shown restricts a line to what the reader may see; only the result is searched
 */
public record LogSearch(Level level, @Nullable String text, UnaryOperator<String> shown) implements Predicate<String> {

    private static final Pattern LEVEL = Pattern.compile("^\\S+ \\S+: (INFO|WARN|ERROR): ");

    @Override
    public boolean test(String line) {
        return levelOf(line).compareTo(level) >= 0
                && (text == null || folded(shown.apply(line)).contains(folded(text)));
    }

    /** Returns the level of a line; {@link Level#INFO} if it has none. */
    private static Level levelOf(String line) {
        Matcher matcher = LEVEL.matcher(line);
        return matcher.find() ? Level.valueOf(matcher.group(1)) : Level.INFO;
    }

    private static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
