package org.openguides.processing.internal.observe;

/** How bad a finding is, the worst last. */
public enum Severity {
    /** All is well, or mere information. */
    OK,
    /** Something works worse than it could, or will not work for long. */
    WARN,
    /** Something does not work. */
    CRITICAL
}
