package org.openguides.processing.internal.jobs;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

import java.util.Map;
import java.util.Optional;

import org.apache.sling.event.jobs.Job;
import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.internal.log.ServerLog;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.session.ServiceUser;
import org.slf4j.Logger;

/**
 * Reads the records of Sling jobs at the paths created by {@code JobManagerConfiguration.getUniquePath} of Sling Event
 * 4. Every look-up of Sling's {@code JobManager} is a query; with an asynchronous index, as on AEM, it does not find a
 * job that was just added. Safe for use by multiple threads.
 */
final class StoredJobs {

    private static final Logger LOG = ServerLog.of(StoredJobs.class);
    private static final String ROOT = "/var/eventing/jobs";

    private final ServiceSessions sessions;

    StoredJobs(ServiceSessions sessions) {
        this.sessions = sessions;
    }

    /**
     * Returns whether the record of a job that was just added has the given properties.
     *
     * @return empty if there is no record, or it cannot be read: the job has already been done, is being moved to
     *         another node, or records are stored elsewhere
     */
    Optional<Boolean> has(String topic, Job job, Map<String, Object> properties) {
        String target = job.getTargetInstance();
        String path = ROOT + (target == null ? "/unassigned/" : "/assigned/" + target + "/") + topic.replace('/', '.')
                + "/" + job.getId();
        try (ServiceSession session = sessions.open(ServiceUser.READER)) {
            return session.jcr().nodeExists(path)
                    ? Optional.of(has(session.jcr().getNode(path), properties))
                    : Optional.empty();
        } catch (RepositoryException | ProcessingException e) {
            LOG.debug("The record of job={} cannot be read", job.getId(), e);
            return Optional.empty();
        }
    }

    private static boolean has(Node record, Map<String, Object> properties) throws RepositoryException {
        for (Map.Entry<String, Object> property : properties.entrySet()) {
            String name = property.getKey();
            if (!record.hasProperty(name)
                    || !record.getProperty(name).getString().equals(property.getValue())) {
                return false;
            }
        }
        return true;
    }
}
