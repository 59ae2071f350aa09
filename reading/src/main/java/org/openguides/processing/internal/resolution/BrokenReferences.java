package org.openguides.processing.internal.resolution;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.dita.DitaReference;
import org.openguides.processing.internal.dita.DocumentFacts;

/**
 * Searches for broken references from a given position until a page is full or the deadline has passed. Checks at least
 * one reference, so that paging terminates. For one page.
 */
public final class BrokenReferences {

    private final ContentTree tree;
    private final Check check;
    private final int limit;
    private final Deadline deadline;
    private final List<Broken> found = new ArrayList<>();
    private Place place;
    private long toSkip;
    private boolean more;
    private boolean hasLooked;

    /** A broken reference of an asset. */
    public record Broken(String path, String uuid, Outgoing reference) {}

    /**
     * Position at which to continue.
     *
     * @param path      path of the last checked asset; empty for the beginning
     * @param reference index of its next reference to check
     * @param skip      number of broken references to skip
     */
    public record Place(String path, int reference, long skip) {

        /** Returns the position of the first asset. */
        public static Place first(long skip) {
            return new Place("", 0, skip);
        }
    }

    /**
     * A page of broken references.
     *
     * @param next position of the next page; null if this is the last one
     */
    public record Page(List<Broken> references, @Nullable Place next) {

        public Page {
            references = List.copyOf(references);
        }
    }

    /** Resolves a reference. */
    @FunctionalInterface
    interface Check {
        Outgoing of(String path, DitaReference reference) throws IOException;
    }

    BrokenReferences(ContentTree tree, Check check, Place from, int limit, Deadline deadline) {
        this.tree = tree;
        this.check = check;
        this.place = from;
        this.toSkip = from.skip();
        this.limit = limit;
        this.deadline = deadline;
    }

    /**
     * Returns one page of the broken references at and below a folder.
     *
     * @throws TooComplexException if the deadline passes before a single reference could be checked
     */
    Page below(String folder) throws IOException {
        String after = place.path();
        try {
            boolean goesOn = after.isEmpty() || look(after, tree.document(after), place.reference());
            if (goesOn) {
                tree.visit(folder, after.isEmpty() ? null : after, (path, document) -> look(path, document, 0));
            }
        } catch (TooComplexException e) {
            if (!hasLooked) {
                throw e;
            }
            more = true;
        }
        return new Page(found, more ? new Place(place.path(), place.reference(), toSkip) : null);
    }

    /** Checks the references of an asset; returns whether to continue with the next one. */
    private boolean look(String path, DocumentFacts document, int first) throws IOException {
        List<DitaReference> references = document.references();
        String uuid = null;
        for (int i = first; i < references.size(); i++) {
            place = new Place(path, i, 0);
            if (isTimeUp()) {
                return false;
            }
            Outgoing checked = check.of(path, references.get(i));
            if (checked.status().isBroken() && !isSkipped()) {
                if (found.size() >= limit) {
                    more = true;
                    return false;
                }
                uuid = uuid == null ? tree.file(path).map(TreeFile::uuid).orElse("") : uuid;
                found.add(new Broken(path, uuid, checked));
            }
            hasLooked = true;
        }
        place = new Place(path, references.size(), 0);
        boolean timeIsUp = isTimeUp();
        hasLooked = true;
        return !timeIsUp;
    }

    private boolean isSkipped() {
        boolean skipped = toSkip > 0;
        toSkip -= skipped ? 1 : 0;
        return skipped;
    }

    private boolean isTimeUp() {
        more |= hasLooked && deadline.isOver();
        return more;
    }
}
