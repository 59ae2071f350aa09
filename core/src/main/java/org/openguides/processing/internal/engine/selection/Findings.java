package org.openguides.processing.internal.engine.selection;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.List;
import java.util.Map;

import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.SelectionNode;

/** Receives the assets that a walk has selected. For one thread. */
interface Findings {

    /** Returns how many more assets fit into the next commit. */
    int room();

    /** Adds assets; returns how many of them count towards the limit of the commit. */
    int add(Session session, List<JudgedAssets.Judged> judged) throws RepositoryException;

    /** Returns the number of selected assets, including those not committed yet. */
    long found();

    /**
     * Writes the assets added since the last commit; called again if the commit fails.
     *
     * @param verdicts counts of this worker by verdict
     */
    void write(RunNode run, SelectionNode selection, Map<Verdict, Long> verdicts) throws RepositoryException;

    /** Called once the written assets have been committed. */
    void written();
}
