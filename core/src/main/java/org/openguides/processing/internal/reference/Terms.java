package org.openguides.processing.internal.reference;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import org.openguides.processing.api.FileType;
import org.openguides.processing.internal.catalog.DocumentFacts;
import org.openguides.processing.internal.catalog.Term;
import org.openguides.processing.internal.dita.DitaReference;
import org.openguides.processing.internal.dita.FileUuid;
import org.openguides.processing.internal.dita.KeyDefinition;
import org.openguides.processing.internal.dita.ReferenceResolver;
import org.openguides.processing.internal.dita.ReferenceTarget;

/** Computes by which terms an asset is to be found. For one thread. */
public final class Terms {

    private final String path;
    private final Projects projects;
    private final Optional<String> area;
    private final Set<Term> terms = new HashSet<>();

    private Terms(String path, Projects projects) {
        this.path = path;
        this.projects = projects;
        this.area = projects.areaOf(path);
    }

    /** The terms of the asset at a path. */
    public static Set<Term> of(String path, FileType type, String uuid, DocumentFacts facts, Projects projects) {
        Terms terms = new Terms(path, projects);
        terms.terms.add(Term.uuid(uuid));
        if (type == FileType.DITA_MAP) {
            terms.terms.add(Term.map());
        }
        facts.references().forEach(terms::addReference);
        facts.keys().forEach(terms::addKey);
        return Set.copyOf(terms.terms);
    }

    private void addReference(DitaReference reference) {
        ReferenceTarget target = ReferenceResolver.resolve(path, reference);
        switch (target.status()) {
            case KEY -> addKeyName(reference.keyName());
            case CHECK -> {
                if (!reference.value().startsWith("#")) {
                    target.paths().forEach(this::addFile);
                }
            }
            default -> {
                // nothing that an asset could be found by
            }
        }
    }

    /** A key that stands for another one refers to it; what it stands for itself is among the references. */
    private void addKey(KeyDefinition key) {
        String other = key.keyref();
        if (other != null) {
            addKeyName(other);
        }
    }

    private void addFile(String target) {
        String name = target.substring(target.lastIndexOf('/') + 1);
        Optional<String> there = projects.areaOf(target);
        if (there.isPresent()) {
            terms.add(there.equals(area) ? Term.refersToName(name) : Term.refersToPath(target));
        }
        FileUuid.of(name).ifPresent(uuid -> terms.add(Term.refersToUuid(uuid)));
    }

    /** What is behind a dot may be the key, and what is before it the key scopes on the way to it. */
    private void addKeyName(String name) {
        terms.add(Term.refersToKey(name));
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            terms.add(Term.refersToKey(name.substring(dot + 1)));
        }
    }
}
