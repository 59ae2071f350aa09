package org.openguides.processing.internal.http;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.http.wire.ConflictDto;
import org.openguides.processing.internal.http.wire.ProblemCodeDto;
import org.openguides.processing.internal.http.wire.ProblemDto;

/**
 * Why a request got no result.
 *
 * @param type   what kind of problem it is
 * @param detail this occurrence in one sentence for people; holds nothing that the caller may not know
 * @param more   what else helps to mend it
 */
record Problem(ProblemType type, String detail, More more) {

    /** Members that only some problems have; each is null in all others. */
    record More(
            @Nullable String field,
            @Nullable List<ConflictDto> conflicts,
            @Nullable Long line,
            @Nullable Long column,
            @Nullable String reference,
            @Nullable Integer limit) {

        static final More NOTHING = new More(null, null, null, null, null, null);

        /** The field to blame. */
        static More field(String name) {
            return new More(name, null, null, null, null, null);
        }

        /** The runs in the way. */
        static More conflicts(List<ConflictDto> runs) {
            return new More(null, runs, null, null, null, null);
        }

        /** A place in the body, counted from 1. */
        static More place(long line, long column) {
            return new More(null, null, line, column, null, null);
        }

        /** What to look for in the log of the server. */
        static More reference(String id) {
            return new More(null, null, null, null, id, null);
        }

        /** How many the caller may have. */
        static More limit(int most) {
            return new More(null, null, null, null, null, most);
        }
    }

    Problem(ProblemType type, String detail) {
        this(type, detail, More.NOTHING);
    }

    /** The problem as the contract shows it. */
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
