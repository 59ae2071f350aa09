package org.openguides.processing.internal.http;

import java.time.Duration;

/** How large a request may be, and how much work. */
final class RequestLimits {

    /** Of a body, or of all form fields together. */
    static final int BYTES = 1 << 20;

    /** Objects and lists within each other; the outermost counts. */
    static final int DEPTH = 32;

    /** Of any one list. */
    static final int LIST_ENTRIES = 10_000;

    /** Of a form and its query together. Sling drops those behind its own limit in silence, which is the same by default. */
    static final int PARAMETERS = 10_000;

    /** How long an answer may be worked on; with its last step and its way it takes less than five seconds. */
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
