package org.openguides.processing.internal.catalog;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.openguides.processing.api.FileType;

import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

class ProcessedRevisionTest {

    /** The extensions of results version 5. */
    private static final Map<FileType, List<String>> KNOWN = Map.of(
            FileType.DITA_TOPIC, List.of("dita"),
            FileType.DITA_MAP, List.of("ditamap", "bookmap"),
            FileType.MARKDOWN, List.of("md", "markdown"),
            FileType.HTML_CSS, List.of("html", "htm", "xhtml", "css"),
            FileType.DITAVAL, List.of("ditaval"));

    /** Files with a new extension had another type before, so runs have to process them once more. */
    @Test
    void eachNewExtensionRaisesTheResultsVersion() {
        long added = Arrays.stream(FileType.values())
                .flatMap(type -> type.extensions().stream())
                .filter(extension -> KNOWN.values().stream().noneMatch(known -> known.contains(extension)))
                .count();

        assertEquals(5 + added, ProcessedRevision.latestResults());
    }

    /** An extension that moves to another type or is given up would not be counted. */
    @Test
    void knownExtensionsKeepTheirTypes() {
        Map<FileType, List<String>> present = KNOWN.values().stream()
                .flatMap(List::stream)
                .collect(groupingBy(extension -> FileType.ofName("name." + extension)));

        assertEquals(KNOWN, present, "raise ProcessedRevision.CHANGES and adapt both tests");
    }
}
