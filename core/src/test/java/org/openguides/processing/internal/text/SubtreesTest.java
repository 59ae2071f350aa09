package org.openguides.processing.internal.text;

import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SubtreesTest {

    @ParameterizedTest
    @CsvSource({"/a, /a", "/a, /a/b", "/a/b, /a/b/c/d", "/, /a", "/, /a/b", "/, /"})
    void aSubtreeContainsItsRootAndWhatIsBelow(String root, String path) {
        assertTrue(Subtrees.contains(root, path));
        assertTrue(Subtrees.anyContains(Set.of("/x/y", root), path));
        assertEquals(Set.of(root), Subtrees.containing(Set.of("/x/y", root), path));
        assertEquals(!root.equals(path), Subtrees.anyIsAbove(Set.of("/x/y", root), path));
    }

    @ParameterizedTest
    @CsvSource({"/a, /a b", "/a, /ab/c", "/a/b, /a", "/a, /", "/a, /b/a"})
    void aSubtreeContainsNothingBesideOrAbove(String root, String path) {
        assertFalse(Subtrees.contains(root, path));
        assertFalse(Subtrees.anyContains(Set.of("/x/y", root), path));
        assertEquals(Set.of(), Subtrees.containing(Set.of("/x/y", root), path));
    }

    @Test
    void severalSubtreesMayContainAPath() {
        assertEquals(Set.of("/", "/a/b"), Subtrees.containing(Set.of("/", "/a/b", "/a/c"), "/a/b/c"));
    }
}
