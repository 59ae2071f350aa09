package org.openguides.processing.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The definition of the index in the package, as its file says. What it finds is tested with Lucene, in the module platforms. */
final class ShippedIndex {

    private static final Path FILE =
            Path.of("../ui.index/src/main/content/jcr_root/_oak_index/ogbp.terms-1-custom-1/.content.xml");
    private static final Pattern PROPERTY = Pattern.compile("\\sname=\"([^\"]+)\"");
    private static final Pattern TAG = Pattern.compile("\\stags=\"\\[([^\"]+)]\"");
    private static final String DEFINITION = read();

    private ShippedIndex() {}

    /** Names of the properties by which it finds. */
    static String[] properties() {
        return all(PROPERTY).toArray(String[]::new);
    }

    /** The tags by which queries choose it. */
    static String[] tags() {
        return all(TAG).toArray(String[]::new);
    }

    private static List<String> all(Pattern pattern) {
        List<String> found = pattern.matcher(DEFINITION)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
        if (found.isEmpty()) {
            throw new IllegalStateException(FILE + " has no " + pattern);
        }
        return found;
    }

    private static String read() {
        try {
            return Files.readString(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
