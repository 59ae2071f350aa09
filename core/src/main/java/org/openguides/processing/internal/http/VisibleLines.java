package org.openguides.processing.internal.http;

import javax.jcr.RepositoryException;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.api.Run;
import org.openguides.processing.internal.log.EscapedText;

/**
 * Filters the lines of a log by the permissions of the caller: a line about an asset that the caller cannot read is
 * replaced by a fixed text. Operators see all lines. For one request.
 */
final class VisibleLines implements UnaryOperator<String> {

    static final String HIDDEN = "an asset that you cannot read";

    /** The end of the prefix of a line, after which the message begins. */
    private static final String LABEL_END = "] ";

    /** The text that may precede the path of the asset, see the lines that coordinators write from reports. */
    private static final Pattern OUTCOME = Pattern.compile("(?:Failed|Skipped|Differs|[A-Z_]{1,50}): ");

    /** The text before an excluded path, which other viewers of the run may not know. */
    private static final Pattern EXCLUDED = Pattern.compile("Excluded: ");

    /** The text before a path to which the user of the run has narrowed a restart. */
    private static final Pattern NARROWED = Pattern.compile("Only at or below: ");

    private static final String BEHIND_A_PATH = ": ";

    /** The text before the paths in a finding about a duplicate uuid. */
    private static final String SAME_UUID = " is also that of ";

    /** The text before the path that the author of a broken reference probably meant. */
    private static final String NEAR_MISS = ", but ";
    /** The text before the path of an existing file. */
    private static final String ID_MISSING = "there is no such id in ";
    /** The text before the path of an existing folder. */
    private static final String NO_FILE = "it does not point at a file but at ";
    /** The text before a path at which nothing exists. */
    private static final String MISSING = "there is no ";

    private final Caller caller;
    private final Run run;

    /** Filters the lines of a run that the caller may see. */
    VisibleLines(Caller caller, Run run) {
        this.caller = caller;
        this.run = run;
    }

    @Override
    public String apply(String line) {
        int label = line.indexOf(LABEL_END);
        if (label < 0) {
            return line;
        }
        int message = label + LABEL_END.length();
        try {
            if (caller.isOperator()) {
                return line;
            }
            String excluded = behind(EXCLUDED, line, message);
            if (excluded != null) {
                return hiddenUnless(caller.knowsExclusions(run) || canRead(caller, excluded), line, message);
            }
            String narrowed = behind(NARROWED, line, message);
            if (narrowed != null) {
                return hiddenUnless(caller.owns(run) || canRead(caller, narrowed), line, message);
            }
            String about = behind(OUTCOME, line, message);
            return shown(line, message, about == null ? line.substring(message) : about);
        } catch (RepositoryException e) {
            throw new ProcessingException("the rights of the caller cannot be read", e);
        }
    }

    private static String hiddenUnless(boolean visible, String line, int message) {
        return visible ? line : line.substring(0, message) + HIDDEN;
    }

    private static @Nullable String behind(Pattern label, String line, int message) {
        Matcher matcher = label.matcher(line).region(message, line.length());
        return matcher.lookingAt() ? line.substring(matcher.end()) : null;
    }

    private String shown(String line, int message, String about) throws RepositoryException {
        if (!about.startsWith("/")) {
            return line;
        }
        return isAboutWhatIsReadable(about) ? withoutOthers(caller, line) : line.substring(0, message) + HIDDEN;
    }

    /**
     * Returns a message as it would be if only the assets that the caller can read existed. Assets with a duplicate
     * uuid are never named.
     */
    static String withoutOthers(Caller caller, String message) throws RepositoryException {
        int others = message.indexOf(SAME_UUID + "/");
        if (others >= 0) {
            return message.substring(0, others) + SAME_UUID + "other assets";
        }
        int near = message.lastIndexOf(NEAR_MISS + "/");
        if (near >= 0) {
            return canRead(caller, message.substring(near + NEAR_MISS.length())) ? message : message.substring(0, near);
        }
        for (String found : List.of(ID_MISSING, NO_FILE)) {
            int at = message.lastIndexOf(found + "/");
            if (at >= 0) {
                String path = message.substring(at + found.length());
                return canRead(caller, path) ? message : message.substring(0, at) + MISSING + path;
            }
        }
        return message;
    }

    private static boolean canRead(Caller caller, String escapedPath) throws RepositoryException {
        return caller.canRead(EscapedText.unescaped(escapedPath));
    }

    /** A name cannot contain a colon followed by a space: only the prefix of a namespace precedes a colon. */
    private boolean isAboutWhatIsReadable(String text) throws RepositoryException {
        int end = text.indexOf(BEHIND_A_PATH);
        return end >= 0 && canRead(caller, text.substring(0, end));
    }
}
