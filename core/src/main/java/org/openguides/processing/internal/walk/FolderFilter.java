package org.openguides.processing.internal.walk;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

/** Decides which folders a walk reads. For one thread, unless the implementation says otherwise. */
@FunctionalInterface
public interface FolderFilter {

    /** Reads all folders. */
    FolderFilter ALL = (session, folder) -> true;

    /**
     * Returns whether the walk reads a folder and what is below it. Called once for each folder that the walk reaches.
     *
     * @param session session of the walk
     * @param folder  absolute path
     */
    boolean reads(Session session, String folder) throws RepositoryException;
}
