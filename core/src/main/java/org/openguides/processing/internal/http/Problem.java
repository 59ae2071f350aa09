package org.openguides.processing.internal.http;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.http.wire.ConflictDto;
import org.openguides.processing.internal.http.wire.ProblemCodeDto;
import org.openguides.processing.internal.http.wire.ProblemDto;

/**
 * The problem details of a request that failed.
 *
 * @param type   type of the problem
 * @param detail explanation of this occurrence in one sentence; must not reveal anything that the caller may not know
 * @param more   additional members that help to resolve it
 */
record Problem(ProblemType type, String detail, More more) {

    /** Members of particular problem types; null in all others. */
    record More(
            @Nullable String field,
            @Nullable List<ConflictDto> conflicts,
            @Nullable Long line,
            @Nullable Long column,
            @Nullable String reference,
            @Nullable Integer limit) {

        static final More NOTHING = new More(null, null, null, null, null, null);

        /** Names the invalid field. */
        static More field(String name) {
            return new More(name, null, null, null, null, null);
        }

        /** Lists the conflicting runs. */
        static More conflicts(List<ConflictDto> runs) {
            return new More(null, runs, null, null, null, null);
        }

        /** Gives the position in the body, counted from 1. */
        static More place(long line, long column) {
            return new More(null, null, line, column, null, null);
        }

        /** Gives the reference to search for in the server's log. */
        static More reference(String id) {
            return new More(null, null, null, null, id, null);
        }

        /** Gives the limit of the caller. */
        static More limit(int most) {
            return new More(null, null, null, null, null, most);
        }
    }

    Problem(ProblemType type, String detail) {
        this(type, detail, More.NOTHING);
    }

    /** Returns the problem as a record of the contract. */
    ProblemDto shown() {
        return new ProblemDto(
                /* type= */ type.uri(),
                /* title= */ type.title(),
                type.status(),
                detail,
                ProblemCodeDto.valueOf(type.name()),
                /* field= */ more.field,
                more.conflicts,
                /* line= */ more.line,
                /* column= */ more.column,
                /* reference= */ more.reference,
                more.limit);
    }
}
