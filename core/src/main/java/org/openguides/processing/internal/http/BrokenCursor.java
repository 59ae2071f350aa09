package org.openguides.processing.internal.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.openguides.processing.internal.reference.BrokenReferences.Place;
import org.openguides.processing.internal.text.Subtrees;

/** Where to go on looking for broken references, as clients have it: opaque, and of characters that need no escaping. */
final class BrokenCursor {

    static final String FIELD = "cursor";

    private static final Pattern PLACE = Pattern.compile("(\\d{1,18}) (\\d{1,9}) (/.*)", Pattern.DOTALL);

    private BrokenCursor() {}

    static String of(Place place) {
        String text = place.skip() + " " + place.reference() + " " + place.path();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The place that a cursor stands for.
     *
     * @param folder that it has to lie in
     * @throws RejectedException if it is no cursor, or one of another folder
     */
    static Place read(String cursor, String folder) {
        return decoded(cursor)
                .map(PLACE::matcher)
                .filter(Matcher::matches)
                .map(place ->
                        new Place(place.group(3), Integer.parseInt(place.group(2)), Long.parseLong(place.group(1))))
                .filter(place ->
                        PathSyntax.normalised(place.path()).isPresent() && Subtrees.contains(folder, place.path()))
                .orElseThrow(() -> Fields.invalid(FIELD, "the nextCursor of a page of the same path"));
    }

    private static Optional<String> decoded(String cursor) {
        try {
            return Optional.of(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
