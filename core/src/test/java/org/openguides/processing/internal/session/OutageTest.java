package org.openguides.processing.internal.session;

import javax.jcr.RepositoryException;

import java.io.IOException;

import org.apache.jackrabbit.core.data.DataStoreException;
import org.apache.jackrabbit.oak.plugins.document.DocumentStoreException;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Which errors are outages, regardless of how Oak has wrapped them. */
class OutageTest {

    @Test
    void aDataStoreOrADatabaseThatIsAwayIsOne() {
        assertTrue(Outage.isOne(new RuntimeException(new IOException(new DataStoreException("no answer")))));
        assertTrue(Outage.isOne(new RepositoryException(new DocumentStoreException("no answer"))));
    }

    @Test
    void aDataStoreMayHaveLostASingleFileAndADatabaseHasNot() {
        assertFalse(Outage.isOfDatabase(new IOException(new DataStoreException("no record"))));
        assertTrue(Outage.isOfDatabase(new RepositoryException(new DocumentStoreException("no answer"))));
    }

    @Test
    void whatElseGoesWrongIsNone() {
        assertFalse(Outage.isOne(new RepositoryException(new IOException("not well-formed"))));
    }
}
