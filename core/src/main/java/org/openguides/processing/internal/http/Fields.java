package org.openguides.processing.internal.http;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The fields of a request, regardless of how they were sent. Names are those of the contract; a dot separates the
 * levels of nested objects, as in {@code filter.fileTypes}. The type of a field is checked when it is read
 * ({@link RejectedException} with {@link ProblemType#INVALID_FIELD}); unknown fields are never read and thus ignored.
 * JSON null and blank texts count as absent.
 */
interface Fields {

    /** Returns a text without leading and trailing white space; never blank. */
    Optional<String> text(String name);

    /**
     * Returns a list of texts as they were sent: a single text, an array, or a repeated form field. Commas do not
     * separate texts.
     *
     * @return empty if there are none or all are blank
     */
    List<String> texts(String name);

    /**
     * Returns an integer in the range of a long. In JSON it must be a number, where {@code 1.0} and {@code 1e3} are
     * accepted as 1 and 1000; strings of digits are rejected. In a form or query it consists of decimal digits with an
     * optional minus sign.
     */
    OptionalLong number(String name);

    /** Returns a boolean. In a form or query it is {@code true} or {@code false}. */
    Optional<Boolean> flag(String name);

    /** Returns a required text. */
    default String required(String name) {
        return text(name)
                .orElseThrow(() -> new RejectedException(
                        ProblemType.MISSING_FIELD, "The field " + name + " is missing or blank.", name));
    }

    /** Returns a non-negative number. */
    default OptionalLong natural(String name) {
        OptionalLong number = number(name);
        if (number.isPresent() && number.getAsLong() < 0) {
            throw invalid(name, "a number that is not negative");
        }
        return number;
    }

    /** Returns the rejection of an invalid value. */
    static RejectedException invalid(String name, String expected) {
        return new RejectedException(
                ProblemType.INVALID_FIELD, "The field " + name + " must be " + expected + ".", name);
    }
}
