package org.openguides.processing.internal.reference;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.dita.DitaDocument;
import org.openguides.processing.internal.dita.DitaHint;
import org.openguides.processing.internal.dita.DitaParser;
import org.openguides.processing.internal.dita.DitaSyntaxException;
import org.openguides.processing.internal.dita.DitaType;
import org.openguides.processing.internal.dita.ElementIds;
import org.openguides.processing.internal.dita.FileKind;

/**
 * The ids of files, read from the files themselves: they need not have been processed, and nothing has to be kept. Those of
 * the files that were asked for last are remembered, for many references lead to few files. Safe for use by many threads.
 */
public final class FragmentIds {

    private static final int REMEMBERED = 64;

    private final DitaParser parser = new DitaParser();
    private final Map<String, Optional<ElementIds>> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Optional<ElementIds>> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * The ids of a file.
     *
     * @param path an asset's
     * @return empty if nobody can say, because it is no DITA or not well-formed
     */
    public Optional<ElementIds> of(Session session, String path) throws RepositoryException {
        AssetNode asset = AssetNode.ofOutermost(session.getNode(path)).orElse(null);
        if (asset == null || FileKind.parsing(asset.name()) != FileKind.Parsing.ALWAYS) {
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
            remembered.put(key, ids);
        }
        return ids;
    }

    private Optional<ElementIds> read(AssetNode asset) throws RepositoryException {
        try (InputStream bytes = asset.openOriginal()) {
            DitaDocument document = parser.parse(bytes, DitaHint.of(asset.name()));
            boolean dita = document.type() == DitaType.TOPIC || document.type() == DitaType.MAP;
            return dita ? Optional.of(document.ids()) : Optional.empty();
        } catch (DitaSyntaxException | IOException e) {
            // the processing of that file tells about it
            return Optional.empty();
        }
    }
}
