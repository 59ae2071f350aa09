package org.openguides.processing.internal.reference;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import org.apache.jackrabbit.util.Text;
import org.openguides.processing.api.FileType;
import org.openguides.processing.internal.catalog.Term;
import org.openguides.processing.internal.dita.DocumentFacts;
import org.openguides.processing.internal.resolution.Mentions;

/** Computes the terms under which an asset is indexed. */
public final class Terms {

    private Terms() {}

    /** Returns the terms of the asset at a path. */
    public static Set<Term> of(String path, FileType type, String uuid, DocumentFacts facts, Projects projects) {
        Set<Term> terms = new HashSet<>();
        terms.add(Term.uuid(uuid));
        if (type == FileType.DITA_MAP) {
            terms.add(Term.map());
        }
        Mentions mentions = Mentions.of(path, facts);
        mentions.keys().forEach(key -> terms.add(Term.refersToKey(key)));
        mentions.uuids().forEach(other -> terms.add(Term.refersToUuid(other)));
        Optional<String> area = projects.areaOf(path);
        for (String file : mentions.files()) {
            Optional<String> there = projects.areaOf(file);
            if (there.isPresent()) {
                String name = Text.getName(file);
                terms.add(there.equals(area) ? Term.refersToName(name) : Term.refersToPath(file));
            }
        }
        return Set.copyOf(terms);
    }
}
