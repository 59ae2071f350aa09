package org.openguides.processing.internal.catalog;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.openguides.processing.api.FileType;

import static org.junit.jupiter.api.Assertions.assertEquals;

class ProcessedRevisionTest {

    /** Another type for an extension is another result for unchanged assets, so runs have to process them once more. */
    @Test
    void theResultsVersionBelongsToTheExtensionsOfTheFileTypes() {
        List<String> types = Arrays.stream(FileType.values())
                .map(type -> type + String.valueOf(type.extensions()))
                .toList();

        assertEquals(
                "4 [DITA_TOPIC[dita], DITA_MAP[ditamap, bookmap], MARKDOWN[md, markdown],"
                        + " HTML_CSS[html, htm, xhtml, css], DITAVAL[ditaval], OTHERS[]]",
                ProcessedRevision.latestResults() + " " + types,
                "raise ProcessedRevision.latestResults() when this list changes");
    }
}
