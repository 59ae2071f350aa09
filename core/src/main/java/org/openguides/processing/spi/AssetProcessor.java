package org.openguides.processing.spi;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

import java.io.IOException;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Works on one asset at a time: reads it and describes what should change on it. Register it as an OSGi service.
 *
 * <p>Every processor is called for every asset, one after the other: by descending {@code service.ranking}, and among equals
 * by ascending {@code service.id} (the ranking order of OSGi Core). That of this bundle has ranking 0. A processor is called
 * whatever those before it have said or thrown. Their results are combined:
 *
 * <ul>
 *   <li>the type of the asset is what the first one says;
 *   <li>outcome and reason are those of the first one that does not say {@link Outcome#SUCCEEDED};
 *   <li>all warnings go to the log of the run, in the order of the calls;
 *   <li>all changes are made, whatever the outcome; of several changes of one property the last counts.
 * </ul>
 *
 * <p>The engine writes what differs, for many assets at a time, in one commit with its checkpoint. If that commit fails, or
 * the server dies before it, the assets are processed again: a call should have no effect but its result.
 *
 * <p>Many threads call it at the same time, on each node of a cluster. All processors together have a limited time for one
 * asset ({@code assetSeconds} of the engine's configuration): if they take longer, the asset fails, and the thread is left
 * behind, never interrupted.
 */
@ConsumerType
public interface AssetProcessor {

    /**
     * Looks at one asset. Whatever this throws costs the asset and not the run; an unchecked exception, an
     * {@link AssertionError}, a {@link LinkageError} or a {@link StackOverflowError} counts as a fault of the processor, and is
     * in the server's log with its stack.
     *
     * @param asset the node of the asset ({@code dam:Asset} or {@code nt:file}), in a session of the service user who does the
     *     work. Neither it nor anything else in its session may be changed or saved, and nothing of it be kept after the call
     * @return what should change, and how the asset came off; null counts as a fault of the processor
     * @throws IOException if its binary cannot be read. If the engine cannot read it either, the asset is processed again later;
     *     else the processor is called once more, and the asset fails if it throws again. Of content that is bad, return a failure
     * @throws RepositoryException if the repository refuses: as an {@code IOException}; while the database of the repository is
     *     away, the asset is processed again when it is back
     */
    ItemResult process(Node asset) throws RepositoryException, IOException;
}
