package org.openguides.processing.internal.observe;

/**
 * One thing that a check has found.
 *
 * @param message a sentence for administrators
 */
public record Finding(Severity severity, String message) {

    /** Mere information. */
    public static Finding ok(String message) {
        return new Finding(Severity.OK, message);
    }

    /** Something works worse than it could. */
    public static Finding warn(String message) {
        return new Finding(Severity.WARN, message);
    }

    /** Something does not work. */
    public static Finding critical(String message) {
        return new Finding(Severity.CRITICAL, message);
    }
}
