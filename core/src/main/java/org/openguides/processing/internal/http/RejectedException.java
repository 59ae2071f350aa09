package org.openguides.processing.internal.http;

/** Rejects a request with a problem that is sent to the client. */
final class RejectedException extends RuntimeException {

    private final transient Problem problem;

    RejectedException(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    RejectedException(ProblemType type, String detail) {
        this(new Problem(type, detail));
    }

    /** Creates a rejection because of a single field. */
    RejectedException(ProblemType type, String detail, String field) {
        this(new Problem(type, detail, Problem.More.field(field)));
    }

    Problem problem() {
        return problem;
    }
}
