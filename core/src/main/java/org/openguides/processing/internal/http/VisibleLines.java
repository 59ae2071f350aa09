package org.openguides.processing.internal.http;

import javax.jcr.RepositoryException;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.internal.runlog.LogLine;

/**
 * The lines of a log as a caller may see them: one about an asset that the caller cannot read says so, and nothing else. Operators
 * see all. For one request.
 */
final class VisibleLines implements UnaryOperator<String> {

    static final String HIDDEN = "an asset that you cannot read";

    /** Ends what is in front of the message. */
    private static final String LABEL_END = "] ";

    /** What may be in front of the path: see the lines that coordinators write of reports. */
    private static final Pattern OUTCOME = Pattern.compile("(?:Failed|Skipped|[A-Z_]{1,50}): ");

    private static final String BEHIND_A_PATH = ": ";

    /** What is in front of the paths in a finding about a uuid. */
    private static final String SAME_UUID = " is also that of ";

    private final Caller caller;

    VisibleLines(Caller caller) {
        this.caller = caller;
    }

    @Override
    public String apply(String line) {
        int label = line.indexOf(LABEL_END);
        if (label < 0) {
            return line;
        }
        int message = label + LABEL_END.length();
        Matcher outcome = OUTCOME.matcher(line).region(message, line.length());
        String about = line.substring(outcome.lookingAt() ? outcome.end() : message);
        if (!about.startsWith("/")) {
            return line;
        }
        try {
            boolean visible = caller.isOperator() || isAboutWhatIsReadable(about);
            if (!visible) {
                return line.substring(0, message) + HIDDEN;
            }
            return caller.isOperator() ? line : withoutOthers(line);
        } catch (RepositoryException e) {
            throw new ProcessingException("the rights of the caller cannot be read", e);
        }
    }

    /** A message without the paths of other assets, which the caller may not know: those that have the same uuid. */
    static String withoutOthers(String message) {
        int others = message.indexOf(SAME_UUID + "/");
        return others < 0 ? message : message.substring(0, others) + SAME_UUID + "other assets";
    }

    /** No name has a colon in front of a blank: what is in front of a colon is the prefix of a namespace. */
    private boolean isAboutWhatIsReadable(String text) throws RepositoryException {
        int end = text.indexOf(BEHIND_A_PATH);
        return end >= 0 && caller.canRead(LogLine.unescaped(text.substring(0, end)));
    }
}
