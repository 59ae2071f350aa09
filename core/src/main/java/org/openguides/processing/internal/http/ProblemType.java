package org.openguides.processing.internal.http;

import java.util.Locale;

/** The problem types of the API. The name of a constant defines its code in responses, so it must never be renamed. */
enum ProblemType {
    MISSING_FIELD(400, "A required field is missing"),
    INVALID_FIELD(400, "A field has a value that cannot be used"),
    INVALID_PATH(400, "A path is not absolute or not normalised"),
    PATH_OUTSIDE_CONTENT_ROOT(400, "A path lies outside of the content that can be processed"),
    PATH_NOT_FOUND(400, "A path does not exist or cannot be read"),
    ASSET_NOT_FOUND(400, "There is no such asset"),
    EVERYTHING_EXCLUDED(400, "The exclusions leave nothing to process"),
    UNKNOWN_TYPE(400, "The type of processing is unknown"),
    UNKNOWN_FILE_TYPE(400, "A file type is unknown"),
    INVALID_TIME_RANGE(400, "The time range is empty"),
    OVERLAPPING_JOB(400, "A job that has not ended covers some of the paths"),
    JOB_NOT_FOUND(400, "There is no such job"),
    NOT_CANCELLABLE(400, "The job has ended and cannot be cancelled"),
    NOT_RESUMABLE(400, "Only a job that failed or was cancelled can be resumed"),
    REQUESTER_GONE(400, "The user on whose behalf the job runs is deleted or disabled"),
    NOT_RESTARTABLE(400, "Only a job that succeeded can be restarted, or its failures if it has ended"),
    REPORTS_PURGED(400, "The reports of the job have been removed"),
    NOTHING_TO_PROCESS(400, "No failed asset is selected"),
    NOT_DELETABLE(400, "Only a job that has ended can be deleted"),
    TOO_MANY_JOBS(400, "You have too many jobs or downloads at once"),
    REQUEST_TOO_LARGE(400, "The request is too large"),
    TOO_COMPLEX(400, "The answer needs more work than a request may take"),
    MALFORMED_JSON(400, "The body is not valid JSON"),
    UNSUPPORTED_CONTENT_TYPE(400, "The type of the body is not supported"),
    METHOD_NOT_SUPPORTED(400, "The method is not supported"),
    NOT_AUTHENTICATED(401, "Sign in first"),
    NOT_PERMITTED(403, "You may not do this"),
    NOT_READY(503, "The server is not ready yet"),
    CATALOG_UNAVAILABLE(503, "The catalog is unavailable"),
    STORAGE_UNAVAILABLE(503, "A file cannot be read from the data store now"),
    INTERNAL_ERROR(500, "The server failed");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** Returns the HTTP status. */
    int status() {
        return status;
    }

    /** Returns the summary, which is the same for every occurrence of the problem (RFC 9457). */
    String title() {
        return title;
    }

    /** Returns the stable code for programs, such as {@code missing-field}. */
    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the URI of the problem type, which cannot be dereferenced. */
    String uri() {
        return "urn:openguides:problem:" + code();
    }
}
