package org.openguides.processing.internal.processor;

import javax.jcr.RepositoryException;

import java.io.FileNotFoundException;

import org.openguides.processing.api.FileType;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.dita.FileKind;
import org.openguides.processing.internal.engine.TypeDetector;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Determines types of assets by name, and by content where the name is not sufficient. */
@Component(service = TypeDetector.class)
public final class AssetTypes implements TypeDetector {

    private final ContentReader reader;

    @Activate
    public AssetTypes(@Reference(name = "reader") ContentReader reader) {
        this.reader = reader;
    }

    @Override
    public FileType typeOf(AssetNode asset) throws RepositoryException {
        try {
            return of(reader.read(asset).kind());
        } catch (FileNotFoundException noOriginal) {
            return of(FileKind.of(asset.name()));
        }
    }

    static FileType of(FileKind kind) {
        return switch (kind) {
            case TOPIC -> FileType.DITA_TOPIC;
            case MAP -> FileType.DITA_MAP;
            case DITAVAL -> FileType.DITAVAL;
            case MARKDOWN -> FileType.MARKDOWN;
            case HTML_CSS -> FileType.HTML_CSS;
            case OTHER -> FileType.OTHERS;
        };
    }
}
