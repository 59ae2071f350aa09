package org.openguides.processing.internal.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.openguides.processing.internal.resolution.BrokenReferences.Place;
import org.openguides.processing.internal.text.Subtrees;

/** Encodes a position in the list of broken references as a {@link Cursor}. */
final class BrokenCursor {

    private static final Pattern PLACE = Pattern.compile("(\\d{1,18}) (\\d{1,9}) (/.*)", Pattern.DOTALL);

    private BrokenCursor() {}

    static String of(Place place) {
        return Cursor.of(place.skip() + " " + place.reference() + " " + place.path());
    }

    /**
     * Returns the position that a cursor stands for.
     *
     * @param folder folder that contains the position
     * @throws RejectedException if it is not a valid cursor, or belongs to another folder
     */
    static Place read(String cursor, String folder) {
        return Cursor.read(cursor)
                .map(PLACE::matcher)
                .filter(Matcher::matches)
                .map(place ->
                        new Place(place.group(3), Integer.parseInt(place.group(2)), Long.parseLong(place.group(1))))
                .filter(place ->
                        PathSyntax.normalised(place.path()).isPresent() && Subtrees.contains(folder, place.path()))
                .orElseThrow(() -> Fields.invalid(Cursor.FIELD, "the nextCursor of a page of the same path"));
    }
}
