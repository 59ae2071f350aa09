package org.openguides.processing.internal.session;

import javax.jcr.RepositoryException;

import org.apache.jackrabbit.oak.api.CommitFailedException;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Oak's own exception distinguishes a busy store from a conflict. */
class ContentionTest {

    @Test
    void aCommitThatCouldNotBeMergedIsContention() {
        assertTrue(Contention.isContention(told(CommitFailedException.MERGE, 1, "Failed to merge changes")));
        assertTrue(Contention.isContention(
                told(CommitFailedException.MERGE, 4, "The node /a\nwas changed (retries 5, 6400 ms)")));
        assertTrue(Contention.isContention(
                new IllegalStateException(told(CommitFailedException.MERGE, 3, "interrupted"))));
    }

    @Test
    void aConflictWithAnotherSessionIsNotContention() {
        assertFalse(Contention.isContention(told(CommitFailedException.STATE, 1, "Unresolved conflicts in /a")));
        assertFalse(Contention.isContention(told(CommitFailedException.CONSTRAINT, 21, "OakMerge0001: a value")));
        assertFalse(Contention.isContention(new RepositoryException("OakMerge0001: not of Oak")));
    }

    private static RepositoryException told(String type, int code, String message) {
        return new CommitFailedException(type, code, message).asRepositoryException();
    }
}
