package org.openguides.processing.internal.http;

import java.time.Duration;

/** Limits for the size of a request and the work that it causes. */
final class RequestLimits {

    /** Maximum size of a body, and of all form fields together. */
    static final int BYTES = 1 << 20;

    /** Maximum nesting of objects and lists, including the outermost. */
    static final int DEPTH = 32;

    /** Maximum number of entries in a list. */
    static final int LIST_ENTRIES = 10_000;

    /**
     * Maximum number of form and query parameters together. It equals Sling's default limit, beyond which Sling drops
     * parameters silently.
     */
    static final int PARAMETERS = 10_000;

    /**
     * Time limit for computing a response; with its last step and transfer, a response takes less than five seconds. A
     * table may take this time again for each page, and several times before its first row.
     */
    static final Duration WORK = Duration.ofSeconds(4);

    private RequestLimits() {}

    static RejectedException tooManyParameters() {
        return tooLarge("A form has " + PARAMETERS + " fields or more; send a larger list as JSON.");
    }

    static RejectedException tooManyBytes() {
        return tooLarge("The request is larger than " + BYTES + " bytes.");
    }

    static RejectedException tooDeep() {
        return tooLarge("The body is nested deeper than " + DEPTH + " levels.");
    }

    static RejectedException tooManyEntries() {
        return tooLarge("A list has more than " + LIST_ENTRIES + " entries.");
    }

    private static RejectedException tooLarge(String detail) {
        return new RejectedException(ProblemType.REQUEST_TOO_LARGE, detail);
    }
}
