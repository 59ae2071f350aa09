package org.openguides.processing.internal.status;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.List;
import java.util.Optional;

import org.openguides.processing.internal.asset.AssetNames;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.catalog.Catalogs;
import org.openguides.processing.internal.catalog.Standing;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.session.ServiceUser;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reads the processing status of single assets. Safe for use by multiple threads. */
@Component(service = AssetStatusReader.class)
public final class AssetStatusReader {

    private final ServiceSessions sessions;
    private final Catalogs catalogs;

    @Activate
    public AssetStatusReader(
            @Reference(name = "sessions") ServiceSessions sessions, @Reference(name = "catalogs") Catalogs catalogs) {
        this.sessions = sessions;
        this.catalogs = catalogs;
    }

    /** Returns the present status of the asset at a path; {@link AssetStatus#PENDING} if it no longer exists. */
    public AssetStatus of(String path) throws RepositoryException {
        try (ServiceSession session = sessions.open(ServiceUser.READER)) {
            Optional<AssetNode> asset = session.jcr().nodeExists(path + "/" + AssetNames.CONTENT)
                    ? AssetNode.ofOutermost(session.jcr().getNode(path))
                    : Optional.empty();
            return asset.isEmpty() ? AssetStatus.PENDING : status(asset.get(), session.jcr());
        }
    }

    private AssetStatus status(AssetNode asset, Session session) throws RepositoryException {
        Standing standing = catalogs.in(session).standings(List.of(asset)).get(0);
        return RowWalk.status(asset, standing, RunsInProgress.read(session));
    }
}
