package org.openguides.processing.internal.jobs;

import javax.jcr.RepositoryException;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.internal.observe.Suspects;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceUser;
import org.openguides.processing.internal.store.DeadlyAssets;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Assets at which servers have died, as recorded in the repository and on this node. */
@Component(service = Suspects.class)
public final class SuspectAssets implements Suspects {

    private final Engine engine;

    @Activate
    public SuspectAssets(@Reference(name = "engine") Engine engine) {
        this.engine = engine;
    }

    @Override
    public List<String> list() {
        try (ServiceSession session = engine.node().sessions().open(ServiceUser.READER)) {
            Set<String> paths = new TreeSet<>(engine.suspects().paths());
            DeadlyAssets.of(session.jcr()).keySet().forEach(content -> paths.add(content.path()));
            return List.copyOf(paths);
        } catch (RepositoryException e) {
            throw new ProcessingException("the suspects cannot be read", e);
        }
    }

    @Override
    public void forget() {
        try (ServiceSession session = engine.node().open()) {
            engine.node().retry().<Boolean, RepositoryException>onConflict(session.jcr(), () -> {
                Instant now = engine.node().time().now();
                DeadlyAssets.forget(session.jcr(), now);
                session.jcr().save();
                return true;
            });
        } catch (RepositoryException e) {
            throw new ProcessingException("the suspects cannot be forgotten", e);
        }
    }
}
