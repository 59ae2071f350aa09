package org.openguides.processing.internal.jobs;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

import java.util.Map;
import java.util.Optional;

import org.apache.sling.event.jobs.Job;
import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.session.ServiceUser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records of Sling's jobs, at the paths that {@code JobManagerConfiguration.getUniquePath} of Sling Event 4 makes. Every look-up of
 * its {@code JobManager} is a query, and where its index is asynchronous, as on AEM, that does not find what has just been added.
 * Safe for use by many threads.
 */
final class StoredJobs {

    private static final Logger LOG = LoggerFactory.getLogger(StoredJobs.class);
    private static final String ROOT = "/var/eventing/jobs";

    private final ServiceSessions sessions;

    StoredJobs(ServiceSessions sessions) {
        this.sessions = sessions;
    }

    /**
     * Whether the record of a job that has just been added has some properties.
     *
     * @return empty if there is no such record, or it cannot be read: the job has been done already, is on its way to another
     *     node, or records are kept elsewhere
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
