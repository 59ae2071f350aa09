package org.openguides.processing.internal.dita;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class VocabularyTest {

    private final Vocabulary underTest = Vocabulary.published();

    @ParameterizedTest
    @CsvSource({
        "topic, - topic/topic",
        "troubleshooting, - topic/topic troubleshooting/troubleshooting",
        "glossgroup, - topic/topic concept/concept glossgroup/glossgroup",
        "learningAssessment, - topic/topic learningBase/learningBase learningAssessment/learningAssessment",
        "glossterm, - topic/title concept/title glossentry/glossterm",
        "xmlatt, + topic/keyword markup-d/markupname xml-d/xmlatt",
        "coderef, + topic/xref pr-d/coderef",
        "glossSymbol, - topic/image concept/image glossentry/glossSymbol",
        "cmd, - topic/ph task/cmd",
        "linktext, - topic/linktext",
        "searchtitle, - topic/searchtitle",
        "shortdesc, - topic/shortdesc",
        "include, - topic/include",
        "safety, + topic/ol task/ol taskreq-d/safety",
        "glossSurfaceForm, - topic/p concept/p glossentry/glossSurfaceForm",
        "lcPlanTitle, - topic/fig learningBase/fig learningPlan/lcPlanTitle",
        "lomContext, + topic/data learningmeta-d/lomContext",
        "lcHotspot, + topic/fig learningInteractionBase-d/lcInteractionBase learning-d/lcHotspot",
        "lcAsset2, + topic/div learningInteractionBase2-d/div learning2-d/lcAsset2",
    })
    void topicsHaveClasses(String name, String expected) {
        assertEquals(expected, underTest.inTopic(name).value());
    }

    @ParameterizedTest
    @CsvSource({
        "map, - map/map",
        "bookmap, - map/map bookmap/bookmap",
        "subjectScheme, - map/map subjectScheme/subjectScheme",
        "chapter, - map/topicref bookmap/chapter",
        "keydef, + map/topicref mapgroup-d/keydef",
        "ditavalref, + map/topicref ditavalref-d/ditavalref",
        "subjectdef, - map/topicref subjectScheme/subjectdef",
        "topicCell, + map/relcell classify-d/topicCell",
        "topicSubjectHeader, + map/relrow classify-d/topicSubjectHeader",
        "mapresources, + map/topicref mapgroup-d/mapresources",
        "learningObjectMapRef, + map/topicref learningmap-d/learningObjectMapRef",
        "booktitle, - topic/title bookmap/booktitle",
        "linktext, - map/linktext",
        "searchtitle, - map/searchtitle",
        "shortdesc, - map/shortdesc",
        "xref, - topic/xref",
    })
    void mapsHaveClasses(String name, String expected) {
        assertEquals(expected, underTest.inMap(name).value());
    }

    @Test
    void topicsDoNotSeeWhatOnlyMapsHave() {
        assertNull(underTest.inTopic("chapter"));
        assertNull(underTest.inTopic("topicref"));
        assertTrue(underTest.knows("topicref"));
        assertFalse(underTest.knows("svg"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"- topic/topic", "+ map/topicref mapgroup-d/keydef", " -  topic/ph\thi-d/b "})
    void aClassHasModulesAndNames(String value) {
        assertTrue(ElementClass.of(value).isValid());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "topic/topic", "- topic", "- /topic", "x topic/topic", "- topic/topic/x"})
    void otherValuesAreNone(String value) {
        assertFalse(ElementClass.of(value).isValid());
    }

    @Test
    void dtdsSupplySomeAttributes() {
        assertEquals("ditamap", underTest.defaultOf("mapref", "format"));
        assertEquals("resource-only", underTest.defaultOf("ditavalref", "processing-role"));
        assertNull(underTest.defaultOf("mapref", "processing-role"));
        assertNull(underTest.defaultOf("topicref", "format"));
    }

    @Test
    void everyRootIsKnown() {
        List<String> roots = List.of(
                "topic",
                "concept",
                "task",
                "reference",
                "glossentry",
                "glossgroup",
                "troubleshooting",
                "learningContent",
                "learningOverview",
                "learningPlan",
                "learningSummary",
                "learningAssessment",
                "map",
                "bookmap",
                "subjectScheme",
                "learningGroupMap",
                "learningObjectMap");

        for (String root : roots) {
            assertEquals(false, Parsing.file("a.xml", "<" + root + "/>").type() == DitaType.NOT_DITA, root);
        }
    }
}
