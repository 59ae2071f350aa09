package org.openguides.processing.internal.markup;

/** Reads one format. Every text is readable: none of these formats knows errors. Safe for use by many threads. */
interface MarkupReader {

    /** What a whole file says. */
    MarkupDocument read(byte[] file);
}
