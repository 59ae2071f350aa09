package org.openguides.processing.internal.live;

import javax.jcr.observation.Event;

import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openguides.processing.internal.live.ChangedContent.Change;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Only what changes an original is a change of an asset. */
class ContentEventsTest {

    private static final Map<String, Integer> TYPES = Map.of(
            "added", Event.NODE_ADDED,
            "moved", Event.NODE_MOVED,
            "property", Event.PROPERTY_CHANGED,
            "new property", Event.PROPERTY_ADDED);

    @ParameterizedTest
    @CsvSource({
        "added,        /c/a.dita/jcr:content,                                            /c/a.dita",
        "added,        /c/a.dita/jcr:content/renditions,                                 /c/a.dita",
        "added,        /c/a.dita/jcr:content/renditions/original,                        /c/a.dita",
        "added,        /c/a.dita/jcr:content/renditions/original/jcr:content,            /c/a.dita",
        "property,     /c/a.dita/jcr:content/jcr:data,                                   /c/a.dita",
        "property,     /c/a.dita/jcr:content/jcr:lastModified,                           /c/a.dita",
        "property,     /c/a.dita/jcr:content/renditions/original/jcr:content/jcr:data,   /c/a.dita",
        "new property, /c/a.dita/jcr:content/renditions/original/jcr:content/jcr:data,   /c/a.dita",
        // the folder of a file that is called like a content node
        "added,        /c/jcr:contents/a.dita/jcr:content,                               ''",
        // results of processing, metadata, renditions
        "added,        /c/a.dita/jcr:content/openguides,                                 ''",
        "property,     /c/a.dita/jcr:content/openguides/revision,                        ''",
        "property,     /c/a.dita/jcr:content/fmUuid,                                     ''",
        "property,     /c/a.dita/jcr:content/metadata/dc:title,                          ''",
        "added,        /c/a.dita/jcr:content/metadata,                                   ''",
        "added,        /c/a.png/jcr:content/renditions/cq5dam.web.png,                   ''",
        "property,     /c/a.png/jcr:content/renditions/cq5dam.web.png/jcr:content/jcr:data, ''",
        "moved,        /c/a.dita/jcr:content/metadata,                                   ''",
        // a folder or the node of a file before its content
        "added,        /c/a,                                                             ''",
        "property,     /c/a/jcr:title,                                                   ''",
        // what no run processes
        "added,        /c/a.png/subassets/b.png/jcr:content,                             ''",
        "added,        /c/projects/translation_output/b.dita/jcr:content,                ''",
    })
    void anOriginalIsAChangedAsset(String type, String path, String asset) {
        assertEquals(asset.isEmpty() ? null : Change.ofAsset(asset), change(type, path));
    }

    @ParameterizedTest
    @CsvSource({"/c/folder", "/c/folder/a.dita"})
    void aMovedNodeIsAChangedSubtree(String path) {
        assertEquals(Change.ofSubtree(path), change("moved", path));
    }

    private static @Nullable Change change(String type, String path) {
        Optional<Change> change = ContentEvents.change(TYPES.get(type), path);
        return change.orElse(null);
    }
}
