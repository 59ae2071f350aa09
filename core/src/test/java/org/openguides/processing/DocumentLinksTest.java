package org.openguides.processing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/** Links between the documents of the project lead to files and headings that exist. */
class DocumentLinksTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]*)(?:#([^)\\s]+))?\\)");
    private static final Pattern HEADING = Pattern.compile("#{1,6} (.+)");
    private static final Pattern ANCHOR = Pattern.compile("<a id=\"([^\"]+)\"");

    @Test
    void everyLinkLeadsToAnExistingFileAndHeading() throws IOException {
        List<String> broken = new ArrayList<>();
        List<Path> documents = documents();
        for (Path document : documents) {
            Matcher link = LINK.matcher(Files.readString(document));
            while (link.find()) {
                if (!link.group(1).contains(":") && !leads(document, link.group(1), link.group(2))) {
                    broken.add(ROOT.relativize(document) + ": " + link.group());
                }
            }
        }
        assertFalse(documents.isEmpty());
        assertEquals(List.of(), broken);
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(top, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
        }
    }

    private static boolean leads(Path document, String file, @Nullable String anchor) throws IOException {
        Path target = file.isEmpty() ? document : document.resolveSibling(file).normalize();
        return Files.exists(target)
                && (anchor == null
                        || !target.toString().endsWith(".md")
                        || anchors(target).contains(anchor));
    }

    /** The anchors that GitHub makes of headings, and those written as HTML. */
    private static Set<String> anchors(Path document) throws IOException {
        Set<String> anchors = new TreeSet<>();
        boolean code = false;
        for (String line : Files.readAllLines(document)) {
            code ^= line.strip().startsWith("```");
            Matcher heading = HEADING.matcher(line);
            Matcher anchor = ANCHOR.matcher(line);
            if (!code && heading.matches()) {
                anchors.add(anchorOf(heading.group(1)));
            } else if (anchor.find()) {
                anchors.add(anchor.group(1));
            }
        }
        return anchors;
    }

    private static String anchorOf(String heading) {
        String text = heading.replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1").toLowerCase(Locale.ROOT);
        return text.strip().replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-');
    }
}
