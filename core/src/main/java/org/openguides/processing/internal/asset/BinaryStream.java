package org.openguides.processing.internal.asset;

import javax.jcr.Binary;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The stream of a binary that lets go of the binary when it is closed. */
final class BinaryStream extends FilterInputStream {

    private final Binary binary;

    BinaryStream(Binary binary, InputStream stream) {
        super(stream);
        this.binary = binary;
    }

    @Override
    public void close() throws IOException {
        try {
            super.close();
        } finally {
            binary.dispose();
        }
    }
}
