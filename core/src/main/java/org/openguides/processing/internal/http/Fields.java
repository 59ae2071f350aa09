package org.openguides.processing.internal.http;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a client sent, whatever way it came. Names are those of the contract, a dot leads into an object:
 * {@code filter.fileTypes}. What has the wrong type is refused when it is asked for ({@link RejectedException} with
 * {@link ProblemType#INVALID_FIELD}); nobody asks for unknown members, so they are ignored. JSON's null and blank texts
 * count as absent.
 */
interface Fields {

    /** A single text without white space around it; never blank. */
    Optional<String> text(String name);

    /**
     * A list of texts as they were sent: one text, an array, or a repeated form field. A comma is part of a text.
     *
     * @return empty if there are none or all are blank
     */
    List<String> texts(String name);

    /**
     * A whole number in the range of a long. In JSON it must be a number, {@code 1.0} and {@code 1e3} being the same as
     * 1 and 1000 there; a string of digits is refused. In a form or query it is decimal digits with an optional minus.
     */
    OptionalLong number(String name);

    /** Yes or no. In a form or query it is {@code true} or {@code false}. */
    Optional<Boolean> flag(String name);

    /** A text that must be there. */
    default String required(String name) {
        return text(name)
                .orElseThrow(() -> new RejectedException(
                        ProblemType.MISSING_FIELD, "The field " + name + " is missing or blank.", name));
    }

    /** A number that is not negative. */
    default OptionalLong natural(String name) {
        OptionalLong number = number(name);
        if (number.isPresent() && number.getAsLong() < 0) {
            throw invalid(name, "a number that is not negative");
        }
        return number;
    }

    /** The refusal of a value that is not what it should be. */
    static RejectedException invalid(String name, String expected) {
        return new RejectedException(
                ProblemType.INVALID_FIELD, "The field " + name + " must be " + expected + ".", name);
    }
}
