package org.openguides.processing.internal.status;

import javax.jcr.RepositoryException;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.internal.walk.PathOrder;

/**
 * Rows restricted to what a reader may see. A requested path that the reader cannot read gets the row of a missing one,
 * since leaving it out would reveal that it exists. Holds the requested paths and one row.
 */
final class RowsInView implements Iterator<StatusRow> {

    private final Iterator<StatusRow> stored;
    private final StatusJobs.View view;
    private final Deque<String> hidden = new ArrayDeque<>();
    private @Nullable StatusRow ahead;

    /**
     * @param stored    all rows, in path order
     * @param requested requested paths, in path order
     */
    RowsInView(Iterator<StatusRow> stored, List<String> requested, StatusJobs.View view) {
        this.stored = stored;
        this.view = view;
        requested.stream().filter(path -> !shows(path)).forEach(hidden::add);
        advance();
    }

    @Override
    public boolean hasNext() {
        return ahead != null || !hidden.isEmpty();
    }

    @Override
    public StatusRow next() {
        StatusRow row = ahead;
        String path = hidden.peek();
        if (path != null && (row == null || PathOrder.INSTANCE.compare(path, row.path()) < 0)) {
            hidden.remove();
            return StatusRow.missing(path);
        }
        if (row == null) {
            throw new NoSuchElementException();
        }
        if (row.path().equals(path)) {
            hidden.remove();
        }
        advance();
        return row;
    }

    private void advance() {
        ahead = null;
        while (ahead == null && stored.hasNext()) {
            StatusRow row = stored.next();
            if (!row.exists() || shows(row.path())) {
                ahead = row;
            }
        }
    }

    private boolean shows(String path) {
        try {
            return view.shows(path);
        } catch (RepositoryException e) {
            throw new ProcessingException("cannot tell who may read " + path, e);
        }
    }
}
