package org.openguides.processing.internal.processor;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Optional;

import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.dita.DitaDocument;
import org.openguides.processing.internal.dita.DitaType;
import org.openguides.processing.internal.dita.ElementIds;
import org.openguides.processing.internal.reference.FileIds;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The ids of files, read from the files themselves: they need not have been processed, and nothing has to be kept. Those of
 * the files that were asked for last are remembered, for many references lead to few files.
 */
@Component(service = FileIds.class)
public final class FragmentIds implements FileIds {

    /** Files and ids together; of usual lengths they take some 15 MB. */
    private static final int REMEMBERED = 100_000;

    private final ContentReader reader;
    private final LinkedHashMap<String, Optional<ElementIds>> remembered = new LinkedHashMap<>(16, 0.75f, true);
    private int size;

    @Activate
    public FragmentIds(@Reference(name = "reader") ContentReader reader) {
        this.reader = reader;
    }

    @Override
    public Optional<ElementIds> of(Session session, String path) throws RepositoryException {
        AssetNode asset = AssetNode.at(session, path).orElse(null);
        if (asset == null) {
            return Optional.empty();
        }
        String key = path + " " + asset.revision();
        synchronized (remembered) {
            Optional<ElementIds> known = remembered.get(key);
            if (known != null) {
                return known;
            }
        }
        Optional<ElementIds> ids = read(asset);
        synchronized (remembered) {
            remember(key, ids);
        }
        return ids;
    }

    private void remember(String key, Optional<ElementIds> ids) {
        Optional<ElementIds> twice = remembered.put(key, ids);
        size += size(ids) - (twice == null ? 0 : size(twice));
        Iterator<Optional<ElementIds>> oldest = remembered.values().iterator();
        while (size > REMEMBERED) {
            size -= size(oldest.next());
            oldest.remove();
        }
    }

    private static int size(Optional<ElementIds> ids) {
        return 1 + ids.map(all -> all.all().size()).orElse(0);
    }

    private Optional<ElementIds> read(AssetNode asset) throws RepositoryException {
        try {
            DitaDocument document = reader.read(asset).document();
            return document == null || document.type() == DitaType.NOT_DITA || document.type() == DitaType.DITAVAL
                    ? Optional.empty()
                    : Optional.of(document.ids());
        } catch (IOException e) {
            // the processing of that file tells about it
            return Optional.empty();
        }
    }
}
