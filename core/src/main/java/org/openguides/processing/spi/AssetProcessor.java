package org.openguides.processing.spi;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

import java.io.IOException;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Processes assets one at a time: reads an asset and returns the changes to write to it. Register implementations as OSGi
 * services.
 *
 * <p>All processors are called for every asset, one after the other: by descending {@code service.ranking}, then by
 * ascending {@code service.id} (the ranking order of OSGi Core). The processor of this bundle has ranking 0. A processor
 * is called regardless of the results and exceptions of those before it. The results are combined as follows:
 *
 * <ul>
 *   <li>the type of the asset is that of the first result;
 *   <li>outcome and reason are those of the first result that is not {@link Outcome#SUCCEEDED};
 *   <li>all warnings are written to the log of the run, in the order of the calls;
 *   <li>all changes are made, regardless of the outcome; the last change of a property takes precedence.
 * </ul>
 *
 * <p>The engine writes the changes of many assets, as far as they differ from the current values, in one commit together
 * with its checkpoint. If that commit fails, or the server dies before it, the assets are processed again; therefore a call
 * should have no side effects.
 *
 * <p>Processors are called by many threads concurrently, on each node of a cluster. There is a time limit for all
 * processors of an asset together ({@code assetSeconds} of the engine's configuration): when it is exceeded, the asset
 * fails, and the thread is abandoned, but never interrupted.
 */
@ConsumerType
public interface AssetProcessor {

    /**
     * Processes one asset. Any exception fails the asset, not the run. Unchecked exceptions, {@link AssertionError},
     * {@link LinkageError} and {@link StackOverflowError} count as defects of the processor and are logged with their
     * stack trace.
     *
     * @param asset the node of the asset ({@code dam:Asset} or {@code nt:file}) in a session of the service user. The
     *     processor must not change or save anything in this session, nor keep the node after the call
     * @return changes and outcome of the asset; null counts as a defect of the processor
     * @throws IOException if the binary cannot be read. If the engine cannot read it either, the asset is processed
     *     again later; otherwise the processor is called once more, and the asset fails if it throws again. If the
     *     content is invalid, return a failure instead
     * @throws RepositoryException if the repository fails; handled like an {@code IOException}. While the database of
     *     the repository is unavailable, the asset is processed again when it is available
     */
    ItemResult process(Node asset) throws RepositoryException, IOException;
}
