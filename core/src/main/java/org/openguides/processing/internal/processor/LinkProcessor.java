package org.openguides.processing.internal.processor;

import javax.jcr.RepositoryException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.catalog.AssetState;
import org.openguides.processing.internal.catalog.DocumentFacts;
import org.openguides.processing.internal.reference.Outgoing;
import org.openguides.processing.internal.reference.ProjectLinks;
import org.openguides.processing.internal.reference.ReferenceReader;
import org.openguides.processing.internal.reference.References;
import org.openguides.processing.internal.run.AssetLinks;
import org.openguides.processing.spi.PropertyChange;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Writes the parent maps of assets, and tells of undefined keys, of files that no uuid leads to, and of uuids given twice. */
@Component(service = AssetLinks.class)
public final class LinkProcessor implements AssetLinks {

    private final ReferenceReader references;

    @Activate
    public LinkProcessor(@Reference(name = "references") ReferenceReader references) {
        this.references = references;
    }

    @Override
    public Reader begin(long assets) {
        return new ProjectWise(references, new UuidSieve(assets));
    }

    /** Keeps what the maps of the project say whose turn it is. */
    private static final class ProjectWise implements Reader {

        private final ReferenceReader reader;
        private final UuidSieve sieve;
        private String project = "";
        private @Nullable ProjectLinks links;

        ProjectWise(ReferenceReader reader, UuidSieve sieve) {
            this.reader = reader;
            this.sieve = sieve;
        }

        @Override
        public List<Links> of(List<AssetNode> assets) throws RepositoryException {
            List<Links> all = new ArrayList<>();
            if (!assets.isEmpty()) {
                References references = reader.in(assets.get(0).node().getSession());
                Map<String, DocumentFacts> documents = references.documents(
                        assets.stream().map(AssetNode::path).toList());
                for (AssetNode asset : assets) {
                    all.add(of(asset, documents.getOrDefault(asset.path(), DocumentFacts.NONE), references));
                }
            }
            return all;
        }

        private Links of(AssetNode asset, DocumentFacts document, References references) throws RepositoryException {
            ProjectLinks said = links(references, reader.project(asset.path()));
            List<String> warnings = new ArrayList<>();
            references.brokenElsewhere(asset.path(), document, said).stream()
                    .map(Outgoing::complaint)
                    .forEach(warnings::add);
            warnings.addAll(namesakes(asset, references));
            List<PropertyChange> changes = List.of(
                    new PropertyChange(AssetState.DIRECT_PARENT_MAPS, List.copyOf(said.directParents(asset.path()))),
                    new PropertyChange(AssetState.PARENT_MAPS, List.copyOf(said.parents(asset.path()))));
            return new Links(changes, warnings);
        }

        private ProjectLinks links(References references, String next) throws RepositoryException {
            ProjectLinks known = links;
            if (known == null || !next.equals(project)) {
                known = references.links(next);
                links = known;
                project = next;
            }
            return known;
        }

        /** Whichever of two comes second, tells of both. */
        private List<String> namesakes(AssetNode asset, References references) throws RepositoryException {
            String uuid = AssetState.text(asset.content(), AssetState.UUID);
            if (uuid == null || !sieve.holdsUp(uuid)) {
                return List.of();
            }
            List<String> others = references.withUuid(uuid).stream()
                    .filter(path -> !path.equals(asset.path()))
                    .toList();
            return others.isEmpty()
                    ? List.of()
                    : List.of("its uuid " + uuid + " is also that of " + String.join(", ", others)
                            + "; references by this uuid may mean either");
        }
    }
}
