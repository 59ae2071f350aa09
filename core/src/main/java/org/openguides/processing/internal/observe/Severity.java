package org.openguides.processing.internal.observe;

/** Severity of a finding, in ascending order. */
public enum Severity {
    /** Works, or is informational. */
    OK,
    /** Does not work as well as it could, or will soon stop working. */
    WARN,
    /** Does not work. */
    CRITICAL
}
