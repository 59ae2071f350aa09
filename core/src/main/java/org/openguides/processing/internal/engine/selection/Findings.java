package org.openguides.processing.internal.engine.selection;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.List;
import java.util.Map;

import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.SelectionNode;

/** What becomes of the assets that a walk finds. For one thread. */
interface Findings {

    /** How many more assets a commit may hold. */
    int room();

    /** Takes some assets; returns how many of them count against the room. */
    int add(Session session, List<JudgedAssets.Judged> judged) throws RepositoryException;

    /** How many assets have been selected, those included that have not been committed. */
    long found();

    /**
     * Writes what has been taken since the last commit; may be called again if the commit fails.
     *
     * @param verdicts how many assets this worker has met of each verdict
     */
    void write(RunNode run, SelectionNode selection, Map<Verdict, Long> verdicts) throws RepositoryException;

    /** What has been written is committed. */
    void written();
}
