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
    void anUnavailableDataStoreOrDatabaseIsAnOutage() {
        assertTrue(Outage.isOutage(new RuntimeException(new IOException(new DataStoreException("no answer")))));
        assertTrue(Outage.isOutage(new RepositoryException(new DocumentStoreException("no answer"))));
    }

    @Test
    void aDataStoreMayHaveLostASingleFileAndADatabaseHasNot() {
        assertFalse(Outage.isDatabaseOutage(new IOException(new DataStoreException("no record"))));
        assertTrue(Outage.isDatabaseOutage(new RepositoryException(new DocumentStoreException("no answer"))));
    }

    @Test
    void otherErrorsAreNotOutages() {
        assertFalse(Outage.isOutage(new RepositoryException(new IOException("not well-formed"))));
    }
}
