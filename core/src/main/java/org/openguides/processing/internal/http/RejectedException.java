package org.openguides.processing.internal.http;

/** The request cannot be served as it is; the client is told why. */
final class RejectedException extends RuntimeException {

    private final transient Problem problem;

    RejectedException(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    RejectedException(ProblemType type, String detail) {
        this(new Problem(type, detail));
    }

    /** A problem with one field of the request. */
    RejectedException(ProblemType type, String detail, String field) {
        this(new Problem(type, detail, Problem.More.field(field)));
    }

    Problem problem() {
        return problem;
    }
}
