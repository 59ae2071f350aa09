package org.openguides.processing.internal.engine;

import javax.jcr.Node;
import javax.jcr.Property;
import javax.jcr.PropertyIterator;
import javax.jcr.PropertyType;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.openguides.processing.api.Run;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.catalog.Catalogs;
import org.openguides.processing.internal.catalog.Standing;
import org.openguides.processing.internal.runlog.JcrRunLogReader;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.RunSnapshot;
import org.openguides.processing.internal.store.RunStore;
import org.openguides.processing.testing.OakRepository;

/** Reads the repository for assertions. */
class RunLookups {

    public final OakRepository oak;
    Catalogs catalogs;

    RunLookups(OakRepository oak) {
        this.oak = oak;
        this.catalogs = oak.catalogs();
    }

    public Session session() {
        return oak.login();
    }

    RunNode node(String id) throws RepositoryException {
        return RunStore.find(oak.login(), id).orElseThrow();
    }

    public Run run(String id) throws RepositoryException {
        return RunSnapshot.of(node(id));
    }

    public List<String> log(String id) {
        return new JcrRunLogReader(oak.sessions(), RunStore::locate)
                .page(id, 0, 5000)
                .lines();
    }

    public String revision(String asset) throws RepositoryException {
        return AssetNode.of(session().getNode(asset)).orElseThrow().revision();
    }

    /** Returns the stored state of an asset's last processing. */
    Standing standing(String path) throws RepositoryException {
        Session session = session();
        AssetNode asset = AssetNode.of(session.getNode(path)).orElseThrow();
        return catalogs.in(session).standings(List.of(asset)).get(0);
    }

    public String state(String asset, String name) throws RepositoryException {
        return AssetNode.of(session().getNode(asset))
                .orElseThrow()
                .content()
                .getProperty("openguides/" + name)
                .getString();
    }

    /** Returns all properties below a path, to detect changes. */
    String dump(String path) throws RepositoryException {
        Map<String, String> all = new TreeMap<>();
        dump(session().getNode(path), all);
        return all.toString();
    }

    private static void dump(Node node, Map<String, String> all) throws RepositoryException {
        for (PropertyIterator properties = node.getProperties(); properties.hasNext(); ) {
            Property property = properties.nextProperty();
            all.put(
                    property.getPath(),
                    property.isMultiple()
                            ? List.of(property.getValues()).toString()
                            : property.getType() == PropertyType.BINARY
                                    ? property.getLength() + " bytes"
                                    : property.getString());
        }
        for (var children = node.getNodes(); children.hasNext(); ) {
            dump(children.nextNode(), all);
        }
    }
}
