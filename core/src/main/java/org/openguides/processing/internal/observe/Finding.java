package org.openguides.processing.internal.observe;

/**
 * A finding of a check.
 *
 * @param message a sentence for administrators
 */
public record Finding(Severity severity, String message) {

    /** Creates an informational finding. */
    public static Finding ok(String message) {
        return new Finding(Severity.OK, message);
    }

    /** Creates a finding about something that does not work as well as it could. */
    public static Finding warn(String message) {
        return new Finding(Severity.WARN, message);
    }

    /** Creates a finding about something that does not work. */
    public static Finding critical(String message) {
        return new Finding(Severity.CRITICAL, message);
    }
}
