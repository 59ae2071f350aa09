package org.openguides.processing.internal.guides;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Which paths are those of properties of AEM Guides. */
class GuidesOwnedTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fmUuid",
                "guidesParentMaps",
                "guidesDirectParentMaps",
                "fmditaTopicrefs",
                "fmditaMaprefs",
                "fmditakeydefrefs",
                "fmDependents",
                "fmditaIds",
                "fmditaTitle",
                "metadata/dc:title",
                "metadata/dita_class",
                "metadata/docstate"
            })
    void whatAemGuidesKeepsIsIts(String path) {
        assertTrue(GuidesOwned.includes(path));
    }

    /** Regardless of whether the repository accepts such a name. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "./fmUuid",
                "metadata/./dc:title",
                "metadata//dc:title",
                "metadata[1]/dc:title",
                "metadata/{http://purl.org/dc/elements/1.1/}title",
                "{}fmUuid",
                "fmUuid/"
            })
    void soIsWhatMayBeASecondNameOfIt(String path) {
        assertTrue(GuidesOwned.includes(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"metadata/reviewed", "title", "metadata/fmUuid", "dc:title", "openguides/uuid", "a.b/c"})
    void allElseIsNot(String path) {
        assertFalse(GuidesOwned.includes(path));
    }
}
